"""The demo portal as a whole."""

from datetime import UTC, date, datetime, time

from tui.api.administration import NewPortal
from tui.demo.organisations import demo_organisations
from tui.demo.people import demo_people, demo_seats
from tui.demo.releases import demo_document
from tui.demo.templates import demo_templates
from tui.demo.vendor import HELP_CENTER_URL, PRODUCT_NAME, VENDOR_NAME


def demo_portal(today: date) -> NewPortal:
    """Return the whole demo, the same for the same day; dates lie around `today`."""
    return NewPortal(
        name="demo",
        vendor_name=VENDOR_NAME,
        product_name=PRODUCT_NAME,
        help_center_url=HELP_CENTER_URL,
        people=demo_people(),
        organisations=demo_organisations(today),
        documents=(demo_document(today),),
        templates=demo_templates(),
        demo_seats=demo_seats(),
        made_at=datetime.combine(today, time(), UTC),
    )
