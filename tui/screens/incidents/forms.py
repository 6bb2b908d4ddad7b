"""The forms of a new incident and of a reply; imported when somebody asks for it.

The id of what is made is the idempotency key, which is kept with the draft: however often it is
sent, also after a crash, there is one.
"""

from collections.abc import Iterable

from tui import i18n
from tui.api.ids import new_id
from tui.api.incidents import Incidents
from tui.api.models.actions import Colleague
from tui.api.models.incidents import CommentNew, Entry, IncidentNew, IncidentSummary
from tui.screens.conversations.forms import identified
from tui.screens.form_sheet import FormSheet
from tui.widgets.form import Form, Keeper, Member


def submit_sheet(
    incidents: Incidents, colleagues: Iterable[Colleague], keeper: Keeper | None
) -> FormSheet:
    """Ask for an incident, which some of the `colleagues` can watch."""
    people = [Member(one.id, one.id, called=one.display_name) for one in colleagues]
    offered = {"watcher_ids": people} if people else {}
    form = Form(IncidentNew, {"id": new_id()}, words="incident", keeper=keeper, offered=offered)

    async def send(submitted: Form.Submitted) -> IncidentSummary:
        return await incidents.submit(identified(IncidentNew, submitted), submitted.idempotency_key)

    return FormSheet(i18n.t("incidents.submit.title"), form, send, whole=True)


def reply_form(keeper: Keeper | None) -> Form:
    """Return the form of a reply."""
    return Form(CommentNew, {"id": new_id()}, words="incident.reply", keeper=keeper)


async def send_reply(incidents: Incidents, incident_id: str, submitted: Form.Submitted) -> Entry:
    """Send a reply."""
    comment = identified(CommentNew, submitted)
    return await incidents.comment(incident_id, comment, submitted.idempotency_key)
