"""What moto lacks, one module a service; importing this package adds it."""

from . import ec2, eks, eks_add_ons, elasticache, elasticache_parameters, kms, rds, s3  # noqa: F401
