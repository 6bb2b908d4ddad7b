"""`incidents reply` and `close`: what a customer says to what was answered."""

from argparse import ArgumentParser, Namespace

from tui import i18n
from tui.api.ids import new_id
from tui.api.models.incidents import Closing, CommentNew, Entry
from tui.api.models.invalid import checked
from tui.api.models.wire import plain
from tui.api.policy import IncidentAction
from tui.cli import lists
from tui.cli.conversations.attaching import add_attach, files_of, upload
from tui.cli.conversations.lines import say_one
from tui.cli.conversations.sending import add_id, allowed, once
from tui.cli.conversations.texts import add_text, text_of
from tui.cli.failures import Exit
from tui.cli.incidents.finding import add_name, named
from tui.cli.options import Options, on_terminal
from tui.cli.output import say, say_json, say_separated
from tui.cli.visit import Visit, visit

_RATINGS = range(1, 6)


def declare_reply(parser: ArgumentParser) -> None:
    """Declare `incidents reply`."""
    add_name(parser)
    add_text(parser)
    add_attach(parser)
    add_id(parser)
    lists.add_json(parser)
    parser.set_defaults(run=reply)


def declare_close(parser: ArgumentParser) -> None:
    """Declare `incidents close`."""
    add_name(parser)
    parser.add_argument(
        "--rating", type=int, choices=_RATINGS, metavar="1-5", help=i18n.t("cli.incidents.rating")
    )
    lists.add_json(parser)
    parser.set_defaults(run=close)


def reply(arguments: Namespace, options: Options) -> int:
    """Add a comment to an incident."""
    with checked(body="text"):
        new = CommentNew(id=arguments.id or new_id(), body=text_of(arguments))
    files = files_of(arguments, new.id)

    async def verb(here: Visit) -> Exit:
        incidents = here.portal.incidents
        incident = await named(incidents, arguments.incident)
        attached = await upload(incidents, files, new.id)
        sent = new.model_copy(update={"attachments": attached})
        commenting = incidents.comment(incident.id, sent, key=new.id)
        entry = await once(allowed(commenting, IncidentAction.COMMENT), new.id)
        _say_entry(entry, incident.number, as_json=arguments.json)
        return Exit.DONE

    return visit(options, verb)


def close(arguments: Namespace, options: Options) -> int:
    """Close an incident, with a rating or without."""
    closing = Closing(rating=arguments.rating)

    async def verb(here: Visit) -> Exit:
        incidents = here.portal.incidents
        incident = await named(incidents, arguments.incident)
        changing = incidents.close(incident.id, closing, incident.version)
        closed = await allowed(changing, IncidentAction.CLOSE)
        done = i18n.t("cli.incidents.closed", number=closed.number)
        say_one(closed, done, as_json=arguments.json)
        return Exit.DONE

    return visit(options, verb)


def _say_entry(entry: Entry, number: int, *, as_json: bool) -> None:
    if as_json:
        say_json(plain(entry))
    elif on_terminal():
        say(i18n.t("cli.incidents.replied", number=number))
    else:
        say_separated([[entry.id, str(number)]])
