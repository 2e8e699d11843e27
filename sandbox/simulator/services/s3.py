"""S3: moto applies the Deny statements of bucket policies without looking at their conditions, so that a policy that
only refuses plain HTTP would refuse everything. Bucket policies are kept, and not enforced."""

import json
from types import SimpleNamespace

from moto.s3.models import FakeBucket

from ..patching import around


@around(FakeBucket, "get_permission")
def _get_permission(_get, _bucket, _action, _resource):
    return None


@around(FakeBucket, "_log_permissions_enabled_policy")
def _log_permissions_enabled_policy(check, _bucket, target_bucket, target_prefix):
    """moto compares a statement's resource with a string, where AWS also takes a list of one."""
    if not target_bucket.policy:
        return False
    policy = json.loads(target_bucket.policy)
    for statement in policy["Statement"]:
        resource = statement.get("Resource")
        if isinstance(resource, list) and len(resource) == 1:
            statement["Resource"] = resource[0]
    return check(SimpleNamespace(**{**vars(target_bucket), "policy": json.dumps(policy).encode()}), target_prefix)
