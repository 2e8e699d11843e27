"""What belongs to an EKS cluster and moto has not got: add-ons, access entries and pod identity associations."""

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.eks import urls
from moto.eks.exceptions import ResourceInUseException, ResourceNotFoundException
from moto.eks.responses import EKSResponse
from moto.moto_api._internal import mock_random as random

from ..patching import operation, route, table
from .eks import update_record

route(
    urls,
    EKSResponse,
    "/addons/supported-versions$",
    "/clusters/(?P<name>[^/]+)/addons$",
    "/clusters/(?P<name>[^/]+)/addons/(?P<rest>.+)$",
    "/clusters/(?P<name>[^/]+)/access-entries$",
    "/clusters/(?P<name>[^/]+)/access-entries/(?P<rest>.+)$",
    "/clusters/(?P<name>[^/]+)/pod-identity-associations$",
    "/clusters/(?P<name>[^/]+)/pod-identity-associations/(?P<rest>.+)$",
)


class Kind:
    """One kind of thing that clusters have, kept by cluster and key."""

    def __init__(self, name: str, description: str) -> None:
        self.name = name
        self.description = description

    def all(self, response: EKSResponse) -> dict:
        return table(response.eks_backend, self.name)

    def of_cluster(self, response: EKSResponse) -> list[dict]:
        return [entry for (cluster, _), entry in self.all(response).items() if cluster == response._get_param("name")]

    def add(self, response: EKSResponse, key: str, **entry) -> dict:
        cluster = response.eks_backend.describe_cluster(response._get_param("name")).name
        entries = self.all(response)
        if (cluster, key) in entries:
            raise ResourceInUseException(message=f"{self.description} already exists: {key}")
        entries[(cluster, key)] = {"clusterName": cluster, "createdAt": utcnow(), "modifiedAt": utcnow(), **entry}
        return entries[(cluster, key)]

    def get(self, response: EKSResponse, key: str) -> dict:
        entry = self.all(response).get((response._get_param("name"), key))
        if entry is None:
            raise ResourceNotFoundException(message=f"{self.description} not found: {key}")
        return entry

    def remove(self, response: EKSResponse, key: str) -> dict:
        entry = self.get(response, key)
        del self.all(response)[(response._get_param("name"), key)]
        return entry

    def change(self, response: EKSResponse, key: str, *parameters: str) -> dict:
        entry = self.get(response, key)
        entry.update({name: response._get_param(name) for name in parameters if response._get_param(name) is not None})
        entry["modifiedAt"] = utcnow()
        return entry


add_ons = Kind("add_ons", "add-on")
access_entries = Kind("access_entries", "access entry")
pod_identities = Kind("pod_identities", "pod identity association")


def _arn(response: EKSResponse, kind: str, *parts: str) -> str:
    backend = response.eks_backend
    return f"arn:{backend.partition}:eks:{backend.region_name}:{backend.account_id}:{kind}/{'/'.join(parts)}"


@operation(EKSResponse)
def describe_addon_versions(self):
    version = {"addonVersion": "v1.0.0-eksbuild.1"}
    compatible = {"clusterVersion": self._get_param("kubernetesVersion"), "defaultVersion": True}
    versions = [{**version, "compatibilities": [compatible]}]
    return ActionResult({"addons": [{"addonName": self._get_param("addonName"), "addonVersions": versions}]})


@operation(EKSResponse)
def create_addon(self):
    cluster, name = self._get_param("name"), self._get_param("addonName")
    addon = add_ons.add(
        self,
        name,
        addonName=name,
        status="ACTIVE",
        addonVersion=self._get_param("addonVersion") or "v1.0.0-eksbuild.1",
        health={"issues": []},
        addonArn=_arn(self, "addon", cluster, name, str(random.uuid4())),
        serviceAccountRoleArn=self._get_param("serviceAccountRoleArn"),
        configurationValues=self._get_param("configurationValues"),
        tags=self._get_param("tags") or {},
    )
    wanted = self._get_param("podIdentityAssociations") or []
    associations = [_associate(self, "kube-system", entry["serviceAccount"], entry["roleArn"]) for entry in wanted]
    addon["podIdentityAssociations"] = [association["associationArn"] for association in associations]
    return ActionResult({"addon": addon})


@operation(EKSResponse)
def describe_addon(self):
    return ActionResult({"addon": add_ons.get(self, self._get_param("addonName"))})


