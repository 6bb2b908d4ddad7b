"""Saving what was sent with an incident as files of this machine, never over another one."""

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
from tui.cli.output import say, say_json
from tui.exchange.attachments import save


def add_saving(parser: ArgumentParser) -> None:
    """Declare which attachments are saved, and where."""
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


async def save_attachments(
    incidents: Incidents, incident: Incident, arguments: Namespace, *, shown_by: str
) -> None:
    """Save the attachments of an incident, or one of them, and say where each is.

    Raises `Stopped` where there is none of that number, naming the verb that it is `shown_by`, or
    where one cannot be saved.
    """
    number: int | None = arguments.attachment
    attached = attachments_of(incident, await conversation(incidents, incident))
    if number is not None and number not in range(1, len(attached) + 1):
        told = {"number": number, "count": len(attached), "verb": shown_by}
        raise Stopped("cli.incidents.no_attachment", Exit.REFUSED, **told)
    wanted = attached if number is None else [attached[number - 1]]
    saved = [await _saved(incidents, incident, each, arguments.to) for each in wanted]
    if arguments.json:
        say_json({"items": saved})
    else:
        for path in saved:
            say(path)


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
