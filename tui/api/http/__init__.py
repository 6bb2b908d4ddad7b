"""The portal over HTTP: a server of ours, or of anybody who speaks the same (docs/openapi.json).

`connect` is the only one who comes in here, by this function.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.api.line import Line
    from tui.api.portal import Entrance


def open_entrance(
    url: str, *, ca_file: str | None = None, line: "Line | None" = None
) -> "Entrance":
    """Return the entrance of the portal at `url`; nothing is asked of it yet.

    How the line is, is told to `line`.

    Raises `Unavailable` where `url` is no address of a portal, or `ca_file` cannot be read.
    """
    from tui.api.http.client import Client
    from tui.api.http.entrance import HttpEntrance
    from tui.api.http.origin import origin_of
    from tui.api.http.web import web_client

    origin = origin_of(url)
    return HttpEntrance(Client(origin, web_client(origin, ca_file), line=line))
