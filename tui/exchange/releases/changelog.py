"""Which headings of a text begin a release, and which lines are that release's."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.exchange.files import FileRefused, Remark
from tui.exchange.releases.headings import Said, read_heading
from tui.exchange.releases.outline import Heading, Outline


@dataclass(frozen=True)
class Part:
    """A release in the text: what its heading says, and the lines `start` to `end` below it."""

    said: Said
    line: int
    start: int
    end: int
    url: str = ""


@dataclass(frozen=True)
class _Heard:
    heading: Heading
    said: Said | None

    @property
    def level(self) -> int:
        return self.heading.level

    @property
    def names_release(self) -> bool:
        return self.said is not None and not self.said.unreleased

    @property
    def certain(self) -> bool:
        return self.said is not None and self.said.certain

    @property
    def dated(self) -> bool:
        return self.said is not None and self.said.dated


def find_releases(outline: Outline) -> tuple[list[Part], list[Remark]]:
    """Return the releases in the order of the text, and what was left out."""
    heard = [_Heard(heading, read_heading(heading.text)) for heading in outline.headings]
    chosen = _chosen(heard, outline)
    if not chosen:
        unreleased = any(it.said and it.said.unreleased for it in heard)
        raise FileRefused("only_unreleased" if unreleased else "no_version")
    return _parts(heard, chosen, outline)


def the_release(outline: Outline, start: int) -> Part:
    """Return the text from line `start` as one release, named by its title if it has one."""
    heard = [_Heard(heading, read_heading(heading.text)) for heading in outline.headings]
    if not (title := _title(heard, outline)):
        return Part(Said(), start, start, len(outline.lines))
    heading = title.heading
    said = title.said or Said(title=heading.text)
    return Part(said, heading.start, heading.end, len(outline.lines))


def _chosen(heard: Sequence[_Heard], outline: Outline) -> list[_Heard]:
    title = _title(heard, outline)
    if title and title.names_release and not title.dated:
        if _versions_below(title, heard):
            heard = heard[1:]
        elif not title.certain:
            return [title]
    elif title and title.names_release and not title.certain:
        return [title]
    return _certain(heard) or _alike(heard)


def _title(heard: Sequence[_Heard], outline: Outline) -> _Heard | None:
    """Return the heading that stands above all others at the beginning of the text."""
    if not heard or any(it.level <= heard[0].level for it in heard[1:]):
        return None
    return None if outline.has_content(0, heard[0].heading.start) else heard[0]


def _versions_below(title: _Heard, heard: Sequence[_Heard]) -> bool:
    """Whether the title is that of a series ("NetBox v3.0") with a heading for each version."""
    level = min((it.level for it in heard[1:]), default=title.level)
    below = [it for it in heard[1:] if it.level == level]
    return sum(2 if it.certain else 0 for it in below) > len(below)


def _certain(heard: Sequence[_Heard]) -> list[_Heard]:
    """Return the headings that can only be a release's: of one level, or with a date."""
    certain = [it for it in heard if it.certain and it.names_release]
    level = min((it.level for it in certain), default=0)
    return [it for it in certain if it.level == level or it.dated]


def _alike(heard: Sequence[_Heard]) -> list[_Heard]:
    """Return the headings of a level that name versions of one product, or a day."""
    named = [it for it in heard if it.names_release]
    level = min((it.level for it in named), default=0)
    named = [it for it in named if it.level == level]
    others = sum(1 for it in heard if it.level == level) - len(named)
    products = {it.said.product for it in named if it.said}
    if len(products) == 1 and len(named) > max(1, others):
        return named
    return [it for it in named if it.dated]


def _parts(
    heard: Sequence[_Heard], chosen: list[_Heard], outline: Outline
) -> tuple[list[Part], list[Remark]]:
    level = min(it.level for it in chosen)
    begins = {it.heading.start for it in chosen}
    bounds = [it for it in heard if it.heading.start in begins or _ends_a_release(it, level)]
    ends = [*(it.heading.start for it in bounds[1:]), len(outline.lines)]
    parts: list[Part] = []
    remarks: list[Remark] = []
    for it, end in zip(bounds, ends, strict=True):
        heading = it.heading
        if it.said and heading.start in begins:
            parts.append(Part(it.said, heading.start, heading.end, end, heading.url))
        elif it.said and it.said.unreleased:
            remarks.append(Remark("unreleased", heading.start + 1, heading.text))
        elif parts and outline.has_content(heading.end, end):
            remarks.append(Remark("left_out", heading.start + 1, heading.text))
    return parts, remarks


def _ends_a_release(it: _Heard, level: int) -> bool:
    unreleased = it.said is not None and it.said.unreleased
    return it.level < level or (unreleased and it.level == level)
