"""What tests ask of the simulator itself, under /_nxloy/ on the same port."""

import json

from moto.moto_api._internal.models import moto_api_backend
from werkzeug.wrappers import Request, Response

from .actions import ActionLog
from .faults import Faults
from .inventory import inventory


class Controls:
    def __init__(self, actions: ActionLog, faults: Faults, unimplemented: list[str]) -> None:
        self.actions = actions
        self.faults = faults
        self.unimplemented = unimplemented

    def answer(self, request: Request, body: bytes) -> Response:
        verbs = {
            ("GET", "inventory"): inventory,
            ("GET", "actions"): self.actions.as_list,
            ("GET", "unimplemented"): lambda: self.unimplemented,
            ("POST", "faults"): lambda: self.faults.add(json.loads(body)),
            ("GET", "faults"): self.faults.as_list,
            ("DELETE", "faults"): self.faults.clear,
            ("POST", "reset"): self.reset,
        }
        verb = verbs.get((request.method, request.path.removeprefix("/_nxloy/")))
        if verb is None:
            known = ", ".join(f"{method} {name}" for method, name in verbs)
            return Response(f"unknown control: one of {known}", 404)
        try:
            return Response(json.dumps(verb()), content_type="application/json")
        except (TypeError, ValueError) as error:
            return Response(str(error), 400)

    def reset(self) -> None:
        moto_api_backend.reset()
        self.actions.clear()
        self.faults.clear()
        self.unimplemented.clear()
