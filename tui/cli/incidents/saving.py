"""`incidents save`: what was sent with an incident, as files of this machine."""

from argparse import ArgumentParser, Namespace

from tui.cli.conversations.saving import add_saving, save_attachments
from tui.cli.failures import Exit
from tui.cli.incidents.finding import add_name, named
from tui.cli.options import Options
from tui.cli.visit import Visit, visit


def declare_save(parser: ArgumentParser) -> None:
    """Declare `incidents save`."""
    add_name(parser)
    add_saving(parser)
    parser.set_defaults(run=save)


def save(arguments: Namespace, options: Options) -> int:
    """Save the attachments of an incident, or one of them."""

    async def verb(here: Visit) -> Exit:
        incidents = here.portal.incidents
        incident = await named(incidents, arguments.incident)
        await save_attachments(incidents, incident, arguments, shown_by="incidents show")
        return Exit.DONE

    return visit(options, verb)
