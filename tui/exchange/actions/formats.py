"""The forms in which actions go out."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from tui.api.models.actions import Action


class ActionFormat(StrEnum):
    """A Markdown checklist, a table for a spreadsheet, or tasks for a calendar."""

    MARKDOWN = "markdown"
    CSV = "csv"
    ICS = "ics"


SUFFIXES = {".md": ActionFormat.MARKDOWN, ".csv": ActionFormat.CSV, ".ics": ActionFormat.ICS}
"""What a file of each form is called."""


def written(
    actions: Sequence[Action], form: ActionFormat, *, organisation_id: str, now: datetime
) -> bytes:
    """Return actions as a file, its words in the reader's language and in UTF-8.

    `now` is in the reader's time zone, in which the days are told; what is past due goes by it.
    """
    match form:
        case ActionFormat.MARKDOWN:
            from tui.exchange.actions.checklist import checklist

            return checklist(actions, now)
        case ActionFormat.CSV:
            from tui.exchange.actions.table import table

            return table(actions, now)
        case ActionFormat.ICS:
            from tui.exchange.actions.tasks import tasks

            return tasks(actions, now, organisation_id)
