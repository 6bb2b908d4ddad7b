"""`support templates`: what the desk's answers begin with, kept from files."""

from argparse import ArgumentParser, Namespace
from functools import partial

from tui import i18n
from tui.api.cleaning import clean_text
from tui.api.folding import fold
from tui.api.ids import new_id
from tui.api.models.invalid import checked
from tui.api.models.paging import Count, Page
from tui.api.models.session import Language
from tui.api.models.templates import Template, TemplateEdit, TemplateNew
from tui.api.models.wire import plain
from tui.api.portal import Templates
from tui.cli import lists
from tui.cli.conversations.sending import add_id, once
from tui.cli.conversations.texts import read_text
from tui.cli.failures import Exit, Stopped
from tui.cli.options import Options, on_terminal
from tui.cli.output import say, say_json, say_separated
from tui.cli.parser import add_verbs
from tui.cli.support.finding import NEEDED, metavar, named
from tui.cli.visit import Visit, visit
from tui.exchange.templates import filled, language_for, languages
from tui.i18n import formats


def declare(parser: ArgumentParser) -> None:
    """Declare `support templates` and its verbs."""
    verbs = ("list", "show", "add", "change", "remove")
    add_verbs(parser, {verb: f"{__name__}:declare_{verb}" for verb in verbs})


def declare_list(parser: ArgumentParser) -> None:
    """Declare `support templates list`."""
    lists.add_json(parser)
    parser.set_defaults(run=list_templates)


def declare_show(parser: ArgumentParser) -> None:
    """Declare `support templates show`."""
    _add_name(parser)
    parser.add_argument("--for", dest="incident", metavar=metavar(), help=_help("for"))
    parser.add_argument("--language", choices=[*Language], help=_help("language"))
    lists.add_json(parser)
    parser.set_defaults(run=show)


def declare_add(parser: ArgumentParser) -> None:
    """Declare `support templates add`."""
    parser.add_argument("name", metavar=i18n.t("cli.word.name"), help=_help("new_name"))
    _add_texts(parser)
    add_id(parser)
    lists.add_json(parser)
    parser.set_defaults(run=add)


def declare_change(parser: ArgumentParser) -> None:
    """Declare `support templates change`."""
    _add_name(parser)
    parser.add_argument("--rename", metavar=i18n.t("cli.word.name"), help=_help("rename"))
    _add_texts(parser)
    lists.add_json(parser)
    parser.set_defaults(run=change)


def declare_remove(parser: ArgumentParser) -> None:
    """Declare `support templates remove`."""
    _add_name(parser)
    parser.set_defaults(run=remove)


def _add_name(parser: ArgumentParser) -> None:
    name = i18n.t("cli.word.name")
    parser.add_argument("template", metavar=f"{name}|ID", help=_help("name"))


def _add_texts(parser: ArgumentParser) -> None:
    path = f"-|{i18n.t('cli.word.path')}"
    for language in Language:
        parser.add_argument(f"--{language}", metavar=path, help=_help(language.value))


def _help(name: str) -> str:
    return i18n.t(f"cli.templates.{name}")


def list_templates(arguments: Namespace, options: Options) -> int:
    """List the templates."""

    async def verb(here: Visit) -> Exit:
        found = await here.portal.templates.list()
        lists.say_page(
            Page(found),
            Count(len(found)),
            as_json=arguments.json,
            lines=partial(lists.in_columns, partial(_columns, zone=here.session.time_zone)),
            fields=_fields,
            nothing="cli.templates.none",
        )
        return Exit.DONE

    return visit(options, verb, needs=NEEDED)


def show(arguments: Namespace, options: Options) -> int:
    """Write the text of a template, as it is or filled in for an incident."""
    wanted = Language(arguments.language) if arguments.language else None

    async def verb(here: Visit) -> Exit:
        template = await _named(here.portal.templates, arguments.template)
        if arguments.json:
            say_json(plain(template))
        elif arguments.incident is None:
            say(getattr(template, language_for(template, wanted).value))
        else:
            incident = await named(here.portal, arguments.incident)
            fillings = await here.portal.templates.fillings(incident.id)
            language = language_for(template, wanted or fillings.language)
            say(filled(template, language, fillings))
        return Exit.DONE

    return visit(options, verb, needs=NEEDED)


def add(arguments: Namespace, options: Options) -> int:
    """Add a template."""
    with checked():
        new = TemplateNew(id=arguments.id or new_id(), name=arguments.name, **_texts(arguments))

    async def verb(here: Visit) -> Exit:
        added = await once(here.portal.templates.add(new, key=new.id), new.id)
        _say(added, "cli.templates.added", as_json=arguments.json)
        return Exit.DONE

    return visit(options, verb, needs=NEEDED)


def change(arguments: Namespace, options: Options) -> int:
    """Change what is given of a template."""
    given = _texts(arguments) | ({"name": arguments.rename} if arguments.rename else {})
    if not given:
        raise Stopped("cli.templates.nothing_to_change")

    async def verb(here: Visit) -> Exit:
        templates = here.portal.templates
        present = await _named(templates, arguments.template)
        with checked(name="rename"):
            before = {"name": present.name, "nl": present.nl, "en": present.en}
            edit = TemplateEdit(**(before | given))
        changed = await templates.change(present.id, edit, present.version)
        _say(changed, "cli.templates.changed", as_json=arguments.json)
        return Exit.DONE

    return visit(options, verb, needs=NEEDED)


def remove(arguments: Namespace, options: Options) -> int:
    """Remove a template."""
    return visit(options, partial(_remove, name=str(arguments.template)), needs=NEEDED)


async def _remove(here: Visit, *, name: str) -> Exit:
    template = await _named(here.portal.templates, name)
    await here.portal.templates.remove(template.id, template.version)
    say(i18n.t("cli.templates.removed", name=template.name))
    return Exit.DONE


def _texts(arguments: Namespace) -> dict[str, str]:
    """Return the texts that are given, by their language; one of them may come from a pipe."""
    given = {each.value: getattr(arguments, each.value) for each in Language}
    paths = {language: path for language, path in given.items() if path is not None}
    if [*paths.values()].count("-") > 1:
        raise Stopped("cli.templates.one_pipe")
    return {language: clean_text(read_text(path)).strip("\n") for language, path in paths.items()}


async def _named(templates: Templates, text: str) -> Template:
    """Return the template of a name or an id; raises `Stopped` where there is none such."""
    wanted = fold(text.strip())
    for each in await templates.list():
        if wanted in (each.id, fold(each.name)):
            return each
    raise Stopped("cli.templates.not_found", Exit.REFUSED, name=text)


def _say(template: Template, done: str, *, as_json: bool) -> None:
    if as_json:
        say_json(plain(template))
    elif on_terminal():
        say(i18n.t(done, name=template.name))
    else:
        say_separated([_fields(template)])


def _fields(template: Template) -> list[str]:
    return [
        template.id,
        template.name,
        " ".join(languages(template)),
        template.changed_at.isoformat(timespec="seconds"),
        template.changed_by,
    ]


def _columns(template: Template, zone: str) -> list[str]:
    changed = formats.day_of(template.changed_at, zone)
    return [template.name, " ".join(languages(template)), changed, template.changed_by]
