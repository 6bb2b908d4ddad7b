"""The room of one's own data."""

from textual.app import ComposeResult
from textual.reactive import var

from tui import i18n
from tui.api.errors import Conflict, Unauthenticated
from tui.api.models.profile import Profile, ProfileEdit
from tui.api.models.session import Hat, Language, OpenSession, Theme
from tui.screens.loading import fetch, load, write
from tui.screens.navigation import (
    HatChosen,
    LanguageChosen,
    NeedsChanged,
    SignedOut,
    SigningOut,
    ThemeChosen,
    TimeZoneChosen,
    Told,
)
from tui.screens.profile.text import ProfileText
from tui.screens.room import Room
from tui.widgets.commands import Command, bindings
from tui.widgets.state_view import StateView, error_text
from tui.widgets.states import Denied, Failed, Loading, Ready, State


class ProfileRoom(Room):
    """Own data as the portal has it; language and colours change at once and are kept."""

    SHORTCUTS = (
        Command("profile.edit", "enter", "edit", footer=4, key_display="enter"),
        Command("profile.password", "p", "password", footer=5),
        Command("profile.revoke", "X", "sessions", footer=6),
        Command("profile.language", "l", "language", footer=11),
        Command("profile.theme", "t", "theme", footer=12),
        Command("profile.hat", "W", "hat", footer=14),
        Command("profile.sign_out", "S", "sign_out", footer=13),
        Command("profile.retry", "r", "retry", footer=10),
    )
    BINDINGS = bindings(SHORTCUTS)

    state: var[State[Profile]] = var[State[Profile]](Loading(), init=False)
    edited: var[State[Profile]] = var[State[Profile]](Loading(), init=False, always_update=True)
    sessions: var[State[tuple[OpenSession, ...]]] = var[State[tuple[OpenSession, ...]]](
        Loading(), init=False
    )
    left: var[State[None]] = var[State[None]](Loading(), init=False, always_update=True)

    hats: var[State[tuple[Hat, ...]]] = var[State[tuple[Hat, ...]]](
        Loading(), init=False, always_update=True
    )

    _under_way: ProfileEdit | None = None
    """The edit that is being saved; the next one waits for its answer."""

    def compose(self) -> ComposeResult:
        yield StateView().data_bind(ProfileRoom.state)
        yield ProfileText(id="profile").data_bind(
            profile=ProfileRoom.state, sessions=ProfileRoom.sessions
        )

    async def enter(self) -> None:
        """Read again what one may, and where one is signed in: it can have changed since."""
        self.query_one(ProfileText).focus()
        read = load if isinstance(self.state, Loading) else fetch
        read(self, "profile.load", self.portal.profile.show(), into="state")
        if isinstance(self.state, Ready):
            self._read_sessions()

    def watch_state(self, state: State[Profile]) -> None:
        """The profile stands there: now its sessions, and what else waits for that."""
        if isinstance(state, Ready):
            self._read_sessions()
            self.post_message(NeedsChanged())
        self.refresh_bindings()

    def _read_sessions(self, _sheet: None = None) -> None:
        fetch(self, "profile.sessions", self.portal.session.list(), into="sessions")

    def watch_edited(self, edited: State[Profile]) -> None:
        """Take over what was saved, or say why it was not."""
        edit, self._under_way = self._under_way, None
        match edited:
            case Ready(profile):
                self.state = Ready(profile)
                self._apply(edit or ProfileEdit())
            case Failed(Conflict(Profile() as current) as error):
                self.state = Ready(current)
                self.post_message(Told(error_text(error)))
            case Failed(error) | Denied(error):
                self.post_message(Told(error_text(error)))
            case _:
                pass

    def watch_left(self, left: State[None]) -> None:
        """Go, or say why the session goes on."""
        match left:
            case Ready() | Failed(Unauthenticated()):
                self.post_message(SignedOut())
            case Failed(error) | Denied(error):
                self.post_message(SigningOut(under_way=False))
                self.post_message(Told(error_text(error)))
            case _:
                pass

    def _apply(self, edit: ProfileEdit) -> None:
        """Use at once what was just saved, and nothing else."""
        if edit.theme:
            self.post_message(ThemeChosen(edit.theme))
        if "time_zone" in edit.model_fields_set:
            self.post_message(TimeZoneChosen(edit.time_zone))
        if edit.language:
            self.post_message(LanguageChosen(edit.language))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What changes the profile waits until it is there."""
        if action == "retry":
            return isinstance(self.state, Failed | Denied)
        if action in ("edit", "language", "theme"):
            return isinstance(self.state, Ready)
        return super().check_action(action, parameters)

    def action_retry(self) -> None:
        """Read again."""
        load(self, "profile.load", self.portal.profile.show())

    def action_edit(self) -> None:
        """Ask for one's settings."""
        from tui.screens.profile.forms import settings_sheet

        if isinstance(self.state, Ready):
            keeper = self.keeper("profile.edit", self.session.owner)
            sheet = settings_sheet(self.portal.profile, self.state.value, keeper)
            self.app.push_screen(sheet, self._came_back)

    def _came_back(self, saved: Ready[object] | None) -> None:
        """Use at once what was saved in the form."""
        match self.state, saved:
            case Ready(before), Ready(Profile() as after):
                self.state = Ready(after)
                changed = {
                    name: value
                    for name in ProfileEdit.model_fields
                    if (value := getattr(after, name)) != getattr(before, name)
                }
                self._apply(ProfileEdit.model_validate(changed))
            case _:
                pass

    def action_password(self) -> None:
        """Ask for a new password."""
        from tui.screens.profile.forms import password_sheet

        def changed(done: Ready[object] | None) -> None:
            if done is not None:
                self.post_message(Told(i18n.t("password.changed")))
                self._read_sessions()

        self.app.push_screen(password_sheet(self.portal.profile), changed)

    def action_sessions(self) -> None:
        """List one's other sessions, to end one."""
        from tui.screens.profile.sessions import SessionsSheet

        zone = self.state.value.time_zone if isinstance(self.state, Ready) else ""
        self.app.push_screen(SessionsSheet(self.portal.session, zone), self._read_sessions)

    def action_language(self) -> None:
        """Speak the other language, here and next time."""
        self._edit(ProfileEdit(language=Language(i18n.other())))

    def action_theme(self) -> None:
        """Use the other colours, here and next time."""
        dark = self.app.current_theme.dark
        self._edit(ProfileEdit(theme=Theme.LIGHT if dark else Theme.DARK))

    def _edit(self, edit: ProfileEdit) -> None:
        if isinstance(self.state, Ready) and self._under_way is None:
            self._under_way = edit
            version = self.state.value.version
            write(self, "profile.edit", self.portal.profile.edit(edit, version), into="edited")

    def action_hat(self) -> None:
        """Ask under which of one's hats to go on."""
        fetch(self, "profile.hats", self.portal.session.hats(), into="hats")

    def watch_hats(self, hats: State[tuple[Hat, ...]]) -> None:
        """Offer the hats."""

        def wear(hat: Hat | None) -> None:
            if hat is not None:
                self.post_message(HatChosen(hat))

        match hats:
            case Ready(found):
                from tui.screens.picker import Offer, Picker

                offers = [Offer(hat.name, i18n.word(f"hat.{hat.kind}"), hat) for hat in found]
                self.app.push_screen(Picker(i18n.t("sign_in.hat.question"), offers), wear)
            case Failed(error) | Denied(error):
                self.post_message(Told(error_text(error)))
            case _:
                pass

    def action_sign_out(self) -> None:
        """End the session."""
        self.post_message(SigningOut(under_way=True))
        write(self, "profile.sign_out", self.portal.session.sign_out(), into="left")
