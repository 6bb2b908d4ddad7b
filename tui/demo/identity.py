"""Ids of the demo: the same thing has the same id in every demo that is made."""

import uuid

_NAMESPACE = uuid.UUID("3f6f0f52-6c1d-5b7e-9a55-1d2f1b7c9e04")


def demo_id(kind: str, *names: str) -> str:
    """Return the id of the thing that these words name (UUID version 5, RFC 9562)."""
    return str(uuid.uuid5(_NAMESPACE, "/".join((kind, *names))))
