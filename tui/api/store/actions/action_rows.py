"""The rows of actions: notes that ask something, with what one organisation noted of each.

The notes that ask something are found by their impact, one index range for each, so that those
which ask nothing cost nothing, however many they are.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    FromClause,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    union_all,
)

from tui.api import policy
from tui.api.models.actions import Action, ActionQuery, ActionState, Colleague
from tui.api.models.releases import PRESSING, Impact, NoteQuery
from tui.api.store.database.columns import SortKey
from tui.api.store.releases import notes
from tui.api.store.schema import action, contact, note, release
from tui.api.store.verbs.caller import Caller

ActionRow = Row[*tuple[Any, ...]]

_OPEN = action.c.done_at.is_(None)
_STATES: dict[ActionState, ColumnElement[bool]] = {
    ActionState.OPEN: _OPEN,
    ActionState.PAST_DUE: and_(_OPEN, action.c.due_on < bindparam("today", type_=Date)),
    ActionState.DONE: action.c.done_at.is_not(None),
}
_NOTED = and_(
    action.c.organisation_id == bindparam("my_organisation"), action.c.note_id == note.c.id
)
_ASKED = or_(note.c.withdrawn_at.is_(None), action.c.version.is_not(None))
"""What was withdrawn asks nothing more, but what was noted of it is still shown."""


@dataclass(frozen=True)
class Shape:
    """Which fields of a query narrow it."""

    state: ActionState | None = None
    mine: bool = False
    of_release: bool = False

    @classmethod
    def of(cls, query: ActionQuery) -> "Shape":
        """Return the shape of `query`."""
        return cls(query.state, query.mine, query.release_id is not None)


def parameters(me: Caller, query: ActionQuery) -> dict[str, object]:
    """Return what fills the statements of this module."""
    return notes.parameters(me, NoteQuery(language=query.language)) | {
        "today": query.today,
        "of_release": query.release_id,
    }


@cache
def places(shape: Shape, *, ahead: bool, start: str = "") -> Select[*tuple[Any, ...]]:
    """Select ids and keys of actions in one direction, from `place` on or beyond it if given.

    As many of each impact as are wanted of both, so that an index gives each in its order.
    """
    place = bindparam("place", type_=SortKey)
    key = note.c.sort_key
    starts: dict[str, ColumnElement[bool]] = {
        "beyond": key < place if ahead else key > place,
        "at": key <= place if ahead else key >= place,
    }
    limit = bindparam("row_limit", type_=Integer)
    parts = [
        _asked(shape, impact)
        .where(*([starts[start]] if start else []))
        .order_by(key.desc() if ahead else key)
        .limit(limit)
        for impact in PRESSING
    ]
    both = _together(parts)
    in_order = both.c.sort_key.desc() if ahead else both.c.sort_key
    return select(both).order_by(in_order).limit(limit)


@cache
def place_at(shape: Shape) -> Select[str]:
    """Select the key of the action behind `row_offset` others."""
    both = _together([_asked(shape, impact) for impact in PRESSING])
    return (
        select(both.c.sort_key)
        .order_by(both.c.sort_key.desc())
        .limit(1)
        .offset(bindparam("row_offset"))
    )


@cache
def count(shape: Shape) -> Select[int]:
    """Select how many actions there are, up to `row_limit`."""
    both = _together([_asked(shape, impact) for impact in PRESSING])
    return select(func.count()).select_from(
        select(both.c.id).limit(bindparam("row_limit")).subquery()
    )


@cache
def one() -> Select[*tuple[Any, ...]]:
    """Select the action of the note `wanted`, if that asks something."""
    return _whole(notes.rows()).where(
        note.c.id == bindparam("wanted"), note.c.impact.in_(PRESSING), _ASKED
    )


@cache
def page(shape: Shape, *, ahead: bool, start: str = "") -> Select[*tuple[Any, ...]]:
    """Select the actions at `places`, whole."""
    chosen = places(shape, ahead=ahead, start=start).subquery("chosen")
    key = note.c.sort_key
    whole = _whole(notes.rows().join(chosen, chosen.c.id == note.c.id))
    return whole.order_by(key.desc() if ahead else key)


@cache
def progress() -> Select[*tuple[Any, ...]]:
    """Select the releases that ask something, the newest first: how much, and what is done."""
    asked = note.outerjoin(action, _NOTED)
    counted = (
        select(
            note.c.release_id,
            func.count().label("total"),
            func.count(action.c.done_at).label("done"),
        )
        .select_from(asked)
        .where(note.c.impact.in_(PRESSING), _ASKED)
        .group_by(note.c.release_id)
        .subquery("counted")
    )
    return (
        select(release, counted.c.total, counted.c.done)
        .join(counted, counted.c.release_id == release.c.id)
        .order_by(release.c.sort_key.desc(), release.c.id.desc())
        .limit(bindparam("row_limit"))
    )


_owner = contact.alias("owner")
_done_by = contact.alias("done_by")


def _whole(some: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Add to rows of notes what the organisation noted, and the names of its people."""
    return (
        some.outerjoin(action, _NOTED)
        .outerjoin(_owner, _is(_owner, action.c.owner_id))
        .outerjoin(_done_by, _is(_done_by, action.c.done_by_id))
        .add_columns(
            action.c.owner_id,
            action.c.due_on,
            action.c.done_at,
            action.c.done_by_id,
            func.coalesce(action.c.version, 0).label("action_version"),
            _owner.c.display_name.label("owner_name"),
            _done_by.c.display_name.label("done_by_name"),
        )
    )


def _is(who: FromClause, contact_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Only people of the own organisation: its id is part of a contact's key."""
    return and_(who.c.organisation_id == action.c.organisation_id, who.c.id == contact_id)


def _asked(shape: Shape, impact: Impact) -> Select[*tuple[Any, ...]]:
    narrowing = [note.c.impact == impact.value, _ASKED]
    if shape.state is not None:
        narrowing.append(_STATES[shape.state])
    if shape.mine:
        narrowing.append(action.c.owner_id == bindparam("my_contact"))
    if shape.of_release:
        narrowing.append(note.c.release_id == bindparam("of_release"))
    asked = note.outerjoin(action, _NOTED)
    return select(note.c.id, note.c.sort_key).select_from(asked).where(*narrowing)


def _together(parts: list[Select[*tuple[Any, ...]]]) -> FromClause:
    """SQLite takes an order and a limit only in a subquery of its own."""
    subqueries = [part.subquery() for part in parts]
    both: CompoundSelect[*tuple[Any, ...]] = union_all(*(select(each) for each in subqueries))
    return both.subquery("both")


def as_action(me: Caller, row: ActionRow) -> Action:
    """Return a row of `page` or `one` as an action."""
    owner = row.owner_id and Colleague(id=row.owner_id, display_name=row.owner_name)
    return Action(
        note=notes.summary(me, row),
        owner=owner or None,
        due_on=row.due_on,
        done_at=row.done_at,
        done_by=row.done_by_name or "",
        version=row.action_version,
        allowed=policy.action_actions(me.permissions),
    )
