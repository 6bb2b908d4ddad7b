"""Time zones by their names in the IANA database."""

from datetime import tzinfo


def zone(name: str) -> tzinfo | None:
    """Return the zone of a name such as `Europe/Amsterdam`.

    None, which is that of this machine, stands for no name and for one that is not known here.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder's name, or a very long one
        return None
