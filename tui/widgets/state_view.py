"""The one widget that shows what is not a list or a text: loading, empty, failed, denied."""

from textual.content import Content
from textual.reactive import reactive, var
from textual.widget import Widget

from tui import i18n
from tui.api.errors import Forbidden, Invalid, PortalError, Remedy, Unauthenticated
from tui.widgets.countdown import Countdown, wait_text
from tui.widgets.rest import PATIENCE, Rest
from tui.widgets.states import Denied, Empty, Failed, Loading, Ready, State


class StateView(Widget):
    """Says what the state is and what to do; hides itself when there is something to show.

    Of loading it speaks only when that takes a while; what it said before stands there until then.
    Where the portal asks to wait it counts down.
    """

    state: var[State[object]] = var[State[object]](Loading())
    said: reactive[State[object]] = reactive[State[object]](Ready(None), layout=True)
    """What stands there."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._patience = Rest(self._say, PATIENCE)
        self._countdown = Countdown(self.refresh)

    def watch_state(self, state: State[object]) -> None:
        if isinstance(state, Loading):
            self._patience.begin()
        else:
            self._patience.stop()
            self._say()

    def _say(self) -> None:
        self.said = self.state

    def watch_said(self, said: State[object]) -> None:
        self._countdown.begin(said.until if isinstance(said, Failed) else None)
        self.display = not isinstance(said, Ready)

    def on_unmount(self) -> None:
        self._patience.stop()
        self._countdown.stop()

    def render(self) -> Content:
        title, hint = self._words()
        return Content("\n").join(
            part for part in (Content.styled(title, "bold"), Content.styled(hint, "$muted")) if part
        )

    def _words(self) -> tuple[str, str]:
        match self.said:
            case Loading():
                return "", i18n.t("state.loading")
            case Empty(key):
                return i18n.t(f"{key}.title"), i18n.t(f"{key}.hint")
            case Failed(error):
                return error_text(error), self._hint()
            case Denied(error):
                return error_text(error), remedy_text(error)
            case _:
                return "", ""

    def _hint(self) -> str:
        if not self._countdown.left:
            return i18n.t("state.failed.hint")
        return i18n.t("state.failed.wait", wait=wait_text(self._countdown.left))


def error_text(error: PortalError, **still: object) -> str:
    """Return what happened, in the language spoken now; `still` is what has changed since."""
    if isinstance(error, Invalid) and error.fields:
        first = error.fields[0]
        return i18n.wrong(first.code, first.parameters)
    return i18n.filled(error.key, {**error.parameters, **still})


def remedy_text(error: Forbidden | Unauthenticated) -> str:
    """Return what to do about a refusal, with the people to ask where there are any."""
    if error.remedy is Remedy.NONE:
        return ""
    people = error.people if isinstance(error, Forbidden) else ()
    if not people:
        return i18n.word(f"remedy.{error.remedy}")
    return i18n.t(
        "remedy.with_people",
        remedy=i18n.word(f"remedy.{error.remedy}"),
        people=", ".join(people),
    )
