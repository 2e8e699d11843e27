"""The WSGI application: controls, faults and records around moto's server."""

import json
import sys
import threading
import traceback

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.wrappers import Request, Response

from . import services  # noqa: F401  (closes moto's gaps by being imported)
from .actions import ActionLog
from .controls import Controls
from .errors import error_response
from .faults import Faults
from .operations import identify
from .replays import Replays


class Application:
    def __init__(self) -> None:
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.actions = ActionLog()
        self.faults = Faults()
        self.replays = Replays()
        self.unimplemented: list[str] = []
        # moto's tables are not made for several threads; the connections and the delays of faults are.
        self.one_at_a_time = threading.Lock()
        self.controls = Controls(self.actions, self.faults, self.unimplemented)

    def __call__(self, environ, start_response):
        request = Request(environ)
        # Reading it here lets moto read it again: werkzeug caches nothing in the environment by itself.
        body = request.get_data(cache=True)
        environ["wsgi.input"] = _Replay(body)
        for chunked in ("wsgi.input_terminated", "HTTP_TRANSFER_ENCODING"):
            environ.pop(chunked, None)
        environ["CONTENT_LENGTH"] = str(len(body))
        if request.path.startswith("/_nxloy/"):
            return self.controls.answer(request, body)(environ, start_response)
        return self.answer(request, body)(environ, start_response)

    def answer(self, request: Request, body: bytes) -> Response:
        operation = identify(request, body)
        fault = self.faults.strike(operation)
        if fault is not None:
            return fault
        earlier = self.replays.earlier_answer(request)
        if earlier is not None:
            return earlier
        try:
            with self.one_at_a_time:
                response = Response.from_app(self.moto, request.environ, buffered=True)
        except NotImplementedError as error:
            return self.not_implemented(operation, str(error))
        except Exception:
            traceback.print_exc()
            return error_response(operation, "SimulatorDefect", traceback.format_exc(limit=-3), 400)
        if response.status_code == 404 and response.get_data()[:9].lower() == b"<!doctype":
            return self.not_implemented(operation, "no such address")
        self.actions.record(operation)
        self.replays.keep(request, response)
        return response

    def not_implemented(self, operation, detail: str) -> Response:
        """Answers at once: AWS SDKs would repeat a 500 up to 25 times before they give up."""
        if operation.action not in self.unimplemented:
            self.unimplemented.append(operation.action)
        print(json.dumps({"unimplemented": operation.action, "detail": detail}), file=sys.stderr, flush=True)
        return error_response(operation, "SimulatorLacksOperation", f"the simulator has no {operation.action}", 400)


class _Replay:
    """A request body that can be read again by whoever is next."""

    def __init__(self, body: bytes) -> None:
        self.rest = body

    def read(self, size: int = -1) -> bytes:
        taken = self.rest if size is None or size < 0 else self.rest[:size]
        self.rest = self.rest[len(taken) :]
        return taken

    def readline(self, size: int = -1) -> bytes:
        end = self.rest.find(b"\n") + 1 or len(self.rest)
        return self.read(end if size is None or size < 0 else min(size, end))
