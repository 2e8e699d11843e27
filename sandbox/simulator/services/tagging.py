"""Resource Groups Tagging: moto leaves out some kinds of EC2's."""

from moto.resourcegroupstaggingapi.models import ResourceGroupsTaggingAPIBackend

from ..patching import around


def _left_out(ec2) -> list[tuple[str, str]]:
    """Kind, as in ARNs, and id."""
    return [
        *(("elastic-ip", address.allocation_id) for address in ec2.addresses),
        *(("launch-template", template) for template in ec2.launch_templates),
        *(("vpc-endpoint", endpoint.id) for endpoint in ec2.vpc_end_points.values() if endpoint.state != "deleted"),
        *(("vpc-flow-log", log) for log in ec2.flow_logs),
    ]


@around(ResourceGroupsTaggingAPIBackend, "_get_resources_generator")
def _get_resources_generator(get, backend, tag_filters=None, resource_type_filters=None):
    yield from get(backend, tag_filters, resource_type_filters)
    ec2 = backend.ec2_backend
    for kind, identifier in _left_out(ec2):
        tags = ec2.tags.get(identifier, {})
        if all(tags.get(wanted["Key"]) in wanted["Values"] for wanted in tag_filters or []):
            yield {
                "ResourceARN": f"arn:aws:ec2:{backend.region_name}:{backend.account_id}:{kind}/{identifier}",
                "Tags": [{"Key": key, "Value": value} for key, value in tags.items()],
            }
