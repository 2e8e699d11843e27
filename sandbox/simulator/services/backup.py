"""AWS Backup: moto has no selections, which say what a plan backs up, no recovery points, and no notifications of vaults,
and lists tags only where the path ends in `/`."""

import json
from urllib.parse import unquote

from moto.backup import urls
from moto.backup.exceptions import ResourceNotFoundException
from moto.backup.responses import BackupResponse
from moto.core.utils import unix_time
from moto.moto_api._internal import mock_random as random

from ..patching import around, operation, route, table

route(
    urls,
    BackupResponse,
    "/backup-vaults/(?P<backupVaultName>[^/]+)/notification-configuration$",
    "/backup-vaults/(?P<backupVaultName>[^/]+)/recovery-points/?$",
)


def _selections(response: BackupResponse) -> dict:
    return table(response.backup_backend, "selections")


def _key(response: BackupResponse) -> tuple[str, str]:
    key = (response._get_param("backupPlanId"), response._get_param("selectionId"))
    if key not in _selections(response):
        raise ResourceNotFoundException(msg=f"Cannot find selection {key[1]} of plan {key[0]}")
    return key


@around(BackupResponse, "list_tags")
def _list_tags(_, response):
    arn = unquote(response.path.rstrip("/").split("/")[-1])
    return json.dumps({"Tags": response.backup_backend.list_tags(arn)})


@operation(BackupResponse)
def create_backup_selection(self):
    plan = self._get_param("backupPlanId")
    self.backup_backend.get_backup_plan(backup_plan_id=plan, version_id=None)
    selection = {"BackupPlanId": plan, "SelectionId": str(random.uuid4()), "CreationDate": unix_time()}
    selected = self._get_param("BackupSelection")
    _selections(self)[(plan, selection["SelectionId"])] = {**selection, "BackupSelection": selected}
    return json.dumps(selection)


@operation(BackupResponse)
def get_backup_selection(self):
    return json.dumps(_selections(self)[_key(self)])


@operation(BackupResponse)
def delete_backup_selection(self):
    del _selections(self)[_key(self)]
    return "{}"


def _notifications(response: BackupResponse) -> dict:
    return table(response.backup_backend, "vault_notifications")


@operation(BackupResponse)
def put_backup_vault_notifications(self):
    parameters = ("SNSTopicArn", "BackupVaultEvents")
    vault = self._get_param("backupVaultName")
    _notifications(self)[vault] = {name: self._get_param(name) for name in parameters}
    return "{}"


@operation(BackupResponse)
def get_backup_vault_notifications(self):
    vault = self._get_param("backupVaultName")
    if vault not in _notifications(self):
        raise ResourceNotFoundException(msg=f"Backup vault {vault} has no notifications")
    arn = self.backup_backend.vaults[vault].backup_vault_arn
    return json.dumps({"BackupVaultName": vault, "BackupVaultArn": arn, **_notifications(self)[vault]})


@operation(BackupResponse)
def delete_backup_vault_notifications(self):
    _notifications(self).pop(self._get_param("backupVaultName"), None)
    return "{}"


@operation(BackupResponse)
def list_recovery_points_by_backup_vault(self):
    """Nothing is ever backed up here."""
    return json.dumps({"RecoveryPoints": []})
