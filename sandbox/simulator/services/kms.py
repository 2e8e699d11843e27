"""KMS: moto forgets the rotation period, and Terraform would plan to set it for ever."""

import json

from moto.kms.responses import KmsResponse

from ..patching import around


def _key(response: KmsResponse):
    backend = response.kms_backend
    return backend.keys[backend.get_key_id(response._get_param("KeyId"))]


@around(KmsResponse, "enable_key_rotation")
def _enable_key_rotation(enable, response):
    result = enable(response)
    _key(response).rotation_period = response._get_param("RotationPeriodInDays") or 365
    return result


@around(KmsResponse, "get_key_rotation_status")
def _get_key_rotation_status(get, response):
    key = _key(response)
    period = {"RotationPeriodInDays": key.rotation_period} if key.key_rotation_status else {}
    return json.dumps({"KeyRotationEnabled": key.key_rotation_status, **period})
