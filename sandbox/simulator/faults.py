"""Failures and delays that tests order for the next matching requests."""

import fnmatch
import threading
import time
from dataclasses import dataclass

from werkzeug.wrappers import Response

from .errors import error_response
from .operations import Operation

# Code, message and HTTP status that AWS answers with.
KINDS = {
    "throttling": ("Throttling", "Rate exceeded", 400),
    "server-error": ("InternalFailure", "An internal error occurred", 500),
    "expired-credentials": ("ExpiredToken", "The security token included in the request is expired", 403),
    "access-denied": ("AccessDenied", "User is not authorized to perform this action", 403),
}


@dataclass
class Fault:
    action: str
    kind: str | None = None
    times: int | None = None
    delayMs: int = 0

    def __post_init__(self) -> None:
        if self.kind is not None and self.kind not in KINDS:
            raise ValueError(f'kind "{self.kind}" is unknown: one of {", ".join(KINDS)}')


class Faults:
    def __init__(self) -> None:
        self.pending: list[Fault] = []
        self.lock = threading.Lock()

    def add(self, order: dict) -> None:
        self.pending.append(Fault(**order))

    def as_list(self) -> list[dict]:
        """What is still due; a fault that struck as often as ordered is not."""
        return [vars(fault) for fault in self.pending if fault.times != 0]

    def clear(self) -> None:
        self.pending.clear()

    def strike(self, operation: Operation) -> Response | None:
        """Waits as ordered, and returns the failure if one is due."""
        fault = self._take(operation.action)
        if fault is None:
            return None
        time.sleep(fault.delayMs / 1000)
        if fault.kind is None:
            return None
        return error_response(operation, *KINDS[fault.kind])

    def _take(self, action: str) -> Fault | None:
        with self.lock:
            for fault in self.pending:
                if fnmatch.fnmatchcase(action, fault.action) and fault.times != 0:
                    if fault.times is not None:
                        fault.times -= 1
                    return fault
        return None
