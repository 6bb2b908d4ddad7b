"""From the bytes of a file to the releases that it tells of."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from pydantic import ValidationError

from tui.api.cleaning import clean_line
from tui.api.models.publishing import ReleaseDocument, ReleasePublish
from tui.api.models.text import LINE_LENGTH
from tui.exchange.files import FileRefused, Remark, text_of
from tui.exchange.releases.changelog import Part, find_releases, the_release
from tui.exchange.releases.dates import find_date
from tui.exchange.releases.formats import refuse_other_formats
from tui.exchange.releases.front_matter import FrontMatter, Value, read_front_matter
from tui.exchange.releases.headings import product_named, product_of_file, read_heading
from tui.exchange.releases.languages import language_of
from tui.exchange.releases.notes import Named, notes_of
from tui.exchange.releases.order import Placed, sort_keys
from tui.exchange.releases.outline import Outline, read_outline
from tui.exchange.releases.versions import without_v

_TITLES = ("title", "pagetitle")


@dataclass(frozen=True)
class Reading:
    """The releases of a file, and what was left out of them on purpose."""

    document: ReleaseDocument
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class _Known:
    """What holds for all releases of a file; `product` is empty where each names its own."""

    product: str
    default_product: str
    language: str


def read_releases(
    data: bytes,
    name: str,
    *,
    product: str = "",
    default_product: str,
    language: str | None = None,
) -> Reading:
    """Return the releases of the file `name`.

    `product` and `language` overrule what the file says; `default_product` is for a file that
    names none. Raises FileRefused: a file is taken whole or not at all.
    """
    try:
        lines = _lines(data)
        front = read_front_matter(lines)
        outline = read_outline([""] * front.end + lines[front.end :])
        known = _Known(
            product=clean_line(product) or _text(front.get("product")),
            default_product=_product(front, outline, name) or clean_line(default_product),
            language=language
            or _text(front.get("lang", "language"))
            or language_of("\n".join(outline.lines)),
        )
        return _reading(name, front, outline, known)
    except FileRefused as refusal:
        refusal.name = name
        raise


def _lines(data: bytes) -> list[str]:
    text = text_of(data)
    refuse_other_formats(text)
    return text.split("\n")


def _reading(name: str, front: FrontMatter, outline: Outline, known: _Known) -> Reading:
    parts, remarks = _parts(front, outline)
    releases = _releases(parts, outline, known)
    remarks += [
        Remark("no_notes", part.line + 1, release.version)
        for part, release in zip(parts, releases, strict=True)
        if not release.notes
    ]
    with _limits(1):
        source = clean_line(name)[-LINE_LENGTH:] or "-"
        document = ReleaseDocument(source=source, releases=tuple(releases))
    return Reading(document, tuple(sorted(remarks, key=lambda remark: remark.line)))


def _parts(front: FrontMatter, outline: Outline) -> tuple[list[Part], list[Remark]]:
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
        parts = [replace(parts[0], said=replace(parts[0].said, day=_day(written), impossible=""))]
    return parts, remarks


def _numbered(part: Part, version: str) -> Part:
    return replace(part, said=replace(part.said, version=version))


def _version_named(front: FrontMatter) -> str:
    for key in _TITLES:
        if (said := read_heading(_text(front.get(key)))) and said.version:
            return said.version
    return _text(front.get("downloadversion"))


def _releases(parts: Sequence[Part], outline: Outline, known: _Known) -> list[ReleasePublish]:
    _refuse_twice(parts)
    for part in parts:
        if part.said.impossible:
            raise FileRefused("bad_date", part.line + 1, date=part.said.impossible)
    keys = sort_keys([Placed(it.said.version, it.said.day, it.said.month) for it in parts])
    return [_release(part, outline, known, key) for part, key in zip(parts, keys, strict=True)]


def _release(part: Part, outline: Outline, known: _Known, sort_key: str) -> ReleasePublish:
    said = part.said
    product = known.product or said.product or known.default_product
    version = without_v(said.version)
    named = Named(said.title, f"{product} {version}", known.language)
    with _limits(part.line + 1):
        return ReleasePublish(
            product=product,
            version=version,
            sort_key=sort_key,
            title=said.title[:LINE_LENGTH],
            release_date=said.day,
            url=part.url if len(part.url) <= LINE_LENGTH else "",
            notes=notes_of(outline, part.start, part.end, named),
        )


def _refuse_twice(parts: Sequence[Part]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for part in parts:
        version = without_v(part.said.version)
        first = seen.setdefault((part.said.product, version.lower()), part.line)
        if first != part.line:
            raise FileRefused("version_twice", part.line + 1, first=first + 1, version=version)


def _product(front: FrontMatter, outline: Outline, name: str) -> str:
    titles = [heading.text for heading in outline.headings[:1]]
    titles += [_text(front.get(key)) for key in _TITLES]
    named = (product for title in titles if (product := product_named(title)))
    return next(named, "") or product_of_file(name)


def _day(written: Value) -> date:
    found = find_date(written.text)
    if not found or not found.value:
        raise FileRefused("bad_date", written.line, date=written.text)
    return found.value


def _text(value: Value | None) -> str:
    return value.text if value else ""


@contextmanager
def _limits(line: int) -> Generator[None]:
    """Tell of a text that does not fit its field by the field's name."""
    try:
        yield
    except ValidationError as error:
        first = error.errors()[0]
        field = next((str(it) for it in reversed(first["loc"]) if isinstance(it, str)), "")
        limit = first.get("ctx", {}).get("max_length")
        code = "field" if limit is None else "field_long"
        raise FileRefused(code, line, field=field, limit=limit) from None
