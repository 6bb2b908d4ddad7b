"""A portal whose releases ask much, and where two organisations have noted some of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.contract.drafts import draft
from tests.contract.notes import DOCUMENTS
from tests.contract.world import (
    BAKERY_CONTACTS,
    BAKERY_ORGANISATION,
    FACTORY_CONTACTS,
    FACTORY_ORGANISATION,
    WORLD,
)
from tui.api.administration import NewAction
from tui.api.models.publishing import ReleaseDocument, ReleasePublish
from tui.api.models.releases import Impact

TODAY = date(2026, 10, 15)
YESTERDAY = date(2026, 10, 14)
DONE_AT = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
EMMA = BAKERY_CONTACTS["employee"].id
ADAM = BAKERY_CONTACTS["administrator"].id

_IMPACTS = (Impact.STATUTORY, Impact.NONE, Impact.ACTION_REQUIRED, Impact.ACTION_REQUIRED)
CONNECT = ReleasePublish(
    product="Connect",
    version="5.1",
    release_date=date(2026, 9, 1),
    notes=tuple(
        draft(f"{number}", f"Taak {number}").model_copy(update={"impact": _IMPACTS[number % 4]})
        for number in range(12)
    ),
)
OF_CONNECT = [f"Taak {number}" for number in range(12) if number % 4 != 1]
OF_PROFIT_10 = ["UBL 2.1 verplicht", "Minimumloon per juli"]
OF_PROFIT_8 = ["Pensioenpremie per januari", "Oude versleuteling uit"]
EVERY_TITLE = [*OF_CONNECT, *OF_PROFIT_10, *OF_PROFIT_8]

PAST_DUE = ["Taak 3", "Oude versleuteling uit"]
DONE = ["Taak 4", "Pensioenpremie per januari"]
OPEN = [title for title in EVERY_TITLE if title not in DONE]
EMMAS = ["Taak 2", "Taak 4", "Oude versleuteling uit"]


def _noted(anchor: str, owner_id: str, day: date | None = None, **done: object) -> NewAction:
    profit = not anchor.isdigit()
    product, version = ("Profit", "Profit 8") if profit else ("Connect", "5.1")
    noted = NewAction(
        product=product, version=version, anchor=anchor, owner_id=owner_id, due_on=day
    )
    return replace(noted, **done)


ASKING = replace(
    WORLD,
    documents=(*DOCUMENTS, ReleaseDocument(source="connect.md", releases=(CONNECT,))),
    organisations=(
        replace(
            BAKERY_ORGANISATION,
            actions=(
                _noted("2", EMMA, TODAY),
                _noted("3", ADAM, YESTERDAY),
                _noted("4", EMMA, YESTERDAY, done_at=DONE_AT, done_by_id=ADAM),
                _noted("pensioen", ADAM, done_at=DONE_AT, done_by_id=ADAM),
                _noted("tls", EMMA, date(2026, 1, 1)),
            ),
        ),
        replace(
            FACTORY_ORGANISATION,
            actions=(
                _noted("6", FACTORY_CONTACTS["other_employee"].id, YESTERDAY),
                _noted("2", FACTORY_CONTACTS["both"].id, done_at=DONE_AT),
            ),
        ),
    ),
)
"""Emma and Adam of the bakery have two past due and two done; the factory has its own."""
