"""ElastiCache parameter groups, of which moto has none."""

from moto.core.responses import ActionResult, EmptyResult
from moto.elasticache.exceptions import ElastiCacheException
from moto.elasticache.responses import ElastiCacheResponse

from ..patching import operation, table


class CacheParameterGroupNotFound(ElastiCacheException):
    code = "CacheParameterGroupNotFound"


def _groups(response: ElastiCacheResponse) -> dict:
    return table(response.elasticache_backend, "parameter_groups")


def _group(response: ElastiCacheResponse) -> dict:
    name = response._get_param("CacheParameterGroupName")
    if name not in _groups(response):
        raise CacheParameterGroupNotFound(f"CacheParameterGroup {name} not found.")
    return _groups(response)[name]


@operation(ElastiCacheResponse)
def create_cache_parameter_group(self):
    backend = self.elasticache_backend
    name = self._get_param("CacheParameterGroupName")
    arn = f"arn:aws:elasticache:{backend.region_name}:{backend.account_id}:parametergroup:{name}"
    _groups(self)[name] = {
        "CacheParameterGroupName": name,
        "CacheParameterGroupFamily": self._get_param("CacheParameterGroupFamily"),
        "Description": self._get_param("Description"),
        "ARN": arn,
        "parameters": {},
    }
    backend.tagging_service.tag_resource(arn, self._get_param("Tags") or [])
    return ActionResult({"CacheParameterGroup": _groups(self)[name]})


@operation(ElastiCacheResponse)
def describe_cache_parameter_groups(self):
    return ActionResult({"CacheParameterGroups": [_group(self)]})


@operation(ElastiCacheResponse)
def describe_cache_parameters(self):
    parameters = _group(self)["parameters"].items()
    listed = [{"ParameterName": name, "ParameterValue": value, "Source": "user"} for name, value in parameters]
    return ActionResult({"Parameters": listed})


@operation(ElastiCacheResponse)
def modify_cache_parameter_group(self):
    group = _group(self)
    for parameter in self._get_param("ParameterNameValues") or []:
        group["parameters"][parameter["ParameterName"]] = parameter["ParameterValue"]
    return ActionResult(group)


@operation(ElastiCacheResponse)
def reset_cache_parameter_group(self):
    group = _group(self)
    for parameter in self._get_param("ParameterNameValues") or []:
        group["parameters"].pop(parameter["ParameterName"], None)
    return ActionResult(group)


@operation(ElastiCacheResponse)
def delete_cache_parameter_group(self):
    del _groups(self)[_group(self)["CacheParameterGroupName"]]
    return EmptyResult()
