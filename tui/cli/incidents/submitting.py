"""`incidents new`: an incident from a pipe, a file, or the command line."""

from argparse import ArgumentParser, Namespace

from tui import i18n
from tui.api.ids import new_id
from tui.api.models.incidents import IncidentNew, IncidentType, Priority
from tui.api.models.invalid import checked
from tui.cli import lists
from tui.cli.colleagues import is_oneself, named
from tui.cli.conversations.attaching import add_attach, files_of, upload
from tui.cli.conversations.lines import say_one
from tui.cli.conversations.sending import add_id, once
from tui.cli.conversations.texts import add_text, text_of
from tui.cli.failures import Exit
from tui.cli.options import Options
from tui.cli.visit import Visit, visit

_CALLED = {
    "product_area": "area",
    "product_version": "version",
    "customer_reference": "reference",
}
"""What the model calls otherwise than the option."""


def declare_new(parser: ArgumentParser) -> None:
    """Declare `incidents new`."""
    text = i18n.t("cli.word.text")
    add_text(parser)
    parser.add_argument(
        "--subject", metavar=text, required=True, help=i18n.t("cli.incidents.subject")
    )
    parser.add_argument(
        "--type",
        choices=[*IncidentType],
        default=IncidentType.QUESTION,
        help=i18n.t("cli.incidents.new_type"),
    )
    parser.add_argument(
        "--priority",
        choices=[*Priority],
        default=Priority.NORMAL,
        help=i18n.t("cli.incidents.new_priority"),
    )
    for name in ("area", "version", "environment", "reference"):
        parser.add_argument(
            f"--{name}", metavar=text, default="", help=i18n.t(f"cli.incidents.new_{name}")
        )
    parser.add_argument(
        "--watch",
        action="append",
        default=[],
        metavar=i18n.t("cli.word.name"),
        help=i18n.t("cli.incidents.watch"),
    )
    add_attach(parser)
    add_id(parser)
    lists.add_json(parser)
    parser.set_defaults(run=submit)


def submit(arguments: Namespace, options: Options) -> int:
    """Submit an incident."""
    new = _new(arguments)
    files = files_of(arguments, new.id)

    async def verb(here: Visit) -> Exit:
        watchers = await _watchers(here, arguments.watch)
        attached = await upload(here.portal.incidents, files, new.id)
        sent = new.model_copy(update={"watcher_ids": watchers, "attachments": attached})
        incident = await once(here.portal.incidents.submit(sent, key=sent.id), sent.id)
        done = i18n.t("cli.incidents.submitted", number=incident.number)
        say_one(incident, done, as_json=arguments.json)
        return Exit.DONE

    return visit(options, verb)


def _new(arguments: Namespace) -> IncidentNew:
    fields = {field: getattr(arguments, name) for field, name in _CALLED.items()}
    with checked(**_CALLED, description="text"):
        return IncidentNew(
            id=arguments.id or new_id(),
            subject=arguments.subject,
            description=text_of(arguments),
            type=arguments.type,
            priority=arguments.priority,
            environment=arguments.environment,
            **fields,
        )


async def _watchers(here: Visit, names: list[str]) -> tuple[str, ...]:
    """Return who is to watch; who submits it follows it anyhow."""
    others = [name for name in names if not is_oneself(name, here.session)]
    if not others:
        return ()
    colleagues = await here.portal.incidents.colleagues()
    return tuple(dict.fromkeys(named(name, colleagues) for name in others))
