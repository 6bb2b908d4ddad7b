"""The app: screens, theme, language, fatal errors. No feature logic."""

import asyncio
import gc
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

# Read as Textual is imported: of two drawings that follow on one another, the second waits for this
# long, and a start has several. Nothing here moves by itself, so there are no more of them.
os.environ.setdefault("TEXTUAL_FPS", "120")

from textual import events
from textual.actions import SkipAction
from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.filter import LineFilter
from textual.theme import Theme

from tui import i18n
from tui.api.line import Line
from tui.screens.arrival import Arrival
from tui.screens.loading import call_off
from tui.screens.navigation import (
    Arrived,
    Entered,
    HatChosen,
    LanguageChosen,
    Painted,
    PortalChosen,
    SessionEnded,
    SessionRenewed,
    SigningOut,
    ThemeChosen,
    TimeZoneChosen,
    Told,
)
from tui.screens.page import Page
from tui.screens.renewal import Renewable, resumed, retry_all, with_settings
from tui.screens.shell import Enter, ShellScreen
from tui.screens.themes import THEMES
from tui.terminal.key_turns import KeyHandled, KeyTurns
from tui.terminal.line_filter import AsciiFilter, ControlFilter
from tui.terminal.lost_terminal import with_lasting_output
from tui.terminal.pastes import with_whole_pastes
from tui.terminal.presence import Presence
from tui.terminal.signals import on_ending
from tui.widgets.commands import Command, bindings

if TYPE_CHECKING:
    from tui.api.errors import PortalError
    from tui.api.models.session import Session
    from tui.api.portal import SignedIn
    from tui.drafts import Drafts
    from tui.links import Link
    from tui.screens.memory import Memory, Remembered, Rooms
    from tui.screens.palette import CommandProvider
    from tui.screens.sign_in import OpenEntrance
    from tui.views import PersonViews, ViewStore


STYLED = ("sign_in", "notes", "releases", "incidents", "support", "publishing", "profile")
"""The screens and rooms that have a style sheet beside them."""

START = 2.0
"""Seconds in which nothing that was made is garbage; collecting then would slow the start."""

ANSWER = 5.0
"""Seconds in which a second `q` quits at the far end of a line."""

_HERE = Path(__file__).parent


def _commands() -> "type[CommandProvider]":
    from tui.screens.palette import CommandProvider

    return CommandProvider


