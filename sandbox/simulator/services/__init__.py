"""What moto lacks, one module a service; importing this package adds it."""

from . import (  # noqa: F401
    backup,
    budgets,
    cloudfront,
    cloudtrail,
    ec2,
    eks,
    eks_add_ons,
    eks_tags,
    elasticache,
    elasticache_parameters,
    kms,
    rds,
    route53,
    s3,
    tagging,
)
