"""One action: found by its id, given an owner or a due date, ticked off."""

from argparse import Namespace
from dataclasses import replace
from datetime import date, datetime

from tui import i18n
from tui.api.errors import NotFound
from tui.api.models.actions import Action, ActionEdit, ActionQuery
from tui.api.models.invalid import checked
from tui.api.models.paging import PageRequest
from tui.api.models.session import Language
from tui.cli.colleagues import is_oneself, named
from tui.cli.failures import Stopped
from tui.cli.visit import Visit


async def edit(here: Visit, arguments: Namespace, now: datetime) -> Action:
    """Return an action after the change that is asked for, if one is; raises `NotFound`."""
    actions = here.portal.actions
    query = ActionQuery(today=now.date(), language=Language(i18n.language()))
    around = await actions.list(query, PageRequest(limit=1, around=arguments.id))
    found = [each for each in around.items if each.note.id == arguments.id]
    if not found:
        raise NotFound("note")
    (present,) = found
    fields: dict[str, object] = {}
    if arguments.owner is not None:
        fields["owner_id"] = await _owner_id(here, arguments.owner)
    if arguments.due is not None:
        fields["due_on"] = _day(arguments.due)
    if arguments.done or arguments.open:
        fields["done"] = bool(arguments.done)
    if not fields:
        return present
    with checked(owner_id="owner", due_on="due"):
        change = ActionEdit.model_validate(fields)
    edited = await actions.edit(present.note.id, change, present.version)
    return replace(edited, note=present.note)  # its title in the language that is spoken here


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Stopped("cli.actions.no_date", text=text) from error


async def _owner_id(here: Visit, text: str) -> str | None:
    """Return the colleague who is meant by a name, a part of one, or an id."""
    if not text.strip():
        return None
    if is_oneself(text, here.session):
        return here.session.contact_id
    return named(text, await here.portal.actions.colleagues())
