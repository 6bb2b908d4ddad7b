"""`support save`: what was sent with a customer's incident, as files of this machine."""

from argparse import ArgumentParser, Namespace

from tui.cli.conversations.saving import add_saving, save_attachments
from tui.cli.failures import Exit
from tui.cli.options import Options
from tui.cli.support.finding import NEEDED, add_name, named
from tui.cli.visit import Visit, visit


def declare_save(parser: ArgumentParser) -> None:
    """Declare `support save`."""
    add_name(parser)
    add_saving(parser)
    parser.set_defaults(run=save)


def save(arguments: Namespace, options: Options) -> int:
    """Save the attachments of an incident, or one of them."""

    async def verb(here: Visit) -> Exit:
        incident = await named(here.portal, arguments.incident)
        incidents = here.portal.incidents
        await save_attachments(incidents, incident, arguments, shown_by="support show")
        return Exit.DONE

    return visit(options, verb, needs=NEEDED)
