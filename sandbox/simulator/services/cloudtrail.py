"""CloudTrail: moto starts and stops a trail only by its name; Terraform gives the ARN."""

from moto.cloudtrail.models import CloudTrailBackend

from ..patching import around


def by_name(operation, backend, name, *arguments, **keywords):
    return operation(backend, backend.get_trail(name).trail_name, *arguments, **keywords)


for verb in ("start_logging", "stop_logging", "delete_trail"):
    around(CloudTrailBackend, verb)(by_name)
