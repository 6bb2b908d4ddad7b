"""Every verb that a portal has, read from its interface: what is added to it is found here."""

from typing import get_type_hints

from tui.api.portal import Portal


def verbs() -> set[str]:
    """Return the verbs by area and name, as `releases.list`."""
    return {
        f"{area}.{name}"
        for area, protocol in get_type_hints(Portal).items()
        for name in vars(protocol)
        if not name.startswith("_")
    }
