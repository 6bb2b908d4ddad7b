"""What the demo's customers ask, as it is written down: one file per customer, and the stories.

A case begins with `%%`, its type, priority, language, the department that asks and the area of
the product; of a story also the customer, how it stands now and how many days ago it was
submitted. Its subjects follow, a line each, and after an empty line the description. What is said
then begins with `%` and who says it. `{person}` and the like are filled in (`words.py`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tui.api.models.incidents import IncidentType, Priority
from tui.demo.tables import text_of

_CASE = re.compile(r"^%% ", re.MULTILINE)
_PART = re.compile(r"^% (\w+)\n", re.MULTILINE)


class Speaker(StrEnum):
    """Who says a part, or what it is."""

    SUPPORT = "support"
    CUSTOMER = "customer"
    NOTE = "note"
    SOLUTION = "solution"


@dataclass(frozen=True)
class Part:
    """Something that is said."""

    speaker: Speaker
    text: str


@dataclass(frozen=True)
class Case:
    """A question as several people ask it, each by a subject of its own."""

    type: IncidentType
    priority: Priority
    language: str
    department: str
    area: str
    more: tuple[str, ...]
    subjects: tuple[str, ...]
    description: str
    parts: tuple[Part, ...]


def cases_of(name: str) -> Iterator[Case]:
    """Yield the cases of a file."""
    _, *cases = _CASE.split(text_of("incidents", f"{name}.md"))
    return map(_case, cases)


def _case(text: str) -> Case:
    asked, *parts = _PART.split(text)
    meta, _, rest = asked.partition("\n")
    subjects, _, description = rest.partition("\n\n")
    type_, priority, language, department, area, *more = meta.split()
    return Case(
        type=IncidentType(type_),
        priority=Priority(priority),
        language=language,
        department=department,
        area=area.strip("-"),
        more=tuple(more),
        subjects=tuple(subjects.splitlines()),
        description=description.strip(),
        parts=tuple(
            Part(Speaker(speaker), said.strip())
            for speaker, said in zip(parts[::2], parts[1::2], strict=True)
        ),
    )
