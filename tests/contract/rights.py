"""The table of rights, written by hand, and everybody in it.

A cell is `yes` or the reason of the refusal. A row `may <permission>` is what the session says
of itself; any other row is a verb, with what it is called for where that counts. What is called
for an incident has a row for what one asked oneself, and one for each of `RELATIONS`.
"""

import csv
from collections.abc import Awaitable
from pathlib import Path

from tests.contract.stage import Stage, word_of
from tui.api.errors import Forbidden, NotFound, Unauthenticated
from tui.api.policy import Kind
from tui.api.portal import Portal, SignedIn

with Path(__file__).with_name("rights.csv").open(encoding="utf-8", newline="") as file:
    _ROWS = [*csv.DictReader(file)]

TABLE: dict[str, dict[str, str]] = {row.pop("what"): row for row in _ROWS}
CALLERS = [*next(iter(TABLE.values()))]
VERBS = [what for what in TABLE if not what.startswith("may ")]
VENDOR = {"support": Kind.SUPPORT, "operator": Kind.OPERATOR, "service": Kind.SERVICE}

RELATIONS = ("watched", "colleague", "elsewhere", "nowhere")
"""What one watches; a colleague's; another organisation's; and what nobody has."""


async def signed_in(stage: Stage, name: str) -> SignedIn:
    """Go on with somebody's session, or let a service come in."""
    return await (stage.service() if name == "service" else stage.signed_in(name))


async def everybody(stage: Stage) -> dict[str, Portal]:
    """Return everybody's portal; `anonymous` is who holds one after signing out."""
    portals = {
        name: (await signed_in(stage, name)).portal for name in CALLERS if name != "anonymous"
    }
    gone = await stage.sign_in("employee")
    assert isinstance(gone, SignedIn)
    await gone.portal.session.sign_out()
    stage.deactivate("deactivated")
    return portals | {"anonymous": gone.portal}


async def outcome(call: Awaitable[object]) -> str:
    """Return what a cell of the table says of a call."""
    try:
        await call
    except (Forbidden, Unauthenticated, NotFound) as error:
        return word_of(error)
    return "yes"
