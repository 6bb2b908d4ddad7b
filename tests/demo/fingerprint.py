"""A short name for all that a portal holds."""

import hashlib
from collections.abc import Mapping, Sequence, Set

from pydantic import TypeAdapter

from tui.api.administration import NewPortal


def fingerprint(portal: NewPortal) -> str:
    """Return the same few characters for the same content; a set has no order."""
    content = TypeAdapter(NewPortal).dump_python(portal)
    return hashlib.sha256(_canonical(content).encode()).hexdigest()[:16]


def _canonical(value: object) -> str:
    if isinstance(value, Mapping):
        return repr([(key, _canonical(item)) for key, item in value.items()])
    if isinstance(value, Set):
        return repr(sorted(_canonical(item) for item in value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return repr([_canonical(item) for item in value])
    return str(value)
