"""The one place where the app is put together; production and tests build it here."""

import asyncio
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui import portals
from tui.api.errors import Unauthenticated
from tui.api.line import Line
from tui.app import PortalApp
from tui.drafts import Drafts
from tui.paths import Paths
from tui.screens.shell import Enter
from tui.settings import Settings, TuiOptions
from tui.settings import load as load_settings
from tui.terminal.capabilities import over_ssh
from tui.views import ViewStore

if TYPE_CHECKING:
    from tui.api.portal import Entrance, SignedIn
    from tui.keeping import Keeping
    from tui.screens.memory import Remembered


class Door:
    """The entrance of one portal, opened when it is first asked for and then kept."""

    def __init__(self, open_entrance: "Callable[[], Entrance]") -> None:
        self._open = open_entrance
        self._opening: asyncio.Task[Entrance] | None = None

    async def entrance(self) -> "Entrance":
        """Return the entrance; the imports behind it run beside the screen.

        Whoever stops waiting stops nobody else's wait; an opening that failed is tried again.
        """
        if self._opening is None or (self._opening.done() and self._opening.exception()):
            self._opening = asyncio.create_task(asyncio.to_thread(self._open))
        return await asyncio.shield(self._opening)

    async def close(self) -> None:
        """Let go of the portal."""
        if self._opening is not None and not await _has_failed(self._opening):
            await self._opening.result().close()


async def _has_failed(opening: "asyncio.Task[Entrance]") -> bool:
    await asyncio.wait({opening})
    return opening.cancelled() or opening.exception() is not None


class Reports(logging.Handler):
    """Writes a report of each error that nobody foresaw and that did not end the app."""

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.ERROR)
        self._folder = folder

    def emit(self, record: logging.LogRecord) -> None:
        """Write the report; where that cannot be, the state on the screen has to do."""
        from tui.crash import write_report

        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            with suppress(OSError):
                write_report(error, self._folder)


def build(options: TuiOptions, settings: Settings, paths: Paths) -> tuple[PortalApp, Door]:
    """Put the app together; nothing of the portal is opened yet."""
    demo = options.portal == portals.DEMO
    address = options.portal or ""
    keeping = None if demo or not address else _keeping(paths, address)
    remembered = keeping.remembered() if keeping else None
    line = Line(read_at=remembered.at if remembered else None)

    def open_entrance() -> "Entrance":
        from tui.api.connect import connect

        place = _demo_address(paths, options) if demo else address
        return connect(place, ca_file=settings.authorities, line=line)

    door = Door(open_entrance)
    app = PortalApp(
        "klantportal · demo" if demo else "klantportal",
        door.entrance if address else None,
        line=line,
        enter=_way_in(options, keeping, door),
        remembered=remembered,
        memory=keeping,
        drafts=Drafts.of_portal(paths.drafts_folder, portals.shown(address)),
        views=ViewStore(paths.views_file, address) if address else None,
        theme=_theme(settings, remembered),
        language_is_chosen=options.language is not None,
        ascii_only=options.ascii,
        asks_before_leaving=over_ssh(os.environ),
        link=options.link,
    )
    app.set_keymap(dict(settings.keymap))
    app.animation_level = "none"
    return app, door


def _keeping(paths: Paths, address: str) -> "Keeping":
    from tui.keeping import Keeping

    return Keeping(paths, address)


def _theme(settings: Settings, remembered: "Remembered | None") -> str:
    theme = remembered.session.theme if remembered else None
    return theme if theme and theme.is_known else settings.theme or "dark"


def _demo_address(paths: Paths, options: TuiOptions) -> str:
    from tui.demo.opening import open_demo

    return open_demo(paths, reset=options.reset_demo)


def _way_in(options: TuiOptions, keeping: "Keeping | None", door: Door) -> Enter | None:
    """How to go in without asking who is there, where that is known."""
    name = options.sign_in_as
    if name is not None:

        async def sign_in_as() -> "SignedIn":
            return await (await door.entrance()).sign_in_as(name)

        return sign_in_as
    if keeping is None or not keeping.has_token:
        return None  # nobody was signed in, or who was has signed out

    async def resume() -> "SignedIn":
        token = await asyncio.to_thread(keeping.token)
        if token is None:  # the keyring does not open
            raise Unauthenticated
        return await (await door.entrance()).resume(token)

    return resume


def run(options: TuiOptions) -> int:
    """Open the screen and stay until the person leaves; returns the exit code.

    At the very first start it asks which portal, and opens that one. Raises what ended the app
    where that was not the person.
    """
    paths = Paths.from_environment()
    settings, _warnings = load_settings(paths.settings_file)
    app, door = build(options, settings, paths)
    reports = Reports(paths.state)
    logging.getLogger("tui").addHandler(reports)
    try:
        portal = asyncio.run(_stay(app, door, mouse=options.mouse))
    finally:
        logging.getLogger("tui").removeHandler(reports)
    if app.crash is not None:
        raise app.crash
    if portal is not None:
        return run(replace(options, portal=portal))
    return app.return_code or 0


async def _stay(app: PortalApp, door: Door, *, mouse: bool) -> str | None:
    try:
        return await app.run_async(mouse=mouse)
    finally:
        await door.close()
