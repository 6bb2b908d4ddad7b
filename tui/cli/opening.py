"""`open`: the screen, with one thing open in it."""

from argparse import ArgumentParser, Namespace

from tui import i18n, links
from tui.cli.demo import open_screen
from tui.cli.failures import Exit, Stopped
from tui.cli.options import Options


def declare(parser: ArgumentParser) -> None:
    """Declare `open`."""
    parser.add_argument("link", metavar=i18n.t("cli.word.link"), help=i18n.t("cli.open.link"))
    parser.set_defaults(run=open_link)


def open_link(arguments: Namespace, options: Options) -> int:
    """Open the screen on what the link names."""
    link = links.parse(arguments.link)
    if link is None:
        raise Stopped("cli.open.no_link", Exit.USAGE, text=arguments.link)
    return open_screen(arguments, options, link)
