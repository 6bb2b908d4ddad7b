"""`support answer` and `note`: what the customer is told, and what stays at the desk."""

from argparse import ArgumentParser, Namespace

from tui import i18n
from tui.api.ids import new_id
from tui.api.models.incidents import CommentNew, Entry, Incident
from tui.api.models.invalid import checked
from tui.api.models.support import Answer
from tui.api.models.wire import plain
from tui.api.policy import IncidentAction, IncidentStatus
from tui.cli import lists
from tui.cli.conversations.attaching import add_attach, files_of, upload
from tui.cli.conversations.sending import add_id, allowed, once
from tui.cli.conversations.texts import add_text, text_of
from tui.cli.failures import Exit
from tui.cli.options import Options, on_terminal
from tui.cli.output import say, say_json, say_separated
from tui.cli.support.finding import NEEDED, add_name, named
from tui.cli.support.lines import name_of
from tui.cli.visit import Visit, visit

_FOLLOWING = [each for each in IncidentStatus if each is not IncidentStatus.NEW]


def declare_answer(parser: ArgumentParser) -> None:
    """Declare `support answer`."""
    add_name(parser)
    add_text(parser)
    parser.add_argument(
        "--status",
        choices=_FOLLOWING,
        default=IncidentStatus.PENDING,
        help=i18n.t("cli.support.status_then"),
    )
    add_attach(parser)
    add_id(parser)
    lists.add_json(parser)
    parser.set_defaults(run=answer)


def declare_note(parser: ArgumentParser) -> None:
    """Declare `support note`."""
    add_name(parser)
    add_text(parser)
    add_id(parser)
    lists.add_json(parser)
    parser.set_defaults(run=note)


def answer(arguments: Namespace, options: Options) -> int:
    """Answer the customer."""
    with checked(body="text"):
        new = Answer(id=arguments.id or new_id(), body=text_of(arguments), status=arguments.status)
    files = files_of(arguments, new.id)

    async def verb(here: Visit) -> Exit:
        support = here.portal.support
        incident = await named(here.portal, arguments.incident)
        attached = await upload(here.portal.incidents, files, new.id)
        sent = new.model_copy(update={"attachments": attached})
        answering = support.answer(incident.id, sent, key=new.id)
        entry = await once(allowed(answering, IncidentAction.ANSWER), new.id)
        _say(entry, incident, "cli.support.answered", as_json=arguments.json)
        return Exit.DONE

    return visit(options, verb, needs=NEEDED)


def note(arguments: Namespace, options: Options) -> int:
    """Note something that no customer sees."""
    with checked(body="text"):
        new = CommentNew(id=arguments.id or new_id(), body=text_of(arguments))

    async def verb(here: Visit) -> Exit:
        support = here.portal.support
        incident = await named(here.portal, arguments.incident)
        entry = await once(support.note(incident.id, new, key=new.id), new.id)
        _say(entry, incident, "cli.support.noted", as_json=arguments.json)
        return Exit.DONE

    return visit(options, verb, needs=NEEDED)


def _say(entry: Entry, incident: Incident, done: str, *, as_json: bool) -> None:
    if as_json:
        say_json(plain(entry))
    elif on_terminal():
        say(i18n.t(done, name=name_of(incident)))
    else:
        say_separated([[entry.id, name_of(incident)]])
