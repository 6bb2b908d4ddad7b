"""How far the demo's customers are with what the releases ask of them."""

from datetime import UTC, date, datetime, time, timedelta

from tui.api.administration import NewAction
from tui.demo.identity import demo_id
from tui.demo.tables import rows_of
from tui.demo.vendor import PRODUCT_NAME

_MORNING = time(9, 30, tzinfo=UTC)


def demo_actions(organisation: str, today: date) -> tuple[NewAction, ...]:
    """Return what the customer of this key noted, with days around `today`."""
    rows = rows_of("actions.csv")
    return tuple(_action(row, today) for row in rows if row["organisation"] == organisation)


def _action(row: dict[str, str], today: date) -> NewAction:
    due, done = row["due_in_days"], row["done_days_ago"]
    done_on = today - timedelta(days=int(done)) if done else None
    return NewAction(
        product=PRODUCT_NAME,
        version=row["version"],
        anchor=row["anchor"],
        owner_id=demo_id("contact", row["organisation"], row["owner"]),
        due_on=today + timedelta(days=int(due)) if due else None,
        done_at=datetime.combine(done_on, _MORNING) if done_on else None,
        done_by_id=demo_id("contact", row["organisation"], row["done_by"]) if done else None,
    )
