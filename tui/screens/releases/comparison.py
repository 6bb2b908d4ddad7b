"""Comparing two versions: which two, and what is asked about them."""

from typing import NamedTuple

from tui import i18n
from tui.api.models.releases import NoteFacets, NoteQuery, NoteSort, Release
from tui.api.models.session import Language


class Comparison(NamedTuple):
    """What came after the release `since`, up to and including `until` of the same product."""

    since: Release
    until: Release

    @property
    def words(self) -> str:
        """Both versions, the product named once."""
        return i18n.t(
            "releases.compare.words", since=self.since.full_version, until=self.until.full_version
        )

    def query(self, language: Language) -> NoteQuery:
        """Return the query of the notes in between, by area."""
        return NoteQuery(
            since=self.since.id, until=self.until.id, sort=NoteSort.AREA, language=language
        )


def since_current(facets: NoteFacets) -> Comparison | None:
    """Return what is new for the organisation; None where nobody knows or nothing is."""
    current = facets.current
    newer = later_than(current, facets) if current else ()
    return Comparison(current, newer[0]) if current and newer else None


def later_than(release: Release, facets: NoteFacets) -> tuple[Release, ...]:
    """Return the later releases of the same product, the newest first."""
    same = [one for one in facets.releases if one.product == release.product]
    ids = [one.id for one in same]
    return tuple(same[: ids.index(release.id)]) if release.id in ids else ()
