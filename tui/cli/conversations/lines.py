"""Incidents as they are written: lines for people, fields for programs, Markdown, JSON."""

from collections.abc import Iterator, Sequence
from functools import partial

from tui import i18n
from tui.api.models.attachments import Attachment
from tui.api.models.incidents import Entry, EntryKind, Incident, IncidentSummary
from tui.api.models.paging import Count, Page
from tui.api.models.wire import plain
from tui.cli import lists
from tui.cli.options import on_terminal
from tui.cli.output import say, say_json, say_separated, width

_WIDE = 120
_SAID = (EntryKind.COMMENT, EntryKind.NOTE)
_WORDS = (EntryKind.STATUS, EntryKind.PRIORITY, EntryKind.TYPE)
"""What stands in such entries are words of this program."""


def say_list(page: Page[IncidentSummary], count: Count | None, zone: str, *, as_json: bool) -> None:
    """Write a page of incidents in the form that was asked for, or that fits who reads it."""
    lines = partial(lists.in_columns, partial(_columns, zone=zone))
    lists.say_page(
        page, count, as_json=as_json, lines=lines, fields=fields, nothing="cli.incidents.none"
    )


def say_one(incident: IncidentSummary, done: str, *, as_json: bool) -> None:
    """Write what became of one incident; `done` is the text for a person."""
    if as_json:
        say_json(plain(incident))
    elif on_terminal():
        say(done)
    else:
        say_separated([fields(incident)])


def fields(incident: IncidentSummary) -> list[str]:
    """Return an incident as fields for programs, alike in every language."""
    return [
        incident.id,
        str(incident.number),
        incident.status,
        incident.type,
        incident.priority,
        "unread" if incident.unread else "read",
        incident.created_at.isoformat(timespec="seconds"),
        incident.updated_at.isoformat(timespec="seconds"),
        incident.requester.display_name,
        incident.assignee,
        incident.subject,
    ]


def _columns(incident: IncidentSummary, zone: str) -> list[str]:
    from tui.i18n import formats

    return [
        "*" if incident.unread else " ",
        str(incident.number),
        i18n.word(f"incident.status.{incident.status}"),
        formats.day_of(incident.updated_at, zone),
        "!" if incident.priority == "urgent" else " ",
        *([incident.id] if width() >= _WIDE else []),
        incident.subject,
    ]


def markdown(
    incident: Incident, entries: Sequence[Entry], zone: str, *, for_vendor: bool = False
) -> str:
    """Return an incident with its conversation as Markdown, in the words of who reads it."""
    parts = [
        f"# {incident.number}  {incident.subject}",
        "\n".join(
            f"- {label}: {text}" for label, text in _facts(incident, zone, for_vendor) if text
        ),
        incident.description.strip("\n"),
    ]
    parts.append(_files(incident.attachments, 1))
    number = 1 + len(incident.attachments)
    for entry in entries:
        parts += [_told(entry, zone, for_vendor), _files(entry.attachments, number)]
        number += len(entry.attachments)
    return "\n\n".join(filter(None, parts))


def attachments_of(incident: Incident, entries: Sequence[Entry]) -> list[Attachment]:
    """Return all attachments in the order in which they are numbered from 1."""
    return [*incident.attachments, *(one for entry in entries for one in entry.attachments)]


def _files(attached: Sequence[Attachment], first: int) -> str:
    """Return what was sent with a message, a line each; names are no markup."""
    from tui.i18n import formats

    return "\n".join(
        f"- {i18n.t('cli.incidents.attachment', number=number)}: `{each.name.replace('`', '_')}`"
        f" ({each.content_type}, {formats.file_size(each.size)})"
        for number, each in enumerate(attached, start=first)
    )


def _facts(incident: Incident, zone: str, for_vendor: bool) -> Iterator[tuple[str, str]]:
    from tui.i18n import formats

    def fact(name: str, text: str) -> tuple[str, str]:
        return i18n.t(f"cli.incidents.fact.{name}"), text

    yield fact("status", _status(incident.status, for_vendor))
    yield fact("type", i18n.word(f"incident.type.{incident.type}"))
    yield fact("priority", i18n.word(f"incident.priority.{incident.priority}"))
    yield fact("requester", incident.requester.display_name)
    yield fact("created", formats.moment(incident.created_at, zone))
    yield fact("assignee", incident.assignee)
    yield fact("area", incident.product_area)
    yield fact("version", incident.product_version)
    yield fact("environment", incident.environment)
    whose = "customer_reference" if for_vendor else "reference"
    yield fact(whose, incident.customer_reference)
    yield fact("watchers", ", ".join(each.display_name for each in incident.watchers))
    yield fact("merged_into", str(incident.merged_into or ""))
    yield fact("rating", str(incident.rating or ""))


def _told(entry: Entry, zone: str, for_vendor: bool) -> str:
    """Return what was said under who said it, and what merely changed as one line."""
    from tui.i18n import formats

    by = f"{entry.author} ({i18n.t('cli.incidents.vendor')})" if entry.by_vendor else entry.author
    head = f"{formats.moment(entry.at, zone)} · {by}"
    if entry.kind in _SAID:
        internal = f" · {i18n.t('cli.incidents.internal')}" if entry.kind is EntryKind.NOTE else ""
        return f"## {head}{internal}\n\n" + entry.body.strip("\n")
    words = [_word(entry, text, for_vendor) for text in (entry.before, entry.after)]
    change = " → ".join(filter(None, words))
    return f"*{head}: {i18n.word(f'cli.incidents.changed.{entry.kind}')} {change}*"


def _status(status: str, for_vendor: bool) -> str:
    """Return a status as the customer or the vendor calls it: `pending` waits for the one."""
    return i18n.word(f"{'support' if for_vendor else 'incident'}.status.{status}")


def _word(entry: Entry, text: str, for_vendor: bool) -> str:
    if text and entry.kind is EntryKind.STATUS:
        return _status(text, for_vendor)
    return i18n.word(f"incident.{entry.kind}.{text}") if text and entry.kind in _WORDS else text
