"""Files that go with what is said about an incident: what is known of them, never what they hold.

A file is sent first, as an upload that is its sender's alone; a message then names it, and what it
is called. Names and types are for people to read and lead nowhere.
"""

from pathlib import PurePath
from typing import Annotated

from pydantic import Field

from tui.api.models.base import Input
from tui.api.models.record import record
from tui.api.models.text import Cleaned, FileName, Id, Matching

LARGEST = 25 * 2**20
"""Bytes of a file."""

MOST = 10
"""Attachments of one message."""

OTHERWISE = "application/octet-stream"
"""The type of everything that is not certainly harmless to look at."""

_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".csv": "text/csv",
    ".docx": f"{_OPEN_XML}.wordprocessingml.document",
    ".eml": "message/rfc822",
    ".gif": "image/gif",
    ".gz": "application/gzip",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".log": "text/plain",
    ".md": "text/markdown",
    ".mp4": "video/mp4",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": f"{_OPEN_XML}.presentationml.presentation",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".xlsx": f"{_OPEN_XML}.spreadsheetml.sheet",
    ".zip": "application/zip",
}
"""Types by the end of a name; none of them is a page that a browser would run."""

_HARMLESS = {*_TYPES.values(), OTHERWISE}


def content_type_of(name: str) -> str:
    """Return the type that a file of this name is sent as."""
    return _TYPES.get(PurePath(name).suffix.lower(), OTHERWISE)


def clean_content_type(text: str) -> str:
    """Return a type where it is one of the harmless ones, without its parameters."""
    kind = text.partition(";")[0].strip().lower()
    return kind if kind in _HARMLESS else OTHERWISE


ContentType = Annotated[str, Cleaned(clean_content_type, 100)]
"""What a file is said to be; whatever is not known to be harmless is just bytes."""

Digest = Annotated[str, Matching(r"^[0-9a-f]{64}$")]
"""A SHA-256 in hexadecimal."""

Size = Annotated[int, Field(ge=1, le=LARGEST)]
"""Bytes of a file, at most 25 MB; nothing is no file."""


@record
class Attachment:
    """A file that goes with a message."""

    id: Id
    name: FileName
    content_type: ContentType
    size: int
    """In bytes."""
    sha256: Digest


@record
class FileFacts:
    """What a file holds, as far as one has to know it before it is sent."""

    size: Size
    """How many bytes it has: at least one, at most 25 MB."""
    sha256: Digest
    """The SHA-256 of them, in hexadecimal."""


@record
class Upload:
    """A file that was sent and that a message may name within a day."""

    id: Id
    size: int
    """In bytes."""
    sha256: Digest


class UploadNew(Input):
    """A file to send; `id` is made by the sender, and the rest tells whether it came over whole."""

    id: Id
    size: Size
    sha256: Digest

    @property
    def facts(self) -> FileFacts:
        """What the file holds."""
        return FileFacts(size=self.size, sha256=self.sha256)


class AttachmentNew(Input):
    """An upload that goes with a message, and what it is called; `id` is made by the sender."""

    id: Id
    name: FileName
    content_type: ContentType = OTHERWISE


AttachmentsNew = Annotated[tuple[AttachmentNew, ...], Field(max_length=MOST)]
