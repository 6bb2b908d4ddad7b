"""The forms of a new incident and of a reply; imported when somebody asks for it.

The id of what is made is the idempotency key, which is kept with the draft: however often it is
sent, also after a crash, there is one.
"""

from tui.api.errors import Invalid
from tui.api.ids import new_id
from tui.api.incidents import Incidents
from tui.api.models.incidents import CommentNew, Entry, IncidentNew, IncidentSummary
from tui.screens.attaching import files_not_among, upload_files
from tui.screens.conversations.forms import identified
from tui.screens.drafting import DraftShelf
from tui.screens.incidents.sent_before import SentBefore, keep_as_reply
from tui.screens.incidents.submit_sheet import SubmitSheet
from tui.screens.incidents.suggesting import Sources
from tui.widgets.form import Form, Keeper, Member


def submit_sheet(
    sources: Sources, me: str, keeper: Keeper | None, replies: DraftShelf | None
) -> SubmitSheet:
    """Ask for an incident, which colleagues can watch: all who may but the one who submits it.

    What was changed after it had arrived, unheard, becomes the draft of a reply among `replies`.
    """
    incidents = sources.incidents

    async def watchers() -> list[Member]:
        found = await incidents.colleagues()
        return [Member(one.id, one.id, called=one.display_name) for one in found if one.id != me]

    form = Form(
        IncidentNew,
        {"id": new_id()},
        words="incident",
        keeper=keeper,
        offered=("watcher_ids",),
        is_message=True,
    )

    async def send(submitted: Form.Submitted) -> IncidentSummary | SentBefore:
        attached = await upload_files(incidents, submitted)
        new = identified(IncidentNew, submitted, attachments=attached)
        try:
            return await incidents.submit(new, submitted.idempotency_key)
        except Invalid as invalid:
            if replies is None or not invalid.was_sent_before:
                raise
        arrived = await incidents.show(new.id)
        files = files_not_among(form, arrived.attachments)
        return await keep_as_reply(incidents, replies, arrived, new, files)

    return SubmitSheet(form, send, {"watcher_ids": watchers}, sources)


def reply_form(keeper: Keeper | None) -> Form:
    """Return the form of a reply."""
    return Form(
        CommentNew, {"id": new_id()}, words="incident.reply", keeper=keeper, is_message=True
    )


async def send_reply(incidents: Incidents, incident_id: str, submitted: Form.Submitted) -> Entry:
    """Send a reply."""
    attached = await upload_files(incidents, submitted)
    comment = identified(CommentNew, submitted, attachments=attached)
    return await incidents.comment(incident_id, comment, submitted.idempotency_key)
