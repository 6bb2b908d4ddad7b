"""`demo`, and no verb at all: the screen."""

import os
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace

from tui import i18n
from tui.cli.failures import Exit, Stopped
from tui.cli.options import Options
from tui.links import Link
from tui.portals import DEMO
from tui.settings import TuiOptions
from tui.terminal.capabilities import refusal


def declare(parser: ArgumentParser) -> None:
    """Declare `demo`."""
    parser.add_argument("--reset", action="store_true", help=i18n.t("cli.demo.reset"))
    parser.set_defaults(run=open_demo)


def open_demo(arguments: Namespace, options: Options) -> int:
    """Open the screen on the demo portal."""
    return _open(replace(options, named_portal=DEMO), reset_demo=bool(arguments.reset))


def open_screen(_arguments: Namespace, options: Options, link: Link | None = None) -> int:
    """Open the screen on the portal that was named, or the last one; there on what is linked to."""
    return _open(options, link=link)


def _open(options: Options, *, reset_demo: bool = False, link: Link | None = None) -> int:
    if options.sign_in_as and options.portal != DEMO:
        raise Stopped("cli.as_elsewhere")
    key = refusal(
        os.environ,
        encoding=sys.stdout.encoding or "",
        is_terminal=sys.stdin.isatty() and sys.stdout.isatty(),
        ascii_only=options.ascii,
    )
    if key:
        encoding = sys.stdout.encoding
        raise Stopped(key, Exit.REFUSED, term=os.environ.get("TERM", ""), encoding=encoding)
    from tui.app_factory import run

    return run(
        TuiOptions(
            portal=options.portal,
            sign_in_as=options.sign_in_as,
            language=options.language,
            mouse=options.mouse,
            ascii=options.ascii,
            reset_demo=reset_demo,
            link=link,
        )
    )
