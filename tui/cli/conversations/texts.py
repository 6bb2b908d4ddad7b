"""The text of an incident or a reply: from a pipe, a file, or the command line itself."""

import codecs
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from tui import i18n
from tui.api.cleaning import clean_text
from tui.api.models.incidents import LONGEST_TEXT
from tui.cli.asking import agreed
from tui.cli.failures import Exit, Stopped
from tui.cli.output import complain
from tui.exchange.disk import read
from tui.exchange.files import FileRefused
from tui.exchange.leaks import Leak, find_leaks

_STANDARD_INPUT = "-"
_MOST_BYTES = 4 * LONGEST_TEXT + len(codecs.BOM_UTF8)
"""More cannot be a text that is taken, whatever its characters."""

_MOST_LEAKS = 10
_UNREADABLE = "\N{REPLACEMENT CHARACTER}"


def add_text(parser: ArgumentParser) -> None:
    """Declare where the text comes from."""
    path = i18n.t("cli.word.path")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "source", nargs="?", metavar=f"-|{path}", help=i18n.t("cli.incidents.source")
    )
    source.add_argument(
        "--text", metavar=i18n.t("cli.word.text"), help=i18n.t("cli.incidents.text")
    )
    parser.add_argument("--yes", action="store_true", help=i18n.t("cli.incidents.yes"))


def text_of(arguments: Namespace) -> str:
    """Return the text that is to be sent, after asking about what looks like a secret in it."""
    given = read_text(arguments.source) if arguments.text is None else str(arguments.text)
    text = clean_text(given).strip("\n")
    if not text.strip():
        raise Stopped("cli.incidents.empty", Exit.REFUSED)
    if len(text) > LONGEST_TEXT:
        raise _too_long()
    if leaks := find_leaks(text):
        _ask(leaks, sure=arguments.yes)
    return text


def read_text(source: str) -> str:
    """Return the text of a file, or of the pipe that `-` stands for; raises `Stopped`."""
    try:
        return _decoded(_piped() if source == _STANDARD_INPUT else read(Path(source)))
    except FileRefused as error:
        reason = i18n.filled(error.key, error.parameters)
        raise Stopped("cli.incidents.no_text", Exit.REFUSED, file=source, reason=reason) from error


def _piped() -> bytes:
    """Read no more than tells that it is too much: a log that is followed has no end."""
    return sys.stdin.buffer.read(_MOST_BYTES + 1)


def _decoded(content: bytes) -> str:
    if len(content) > _MOST_BYTES:
        raise _too_long()
    text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        complain(i18n.t("cli.incidents.unreadable", line=line, mark=_UNREADABLE))
    return text


def _too_long() -> Stopped:
    from tui.i18n import formats

    return Stopped("cli.incidents.too_long", Exit.REFUSED, limit=formats.number(LONGEST_TEXT))


def _ask(leaks: tuple[Leak, ...], *, sure: bool) -> None:
    complain(i18n.t("cli.incidents.leaks"))
    for leak in leaks[:_MOST_LEAKS]:
        kind = i18n.t(f"leak.kind.{leak.kind}")
        complain(i18n.t("cli.incidents.leak", line=leak.line, kind=kind, excerpt=leak.excerpt))
    if len(leaks) > _MOST_LEAKS:
        complain(i18n.t("cli.incidents.leaks_more", count=len(leaks) - _MOST_LEAKS))
    if sure:
        return
    if not sys.stdin.isatty():
        raise Stopped("cli.incidents.leaks_sure", Exit.REFUSED)
    if not agreed(i18n.t("cli.incidents.leaks_question")):
        raise Stopped("cli.incidents.left", Exit.REFUSED)
