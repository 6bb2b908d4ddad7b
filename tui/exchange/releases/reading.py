"""From the bytes of a file to the releases that it tells of."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.api.cleaning import clean_line
from tui.api.models.publishing import ReleaseDocument, ReleasePublish
from tui.api.models.text import LINE_LENGTH
from tui.exchange.files import FileRefused, Remark, text_of
from tui.exchange.releases.formats import reader_of
from tui.exchange.releases.order import Placed, sort_keys
from tui.exchange.releases.told import Found, Given, Told, told_at


@dataclass(frozen=True)
class Reading:
    """The releases of a file, and what was left out of them on purpose."""

    document: ReleaseDocument
    remarks: tuple[Remark, ...] = ()


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
    given = Given(name, default_product, product, language)
    try:
        text = text_of(data)
        return _reading(reader_of(text)(text, given), name)
    except FileRefused as refusal:
        refusal.name = name
        raise


def _reading(found: Found, name: str) -> Reading:
    releases = _releases(found.releases)
    silent = (it for it in found.releases if not it.notes)
    remarks = [*found.remarks, *(Remark("no_notes", it.line, it.version) for it in silent)]
    with told_at(1):
        source = clean_line(name)[-LINE_LENGTH:] or "-"
        document = ReleaseDocument(source=source, releases=tuple(releases))
    return Reading(document, tuple(sorted(remarks, key=lambda remark: remark.line)))


def _releases(told: Sequence[Told]) -> list[ReleasePublish]:
    _refuse_twice(told)
    keys = sort_keys([Placed(it.version, it.day, it.month) for it in told])
    return [_release(it, key) for it, key in zip(told, keys, strict=True)]


def _release(told: Told, sort_key: str) -> ReleasePublish:
    with told_at(told.line):
        return ReleasePublish(
            product=told.product,
            version=told.version,
            sort_key=sort_key,
            title=told.title[:LINE_LENGTH],
            release_date=told.day,
            channel=told.channel,
            url=told.url,
            notes=told.notes,
        )


def _refuse_twice(told: Sequence[Told]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for it in told:
        key = (it.product, it.version.lower())
        if key in seen:
            raise FileRefused("version_twice", it.line, first=seen[key], version=it.version)
        seen[key] = it.line
