"""Release notes as they are published: the releases of one file, all or none of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from tui.api.errors import FieldError, Invalid
from tui.api.ids import new_id
from tui.api.models.publishing import Published, ReleaseDocument, ReleasePublish
from tui.api.policy import Permission
from tui.api.store.database.chunks import chunks
from tui.api.store.database.dialect import dialect_of
from tui.api.store.publishing import release_rows
from tui.api.store.publishing.release_rows import ReleaseRow
from tui.api.store.publishing.revisions import revise
from tui.api.store.schema import release as release_table
from tui.api.store.verbs import audit, caller, idempotency
from tui.api.store.verbs.audit import Action, Changes
from tui.api.store.verbs.caller import Caller


@dataclass(frozen=True)
class Taken:
    """What taking a document did: the numbers, and by id what was added and what changed."""

    published: Published
    added: Sequence[str]
    changed: dict[str, Changes]


def publish(
    connection: Connection, me: Caller, document: ReleaseDocument, key: str, now: datetime
) -> Published:
    """Publish a document once, however often it is sent; raises `Invalid`."""
    caller.require(connection, me, Permission.RELEASES_PUBLISH)

    def do() -> Published:
        taken = take(connection, document, now)
        added: dict[str, Changes] = {release_id: {} for release_id in taken.added}
        audit.record(connection, me, Action.RELEASE_ADD, added, now)
        audit.record(connection, me, Action.RELEASE_CHANGE, taken.changed, now)
        return taken.published

    sent = ("releases.publish", key, document.model_dump_json())
    return idempotency.once(connection, me, sent, Published, now, do=do)


def take(connection: Connection, document: ReleaseDocument, now: datetime) -> Taken:
    """Add what is new and change what is different; raises `Invalid` and then did nothing."""
    dialect_of(connection).lock(connection, "releases")
    # Of releases with one sort key, what stands first in the file comes first in the list.
    fresh_ids = sorted((new_id() for _ in document.releases), reverse=True)
    rows = [
        ReleaseRow.of(release, fresh_id, document.source)
        for release, fresh_id in zip(document.releases, fresh_ids, strict=True)
    ]
    there = _there(connection, document.releases)
    if errors := (*_repetitions(document), *_taken_versions(rows, there)):
        raise Invalid(errors)
    new: list[ReleaseRow] = []
    changed: dict[str, Changes] = {}
    notes = 0
    for row in rows:
        old = there.get((row.release.product, row.release.version))
        if old is None:
            new.append(row)
        elif old.digest != row.digest:
            changed[old.id], touched = revise(connection, replace(row, id=old.id), now)
            notes += touched
    release_rows.add(connection, new)
    published = Published(
        added=len(new),
        changed=len(changed),
        unchanged=len(document.releases) - len(new) - len(changed),
        notes=notes + sum(len(row.release.notes) for row in new),
    )
    return Taken(published, [row.id for row in new], changed)


@dataclass(frozen=True)
class _Present:
    """A release that the store has."""

    id: str
    source: str
    digest: str


def _there(
    connection: Connection, releases: Sequence[ReleasePublish]
) -> dict[tuple[str, str], _Present]:
    """Return those of these releases that there are, by product and version."""
    versions: defaultdict[str, list[str]] = defaultdict(list)
    for release in releases:
        versions[release.product].append(release.version)
    columns = release_table.c
    found: dict[tuple[str, str], _Present] = {}
    for product in versions:
        for chunk in chunks(versions[product]):
            statement = select(columns.id, columns.source, columns.digest, columns.version).where(
                columns.product == product, columns.version.in_(chunk)
            )
            for row in connection.execute(statement):
                found[product, row.version] = _Present(row.id, row.source, row.digest)
    return found


def _taken_versions(
    rows: Sequence[ReleaseRow], there: dict[tuple[str, str], _Present]
) -> Iterator[FieldError]:
    """Yield the releases that another source published with other content."""
    for number, row in enumerate(rows):
        old = there.get((row.release.product, row.release.version))
        if old and old.source != row.source and old.digest != row.digest:
            parameters = {"version": row.release.version, "source": old.source}
            yield FieldError(f"releases.{number}.version", "version_taken", parameters)


def _repetitions(document: ReleaseDocument) -> Iterator[FieldError]:
    """Yield what stands twice in the document and may stand there once."""
    versions: set[tuple[str, str]] = set()
    for number, release in enumerate(document.releases):
        if (release.product, release.version) in versions:
            parameters = {"version": release.version}
            yield FieldError(f"releases.{number}.version", "version_twice", parameters)
        versions.add((release.product, release.version))
        yield from _note_repetitions(release, f"releases.{number}.notes")


def _note_repetitions(release: ReleasePublish, field: str) -> Iterator[FieldError]:
    anchors: set[str] = set()
    for number, note in enumerate(release.notes):
        if note.anchor in anchors:
            yield FieldError(f"{field}.{number}.anchor", "anchor_twice", {"anchor": note.anchor})
        anchors.add(note.anchor)
        languages = [text.language for text in note.texts]
        if len(set(languages)) < len(languages):
            yield FieldError(f"{field}.{number}.texts", "language_twice", {"anchor": note.anchor})
