"""The options that every verb takes, and what they come to."""

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from os import environ

from tui import i18n, portals
from tui.paths import Paths
from tui.secret import Secret
from tui.settings import Settings

DEMO_PEOPLE = ("none", "employee", "administrator", "incident-manager", "support")
"""The words of `--as`."""


@dataclass(frozen=True)
class Options:
    """What the person asked for, with the environment and the settings behind it.

    `named_portal` is an address, the word `demo`, or None where no portal was named; `token` comes
    from the environment, of a service or a session; `language` is that of `--lang` alone.
    """

    paths: Paths
    settings: Settings
    named_portal: str | None
    sign_in_as: str | None
    token: Secret | None
    language: str | None
    mouse: bool
    ascii: bool

    @property
    def portal(self) -> str | None:
        """The portal that was named, else the usual one, or None where there is none yet."""
        return self.named_portal or portals.usual(self.paths)


def add_options(parser: ArgumentParser) -> None:
    """Declare the options; a default would undo one that stands before the verb."""
    group = parser.add_argument_group(i18n.t("cli.options.everywhere"))
    group.add_argument(
        "--portal", metavar=i18n.t("cli.word.address"), default=SUPPRESS, help=i18n.t("cli.portal")
    )
    group.add_argument(
        "--as", dest="sign_in_as", choices=DEMO_PEOPLE, default=SUPPRESS, help=i18n.t("cli.as")
    )
    group.add_argument("--lang", choices=i18n.LANGUAGES, default=SUPPRESS, help=i18n.t("cli.lang"))
    group.add_argument(
        "--no-mouse", action="store_true", default=SUPPRESS, help=i18n.t("cli.no_mouse")
    )
    group.add_argument("--ascii", action="store_true", default=SUPPRESS, help=i18n.t("cli.ascii"))


def options_from(arguments: Namespace, paths: Paths, settings: Settings) -> Options:
    """Return the options with the environment and the settings filled in."""
    given = vars(arguments)
    token = environ.get("KLANTPORTAL_TOKEN")
    return Options(
        paths=paths,
        settings=settings,
        named_portal=given.get("portal") or environ.get("KLANTPORTAL_PORTAL"),
        sign_in_as=given.get("sign_in_as"),
        token=Secret(token) if token else None,
        language=given.get("lang"),
        mouse=settings.mouse and not given.get("no_mouse", False),
        ascii=settings.ascii or given.get("ascii", False),
    )


def language_option(argv: Sequence[str]) -> str | None:
    """Return what `--lang` says, before there is a parser: its help speaks that language."""
    for place, word in enumerate(argv):
        if word == "--":
            return None
        name, equals, value = word.partition("=")
        if name == "--lang":
            value = value if equals else "".join(argv[place + 1 : place + 2])
            return value if value in i18n.LANGUAGES else None
    return None


def on_terminal() -> bool:
    """Whether the result is read by a person, rather than by a program."""
    return sys.stdout.isatty()
