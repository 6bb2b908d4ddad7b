"""`incidents save`: what was sent with an incident, as files of this machine."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from tui import i18n
from tui.api.models.attachments import Attachment
from tui.api.models.incidents import Incident
from tui.api.portal import Incidents
from tui.cli import lists
from tui.cli.conversations.lines import attachments_of
from tui.cli.conversations.reading import conversation
from tui.cli.failures import Exit, Stopped
from tui.cli.incidents.finding import add_name, named
from tui.cli.options import Options
from tui.cli.output import say, say_json
from tui.cli.visit import Visit, visit
from tui.exchange.attachments import save


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
