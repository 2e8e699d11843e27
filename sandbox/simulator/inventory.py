"""What exists in the account, read from moto's backends whatever the service, so that no kind of leftover is missed.
What AWS puts into every account, and what is already on its way out, does not count."""

from collections.abc import Iterator, Mapping
from typing import Any

from moto.core.base_backend import AccountSpecificBackend, BackendDict, BaseBackend

from .patching import Table, around

# Attributes of moto's backends that hold no resources of their own: indexes, measurements and histories.
NOT_RESOURCES = {
    ("budgets", "tagger"),
    ("cloudwatch", "metric_data"),
    ("rds", "events"),
    ("rds", "resource_map"),
    ("ssm", "_parameters_history"),
}


def _things(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every object of moto's, or of the simulator's own tables, within nested collections."""
    if isinstance(value, Table):
        yield from (("/".join(key) if isinstance(key, tuple) else key, entry) for key, entry in value.items())
    elif isinstance(value, Mapping):
        for key, entry in list(value.items()):
            yield from _things(entry, str(key))
    elif isinstance(value, (list, set, tuple)):
        for entry in list(value):
            yield from _things(entry, getattr(entry, "arn", None) or getattr(entry, "id", None) or name)
    elif type(value).__module__.startswith("moto."):
        yield name, value


def _attributes(backend: BaseBackend) -> Iterator[tuple[str, Any]]:
    service = type(backend).__module__.split(".")[1]
    for attribute, value in list(backend.__dict__.items()):
        if attribute != "_defaults" and (service, attribute) not in NOT_RESOURCES and not isinstance(value, BaseBackend):
            yield attribute, value


def _remember_defaults(backend: BaseBackend) -> None:
    """What a backend holds when it is new is what AWS gives to every account."""
    backend._defaults = {(kind, name) for kind, value in _attributes(backend) for name, _ in _things(value)}


@around(AccountSpecificBackend, "__getitem__")
def _get(get, backends, region):
    backend = get(backends, region)
    if "_defaults" not in backend.__dict__:
        _remember_defaults(backend)
    return backend


def _counts(name: str, thing: Any) -> bool:
    # `rds:` begins automated snapshots, which AWS itself lets expire.
    if name.startswith(("default.", "default:", "alias/aws/", "rds:")):
        return False
    # EC2 goes on listing what was deleted for a while.
    leaving = getattr(thing, "key_state", None) == "PendingDeletion" or getattr(thing, "state", None) == "deleted"
    return not leaving and all(getattr(thing, name, None) is None for name in ("deleted_date", "deletion_date"))


def inventory() -> list[dict]:
    items = []
    # moto lists a service once for each account.
    for backends in {id(backends): backends for backends in BackendDict._instances}.values():
        for _, region, backend in list(backends.iter_backends()):
            defaults = backend.__dict__.get("_defaults", set())
            for kind, value in _attributes(backend):
                ids = [name for name, thing in _things(value) if (kind, name) not in defaults and _counts(name, thing)]
                if ids:
                    service = type(backend).__module__.split(".")[1]
                    items.append({"service": service, "type": kind, "region": region, "ids": sorted(ids)})
    return sorted(items, key=lambda item: (item["service"], item["type"], item["region"]))
