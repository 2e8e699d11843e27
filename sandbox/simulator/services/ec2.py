"""EC2: moto takes the folder of a flow log's destination for part of the bucket's name and forgets its options,
forgets the tags of DHCP options and what rules say of security groups they let in, and copies a launch template's own
tags into its versions. It leaves a NAT gateway's interface and a VPC's own ACL behind."""

import re

from moto.ec2.models import EC2Backend
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ec2.responses.dhcp_options import DHCPOptions
from moto.ec2.responses.flow_logs import FlowLogs
from moto.ec2.responses.launch_templates import LaunchTemplates

from ..patching import around


@around(FlowLogs, "create_flow_logs")
def _create_flow_logs(create, response):
    destination = response._get_param("LogDestination") or ""
    bucket = re.match(r"arn:[^:]+:s3:::[^/]+(?=/)", destination)
    if bucket:
        response.params["LogDestination"] = bucket[0]
    before = set(response.ec2_backend.flow_logs)
    result = create(response)
    for created in set(response.ec2_backend.flow_logs) - before:
        log = response.ec2_backend.flow_logs[created]
        log.log_destination = destination or log.log_destination
        options = response._get_param("DestinationOptions")
        if options:
            log.destination_options = {
                key: value if key == "FileFormat" else value in (True, "true") for key, value in options.items()
            }
    return result


@around(DHCPOptions, "create_dhcp_options")
def _create_dhcp_options(create, response):
    result = create(response)
    result.result["DhcpOptions"].add_tags(response._parse_tag_specification().get("dhcp-options", {}))
    return result


@around(LaunchTemplates, "create_launch_template")
def _create_launch_template(create, response):
    result = create(response)
    for template in response.ec2_backend.launch_templates.values():
        for version in template.versions:
            tags = version.data.get("TagSpecifications") or []
            version.data["TagSpecifications"] = [tag for tag in tags if tag.get("ResourceType") != "launch-template"]
    return result


SecurityGroupRule.description = property(
    lambda rule: rule.ip_range.get("Description") or (rule.source_group or {}).get("Description")
)


@around(EC2Backend, "delete_nat_gateway")
def _delete_nat_gateway(delete, backend, nat_gateway_id):
    gateway = delete(backend, nat_gateway_id)
    backend.enis.pop(gateway._eni.id, None)
    return gateway


@around(EC2Backend, "delete_vpc")
def _delete_vpc(delete, backend, vpc_id):
    vpc = delete(backend, vpc_id)
    for acl in [acl for acl in backend.network_acls.values() if acl.vpc_id == vpc_id and acl.default]:
        del backend.network_acls[acl.id]
    return vpc
