"""The forms of an answer and of an internal note; imported when somebody asks for one."""

from typing import Annotated

from tui.api.ids import new_id
from tui.api.incidents import Incidents, Support
from tui.api.models.attachments import AttachmentsNew
from tui.api.models.forms import Hidden
from tui.api.models.incidents import CommentNew, Entry
from tui.api.models.support import Answer
from tui.screens.attaching import upload_files
from tui.screens.conversations.forms import identified
from tui.widgets.form import Form, Keeper


class _Note(CommentNew):
    """An internal note takes no files, so the form asks for none."""

    attachments: Annotated[AttachmentsNew, Hidden()] = ()


def answer_form(keeper: Keeper | None) -> Form:
    """Return the form of an answer, and of the status that follows it."""
    return Form(Answer, {"id": new_id()}, words="support.answer", keeper=keeper, is_message=True)


def note_form(keeper: Keeper | None) -> Form:
    """Return the form of an internal note."""
    return Form(_Note, {"id": new_id()}, words="support.note", keeper=keeper, is_message=True)


async def send_answer(
    support: Support, incidents: Incidents, incident_id: str, submitted: Form.Submitted
) -> Entry:
    """Answer the customer, once the files that go along are there."""
    attached = await upload_files(incidents, submitted)
    answer = identified(Answer, submitted, attachments=attached)
    return await support.answer(incident_id, answer, submitted.idempotency_key)


async def send_note(support: Support, incident_id: str, submitted: Form.Submitted) -> Entry:
    """Add an internal note."""
    note = identified(CommentNew, submitted)
    return await support.note(incident_id, note, submitted.idempotency_key)
