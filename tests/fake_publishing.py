"""The vendor's side of a portal in memory."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from tests.fakes import FakeEntrance, FakeReleases, Script
from tui.api.errors import Conflict, NotFound
from tui.api.models.publishing import NoteCorrection, Published, ReleaseDocument
from tui.api.models.releases import Note, NoteAction
from tui.api.policy import Kind

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class FakeDesk(FakeReleases):
    """Notes that can be corrected and withdrawn; what is published is kept by its key."""

    def __init__(self, script: Script, notes: Iterable[Note]) -> None:
        super().__init__(script, notes)
        self.published: dict[str, ReleaseDocument] = {}
        self.keys: list[str] = []
        self.corrections: list[NoteCorrection] = []

    async def publish(self, document: ReleaseDocument, key: str) -> Published:
        self.keys.append(key)
        await self.script.play("releases.publish")
        self.published[key] = document
        notes = sum(len(release.notes) for release in document.releases)
        return Published(added=len(document.releases), notes=notes)

    async def correct(self, note_id: str, correction: NoteCorrection, revision: int) -> Note:
        await self.script.play("releases.correct")
        self.corrections.append(correction)
        before = self.notes[note_id]
        if revision != before.revision:
            raise Conflict(before)
        changes = correction.model_dump(exclude_none=True, exclude={"text"})
        if correction.text is not None:
            changes |= {"title": correction.text.title, "body": correction.text.body}
        changes |= {"revision": revision + 1, "corrected_at": NOW}
        self.notes[note_id] = replace(before, **changes)
        return self.notes[note_id]

    async def withdraw(self, note_ids: Iterable[str], *, withdrawn: bool) -> frozenset[str]:
        await self.script.play("releases.withdraw")
        wanted = list(note_ids)
        if any(key not in self.notes for key in wanted):
            raise NotFound("note")
        changed = {key for key in wanted if (self.notes[key].withdrawn_at is None) == withdrawn}
        moment = NOW if withdrawn else None
        for key in changed:
            self.notes[key] = replace(self.notes[key], withdrawn_at=moment)
        return frozenset(changed)


def vendor(notes: int = 250) -> FakeEntrance:
    """Return a portal as a support engineer enters it."""
    entrance = FakeEntrance(kind=Kind.SUPPORT, roles=(), notes=notes)
    allowed = frozenset({NoteAction.CORRECT, NoteAction.WITHDRAW})
    desk = FakeDesk(
        entrance.script,
        (replace(note, allowed=allowed) for note in entrance.releases.notes.values()),
    )
    entrance.releases = desk
    return entrance
