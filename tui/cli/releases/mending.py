"""`releases withdraw` and `correct`: what the vendor mends, under the vendor's hat."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from tui import i18n
from tui.api.models.invalid import checked
from tui.api.models.publishing import NoteCorrection, NoteText
from tui.api.models.releases import Impact, Note, NoteKind, NoteQuery
from tui.api.models.session import Language
from tui.api.models.wire import plain
from tui.api.policy import Permission
from tui.cli import lists
from tui.cli.failures import Exit, Stopped, filled
from tui.cli.files import read
from tui.cli.options import Options, on_terminal
from tui.cli.output import say, say_json, say_separated
from tui.cli.releases.changed import add_ids, say_changed
from tui.cli.visit import Visit, visit
from tui.exchange.files import MAX_FILE_SIZE, FileRefused, text_of

_STANDARD_INPUT = "-"


def declare_withdraw(parser: ArgumentParser) -> None:
    """Declare `releases withdraw`."""
    add_ids(parser)
    parser.add_argument("--restore", action="store_true", help=i18n.t("cli.releases.restore"))
    parser.set_defaults(run=withdraw)


def declare_correct(parser: ArgumentParser) -> None:
    """Declare `releases correct`."""
    text = i18n.t("cli.word.text")
    parser.add_argument("id", metavar="ID", help=i18n.t("cli.releases.id"))
    parser.add_argument(
        "--language",
        choices=i18n.LANGUAGES,
        required=True,
        help=i18n.t("cli.releases.correct_language"),
    )
    parser.add_argument("--title", metavar=text, help=i18n.t("cli.releases.correct_title"))
    parser.add_argument(
        "--text-from", metavar=i18n.t("cli.word.path"), help=i18n.t("cli.releases.text_from")
    )
    parser.add_argument("--area", metavar=text, help=i18n.t("cli.releases.correct_area"))
    parser.add_argument("--kind", choices=[*NoteKind], help=i18n.t("cli.releases.correct_kind"))
    parser.add_argument("--impact", choices=[*Impact], help=i18n.t("cli.releases.correct_impact"))
    lists.add_json(parser)
    parser.set_defaults(run=correct)


def withdraw(arguments: Namespace, options: Options) -> int:
    """Take notes back, or publish them again."""

    async def verb(here: Visit) -> Exit:
        withdrawn = not arguments.restore
        changed = await here.portal.releases.withdraw(arguments.ids, withdrawn=withdrawn)
        say_changed(changed, arguments)
        return Exit.DONE

    return visit(options, verb, needs=Permission.RELEASES_PUBLISH)


def correct(arguments: Namespace, options: Options) -> int:
    """Correct what is named of a note, and leave the rest of it as it is."""
    given = (arguments.title, arguments.text_from, arguments.area, arguments.kind, arguments.impact)
    if all(each is None for each in given):
        raise Stopped("cli.releases.correct_what")
    body = None if arguments.text_from is None else _body(arguments.text_from)

    async def verb(here: Visit) -> Exit:
        releases = here.portal.releases
        query = NoteQuery(language=Language(arguments.language))
        present = await releases.show(arguments.id, query)
        correction = _correction(arguments, body, present)
        corrected = await releases.correct(arguments.id, correction, present.revision)
        _say(corrected, as_json=arguments.json)
        return Exit.DONE

    return visit(options, verb, needs=Permission.RELEASES_PUBLISH)


def _correction(arguments: Namespace, body: str | None, present: Note) -> NoteCorrection:
    """Return what to correct; a new text begins with the present one in its language."""
    language: str = arguments.language
    is_there = present.language == language
    title = arguments.title or (present.title if is_there else None)
    with checked():
        text = None
        if arguments.title is not None or body is not None:
            if title is None:
                raise Stopped("cli.releases.title_needed", language=language)
            kept = present.body if is_there else ""
            text = NoteText(language=language, title=title, body=kept if body is None else body)
        return NoteCorrection(
            area=arguments.area, kind=arguments.kind, impact=arguments.impact, text=text
        )


def _body(place: str) -> str:
    try:
        if place == _STANDARD_INPUT:
            return text_of(sys.stdin.buffer.read(MAX_FILE_SIZE + 1))
        return text_of(read(Path(place)))
    except FileRefused as error:
        reason = filled(error.key, error.parameters)
        raise Stopped("cli.releases.no_text", Exit.REFUSED, file=place, reason=reason) from error


def _say(note: Note, *, as_json: bool) -> None:
    if as_json:
        say_json(plain(note))
    elif on_terminal():
        say(i18n.t("cli.releases.corrected", revision=note.revision))
    else:
        say_separated([[note.id, str(note.revision)]])
