"""`support take` and `change`: whose an incident is, and how it stands."""

from argparse import ArgumentParser, Namespace

from tui import i18n
from tui.api.models.actions import Colleague
from tui.api.models.incidents import IncidentType, Priority
from tui.api.models.support import IncidentEdit
from tui.api.policy import IncidentAction, IncidentStatus
from tui.cli import colleagues, lists
from tui.cli.conversations.sending import allowed
from tui.cli.failures import Exit, Stopped
from tui.cli.options import Options
from tui.cli.support.finding import NEEDED, add_name, named
from tui.cli.support.lines import say_one
from tui.cli.visit import Visit, visit

_WORDS = {"status": IncidentStatus, "priority": Priority, "type": IncidentType}
_NOBODY = "nobody"


def declare_take(parser: ArgumentParser) -> None:
    """Declare `support take`."""
    add_name(parser)
    lists.add_json(parser)
    parser.set_defaults(run=take)


def declare_change(parser: ArgumentParser) -> None:
    """Declare `support change`."""
    add_name(parser)
    for name, words in _WORDS.items():
        parser.add_argument(f"--{name}", choices=[*words], help=i18n.t(f"cli.support.new_{name}"))
    parser.add_argument(
        "--owner", metavar=i18n.t("cli.word.name"), help=i18n.t("cli.support.owner")
    )
    lists.add_json(parser)
    parser.set_defaults(run=change)


def take(arguments: Namespace, options: Options) -> int:
    """Take an incident on."""

    async def verb(here: Visit) -> Exit:
        edit = IncidentEdit(assignee_id=here.session.person_id)
        return await _change(here, arguments, edit, "cli.support.taken")

    return visit(options, verb, needs=NEEDED)


def change(arguments: Namespace, options: Options) -> int:
    """Change what is given of an incident."""
    given = {name: getattr(arguments, name) for name in _WORDS if getattr(arguments, name)}
    if not given and arguments.owner is None:
        raise Stopped("cli.support.nothing_to_change")

    async def verb(here: Visit) -> Exit:
        changes: dict[str, object] = {**given}
        if arguments.owner is not None:
            changes["assignee_id"] = await _owner(here, arguments.owner)
        edit = IncidentEdit.model_validate(changes)
        return await _change(here, arguments, edit, "cli.support.changed")

    return visit(options, verb, needs=NEEDED)


async def _change(here: Visit, arguments: Namespace, edit: IncidentEdit, done: str) -> Exit:
    support = here.portal.support
    incident = await named(here.portal, arguments.incident)
    changing = support.change(incident.id, edit, incident.version)
    say_one(await allowed(changing, IncidentAction.CHANGE), done, as_json=arguments.json)
    return Exit.DONE


async def _owner(here: Visit, name: str) -> str | None:
    """Return who is meant: oneself by `me`, nobody by `nobody`, else one of the engineers."""
    if name == _NOBODY:
        return None
    if colleagues.is_oneself(name, here.session):
        return here.session.person_id
    engineers = await here.portal.support.engineers()
    people = [Colleague(id=each.id, display_name=each.display_name) for each in engineers]
    return colleagues.named(name, people)
