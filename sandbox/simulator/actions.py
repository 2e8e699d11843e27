"""Which API actions were performed: what a role would have had to be allowed."""

import threading
from collections import Counter

from .operations import Operation


class ActionLog:
    def __init__(self) -> None:
        self.counts: Counter = Counter()
        self.lock = threading.Lock()

    def record(self, operation: Operation) -> None:
        """A request that failed on its own account still needed the permission."""
        with self.lock:
            self.counts[(operation.action, operation.resource)] += 1

    def clear(self) -> None:
        self.counts.clear()

    def as_list(self) -> list[dict]:
        with self.lock:
            entries = sorted(self.counts.items())
        return [{"action": action, "resource": resource, "count": count} for (action, resource), count in entries]
