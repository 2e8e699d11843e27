"""ElastiCache: moto has no parameter groups and cannot delete subnet groups, ignores the number of nodes, names the
members of a replication group without making them, keeps deleted groups, and cannot modify anything."""

import re

from moto.core.responses import ActionResult, EmptyResult
from moto.elasticache.models import ElastiCacheBackend, ReplicationGroup
from moto.elasticache.responses import ElastiCacheResponse

from ..patching import around, operation, table

# What AWS answers for a requested major version, which Terraform compares with the request.
PATCHES = {"7.0": "7.0.7", "7.1": "7.1.0", "7.2": "7.2.6", "8.0": "8.0.1", "8.1": "8.1.0"}


@around(ElastiCacheBackend, "__init__")
def _init(init, backend, *arguments, **keywords):
    """moto refuses to list the tags of parameter groups."""
    init(backend, *arguments, **keywords)
    backend.arn_regex = re.compile(r"^arn:aws:elasticache:.*")


def _member(group: ReplicationGroup, name: str, zone: str) -> dict:
    version = group.engine_version or "7.1"
    return {
        "CacheClusterId": name,
        "ReplicationGroupId": group.replication_group_id,
        "ARN": group.arn.replace(f":replicationgroup:{group.replication_group_id}", f":cluster:{name}"),
        "CacheClusterStatus": "available",
        "CacheNodeType": group.cache_node_type,
        "Engine": group.engine,
        "EngineVersion": PATCHES.get(version, version),
        "NumCacheNodes": 1,
        "PreferredAvailabilityZone": zone,
        "PreferredMaintenanceWindow": group.preferred_maintenance_window or "sun:05:00-sun:06:00",
        "CacheParameterGroup": {
            "CacheParameterGroupName": group.cache_parameter_group_name,
            "ParameterApplyStatus": "in-sync",
        },
        "CacheSubnetGroupName": group.cache_subnet_group_name,
        "SecurityGroups": [{"SecurityGroupId": id, "Status": "active"} for id in group.security_group_ids or []],
        "AutoMinorVersionUpgrade": group.auto_minor_version_upgrade,
        "SnapshotRetentionLimit": group.snapshot_retention_limit,
        "SnapshotWindow": group.snapshot_window,
        "AuthTokenEnabled": group.auth_token_enabled,
        "AtRestEncryptionEnabled": group.at_rest_encryption_enabled,
        "TransitEncryptionEnabled": group.transit_encryption_enabled,
        "TransitEncryptionMode": group.transit_encryption_mode,
        "NetworkType": "ipv4",
        "IpDiscovery": "ipv4",
    }


def _make_members(backend: ElastiCacheBackend, group: ReplicationGroup) -> None:
    members = table(backend, "members")
    for name in [name for name, member in members.items() if member["ReplicationGroupId"] == group.replication_group_id]:
        del members[name]
    for node in (node for node_group in group.node_groups for node in node_group["node_group_members"]):
        # moto writes zones of us-east-1 whatever the region.
        node["preferred_availability_zone"] = backend.region_name + node["preferred_availability_zone"][-1]
        name = node["cache_cluster_id"]
        members[name] = _member(group, name, node["preferred_availability_zone"])


@around(ElastiCacheBackend, "create_replication_group")
def _create_replication_group(create, backend, **settings):
    nodes = settings.get("num_cache_clusters")
    if nodes and not settings.get("num_node_groups") and not settings.get("replicas_per_node_group"):
        settings["replicas_per_node_group"] = int(nodes) - 1
    group = create(backend, **settings)
    if group.transit_encryption_enabled:
        group.transit_encryption_mode = group.transit_encryption_mode or "required"
    _make_members(backend, group)
    return group


@around(ElastiCacheBackend, "delete_replication_group")
def _delete_replication_group(delete, backend, *arguments, **settings):
    group = delete(backend, *arguments, **settings)
    group.node_groups = []
    _make_members(backend, group)
    del backend.replication_groups[group.replication_group_id]
    return group


@around(ElastiCacheBackend, "describe_cache_clusters")
def _describe_cache_clusters(describe, backend, cache_cluster_id=None):
    members = table(backend, "members")
    if cache_cluster_id is None:
        return [*describe(backend), *members.values()]
    return [members[cache_cluster_id]] if cache_cluster_id in members else describe(backend, cache_cluster_id)


@operation(ElastiCacheResponse)
def modify_replication_group(self):
    """Changes take effect at once, as with ApplyImmediately."""
    backend = self.elasticache_backend
    group = backend.describe_replication_groups(self._get_param("ReplicationGroupId"))[0]
    for parameter, attribute in (
        ("CacheNodeType", "cache_node_type"),
        ("CacheParameterGroupName", "cache_parameter_group_name"),
        ("Engine", "engine"),
        ("EngineVersion", "engine_version"),
        ("PreferredMaintenanceWindow", "preferred_maintenance_window"),
        ("ReplicationGroupDescription", "description"),
        ("SecurityGroupIds", "security_group_ids"),
        ("SnapshotRetentionLimit", "snapshot_retention_limit"),
        ("SnapshotWindow", "snapshot_window"),
    ):
        if self._get_param(parameter) is not None:
            setattr(group, attribute, self._get_param(parameter))
    for parameter, attribute in (("AutomaticFailoverEnabled", "automatic_failover"), ("MultiAZEnabled", "multi_az")):
        if self._get_param(parameter) is not None:
            setattr(group, attribute, "enabled" if self._get_bool_param(parameter) else "disabled")
    if self._get_param("AuthToken"):
        group.auth_token_enabled = True
    _make_members(backend, group)
    return ActionResult({"ReplicationGroup": group})


def _resize(response: ElastiCacheResponse) -> ActionResult:
    backend = response.elasticache_backend
    group = backend.describe_replication_groups(response._get_param("ReplicationGroupId"))[0]
    group.member_clusters, group.node_groups[0]["node_group_members"] = [], []
    group._set_node_members_clusters_disabled(
        member_clusters=group.member_clusters,
        replication_group_id=group.replication_group_id,
        replication_group_domain=group.node_groups[0]["primary_endpoint_address"].removeprefix("master."),
        node_group=group.node_groups[0],
        preferred_cache_cluster_azs=[],
        num_cache_clusters=1,
        replicas_per_node_group=int(response._get_param("NewReplicaCount")),
    )
    _make_members(backend, group)
    return ActionResult({"ReplicationGroup": group})


@operation(ElastiCacheResponse)
def increase_replica_count(self):
    return _resize(self)


@operation(ElastiCacheResponse)
def decrease_replica_count(self):
    return _resize(self)


@operation(ElastiCacheResponse)
def delete_cache_subnet_group(self):
    name = self._get_param("CacheSubnetGroupName")
    self.elasticache_backend.describe_cache_subnet_groups(name)
    del self.elasticache_backend.cache_subnet_groups[name]
    return EmptyResult()