@operation(EKSResponse)
def list_addons(self):
    return ActionResult({"addons": [entry["addonName"] for entry in add_ons.of_cluster(self)]})


@operation(EKSResponse)
def update_addon(self):
    parameters = ("addonVersion", "serviceAccountRoleArn", "configurationValues")
    add_ons.change(self, self._get_param("addonName"), *parameters)
    return ActionResult({"update": update_record("AddonUpdate")})


@operation(EKSResponse)
def delete_addon(self):
    addon = add_ons.remove(self, self._get_param("addonName"))
    for arn in addon["podIdentityAssociations"]:
        pod_identities.remove(self, arn.split("/")[-1])
    return ActionResult({"addon": {**addon, "status": "DELETING"}})


@operation(EKSResponse)
def create_access_entry(self):
    principal = self._get_param("principalArn")
    entry = access_entries.add(
        self,
        principal,
        principalArn=principal,
        type=self._get_param("type") or "STANDARD",
        kubernetesGroups=self._get_param("kubernetesGroups") or [],
        username=self._get_param("username") or principal,
        tags=self._get_param("tags") or {},
        accessEntryArn=_arn(self, "access-entry", self._get_param("name"), *principal.split("/"), str(random.uuid4())),
        policies={},
    )
    return ActionResult({"accessEntry": entry})


@operation(EKSResponse)
def describe_access_entry(self):
    return ActionResult({"accessEntry": access_entries.get(self, self._get_param("principalArn"))})


@operation(EKSResponse)
def list_access_entries(self):
    return ActionResult({"accessEntries": [entry["principalArn"] for entry in access_entries.of_cluster(self)]})


@operation(EKSResponse)
def update_access_entry(self):
    entry = access_entries.change(self, self._get_param("principalArn"), "kubernetesGroups", "username")
    return ActionResult({"accessEntry": entry})


@operation(EKSResponse)
def delete_access_entry(self):
    access_entries.remove(self, self._get_param("principalArn"))
    return EmptyResult()


@operation(EKSResponse)
def associate_access_policy(self):
    entry = access_entries.get(self, self._get_param("principalArn"))
    arn, scope = self._get_param("policyArn"), self._get_param("accessScope")
    policy = {"policyArn": arn, "accessScope": {"namespaces": [], **scope}}
    entry["policies"][arn] = {**policy, "associatedAt": utcnow(), "modifiedAt": utcnow()}
    return ActionResult({**entry, "associatedAccessPolicy": entry["policies"][arn]})


@operation(EKSResponse)
def list_associated_access_policies(self):
    entry = access_entries.get(self, self._get_param("principalArn"))
    return ActionResult({**entry, "associatedAccessPolicies": list(entry["policies"].values())})


@operation(EKSResponse)
def disassociate_access_policy(self):
    entry = access_entries.get(self, self._get_param("principalArn"))
    if entry["policies"].pop(self._get_param("policyArn"), None) is None:
        raise ResourceNotFoundException(message="The policy is not associated")
    return EmptyResult()


def _associate(response: EKSResponse, namespace: str, service_account: str, role_arn: str) -> dict:
    taken = [(entry["namespace"], entry["serviceAccount"]) for entry in pod_identities.of_cluster(response)]
    if (namespace, service_account) in taken:
        raise ResourceInUseException(message=f"{namespace}/{service_account} already has an association")
    key = f"a-{random.get_random_hex(17)}"
    return pod_identities.add(
        response,
        key,
        associationId=key,
        associationArn=_arn(response, "podidentityassociation", response._get_param("name"), key),
        namespace=namespace,
        serviceAccount=service_account,
        roleArn=role_arn,
        tags=response._get_param("tags") or {},
    )


@operation(EKSResponse)
def create_pod_identity_association(self):
    parameters = ("namespace", "serviceAccount", "roleArn")
    return ActionResult({"association": _associate(self, *(self._get_param(name) for name in parameters))})


@operation(EKSResponse)
def describe_pod_identity_association(self):
    return ActionResult({"association": pod_identities.get(self, self._get_param("associationId"))})


@operation(EKSResponse)
def list_pod_identity_associations(self):
    return ActionResult({"associations": pod_identities.of_cluster(self)})


@operation(EKSResponse)
def update_pod_identity_association(self):
    association = pod_identities.change(self, self._get_param("associationId"), "roleArn")
    return ActionResult({"association": association})


@operation(EKSResponse)
def delete_pod_identity_association(self):
    return ActionResult({"association": pod_identities.remove(self, self._get_param("associationId"))})
