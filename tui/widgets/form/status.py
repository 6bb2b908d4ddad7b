"""The last line of a form: what it asks, or how things stand."""

from enum import Enum, auto

from textual.content import Content

from tui import i18n
from tui.api.errors import Unavailable
from tui.drafts import Draft
from tui.i18n import formats
from tui.widgets.states import Failed, Ready, State


class Question(Enum):
    """What a form asks before it goes on."""

    RESUME = auto()
    LEAVE = auto()


def question_of(draft: Draft) -> Content:
    """Return the offer of a draft of last time."""
    return _asked(i18n.t("form.draft.found", time=formats.clock(draft.kept_at)))


def question_to_leave(changes: int, *, is_kept: bool) -> Content:
    """Return what leaving would mean."""
    key = "form.leave.kept" if is_kept else "form.leave.lost"
    return _asked(i18n.plural(key, changes))


def standing(changes: int, kept: State[Draft | None], *, is_sending: bool) -> Content:
    """Return how many changes there are and what became of the draft."""
    if is_sending:
        return Content(i18n.t("form.sending"))
    parts = [Content(i18n.plural("form.changes", changes))] if changes else []
    match kept:
        case Ready(Draft() as draft):
            parts.append(Content(i18n.t("form.draft.kept", time=formats.clock(draft.kept_at))))
        case Failed(Unavailable() as error):
            words = i18n.t("form.draft.not_kept", reason=error.detail)
            parts.append(Content.styled(words, "$text-warning"))
        case _:
            pass
    return Content(" · ").join(parts)


def _asked(words: str) -> Content:
    return Content.styled(words, "bold $text-warning")
