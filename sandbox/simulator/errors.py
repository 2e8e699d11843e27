"""Errors as AWS SDKs of each protocol understand them."""

import json
from xml.sax.saxutils import escape

from werkzeug.wrappers import Response

from .operations import Operation


def error_response(operation: Operation, code: str, message: str, status: int) -> Response:
    if "json" in operation.protocol or "cbor" in operation.protocol:
        body, kind = json.dumps({"__type": code, "message": message}), "application/x-amz-json-1.1"
    elif operation.protocol == "ec2":
        body, kind = f"<Response><Errors>{_error(code, message)}</Errors></Response>", "text/xml"
    elif operation.service == "s3":
        body, kind = _error(code, message), "application/xml"
    else:
        body, kind = f"<ErrorResponse>{_error(code, message)}</ErrorResponse>", "text/xml"
    return Response(body, status, {"x-amzn-ErrorType": code}, content_type=kind)


def _error(code: str, message: str) -> str:
    return f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
