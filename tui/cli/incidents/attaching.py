"""Files of this machine that go with what is sent, and those that were sent, saved here."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID, uuid5

from tui import i18n
from tui.api.models.attachments import MOST, Attachment, AttachmentNew
from tui.api.models.incidents import Entry, Incident
from tui.api.models.paging import Page, PageRequest
from tui.api.portal import Incidents
from tui.cli import lists
from tui.cli.failures import Exit, Stopped
from tui.cli.incidents.finding import add_name, named
from tui.cli.incidents.lines import attachments_of
from tui.cli.incidents.sending import once
from tui.cli.options import Options
from tui.cli.output import say, say_json
from tui.cli.visit import Visit, visit
from tui.exchange.attachments import FileToSend, look, save
from tui.exchange.files import FileRefused

_EVERY = 999_999_999


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


def declare_save(parser: ArgumentParser) -> None:
    """Declare `incidents save`."""
    add_name(parser)
    parser.add_argument(
        "--attachment", type=int, metavar="N", help=i18n.t("cli.incidents.save_one")
    )
    parser.add_argument(
        "--to",
        type=Path,
        default=Path(),
        metavar=i18n.t("cli.word.folder"),
        help=i18n.t("cli.incidents.save_to"),
    )
    lists.add_json(parser)
    parser.set_defaults(run=save_attachments)


def save_attachments(arguments: Namespace, options: Options) -> int:
    """Save the attachments of an incident, or one of them, and never over a file."""
    number: int | None = arguments.attachment
    folder: Path = arguments.to

    async def verb(here: Visit) -> Exit:
        incidents = here.portal.incidents
        incident = await named(incidents, arguments.incident)
        attached = attachments_of(incident, await conversation(incidents, incident))
        if number is not None and number not in range(1, len(attached) + 1):
            raise Stopped(
                "cli.incidents.no_attachment", Exit.REFUSED, number=number, count=len(attached)
            )
        wanted = attached if number is None else [attached[number - 1]]
        saved = [await _saved(incidents, incident, each, folder) for each in wanted]
        if arguments.json:
            say_json({"items": saved})
        else:
            for path in saved:
                say(path)
        return Exit.DONE

    return visit(options, verb)


async def _saved(
    incidents: Incidents, incident: Incident, attachment: Attachment, folder: Path
) -> str:
    download = await incidents.download(incident.id, attachment.id)
    try:
        return str(await save(download, folder / attachment.name))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        file = error.filename or folder
        raise Stopped("cli.incidents.not_saved", Exit.REFUSED, file=file, reason=reason) from error


async def conversation(incidents: Incidents, incident: Incident) -> Sequence[Entry]:
    """Return all that was said about an incident."""

    async def fetch(request: PageRequest) -> Page[Entry]:
        return await incidents.entries(incident.id, request)

    return (await lists.gather(fetch, _EVERY, None)).items


def _looked_at(path: Path, id_: str) -> FileToSend:
    try:
        return look(path, id_)
    except FileRefused as refused:
        raise _refused(path, refused) from refused


def _refused(path: Path, refused: FileRefused) -> Stopped:
    reason = i18n.filled(refused.key, refused.parameters)
    return Stopped("cli.incidents.no_file", Exit.REFUSED, file=path, reason=reason)
