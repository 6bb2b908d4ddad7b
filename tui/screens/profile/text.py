"""What one reads of oneself: who one is, settings, sessions, rights."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from tui import i18n
from tui.api.errors import Forbidden, Reason
from tui.api.models.profile import Profile, Right
from tui.api.models.session import OpenSession
from tui.screens.profile.sessions import session_words
from tui.widgets.state_view import error_text, remedy_text
from tui.widgets.states import Denied, Failed, Loading, Ready, State

_OTHER_SIDE = (Reason.VENDOR_ONLY, Reason.CUSTOMER_ONLY)
"""What belongs to the other side of the counter is nothing that one could ask for."""

SHOWN = 5
"""Sessions that are listed here; the sheet has all of them."""

Found = State[tuple[OpenSession, ...]]


class ProfileText(VerticalScroll):
    """Shows a profile, and the sessions as they come."""

    profile: var[State[Profile]] = var[State[Profile]](Loading(), init=False)
    sessions: var[Found] = var[Found](Loading(), init=False)

    def compose(self) -> ComposeResult:
        for name in ("own", "settings", "sessions", "rights"):
            yield Static(id=name)

    def watch_profile(self, profile: State[Profile]) -> None:
        """Show the profile."""
        self.display = isinstance(profile, Ready)
        if isinstance(profile, Ready):
            own = profile.value
            self.query_one("#own", Static).update(_own(own))
            self.query_one("#settings", Static).update(_settings(own, self.app.theme))
            self.query_one("#rights", Static).update(_rights(own))
            self.watch_sessions(self.sessions)

    def watch_sessions(self, sessions: Found) -> None:
        """Show where one is signed in, in one's own time zone."""
        zone = self.profile.value.time_zone if isinstance(self.profile, Ready) else ""
        self.query_one("#sessions", Static).update(_sessions(sessions, zone))


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
        _row(
            "profile.theme.label", i18n.word(f"theme.{profile.theme or theme.rpartition('-')[2]}")
        ),
        _row("profile.time_zone.label", profile.time_zone or i18n.t("profile.time_zone.none")),
    ]
    return Content("\n").join(rows)


def _sessions(sessions: Found, zone: str) -> Content:
    lines = [Content.styled(i18n.t("profile.sessions"), "bold")]
    match sessions:
        case Ready(found):
            lines += [Content(session_words(each, zone)) for each in found[:SHOWN]]
            if len(found) > SHOWN:
                more = i18n.plural("profile.more_sessions", len(found) - SHOWN)
                lines.append(Content.styled(more, "$muted"))
        case Failed(error) | Denied(error):
            lines.append(Content.styled(error_text(error), "$text-warning"))
        case _:
            lines.append(Content.styled(i18n.t("state.loading"), "$muted"))
    return Content("\n").join(lines)


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
    return i18n.word(f"permission.{right.permission}")


def _by_remedy(rights: Iterable[Right]) -> dict[str, list[Right]]:
    """The permissions that one could be given, by what to do about it."""
    grouped: dict[str, list[Right]] = {}
    for right in rights:
        denial = right.denial
        if denial is not None and denial.reason not in _OTHER_SIDE:
            refused = Forbidden(denial.reason, denial.remedy, right.permission, denial.people)
            grouped.setdefault(remedy_text(refused), []).append(right)
    return grouped
