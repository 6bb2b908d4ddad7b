"""An incident that had arrived, unheard, when it was sent again with other words in it.

What was said first stands; what was changed since is kept as the draft of a reply, and nothing is
sent twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui import i18n
from tui.api.ids import new_id
from tui.api.incidents import Incidents
from tui.api.models.incidents import Incident, IncidentNew
from tui.drafts import Draft

if TYPE_CHECKING:
    from tui.screens.drafting import DraftShelf

_LINES = ("subject", "product_version", "product_area", "environment", "customer_reference")
_WORDS = ("type", "priority")


@dataclass(frozen=True, slots=True)
class SentBefore:
    """The incident as it arrived, and the key of what is said about it."""

    incident: Incident
    told: str


async def keep_as_reply(
    incidents: Incidents,
    replies: "DraftShelf",
    arrived: Incident,
    new: IncidentNew,
    files: tuple[str, ...],
) -> SentBefore:
    """Keep what `new` says otherwise, and more `files`, behind what the draft of a reply has.

    Raises what the portal raises, and `Unavailable` where the draft cannot be kept.
    """
    text = _text(arrived, new, await _names(incidents, arrived, new))
    if not text and not files:
        return SentBefore(arrived, "incidents.sent_before")
    before = (await replies.all()).get(arrived.id)
    draft = before or Draft({}, None, new_id(), datetime.now(UTC))
    await replies.keep(arrived.id, _with(draft, text, files))
    return SentBefore(arrived, "incidents.sent_before.draft")


async def _names(incidents: Incidents, arrived: Incident, new: IncidentNew) -> str:
    """Return who was to watch it as well."""
    more = {*new.watcher_ids} - {one.id for one in arrived.watchers}
    colleagues = await incidents.colleagues() if more else ()
    return ", ".join(one.display_name for one in colleagues if one.id in more)


def _text(arrived: Incident, new: IncidentNew, watchers: str) -> str:
    lines = [*_lines(arrived, new)]
    if watchers:
        lines.append(_line("watcher_ids", watchers))
    said = new.description if new.description != arrived.description else ""
    return "\n\n".join(part for part in ("\n".join(lines), said) if part)


def _lines(arrived: Incident, new: IncidentNew) -> Iterator[str]:
    """Name what is said otherwise; where nothing is said any more, nothing is lost."""
    for name in _LINES:
        if (said := getattr(new, name)) and said != getattr(arrived, name):
            yield _line(name, said)
    for name in _WORDS:
        if (said := getattr(new, name)) != getattr(arrived, name):
            yield _line(name, i18n.word(f"incident.{name}.{said}"))


def _line(name: str, said: str) -> str:
    return f"- {i18n.t(f'incident.{name}.label')}: {said}"


def _with(draft: Draft, text: str, files: Iterable[str]) -> Draft:
    """Add to a draft what it does not hold yet: it may have been kept before a crash."""
    body, paths = str(draft.typed.get("body", "")), (*draft.typed.get("attachments", ()),)
    if text not in body:
        body = f"{body}\n\n{text}" if body else text
    held = {"body": body, "attachments": tuple(dict.fromkeys((*paths, *files)))}
    typed = {name: what for name, what in held.items() if what}
    return replace(draft, typed={**draft.typed, **typed}, kept_at=datetime.now(UTC))
