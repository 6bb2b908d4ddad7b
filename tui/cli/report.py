"""The report of an import: a line for each file, and the sum."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tui import i18n
from tui.api.cleaning import clean_line
from tui.api.models import wire
from tui.api.models.publishing import Published
from tui.cli.options import on_terminal
from tui.cli.output import complain, indented, say, say_json, width


class State(StrEnum):
    """What became of a file."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one file; `line` is where in it, if it is one place."""

    file: str
    state: State
    line: int | None = None
    reason: str = ""
    published: Published = field(default_factory=Published)
    remarks: tuple[str, ...] = ()
    """What was taken otherwise than it stands in the file."""


class Report:
    """Says each outcome as it comes, or all in one document at the end."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._outcomes: list[Outcome] = []

    @property
    def refused(self) -> bool:
        """Whether any file was refused."""
        return any(outcome.state is State.REFUSED for outcome in self._outcomes)

    def add(self, outcome: Outcome) -> None:
        """Take up what became of a file."""
        self._outcomes.append(outcome)
        if not self._as_json:
            (complain if outcome.state is State.REFUSED else say)(_line(outcome))

    def end(self) -> None:
        """Say the sum."""
        counts = Counter(outcome.state for outcome in self._outcomes)
        sums = {state.value: counts[state] for state in State}
        if self._as_json:
            say_json({"items": [_item(outcome) for outcome in self._outcomes], **sums})
        else:
            say(i18n.t("cli.import.sum", **sums))


def _line(outcome: Outcome) -> str:
    place = outcome.file if outcome.line is None else f"{outcome.file}:{outcome.line}"
    reason = _changes(outcome.published) if outcome.state is State.TAKEN else outcome.reason
    fields = [clean_line(it) for it in (i18n.t(f"cli.import.{outcome.state}"), place, reason)]
    fields = [field for field in fields if field]
    remarks = [clean_line(remark) for remark in outcome.remarks]
    if on_terminal():
        return "\n".join([*_fitted(fields), *map(indented, remarks)])
    return "\n".join(["\t".join(fields), *(f"\t{remark}" for remark in remarks)])


def _fitted(fields: Sequence[str]) -> list[str]:
    """Return one line where it fits the terminal; else what comes behind the name goes below it."""
    line = "  ".join(fields)
    if len(line) <= width():
        return [line]
    return ["  ".join(fields[:2]), *map(indented, fields[2:])]


def _changes(published: Published) -> str:
    return i18n.t(
        "cli.import.changes",
        added=published.added,
        changed=published.changed,
        notes=published.notes,
    )


def _item(outcome: Outcome) -> dict[str, object]:
    return {
        "file": outcome.file,
        "outcome": outcome.state.value,
        "line": outcome.line,
        "reason": outcome.reason,
        "remarks": list(outcome.remarks),
        "releases": wire.plain(outcome.published),
    }
