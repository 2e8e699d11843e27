"""S3: moto applies the Deny statements of bucket policies without looking at their conditions, so that a policy that
only refuses plain HTTP would refuse everything. Bucket policies are kept, and not enforced."""

from moto.s3.models import FakeBucket

from ..patching import around


@around(FakeBucket, "get_permission")
def _get_permission(_get, _bucket, _action, _resource):
    return None
