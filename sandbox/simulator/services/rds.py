"""RDS: moto gives every instance the same resource id and no real certificate authority, forgets the settings of
monitoring, makes a replica a copy that shares the primary's lists, leaves required fields out of parameters, and has no
copies of backups in other regions."""

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.moto_api._internal import mock_random as random
from moto.rds.exceptions import RDSClientError
from moto.rds.models import DBInstance, RDSBackend
from moto.rds.responses import RDSResponse

from ..patching import around, operation, table


def _monitor(instance: DBInstance, settings: dict) -> None:
    insights = bool(settings.get("enable_performance_insights"))
    instance.performance_insights_enabled = insights
    instance.performance_insights_kms_key_id = settings.get("performance_insights_kms_key_id") if insights else None
    instance.performance_insights_retention_period = (
        settings.get("performance_insights_retention_period", 7) if insights else None
    )
    instance.monitoring_interval = settings.get("monitoring_interval") or 0
    instance.monitoring_role_arn = settings.get("monitoring_role_arn")


def _resource_id() -> str:
    return "db-" + random.get_random_string(length=26, include_digits=True, lower_case=False).upper()


@around(DBInstance, "__init__")
def _init(init, instance, backend, *positional, **settings):
    # What AWS chooses; with another one, Terraform changes each new instance once more and waits for that.
    settings.setdefault("ca_certificate_identifier", "rds-ca-rsa2048-g1")
    init(instance, backend, *positional, **settings)
    instance.dbi_resource_id = _resource_id()
    _monitor(instance, settings)


@around(RDSBackend, "create_db_instance_read_replica")
def _create_read_replica(create, backend, settings):
    wanted = dict(settings)
    replica = create(backend, settings)
    replica.dbi_resource_id = _resource_id()
    replica.tags = wanted.get("tags") or []
    replica.multi_az = bool(wanted.get("multi_az"))
    replica.backup_retention_period = 0
    replica.deletion_protection = bool(wanted.get("deletion_protection"))
    replica.enabled_cloudwatch_logs_exports = list(wanted.get("enable_cloudwatch_logs_exports") or [])
    replica.enable_iam_database_authentication = bool(wanted.get("enable_iam_database_authentication"))
    replica.max_allocated_storage = wanted.get("max_allocated_storage") or replica.allocated_storage
    _monitor(replica, wanted)
    return replica


@around(RDSResponse, "describe_db_parameters")
def _describe_db_parameters(describe, response):
    result = describe(response)
    parameters = list(result.result["Parameters"])
    for parameter in parameters:
        parameter.setdefault("Source", "user")
        if parameter.get("ApplyMethod") not in ("immediate", "pending-reboot"):
            parameter["ApplyMethod"] = "immediate"
    return ActionResult({"Parameters": parameters})


def _copies(response: RDSResponse) -> dict:
    return table(response.backend, "backup_copies")


@operation(RDSResponse)
def start_db_instance_automated_backups_replication(self):
    source = self._get_param("SourceDBInstanceArn")
    region = self.backend.region_name
    arn = f"arn:aws:rds:{region}:{self.backend.account_id}:auto-backup:ab-{random.get_random_hex(20)}"
    _copies(self)[arn] = {
        "DBInstanceArn": source,
        "DBInstanceIdentifier": source.split(":")[-1],
        "Region": source.split(":")[3],
        "BackupRetentionPeriod": self._get_param("BackupRetentionPeriod") or 7,
        "KmsKeyId": self._get_param("KmsKeyId"),
        "Status": "replicating",
        "DBInstanceAutomatedBackupsArn": arn,
        "Engine": "postgres",
        "InstanceCreateTime": utcnow(),
    }
    return ActionResult({"DBInstanceAutomatedBackup": _copies(self)[arn]})


@operation(RDSResponse)
def stop_db_instance_automated_backups_replication(self):
    for arn, copy in list(_copies(self).items()):
        if copy["DBInstanceArn"] == self._get_param("SourceDBInstanceArn"):
            return ActionResult({"DBInstanceAutomatedBackup": _copies(self).pop(arn)})
    raise RDSClientError("DBInstanceNotFound", "no backups of this instance are copied here")


@around(RDSResponse, "describe_db_instance_automated_backups")
def _describe_automated_backups(describe, response):
    arn = response._get_param("DBInstanceAutomatedBackupsArn")
    if not arn:
        return describe(response)
    if arn not in _copies(response):
        raise RDSClientError("DBInstanceAutomatedBackupNotFound", f"{arn} does not exist")
    return ActionResult({"DBInstanceAutomatedBackups": [_copies(response)[arn]]})
