"""Files of this machine that go with what is sent."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID, uuid5

from tui import i18n
from tui.api.models.attachments import MOST, AttachmentNew
from tui.api.portal import Incidents
from tui.cli.conversations.sending import once
from tui.cli.failures import Exit, Stopped
from tui.exchange.attachments import FileToSend, look
from tui.exchange.files import FileRefused


def add_attach(parser: ArgumentParser) -> None:
    """Declare the files that go along."""
    parser.add_argument(
        "--attach",
        action="append",
        default=[],
        type=Path,
        metavar=i18n.t("cli.word.path"),
        help=i18n.t("cli.incidents.attach"),
    )


def files_of(arguments: Namespace, message_id: str) -> list[FileToSend]:
    """Return the files that go along, each read once; raises `Stopped` naming one that cannot.

    Their ids follow from the message's, so that the same again is the same.
    """
    paths: list[Path] = arguments.attach
    if len(paths) > MOST:
        raise Stopped("cli.incidents.too_many_files", Exit.REFUSED, limit=MOST)
    ids = (str(uuid5(UUID(message_id), str(place))) for place in range(MOST))
    return [_looked_at(path, id_) for path, id_ in zip(paths, ids, strict=False)]


async def upload(
    incidents: Incidents, files: Sequence[FileToSend], message_id: str
) -> tuple[AttachmentNew, ...]:
    """Send files before the message; raises `Stopped` naming one that is not what it was."""
    for file in files:
        try:
            await once(incidents.upload(file.new, file.pieces), message_id)
        except FileRefused as refused:
            raise _refused(file.path, refused) from refused
    return tuple(file.attachment for file in files)


def _looked_at(path: Path, id_: str) -> FileToSend:
    try:
        return look(path, id_)
    except FileRefused as refused:
        raise _refused(path, refused) from refused


def _refused(path: Path, refused: FileRefused) -> Stopped:
    reason = i18n.filled(refused.key, refused.parameters)
    return Stopped("cli.incidents.no_file", Exit.REFUSED, file=path, reason=reason)
