"""How the list of required actions was left: a query as plain values and back."""

from collections.abc import Mapping
from datetime import date

from tui.api.models.actions import ActionQuery, ActionState
from tui.api.models.session import Language
from tui.screens.views import choice_of, text_of

VIEW = "releases.required"


def view_of(wanted: ActionQuery) -> dict[str, object]:
    """Return what is kept of the list."""
    return {"state": wanted.state, "mine": wanted.mine, "release_id": wanted.release_id}


def query_of(view: Mapping[str, object], today: date, language: Language) -> ActionQuery:
    """Return the query that was kept, else what is open; what makes no sense is left out."""
    is_of_all = "state" in view and view["state"] is None
    return ActionQuery(
        state=None if is_of_all else choice_of(view, "state", ActionState) or ActionState.OPEN,
        mine=view.get("mine") is True,
        release_id=text_of(view, "release_id"),
        today=today,
        language=language,
    )
