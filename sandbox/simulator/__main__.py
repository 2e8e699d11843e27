"""Starts the simulator: prints its address once it listens, and ends when standard input closes."""

import argparse
import os
import sys
import threading

# Read by moto while it is imported.
os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
os.environ.setdefault("MOTO_ACM_VALIDATION_WAIT", "1")

from werkzeug.serving import WSGIRequestHandler, make_server  # noqa: E402

from .application import Application  # noqa: E402


class QuietHandler(WSGIRequestHandler):
    """Keeps connections open, and does not log each request."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code="-", size="-"):
        pass


def end_with_standard_input() -> None:
    """Whoever started the simulator holds the other end; nothing may outlive it."""
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def main() -> None:
    parser = argparse.ArgumentParser(prog="simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes one that is free")
    options = parser.parse_args()
    server = make_server("127.0.0.1", options.port, Application(), threaded=True, request_handler=QuietHandler)
    threading.Thread(target=end_with_standard_input, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


main()
