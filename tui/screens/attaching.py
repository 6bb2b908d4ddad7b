"""Files that go with a form: looked at as they are named, and sent before what was typed."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from uuid import UUID, uuid5

from textual.dom import DOMNode

from tui import i18n
from tui.api.errors import FieldError, Invalid
from tui.api.incidents import Incidents
from tui.api.models.attachments import Attachment, AttachmentNew
from tui.exchange.attachments import FileToSend, look
from tui.exchange.files import FileRefused
from tui.screens.loading import fetch
from tui.widgets.form import FilesField, Form
from tui.widgets.form.files import Looked
from tui.widgets.path_suggester import path_of
from tui.widgets.states import Ready, State


def look_at(owner: DOMNode, named: FilesField.Named) -> None:
    """Look at files beside the screen, and tell the field what they are."""

    def tell(looked: State[Looked]) -> None:
        if isinstance(looked, Ready):
            named.field.told(looked.value)

    looking = asyncio.to_thread(_looked, named.paths)
    fetch(owner, "form.files", looking, into=tell, is_local=True)


async def upload_files(incidents: Incidents, submitted: Form.Submitted) -> list[dict[str, object]]:
    """Send the files of a form; returns what its message names them by.

    Raises `Invalid` beside the field for what is not there any more, or not what it was.
    """
    field = next(iter(submitted.form.query(FilesField)), None)
    if field is None:
        return []
    changed: list[str] = []
    attached: list[AttachmentNew] = []
    try:
        for place, path in enumerate(tuple(field.typed)):
            try:
                file = field.file(path) or await asyncio.to_thread(look, path_of(path))
                file = _under(submitted.idempotency_key, place, file)
                await incidents.upload(file.new, partial(file.pieces, partial(field.went, path)))
            except FileRefused as refused:
                changed.append(path)
                raise _refused(path, refused) from refused
            attached.append(file.attachment)
    finally:
        field.rest(again=changed)
    return [each.model_dump() for each in attached]


def files_not_among(form: Form, attached: Iterable[Attachment]) -> tuple[str, ...]:
    """Return the paths of the files of a form that are not `attached` already."""
    field = next(iter(form.query(FilesField)), None)
    if field is None:
        return ()
    there = {each.sha256 for each in attached}
    files = {path: field.file(path) for path in field.typed}
    return tuple(path for path, file in files.items() if not file or file.facts.sha256 not in there)


def _under(key: str, place: int, file: FileToSend) -> FileToSend:
    """Give a file the id that it always has with this message."""
    return replace(file, id=str(uuid5(UUID(key), f"{place} {file.facts.sha256}")))


def _looked(paths: Iterable[str]) -> Looked:
    return {path: _look(path) for path in paths}


def _look(path: str) -> FileToSend | FileRefused:
    try:
        return look(path_of(path))
    except FileRefused as refused:
        return refused


def _refused(path: str, refused: FileRefused) -> Invalid:
    name = path_of(path).name
    reason = i18n.filled(refused.key, refused.parameters)
    parameters = {"name": name, "reason": reason}
    return Invalid((FieldError("attachments", "file_refused", parameters),))
