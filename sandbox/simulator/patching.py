"""How the service modules add to moto: operations that it lacks, and corrections around those it has."""

from collections.abc import Callable
from types import ModuleType
from typing import Any


def operation(responses: type) -> Callable[[Callable], Callable]:
    """Adds an AWS operation, named in snake case, to one of moto's response classes."""

    def add(function: Callable) -> Callable:
        setattr(responses, function.__name__, function)
        return function

    return add


def around(owner: Any, name: str) -> Callable[[Callable], Callable]:
    """Replaces a method; the replacement gets the original as its first argument."""
    original = getattr(owner, name)

    def replace(function: Callable) -> Callable:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            return function(original, *args, **kwargs)

        setattr(owner, name, wrapper)
        return function

    return replace


def route(urls: ModuleType, responses: type, *paths: str) -> None:
    """Makes moto's server accept more paths for a service."""
    for path in paths:
        urls.url_paths["{0}" + path] = responses.dispatch


class Table(dict):
    """Entries that the simulator keeps for moto; each is a resource of its own."""


def table(backend: Any, name: str) -> Table:
    """A table kept with one of moto's backends, so that a reset empties it too."""
    return backend.__dict__.setdefault(name, Table())
