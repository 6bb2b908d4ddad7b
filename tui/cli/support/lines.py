"""Incidents of many customers as they are written: lines for people, fields for programs, JSON."""

from functools import partial

from tui import i18n
from tui.api.models.incidents import IncidentSummary
from tui.api.models.paging import Count, Page
from tui.api.models.wire import plain
from tui.cli import lists
from tui.cli.options import on_terminal
from tui.cli.output import say, say_json, say_separated
from tui.i18n import formats


def name_of(incident: IncidentSummary) -> str:
    """Return what an incident is called at the desk."""
    return f"{incident.organisation_name}/{incident.number}"


def say_queue(
    page: Page[IncidentSummary], count: Count | None, zone: str, *, as_json: bool
) -> None:
    """Write a page of the queue in the form that was asked for, or that fits who reads it."""
    lines = partial(lists.in_columns, partial(_columns, zone=zone))
    lists.say_page(
        page, count, as_json=as_json, lines=lines, fields=fields, nothing="cli.support.none"
    )


def say_one(incident: IncidentSummary, done: str, *, as_json: bool) -> None:
    """Write what became of one incident; `done` is the text key for a person."""
    if as_json:
        say_json(plain(incident))
    elif on_terminal():
        say(i18n.t(done, name=name_of(incident)))
    else:
        say_separated([fields(incident)])


def fields(incident: IncidentSummary) -> list[str]:
    """Return an incident as fields for programs, alike in every language."""
    return [
        name_of(incident),
        incident.id,
        incident.organisation_id,
        incident.status,
        incident.type,
        incident.priority,
        incident.created_at.isoformat(timespec="seconds"),
        incident.updated_at.isoformat(timespec="seconds"),
        incident.requester.display_name,
        incident.assignee,
        incident.subject,
    ]


def _columns(incident: IncidentSummary, zone: str) -> list[str]:
    return [
        name_of(incident),
        i18n.word(f"support.status.{incident.status}"),
        i18n.word(f"incident.priority.{incident.priority}"),
        formats.day_of(incident.updated_at, zone),
        incident.assignee or i18n.t("support.nobody"),
        incident.subject,
    ]
