"""Which AWS operation a request asks for: service, action as IAM names it, region and resource."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qs

from botocore.loaders import Loader
from botocore.model import ServiceModel

# Signing names that differ from the name of the service's API description.
MODELS = {"monitoring": "cloudwatch", "elasticloadbalancing": "elbv2", "tagging": "resourcegroupstaggingapi", "ses": "sesv2"}
# Signing names that differ from the prefix of IAM actions.
PREFIXES = {"monitoring": "cloudwatch", "tagging": "tag"}
# S3 operations whose permission has another name.
S3_PERMISSIONS = {
    "DeleteBucketCors": "PutBucketCORS",
    "DeleteBucketEncryption": "PutEncryptionConfiguration",
    "DeleteBucketLifecycle": "PutLifecycleConfiguration",
    "DeleteBucketTagging": "PutBucketTagging",
    "DeleteObjects": "DeleteObject",
    "GetBucketAccelerateConfiguration": "GetAccelerateConfiguration",
    "GetBucketCors": "GetBucketCORS",
    "GetBucketEncryption": "GetEncryptionConfiguration",
    "GetBucketLifecycle": "GetLifecycleConfiguration",
    "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
    "GetBucketNotificationConfiguration": "GetBucketNotification",
    "GetBucketReplication": "GetReplicationConfiguration",
    "GetObjectLockConfiguration": "GetBucketObjectLockConfiguration",
    "GetPublicAccessBlock": "GetBucketPublicAccessBlock",
    "HeadBucket": "ListBucket",
    "HeadObject": "GetObject",
    "ListObjectVersions": "ListBucketVersions",
    "ListObjects": "ListBucket",
    "ListObjectsV2": "ListBucket",
    "PutBucketCors": "PutBucketCORS",
    "PutBucketEncryption": "PutEncryptionConfiguration",
    "PutBucketLifecycle": "PutLifecycleConfiguration",
    "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
    "PutBucketNotificationConfiguration": "PutBucketNotification",
    "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
    "DeletePublicAccessBlock": "PutBucketPublicAccessBlock",
}
S3_CONTROL_PERMISSIONS = {
    "GetPublicAccessBlock": "GetAccountPublicAccessBlock",
    "PutPublicAccessBlock": "PutAccountPublicAccessBlock",
    "DeletePublicAccessBlock": "PutAccountPublicAccessBlock",
}

# S3's copies share their address with plain writes, and need the same permission.
COPIES = {"CopyObject", "UploadPartCopy"}


@dataclass(frozen=True)
class Operation:
    service: str
    name: str
    region: str
    protocol: str
    resource: str

    @property
    def action(self) -> str:
        permissions = {"s3": S3_PERMISSIONS, "s3control": S3_CONTROL_PERMISSIONS}.get(self.service, {})
        prefix = "s3" if self.service == "s3control" else PREFIXES.get(self.service, self.service)
        return f"{prefix}:{permissions.get(self.name, self.name)}"


@lru_cache
def _model(service: str) -> ServiceModel | None:
    name = MODELS.get(service, service)
    loader = Loader()
    if name not in loader.list_available_services("service-2"):
        return None
    return ServiceModel(loader.load_service_model(name, "service-2"), name)


@lru_cache
def _routes(service: str) -> list[tuple[str, re.Pattern, frozenset, str]]:
    """Method, path, query keys and name of each REST operation; the most specific first."""
    model = _model(service)
    routes = []
    for name in model.operation_names if model else ():
        if name in COPIES:
            continue
        http = model.operation_model(name).http
        path, _, query = http.get("requestUri", "/").partition("?")
        pattern = re.sub(r"\\\{[^}]*\\\+\\\}", ".+", re.escape(path.rstrip("/")))
        pattern = re.sub(r"\\\{[^}]*\\\}", "[^/]+", pattern)
        keys = frozenset(part.split("=")[0] for part in query.split("&") if part)
        weight = (len(keys), len(path.replace("{", " {").split("{")[0]), len(re.sub(r"{[^}]*}", "", path)))
        routes.append((weight, (http["method"], re.compile(pattern), keys, name)))
    return [route for _, route in sorted(routes, key=lambda pair: pair[0], reverse=True)]


def _rest_operation(service: str, method: str, path: str, query: dict) -> str:
    """By address; some SDKs name the operation, which tells apart those that share one."""
    if "x-id" in query:
        return query["x-id"][0]
    # Parameters of paths may hold slashes, which arrive decoded: ARNs do.
    for lenient in (False, True):
        for verb, pattern, keys, name in _routes(service):
            wanted = re.compile(pattern.pattern.replace("[^/]+", ".+")) if lenient else pattern
            if verb == method and keys <= query.keys() and wanted.fullmatch(path.rstrip("/")):
                return name
    return f"{method} {path}"


def _resource(service: str, path: str, parameters: dict) -> str:
    """ARN where the request itself names it."""
    if service == "s3":
        return f"arn:aws:s3:::{path.strip('/')}" if path.strip("/") else "*"
    for key, value in parameters.items():
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str) and value.startswith("arn:") and key.lower().endswith(("arn", "id", "name")):
            return value
    return "*"


def _parameters(body: bytes, content_type: str, query: dict) -> dict:
    try:
        if "json" in content_type:
            parsed = json.loads(body or b"{}")
            return parsed if isinstance(parsed, dict) else {}
        if "x-www-form-urlencoded" in content_type:
            return parse_qs(body.decode(), keep_blank_values=True)
    except ValueError:
        pass
    return query


def identify(request, body: bytes) -> Operation:
    scope = re.search(r"Credential=[^/]+/\d+/([^/]+)/([^/]+)/", request.headers.get("Authorization", ""))
    region, service = scope.groups() if scope else ("us-east-1", "sts" if b"AssumeRole" in body else "s3")
    if service == "s3" and request.path.startswith("/v20180820/"):
        service = "s3control"
    query = parse_qs(request.query_string.decode(), keep_blank_values=True)
    parameters = _parameters(body, request.headers.get("Content-Type", ""), query)
    model = _model(service)
    protocol = model.metadata.get("protocol", "rest-json") if model else "rest-json"
    target = request.headers.get("X-Amz-Target")
    smithy = re.fullmatch(r"/service/[^/]+/operation/([^/]+)", request.path)
    if target:
        name, protocol = target.split(".")[-1], "json"
    elif smithy:
        name = smithy[1]
    elif "Action" in parameters:
        name = parameters["Action"][0]
    else:
        name = _rest_operation(service, request.method, request.path, query)
    return Operation(service, name, region, protocol, _resource(service, request.path, parameters))
