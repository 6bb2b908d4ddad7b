"""The demo's releases: two years of them, the newest some days old."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, zip_longest

from tui.api.models.publishing import NotePublish, ReleaseDocument, ReleasePublish
from tui.api.models.releases import Impact
from tui.demo.release_notes import AreaNotes, Draft, Endings, drafts_by_area
from tui.demo.vendor import HELP_CENTER_URL, PRODUCT_NAME

_YEAR_STARTS_WITHIN = timedelta(days=90)


@dataclass(frozen=True)
class _Version:
    name: str
    sort_key: str
    days_ago: int


_VERSIONS = (
    _Version("Profit 7", "007.0", 11),
    _Version("Profit 6.2", "006.2", 46),
    _Version("Profit 6.1", "006.1", 74),
    _Version("Profit 6", "006.0", 101),
    _Version("Profit 5.1", "005.1", 150),
    _Version("Profit 5", "005.0", 192),
    _Version("Profit 4.1", "004.1", 240),
    _Version("Profit 4", "004.0", 283),
    _Version("Profit 3.1", "003.1", 330),
    _Version("Profit 3", "003.0", 374),
    _Version("Profit 2.1", "002.1", 425),
    _Version("Profit 2", "002.0", 465),
)
_BEFORE_THE_OLDEST = "Profit 1"

# What a reader has to do stands on top; the vendor's order holds for the others.
_ORDER = {Impact.ACTION_REQUIRED: 0, Impact.STATUTORY: 1}


def demo_document(today: date) -> ReleaseDocument:
    """Return all releases with their notes, the newest first."""
    areas, endings = drafts_by_area(), Endings()
    previous = [version.name for version in _VERSIONS[1:]] + [_BEFORE_THE_OLDEST]
    return ReleaseDocument(
        source="demo",
        releases=tuple(
            _release(version, before, today, areas, endings)
            for version, before in zip(_VERSIONS, previous, strict=True)
        ),
    )


def _release(
    version: _Version, previous: str, today: date, areas: tuple[AreaNotes, ...], endings: Endings
) -> ReleasePublish:
    released = today - timedelta(days=version.days_ago)
    values = {
        "product": PRODUCT_NAME,
        "version": version.name,
        "previous": previous,
        "year": str((released + _YEAR_STARTS_WITHIN).year),
    }
    return ReleasePublish(
        product=PRODUCT_NAME,
        version=version.name,
        sort_key=version.sort_key,
        release_date=released,
        url=f"{HELP_CENTER_URL}/releases/{version.name.lower().replace(' ', '-')}",
        notes=tuple(_notes(version.name, values, areas, endings)),
    )


def _notes(
    version: str, values: dict[str, str], areas: tuple[AreaNotes, ...], endings: Endings
) -> Iterator[NotePublish]:
    mixed = sorted(_mixed(version, areas), key=lambda pair: _ORDER.get(pair[1].impact, 2))
    for area, draft in mixed:
        yield NotePublish(
            anchor=draft.anchor,
            area=area.area,
            kind=draft.kind,
            impact=draft.impact,
            texts=endings.texts(area, draft, values),
        )


def _mixed(version: str, areas: tuple[AreaNotes, ...]) -> Iterator[tuple[AreaNotes, Draft]]:
    """Yield the notes of a release, one of each area in turn."""
    columns = [[(area, draft) for draft in area.of(version)] for area in areas]
    return (pair for pair in chain(*zip_longest(*columns)) if pair is not None)
