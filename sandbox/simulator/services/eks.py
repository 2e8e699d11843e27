"""EKS clusters and node groups: moto forgets several of their settings, makes no cluster security group, gives each
node group an SSH key that no one asked for, replaces settings instead of merging them, and knows no version updates."""

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ec2.models import ec2_backends
from moto.eks import models, urls
from moto.eks.responses import EKSResponse
from moto.moto_api._internal import mock_random as random

from ..patching import around, operation, route, table

models.DEFAULT_REMOTE_ACCESS = None

route(
    urls,
    EKSResponse,
    "/clusters/(?P<name>[^/]+)/updates$",
    "/clusters/(?P<name>[^/]+)/updates/(?P<updateId>[^/]+)$",
    "/clusters/(?P<name>[^/]+)/node-groups/(?P<nodegroupName>[^/]+)/update-version$",
)

# Parameter of the API and attribute of moto's cluster.
SETTINGS = {
    "accessConfig": "access_config",
    "upgradePolicy": "upgrade_policy",
    "zonalShiftConfig": "zonal_shift_config",
    "deletionProtection": "deletion_protection",
}


def update_record(kind: str) -> dict:
    """An update, which in the simulator is over at once."""
    record = {"id": str(random.uuid4()), "status": "Successful", "type": kind, "params": [], "errors": []}
    return {**record, "createdAt": utcnow()}


def _group(response: EKSResponse) -> models.Nodegroup:
    return response.eks_backend.describe_nodegroup(response._get_param("name"), response._get_param("nodegroupName"))


def _make_security_group(response: EKSResponse, cluster: models.Cluster) -> str:
    """The group of control plane and nodes, to which other resources' rules refer."""
    ec2 = ec2_backends[response.current_account][response.region]
    subnet = ec2.get_subnet(cluster.resources_vpc_config["subnetIds"][0])
    name = f"eks-cluster-sg-{cluster.name}-{random.get_random_hex(8)}"
    return ec2.create_security_group(name, "Created by EKS", vpc_id=subnet.vpc_id).id


@around(EKSResponse, "create_cluster")
def _create_cluster(create, response):
    result = create(response)
    cluster = response.eks_backend.clusters[response._get_param("name")]
    for parameter, attribute in SETTINGS.items():
        setattr(cluster, attribute, response._get_param(parameter))
    cluster.access_config = {
        "authenticationMode": "CONFIG_MAP",
        "bootstrapClusterCreatorAdminPermissions": True,
        **(cluster.access_config or {}),
    }
    cluster.resources_vpc_config["clusterSecurityGroupId"] = _make_security_group(response, cluster)
    return result


@around(EKSResponse, "delete_cluster")
def _delete_cluster(delete, response):
    name = response._get_param("name")
    group = response.eks_backend.describe_cluster(name).resources_vpc_config["clusterSecurityGroupId"]
    result = delete(response)
    ec2_backends[response.current_account][response.region].delete_security_group(group_id=group)
    for kind in ("add_ons", "access_entries", "pod_identities"):
        entries = table(response.eks_backend, kind)
        for key in [key for key in entries if key[0] == name]:
            del entries[key]
    return result


@operation(EKSResponse)
def update_cluster_config(self):
    cluster = self.eks_backend.describe_cluster(self._get_param("name"))
    cluster.resources_vpc_config.update(self._get_param("resourcesVpcConfig") or {})
    cluster.logging = self._get_param("logging") or cluster.logging
    for parameter, attribute in SETTINGS.items():
        value = self._get_param(parameter)
        if isinstance(value, dict):
            setattr(cluster, attribute, {**(getattr(cluster, attribute) or {}), **value})
        elif value is not None:
            setattr(cluster, attribute, value)
    return ActionResult({"update": update_record("ConfigUpdate")})


@operation(EKSResponse)
def update_cluster_version(self):
    self.eks_backend.describe_cluster(self._get_param("name")).version = self._get_param("version")
    return ActionResult({"update": update_record("VersionUpdate")})


@operation(EKSResponse)
def describe_update(self):
    return ActionResult({"update": {**update_record("ConfigUpdate"), "id": self._get_param("updateId")}})


@around(EKSResponse, "create_nodegroup")
def _create_nodegroup(create, response):
    result = create(response)
    group = _group(response)
    cluster = response.eks_backend.describe_cluster(group.cluster_name)
    group.version = response._get_param("version") or cluster.version
    group.update_config = response._get_param("updateConfig") or {"maxUnavailable": 1}
    group.node_repair_config = response._get_param("nodeRepairConfig")
    if group.launch_template:
        group.disk_size = None
    return result


@operation(EKSResponse)
def update_nodegroup_version(self):
    group = _group(self)
    cluster = self.eks_backend.describe_cluster(group.cluster_name)
    group.version = self._get_param("version") or cluster.version
    group.release_version = self._get_param("releaseVersion") or group.release_version
    group.launch_template = self._get_param("launchTemplate") or group.launch_template
    return ActionResult({"update": update_record("VersionUpdate")})
