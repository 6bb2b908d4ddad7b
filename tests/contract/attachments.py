"""Files for the contract's tests: sent, named in a message, and read again."""

from collections.abc import AsyncIterator
from contextlib import aclosing

from tui.api.contents import Pieces, Tally
from tui.api.ids import new_id
from tui.api.models.attachments import AttachmentNew, FileFacts, UploadNew
from tui.api.portal import Incidents

LOG = b"09:12 The run stops at 40 %.\r\n\x00\xff" * 7
"""What no text is."""


def facts_of(content: bytes) -> FileFacts:
    """Return what is known of a file before it is sent."""
    seen = Tally()
    seen.add(content)
    return seen.facts


def new_upload(content: bytes = LOG, id_: str = "") -> UploadNew:
    """Return a file to send."""
    facts = facts_of(content)
    return UploadNew(id=id_ or new_id(), size=facts.size, sha256=facts.sha256)


def in_pieces(content: bytes, size: int = 100) -> Pieces:
    """Return what reads a content by the piece."""

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(content), size):
            yield content[start : start + size]

    return pieces


async def uploaded(
    incidents: Incidents, content: bytes = LOG, name: str = "run.log", id_: str = ""
) -> AttachmentNew:
    """Send a file; returns what a message names it by."""
    new = new_upload(content, id_)
    await incidents.upload(new, in_pieces(content))
    return AttachmentNew(id=new.id, name=name, content_type="text/plain")


async def read(incidents: Incidents, incident_id: str, attachment_id: str) -> bytes:
    """Read an attachment to its end."""
    async with aclosing(await incidents.download(incident_id, attachment_id)) as download:
        return b"".join([piece async for piece in download])
