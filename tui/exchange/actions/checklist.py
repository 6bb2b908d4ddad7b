"""Actions as a Markdown checklist (GitHub Flavored Markdown, 5.3), by release and area."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from tui.api.models.actions import Action
from tui.exchange.actions.facts import facts, label
from tui.exchange.markdown import literally
from tui.i18n import formats

_NOTED = ("owner", "due_on", "done_on", "done_by", "withdrawn_on")


def checklist(actions: Sequence[Action], now: datetime) -> bytes:
    """Return a checklist in which what is done is ticked."""
    lines = [f"# {label('heading')}"]
    for release in _grouped(actions):
        lines += ["", f"## {_heading(release[0])}"]
        areas: dict[str, list[Action]] = {}
        for action in release:
            areas.setdefault(action.note.area, []).append(action)
        for area, some in areas.items():
            lines += ["", f"### {literally(area) or label('no_area')}", ""]
            lines += (line for action in some for line in _item(action, now))
    return ("\n".join(lines) + "\n").encode()


def _grouped(actions: Sequence[Action]) -> list[list[Action]]:
    releases: dict[str, list[Action]] = {}
    for action in actions:
        releases.setdefault(action.note.release_id, []).append(action)
    return [*releases.values()]


def _heading(action: Action) -> str:
    day = formats.full_day(action.note.release_date)
    return literally(action.note.full_version) + (f" ({day})" if day else "")


def _item(action: Action, now: datetime) -> Iterator[str]:
    told = facts(action, now, formats.full_day)
    yield f"- [{'x' if action.done_at else ' '}] {literally(told['title'])}"
    noted = [f"{label(name)}: {literally(told[name])}" for name in _NOTED if told[name]]
    if noted:
        yield f"  - {' · '.join(noted)}"
