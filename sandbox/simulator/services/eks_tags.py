"""EKS tags: moto changes those of clusters only."""

from moto.eks.exceptions import ResourceNotFoundException
from moto.eks.models import EKSBackend

from ..patching import around, table


def _tags(backend: EKSBackend, arn: str) -> dict:
    """The tags of whatever has this ARN, to be changed in place."""
    groups = [group for cluster in backend.clusters.values() for group in cluster.nodegroups.values()]
    for thing in [*backend.clusters.values(), *groups]:
        if thing.arn == arn:
            thing.tags = thing.tags or {}
            return thing.tags
    for kind, key in (
        ("add_ons", "addonArn"),
        ("access_entries", "accessEntryArn"),
        ("pod_identities", "associationArn"),
    ):
        for entry in table(backend, kind).values():
            if entry[key] == arn:
                return entry["tags"]
    raise ResourceNotFoundException(message=f"nothing has the ARN {arn}")


@around(EKSBackend, "tag_resource")
def _tag_resource(_, backend, resource_arn, tags):
    _tags(backend, resource_arn).update(tags)


@around(EKSBackend, "untag_resource")
def _untag_resource(_, backend, resource_arn, tag_keys):
    tags = _tags(backend, resource_arn)
    for key in [tag_keys] if isinstance(tag_keys, str) else tag_keys:
        tags.pop(key, None)


@around(EKSBackend, "list_tags_for_resource")
def _list_tags_for_resource(_, backend, resource_arn):
    return dict(_tags(backend, resource_arn))
