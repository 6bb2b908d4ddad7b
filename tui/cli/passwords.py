"""Passwords: from standard input or from the keyboard, never from the command line itself."""

import getpass
import sys

from tui import i18n
from tui.api.models.profile import LONGEST_PASSWORD, SHORTEST_PASSWORD
from tui.cli.failures import Stopped
from tui.cli.output import write
from tui.secret import Secret


def read_password(*, from_stdin: bool) -> Secret:
    """Return the password that the person has."""
    password = _from_stdin() if from_stdin else _from_keyboard("cli.password.prompt")
    if not password:
        raise Stopped("cli.password.empty")
    return Secret(password)


def new_password(*, from_stdin: bool, question: str = "cli.password.new") -> Secret:
    """Return a password that the person makes up: long enough, of any characters.

    At a keyboard it is asked twice, first by the words of `question`.
    """
    password = _from_stdin() if from_stdin else _from_keyboard(question, least=SHORTEST_PASSWORD)
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Stopped("cli.password.length", least=SHORTEST_PASSWORD, most=LONGEST_PASSWORD)
    if not from_stdin and _from_keyboard("cli.password.again") != password:
        raise Stopped("cli.password.differs")
    return Secret(password)


def read_code(*, from_stdin: bool) -> str:
    """Return the code of an invitation; at a keyboard one sees what one types."""
    if not from_stdin:
        if not sys.stdin.isatty():
            raise Stopped("cli.join.no_terminal")
        write(sys.stderr, i18n.t("cli.join.code"))
        sys.stderr.flush()
    code = _from_stdin().strip()
    if not code:
        raise Stopped("cli.join.empty")
    return code


def _from_stdin() -> str:
    try:
        return sys.stdin.readline().rstrip("\r\n")
    except UnicodeDecodeError:
        raise Stopped("cli.password.encoding") from None


def _from_keyboard(key: str, **parameters: object) -> str:
    if not sys.stdin.isatty():
        raise Stopped("cli.password.no_terminal")
    try:
        return getpass.getpass(i18n.t(key, **parameters))
    except EOFError:
        raise Stopped("cli.password.empty") from None
