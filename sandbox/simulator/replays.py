"""Answers to attempts whose answer got lost on the way, as happens on a busy machine: the SDK asks again under the same
invocation id, and a second making would be refused because of the first one."""

import threading
from collections import OrderedDict

from werkzeug.wrappers import Request, Response

KEPT = 500


class Replays:
    def __init__(self) -> None:
        self.answers: OrderedDict[str, tuple[bytes, int, list]] = OrderedDict()
        self.lock = threading.Lock()

    def earlier_answer(self, request: Request) -> Response | None:
        """What an earlier attempt of the same invocation was answered."""
        with self.lock:
            answer = self.answers.get(request.headers.get("amz-sdk-invocation-id", ""))
        return Response(answer[0], answer[1], answer[2]) if answer else None

    def keep(self, request: Request, response: Response) -> None:
        """Only what succeeded: after an error the next attempt is to be tried in earnest."""
        invocation = request.headers.get("amz-sdk-invocation-id")
        if invocation is None or response.status_code >= 300:
            return
        with self.lock:
            self.answers[invocation] = (response.get_data(), response.status_code, list(response.headers))
            while len(self.answers) > KEPT:
                self.answers.popitem(last=False)
