"""Profile: who one is, what one may, language and colours, and the way out."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from tui import i18n
from tui.api.errors import Conflict, Forbidden, Reason
from tui.api.models.profile import Profile, ProfileEdit, Right
from tui.api.models.session import Hat, Language, Theme
from tui.screens.loading import fetch, load, write
from tui.screens.navigation import HatChosen, LanguageChosen, SignedOut, ThemeChosen, Told
from tui.screens.room import Room
from tui.widgets.commands import Command, bindings
from tui.widgets.state_view import StateView, error_text, remedy_text
from tui.widgets.states import Denied, Failed, Loading, Ready, State

_OTHER_SIDE = (Reason.VENDOR_ONLY, Reason.CUSTOMER_ONLY)
"""What belongs to the other side of the counter is nothing that one could ask for."""


class ProfileRoom(Room):
    """Own data as the portal has it; language and colours change at once and are kept."""

    SHORTCUTS = (
        Command("profile.language", "l", "language", footer=11),
        Command("profile.theme", "t", "theme", footer=12),
        Command("profile.hat", "W", "hat", footer=14),
        Command("profile.sign_out", "S", "sign_out", footer=13),
        Command("profile.retry", "r", "retry", footer=10),
    )
    BINDINGS = bindings(SHORTCUTS)

    state: var[State[Profile]] = var[State[Profile]](Loading(), init=False)
    edited: var[State[Profile]] = var[State[Profile]](Loading(), init=False, always_update=True)
    left: var[State[None]] = var[State[None]](Loading(), init=False)

    hats: var[State[tuple[Hat, ...]]] = var[State[tuple[Hat, ...]]](
        Loading(), init=False, always_update=True
    )

    _under_way: ProfileEdit | None = None
    """The edit that is being saved; the next one waits for its answer."""

    def compose(self) -> ComposeResult:
        yield StateView().data_bind(ProfileRoom.state)
        with VerticalScroll(id="profile"):
            yield Static(id="own")
            yield Static(id="settings")
            yield Static(id="rights")

    def on_mount(self) -> None:
        load(self, "profile.load", self.portal.profile.show())

    async def enter(self) -> None:
        """Read again what one may: it can have changed since."""
        self.query_one(VerticalScroll).focus()
        if not isinstance(self.state, Loading):
            fetch(self, "profile.load", self.portal.profile.show(), into="state")

    def watch_state(self, state: State[Profile]) -> None:
        """Show the profile."""
        self.query_one(VerticalScroll).display = isinstance(state, Ready)
        if isinstance(state, Ready):
            profile = state.value
            self.query_one("#own", Static).update(_own(profile))
            self.query_one("#settings", Static).update(_settings(profile, self.app.theme))
            self.query_one("#rights", Static).update(_rights(profile))
        self.refresh_bindings()

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
            case Ready():
                self.post_message(SignedOut())
            case Failed(error) | Denied(error):
                self.post_message(Told(error_text(error)))
            case _:
                pass

    def _apply(self, edit: ProfileEdit) -> None:
        """Use at once what was just saved, and nothing else."""
        if edit.theme:
            self.post_message(ThemeChosen(edit.theme))
        if edit.language:
            self.post_message(LanguageChosen(edit.language))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What changes the profile waits until it is there."""
        if action == "retry":
            return isinstance(self.state, Failed | Denied)
        if action in ("language", "theme"):
            return isinstance(self.state, Ready)
        return super().check_action(action, parameters)

    def action_retry(self) -> None:
        """Read again."""
        load(self, "profile.load", self.portal.profile.show())

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
        match hats:
            case Ready(found):
                from tui.screens.picker import Offer, Picker

                offers = [Offer(hat.name, i18n.t(f"hat.{hat.kind}"), hat) for hat in found]
                self.app.push_screen(Picker(i18n.t("sign_in.hat.question"), offers), self._wear)
            case Failed(error) | Denied(error):
                self.post_message(Told(error_text(error)))
            case _:
                pass

    def _wear(self, hat: Hat | None) -> None:
        if hat is not None:
            self.post_message(HatChosen(hat))

    def action_sign_out(self) -> None:
        """End the session."""
        write(self, "profile.sign_out", self.portal.session.sign_out(), into="left")


def _row(label: str, value: str) -> Content:
    return Content.assemble((f"{i18n.t(label):<22}", "$muted"), value)


def _own(profile: Profile) -> Content:
    rows = [
        Content.styled(i18n.t("profile.own"), "bold"),
        _row("profile.display_name.label", profile.display_name),
        _row("profile.email.label", profile.email),
        _row("profile.organisation_name.label", profile.organisation_name),
    ]
    return Content("\n").join(rows)


def _settings(profile: Profile, theme: str) -> Content:
    rows = [
        Content.styled(i18n.t("profile.settings"), "bold"),
        _row("profile.language.label", i18n.t(f"language.{i18n.language()}")),
        _row("profile.theme.label", i18n.t(f"theme.{profile.theme or theme.rpartition('-')[2]}")),
    ]
    return Content("\n").join(rows)


def _rights(profile: Profile) -> Content:
    held = [right for right in profile.rights if right.denial is None]
    lines = [Content.styled(i18n.t("profile.rights"), "bold")]
    lines += [Content.assemble(("✓ ", "$text-success"), _words(right)) for right in held]
    for remedy, refused in _by_remedy(profile.rights).items():
        lines += [Content(""), Content.styled(i18n.t("profile.not_allowed"), "bold")]
        lines += [Content.styled(f"· {_words(right)}", "$muted") for right in refused]
        lines.append(Content(f"  {remedy}"))
    return Content("\n").join(lines)


def _words(right: Right) -> str:
    return i18n.t(f"permission.{right.permission}")


def _by_remedy(rights: Iterable[Right]) -> dict[str, list[Right]]:
    """The permissions that one could be given, by what to do about it."""
    grouped: dict[str, list[Right]] = {}
    for right in rights:
        denial = right.denial
        if denial is not None and denial.reason not in _OTHER_SIDE:
            refused = Forbidden(denial.reason, denial.remedy, right.permission, denial.people)
            grouped.setdefault(remedy_text(refused), []).append(right)
    return grouped
