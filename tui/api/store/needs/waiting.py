"""What waits for the caller: each kind is found by a function of its area, a row of one table."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import Connection

from tui.api.models.needs import Need, News
from tui.api.policy import Permission
from tui.api.store.actions import needs as actions
from tui.api.store.incidents import needs as incidents
from tui.api.store.incidents.scope import OWN, READ
from tui.api.store.releases import needs as releases
from tui.api.store.verbs.caller import Caller
from tui.i18n.zones import zone


def listed(connection: Connection, me: Caller, now: datetime) -> tuple[Need, ...]:
    """Return what waits in the areas that the caller may see: first what is overdue."""
    today = now.astimezone(zone(me.time_zone)).date()
    found = (
        find(connection, me, today)
        for permissions, find in _CONTRIBUTORS
        if not permissions.isdisjoint(me.permissions)
    )
    waiting = (need for need in found if need.count.value)
    return tuple(sorted(waiting, key=lambda need: not need.overdue))


def news(connection: Connection, me: Caller, known: str, now: datetime) -> News | None:
    """Return what waits, when something happened last, and the rights; None where that is known.

    Both are found by indexes, and in numbers that are bounded: that is what a tag costs.
    """
    items = listed(connection, me, now)
    latest = None if me.permissions.isdisjoint(READ) else incidents.latest(connection, me)
    told = (items, latest, sorted(me.permissions))
    tag = hashlib.sha256(repr(told).encode()).hexdigest()[:32]
    if tag == known:
        return None
    return News(items=items, latest=latest, permissions=me.permissions, tag=tag)


_ACTS = frozenset({Permission.RELEASES_ACT})
_CONTRIBUTORS: tuple[
    tuple[frozenset[Permission], Callable[[Connection, Caller, date], Need]], ...
] = (
    (_ACTS, actions.mine),
    (frozenset(OWN), incidents.unread),
    (_ACTS, actions.open_ones),
    (frozenset({Permission.RELEASES_READ}), releases.unread),
)
"""Any one permission that lets one see a kind, and what finds it; the most pressing first."""
