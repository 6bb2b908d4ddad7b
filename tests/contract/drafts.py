"""Releases to publish, beside those of the world, and what became of them."""

from datetime import date

from tui.api.ids import new_id
from tui.api.models.paging import PageRequest
from tui.api.models.publishing import (
    NotePublish,
    NoteText,
    Published,
    ReleaseDocument,
    ReleasePublish,
)
from tui.api.models.releases import Impact, NoteKind, NoteQuery, NoteSummary
from tui.api.models.session import Language
from tui.api.portal import Releases

ALL = PageRequest(limit=200)
EVERY = NoteQuery(language=Language.DUTCH)


def draft(anchor: str, title: str, body: str = "Tekst.") -> NotePublish:
    """Return a note to publish in a release of SPRING's kind."""
    return NotePublish(
        anchor=anchor,
        area="Webhooks",
        kind=NoteKind.ADDED,
        impact=Impact.INFO,
        texts=(NoteText(language="nl", title=title, body=body),),
    )


SPRING = ReleasePublish(
    product="Connect",
    version="5.1",
    title="Lente",
    release_date=date(2026, 9, 1),
    notes=(draft("een", "Eerste webhook"), draft("twee", "Tweede webhook")),
)
AUTUMN = SPRING.model_copy(update={"version": "5.2", "release_date": date(2026, 10, 1)})


def document(*releases: ReleasePublish, source: str = "connect.md") -> ReleaseDocument:
    """Return a file of releases."""
    return ReleaseDocument(source=source, releases=releases)


def changed(release: ReleasePublish, *notes: NotePublish) -> ReleasePublish:
    """Return a release with other notes."""
    return release.model_copy(update={"notes": notes})


async def publish(vendor: Releases, *releases: ReleasePublish) -> Published:
    """Publish a file with a key of its own."""
    return await vendor.publish(document(*releases), new_id())


async def notes_of(reader: Releases, product: str | None = None) -> tuple[NoteSummary, ...]:
    """Return the notes (of a product) as a reader sees them."""
    query = NoteQuery(product=product, language=Language.DUTCH)
    return (await reader.list(query, ALL)).items


async def versions_of(reader: Releases, product: str = "Connect") -> list[str]:
    """Return the versions of a product, the newest first."""
    return [r.version for r in (await reader.facets()).releases if r.product == product]
