"""Markdown with YAML front matter (one release), and changelogs (a release for each heading)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tui.api.cleaning import clean_line
from tui.api.models.text import LINE_LENGTH
from tui.exchange.files import FileRefused, Remark
from tui.exchange.releases.changelog import Part, find_releases, the_release
from tui.exchange.releases.front_matter import FrontMatter, Value, read_front_matter
from tui.exchange.releases.headings import product_named, product_of_file, read_heading
from tui.exchange.releases.notes import Named, notes_of
from tui.exchange.releases.outline import Outline, read_outline
from tui.exchange.releases.told import Found, Given, Told, day_in, told_at
from tui.exchange.releases.versions import without_v

_TITLES = ("title", "pagetitle")
_SCRIPT = "#!"  # its comments look like headings


@dataclass(frozen=True)
class _Known:
    """What holds for all releases of a file; `product` is empty where each names its own."""

    product: str
    default_product: str
    language: str


def read_markdown(text: str, given: Given) -> Found:
    """Return the releases of a Markdown text; raises FileRefused."""
    if text.lstrip().startswith(_SCRIPT):
        raise FileRefused("no_version")
    lines = text.split("\n")
    front = read_front_matter(lines)
    outline = read_outline([""] * front.end + lines[front.end :], given.inlines)
    known = _Known(
        product=clean_line(given.product) or _text(front.get("product")),
        default_product=given.product_of(_product(front, outline, given.name)),
        language=given.language_of("\n".join(outline.lines), _text(front.get("lang", "language"))),
    )
    parts, remarks = _parts(front, outline)
    for part in parts:
        if part.said.impossible:
            raise FileRefused("bad_date", part.line + 1, date=part.said.impossible)
    return Found([_told(part, outline, known) for part in parts], remarks)


def _parts(front: FrontMatter, outline: Outline) -> tuple[list[Part], Sequence[Remark]]:
    """Return the releases as the text has them, completed by the front matter."""
    remarks: list[Remark] = []
    if version := front.get("version"):
        parts = [_numbered(the_release(outline, front.end), version.text)]
    else:
        try:
            parts, remarks = find_releases(outline)
        except FileRefused:
            # The download is named last: it changes with each small update of the same release.
            if not (named := _version_named(front)):
                raise
            parts = [_numbered(the_release(outline, front.end), named)]
    if len(parts) == 1 and (written := front.get("date", "release_date", "releasedate")):
        day = day_in(written.text, written.line)
        parts = [replace(parts[0], said=replace(parts[0].said, day=day, impossible=""))]
    return parts, remarks


def _numbered(part: Part, version: str) -> Part:
    return replace(part, said=replace(part.said, version=version))


def _version_named(front: FrontMatter) -> str:
    for key in _TITLES:
        if (said := read_heading(_text(front.get(key)))) and said.version:
            return said.version
    return _text(front.get("downloadversion"))


def _told(part: Part, outline: Outline, known: _Known) -> Told:
    said = part.said
    product = known.product or said.product or known.default_product
    version = without_v(said.version)
    named = Named(said.title, f"{product} {version}", known.language)
    with told_at(part.line + 1):
        notes = notes_of(outline, part.start, part.end, named)
    return Told(
        line=part.line + 1,
        product=product,
        version=version,
        title=said.title,
        day=said.day,
        month=said.month,
        url=part.url if len(part.url) <= LINE_LENGTH else "",
        notes=notes,
    )


def _product(front: FrontMatter, outline: Outline, name: str) -> str:
    titles = [heading.text for heading in outline.headings[:1]]
    titles += [_text(front.get(key)) for key in _TITLES]
    named = (product for title in titles if (product := product_named(title)))
    return next(named, "") or product_of_file(name)


def _text(value: Value | None) -> str:
    return value.text if value else ""
