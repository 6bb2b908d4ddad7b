"""The verbs that one can type, in the language of the reader."""

import argparse
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, NoReturn

from tui import __version__, i18n
from tui.cli.options import add_options
from tui.cli.output import complain

PROGRAM = "klantportal"

VERBS = {
    "demo": "tui.cli.demo:declare",
    "open": "tui.cli.opening:declare",
    "init": "tui.cli.init:declare",
    "join": "tui.cli.joining:declare",
    "login": "tui.cli.portals:declare_login",
    "logout": "tui.cli.portals:declare_logout",
    "releases": "tui.cli.releases:declare",
    "incidents": "tui.cli.incidents:declare",
    "support": "tui.cli.support:declare",
    "profile": "tui.cli.profile:declare",
    "organisations": "tui.cli.organisations:declare",
    "services": "tui.cli.services:declare",
    "import": "tui.cli.imports:declare",
    "serve": "tui.cli.serve:declare",
    "outbox": "tui.cli.outbox:declare",
    "backup": "tui.cli.backups:declare_backup",
    "restore": "tui.cli.backups:declare_restore",
    "migrate": "tui.cli.migrate:declare",
    "doctor": "tui.cli.doctor:declare",
}
"""Each verb and the function that declares its arguments."""


class VerbParser(ArgumentParser):
    """Learns its arguments when its verb is called, so that no other verb is imported."""

    def __init__(self, *, declare: str = "", **settings: Any) -> None:
        super().__init__(
            formatter_class=RawDescriptionHelpFormatter, allow_abbrev=False, **settings
        )
        self._declare = declare

    def parse_known_args(  # pyright: ignore[reportIncompatibleMethodOverride] - one of its forms
        self, args: Sequence[str] | None = None, namespace: Namespace | None = None
    ) -> tuple[Namespace, list[str]]:
        if self._declare:
            module, _, function = self._declare.partition(":")
            self._declare = ""
            getattr(import_module(module), function)(self)
            add_options(self)
        return super().parse_known_args(args, namespace or Namespace())

    def error(self, message: str) -> NoReturn:
        """Say on standard error what is wrong and how it is typed; ends with 2."""
        complain(f"{self.format_usage()}{self.prog}: {message}")
        raise SystemExit(2)


def main_parser() -> VerbParser:
    """Return the parser of the whole command line."""
    _speak()
    parser = VerbParser(prog=PROGRAM, description=i18n.t("cli.description"))
    parser.epilog = i18n.t("cli.epilog")
    version = f"{PROGRAM} {__version__}"
    parser.add_argument("--version", action="version", version=version, help=i18n.t("cli.version"))
    add_verbs(parser, VERBS, required=False)
    add_options(parser)
    return parser


def add_verbs(parser: ArgumentParser, verbs: Mapping[str, str], *, required: bool = True) -> None:
    """Declare the verbs below `parser`, each with the function that declares its arguments."""
    group = parser.add_subparsers(
        title=i18n.t("cli.verbs"), metavar=i18n.t("cli.word.verb"), required=required
    )
    for name, declare in verbs.items():
        prog = f"{parser.prog} {name}"
        key = ".".join(["cli", "verb", *prog.split()[1:]])
        detail = f"{key}.description"
        group.add_parser(
            name,
            prog=prog,
            declare=declare,
            help=i18n.t(key),
            description=i18n.t(detail if i18n.has(detail) else key),
        )


def _speak() -> None:
    """Let argparse's own words follow our language.

    It asks its module's `_` and `ngettext`, which know one language for the whole system.
    """
    for name, function in {"_": i18n.t, "ngettext": _ngettext}.items():
        setattr(argparse, name, function)


def _ngettext(one: str, many: str, count: int) -> str:
    return i18n.t(one if count == 1 else many)
