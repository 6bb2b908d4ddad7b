"""The vendor's side of the release notes."""

from starlette.responses import Response

from tui.api.errors import Conflict, Invalid, NotFound
from tui.api.models.answered import Changed
from tui.api.models.publishing import NoteCorrection, Published, ReleaseDocument
from tui.api.models.releases import Note
from tui.api.models.sent import NotesWithdrawn
from tui.api.policy import Permission
from tui.server.answering import answer
from tui.server.areas import area
from tui.server.asking import Bound, Key, Version
from tui.server.operations import operation

router = area("releases")

_PUBLISHING = {Permission.RELEASES_PUBLISH}
DOCUMENT_LIMIT = 32 << 20
"""Bytes: what a file of 10 MB comes to as JSON, with its marks escaped."""


@router.post("/releases")
@operation(
    needs=_PUBLISHING,
    answers=Published,
    status=201,
    fails=(Invalid,),
    body_limit=DOCUMENT_LIMIT,
)
async def publish_releases(portal: Bound, key: Key, document: ReleaseDocument) -> Response:
    """Publish the releases of one file, all or none; at most 32 MiB.

    The same document again changes nothing. A version of a product that is there already with
    other notes from another source is invalid (`releases.<n>.version`, `version_taken`).
    """
    published = await portal.releases.publish(document, key)
    return answer(Published, published, status=201)


@router.patch("/releases/notes/{note_id}")
@operation(needs=_PUBLISHING, answers=Note, versioned=True, fails=(Conflict, Invalid, NotFound))
async def correct_note(
    portal: Bound, note_id: str, version: Version, correction: NoteCorrection
) -> Response:
    """Correct a note, which readers then see; `If-Match` is the `revision` that was seen."""
    note = await portal.releases.correct(note_id, correction, version)
    return answer(Note, note, version=note.revision)


@router.post("/releases/notes/withdrawn")
@operation(needs=_PUBLISHING, answers=Changed, fails=(Invalid, NotFound))
async def withdraw_notes(portal: Bound, sent: NotesWithdrawn) -> Response:
    """Take notes back, or publish them again; returns the ids that changed."""
    ids = await portal.releases.withdraw(sent.ids, withdrawn=sent.withdrawn)
    return answer(Changed, Changed(ids=ids))