class PortalApp(App[str]):
    """One terminal, one person, one portal at a time.

    `enter` signs in without asking (a demo seat, a kept token); without it the sign-in screen
    asks. Who is `remembered` has the shell at once, and `enter` confirms it. Without
    `open_entrance` it asks which portal, and that portal is its result. `line` knows how one that
    is far away can be reached. `memory` is told about tokens and of what stands in the rooms; in
    `views` it is kept how lists were left, in `drafts` what was typed and not sent.
    `language_is_chosen` keeps the language of the command line above the person's own. What a
    `link` names is opened once it is sure who is there.
    """

    TITLE = "klantportal"
    CSS_PATH = [_HERE / "app.tcss", *(_HERE / "screens" / f"{name}.tcss" for name in STYLED)]
    COMMANDS = {_commands}
    SHORTCUTS: ClassVar[tuple[Command, ...]] = (
        Command("app.palette", "colon,ctrl+p", "command_palette", footer=98, key_display=":"),
        Command("app.help", "question_mark,f1", "help", footer=99, key_display="?"),
        Command("app.leave", "q", "leave", footer=90),
        Command("app.quit", "Q", "quit"),
        Command("app.call_off", "ctrl+c", "call_off", priority=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SHORTCUTS)]

    def __init__(
        self,
        portal_name: str,
        open_entrance: "OpenEntrance | None",
        *,
        line: Line | None = None,
        enter: Enter | None = None,
        remembered: "Remembered | None" = None,
        memory: "Memory | None" = None,
        drafts: "Drafts | None" = None,
        views: "ViewStore | None" = None,
        theme: str = "dark",
        language_is_chosen: bool = False,
        ascii_only: bool = False,
        asks_before_leaving: bool = False,
        link: "Link | None" = None,
    ) -> None:
        # Before Textual reads it: changing it later would style and draw everything twice.
        self.set_reactive(PortalApp.theme, f"klantportal-{theme}")
        self._guards = [ControlFilter(), *([AsciiFilter()] if ascii_only else [])]
        super().__init__()
        self._portal_name = portal_name
        self._open_entrance = open_entrance
        self._line = line or Line()
        self._enter = enter
        self._remembered = remembered
        self._arrival: Arrival | None = None
        self._memory = memory
        self._drafts = drafts
        self._view_store = views
        self._views: PersonViews | None = None
        self._language_is_chosen = language_is_chosen
        self._asks_before_leaving = asks_before_leaving
        self._link = link
        self._painted: Page | None = None
        self._signed_in: SignedIn | None = None
        self._renewable: Renewable | None = None
        self._is_signing_out = False
        self._turns = KeyTurns(self)
        self._presence = Presence()
        self.crash: BaseException | None = None
        """What ended the app, if it was not the person."""

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Our themes alone: these are what Textual looks names up in."""
        return THEMES

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver; pastes press no keys, and a terminal that went holds nothing up."""
        return with_lasting_output(with_whole_pastes(super().get_driver_class()))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and the last guard against control characters."""
        return [*super().get_line_filters(), *self._guards]

    def get_default_screen(self) -> Page:
        """The shell where it is known who one is, else the question."""
        if self._enter is None:
            page = self._ask()
        elif self._remembered is None:
            page = self._shell(enter=self._enter)
        else:
            page = self._recall(self._enter, self._remembered)
        # As `push_screen` does: without it Textual cannot switch away from its first screen.
        page._push_result_callback(self, None)  # pyright: ignore[reportPrivateUsage]  # noqa: SLF001
        return page

    def on_mount(self) -> None:
        """End cleanly when asked to, and keep the start free of other work."""
        on_ending(lambda status: self.exit(return_code=status))
        self.set_timer(START, _collect_garbage_again)

    def on_portal_chosen(self, event: PortalChosen) -> None:
        """End with the portal to open."""
        self.exit(event.portal)

    def post_display_hook(self) -> None:
        """Tell each new screen once that it stands on the terminal."""
        screen = self.screen
        if screen is not self._painted and isinstance(screen, Page):
            self._painted = screen
            screen.post_message(Painted())

    def _ask(self, reason: "PortalError | None" = None) -> Page:
        # Imported when asked for: who is known to be there never sees them.
        if self._open_entrance is None:
            from tui.screens.welcome import WelcomeScreen

            return WelcomeScreen()
        from tui.screens.sign_in import SignInScreen

        return SignInScreen(self._portal_name, self._open_entrance, self._line, reason)

    def _shell(
        self, *, enter: Enter | None = None, signed_in: "SignedIn | None" = None, area: str = ""
    ) -> ShellScreen:
        return ShellScreen(
            self._portal_name,
            self._line,
            self._presence,
            enter=enter,
            signed_in=signed_in,
            views=self._views,
            drafts=self._drafts,
            area=area,
            help_center=self._help_center,
            link=self._link,
            again=self._open_entrance and partial(resumed, self._open_entrance),
        )

    def _recall(self, enter: Enter, remembered: "Remembered") -> ShellScreen:
        """Open the shell on what was seen last; whoever asks for more waits for the portal."""
        session = remembered.session
        self._arrival = Arrival(
            session, enter, self._line, lambda now: self.post_message(Arrived(now))
        )
        self._renewable = Renewable(self._arrival.signed_in, is_remembered=True)
        self._signed_in = self._renewable.signed_in
        self._suit(session)
        self._views = self._load_views(session.owner, remembered.rooms)
        return self._shell(signed_in=self._signed_in)

    async def on_arrived(self, event: Arrived) -> None:
        """Go on with what was seen last where that is still so, else open the shell anew."""
        renewable = self._renewable
        if renewable is None or not renewable.is_remembered:
            return  # somebody else signed in meanwhile
        if renewable.renew(event.signed_in):
            self._signed_in, self._link = renewable.signed_in, None
        else:
            await self._open(event.signed_in)
        if self._memory:
            await self._remember(partial(self._memory.entered, event.signed_in, keep=False))

    def _go(self, page: Page) -> None:
        """Replace the page, and whatever sheet lies on it."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.switch_screen(page)

    async def on_entered(self, event: Entered) -> None:
        """Speak the person's language, open the shell, and remember who is there.

        Who signed in over work that a session left behind goes on with it.
        """
        over, renewable = len(self.screen_stack) > 1, self._renewable
        if over and renewable is not None and renewable.renew(event.signed_in):
            self._go_on(renewable)
        else:
            await self._open(event.signed_in)
        if self._memory:
            await self._remember(partial(self._memory.entered, event.signed_in, keep=event.keep))

    async def on_session_renewed(self, event: SessionRenewed) -> None:
        """Let the tabs follow where it is the session that is open, and remember it so."""
        renewable, shell = self._renewable, self.screen_stack[0]
        if renewable is None or renewable.is_remembered or not isinstance(shell, ShellScreen):
            return
        if renewable.renew(event.signed_in):
            self._signed_in = renewable.signed_in
            await shell.suit(self._signed_in)
            if self._memory:
                await self._remember(partial(self._memory.entered, event.signed_in, keep=False))

    def _go_on(self, renewable: Renewable) -> None:
        self._signed_in = renewable.signed_in
        self.pop_screen()
        for screen in self.screen_stack:
            retry_all(screen)
        self.screen.post_message(Told(i18n.t("app.session_renewed")))

    async def _open(self, signed_in: "SignedIn") -> None:
        await self._close_views()  # those of the session before this one
        self._renewable = Renewable(signed_in)
        signed_in = self._signed_in = self._renewable.signed_in
        self._suit(signed_in.session)
        views = self._views = await asyncio.to_thread(self._load_views, signed_in.session.owner)
        if isinstance(self.screen, ShellScreen) and self.screen.needs_of is None:
            self.screen.open(signed_in, views)
        else:
            self._go(self._shell(signed_in=signed_in))
        self._link = None  # opened by the screen that stands there now

    def _suit(self, session: "Session") -> None:
        """Take the colours and the language of whoever is signed in."""
        if session.theme and session.theme.is_known:
            self.theme = f"klantportal-{session.theme}"
        if session.language and not self._language_is_chosen:
            i18n.use(session.language)

    def _load_views(self, owner: str, rooms: "Rooms | None" = None) -> "PersonViews":
        """Return how a person left the rooms, with what stood there last."""
        from tui.views import Kept, PersonViews

        def save(rooms: "Rooms") -> None:
            signed_in = self._signed_in  # which another thread may take away
            if self._memory is not None and signed_in is not None:
                self._memory.saw(signed_in, rooms)

        seen = Kept(rooms or {}, save)
        if self._view_store is None:
            return PersonViews({}, lambda _: None, seen)
        return self._view_store.load(owner, seen)

    async def on_unmount(self) -> None:
        """Write how the lists were left."""
        if self._arrival is not None:
            self._arrival.give_up()
        await self._close_views()

    async def _close_views(self) -> None:
        if self._views is not None:
            await self._views.close()

    def on_signing_out(self, event: SigningOut) -> None:
        """Whatever finds out now that the session ended tells nothing new."""
        self._is_signing_out = event.under_way

    async def on_signed_out(self) -> None:
        """Ask who is there now."""
        await self._leave_portal(None)

    async def on_session_ended(self, event: SessionEnded) -> None:
        """Ask again, over what one does, and say why; who left, or was told already, knows."""
        from tui.screens.sign_in import SignInScreen

        is_asking = any(isinstance(screen, SignInScreen) for screen in self.screen_stack)
        if self._is_signing_out or is_asking or not self.screen_stack:  # who leaves has no screen
            return
        if self._signed_in is None or self._open_entrance is None:
            await self._leave_portal(event.error)
            return
        again, door = self._signed_in.session, self._open_entrance
        self.push_screen(
            SignInScreen(self._portal_name, door, self._line, event.error, again=again)
        )
        await self._forget()

    async def _leave_portal(self, reason: "PortalError | None") -> None:
        self._signed_in = self._renewable = None
        self._is_signing_out = False
        self._go(self._ask(reason))
        await self._forget()

    async def _forget(self) -> None:
        """Keep nothing of a session that ended, nor what is about to be written of it."""
        await self._close_views()
        if self._memory:
            await self._remember(self._memory.left)

    async def _remember(self, change: Callable[[], None]) -> None:
        """Change what is kept between two starts; where that fails, the work goes on."""
        try:
            await asyncio.to_thread(change)
        except OSError as error:
            words = i18n.t("app.not_kept", place=error.filename, reason=error.strerror)
            self.screen.post_message(Told(words))

    def on_hat_chosen(self, event: HatChosen) -> None:
        """Go on under another hat of the same person."""
        if self._signed_in is not None and self._open_entrance is not None:
            self._renewable = None
            enter = partial(resumed, self._open_entrance, self._signed_in.token, event.hat)
            self._go(self._shell(enter=enter))

    def on_language_chosen(self, event: LanguageChosen) -> None:
        """Say everything anew in the other language."""
        i18n.use(event.language)
        self._language_is_chosen = True
        self._signed_in = with_settings(self._signed_in, language=event.language)
        self._begin_anew()

    def on_time_zone_chosen(self, event: TimeZoneChosen) -> None:
        """Tell every day anew in the other time zone."""
        self._signed_in = with_settings(self._signed_in, time_zone=event.time_zone)
        self._begin_anew()

    def _begin_anew(self) -> None:
        if self._signed_in is None:
            self._go(self._ask())
        else:
            area = self.screen.active if isinstance(self.screen, ShellScreen) else ""
            self._go(self._shell(signed_in=self._signed_in, area=area))

    async def on_event(self, event: events.Event) -> None:
        """Let one key act before the next one does."""
        is_typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if is_typed:
            self._presence.stir()
        if is_typed and self._turns.has_to_wait(event):
            return
        await super().on_event(event)
        if is_typed:
            self._turns.begin()

    def on_key_handled(self, event: KeyHandled) -> None:
        """The next key may act."""
        self._turns.came_back(event)

    def on_theme_chosen(self, event: ThemeChosen) -> None:
        """Colour everything anew."""
        self.theme = f"klantportal-{event.theme}"
        self._signed_in = with_settings(self._signed_in, theme=event.theme)
        if self._views is not None:
            self._views.seen.write_soon()

    def action_leave(self) -> None:
        """Quit; at the far end of a line, where coming back takes a while, after one question."""
        if not self._asks_before_leaving:
            self.exit()
            return
        self._asks_before_leaving = False
        self.set_timer(ANSWER, partial(setattr, self, "_asks_before_leaving", True))
        self.screen.post_message(Told(i18n.t("app.leave_question")))

    def action_call_off(self) -> None:
        """Wait no longer; where nothing is waited for, the key does what it else does."""
        if not any(call_off(screen) for screen in reversed(self.screen_stack)):
            raise SkipAction

    def action_help(self) -> None:
        """Show every key that acts here."""
        from tui.screens.help import HelpScreen
        from tui.screens.palette import live_commands

        self.push_screen(HelpScreen(live_commands(self.screen), self._help_center))

    async def _help_center(self) -> str:
        if self._open_entrance is None:
            return ""
        return (await (await self._open_entrance()).info()).help_center_url

    def _fatal_error(self) -> None:
        # Textual would print a traceback with the values of all variables, secrets included.
        self.crash = self._exception
        self._close_messages_no_wait()


def _collect_garbage_again() -> None:
    gc.freeze()
    gc.enable()
