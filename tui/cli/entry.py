"""From words to a verb, and from a refusal to an exit code."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import cast

from tui import i18n, settings
from tui.cli.options import Options, language_option, options_from
from tui.cli.parser import main_parser
from tui.paths import Paths

Run = Callable[[Namespace, Options], int]
"""What a verb's parser sets as `run`."""


def run(argv: Sequence[str]) -> int:
    """Do what the words say; returns the exit code.

    Lets through what nobody foresaw, an interruption and a broken pipe.
    """
    paths = Paths.from_environment()
    chosen, warnings = settings.load(paths.settings_file)
    i18n.use(language_option(argv) or chosen.language or i18n.from_environment())
    try:
        arguments = main_parser().parse_args(argv)
    except SystemExit as end:  # argparse has said what there is to say
        return end.code if isinstance(end.code, int) else 0
    keymap = settings.unknown_commands(paths.settings_file, chosen.keymap, is_command)
    _warn((*warnings, *keymap))
    return _run(arguments, options_from(arguments, paths, chosen))


def _run(arguments: Namespace, options: Options) -> int:
    from tui.api.errors import PortalError
    from tui.cli.failures import Exit, Stopped, code_of, is_unforeseen, text_of
    from tui.cli.output import complain

    try:
        return _verb(arguments)(arguments, options)
    except Stopped as stopped:
        complain(stopped.text)
        return stopped.code
    except PortalError as error:
        if is_unforeseen(error):
            raise
        complain(text_of(error))
        return code_of(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is None:
            raise
        place, reason = error.filename, error.strerror
        complain(i18n.t("cli.file_failed", place=place, reason=reason))
        return Exit.REFUSED


def is_command(name: str) -> bool:
    """Whether a key can be given to `name`; asks the texts, as the screen is not imported here."""
    return i18n.has(f"command.{name}") and i18n.has(f"command.{name}.help")


def _verb(arguments: Namespace) -> Run:
    if "run" in arguments:
        return cast("Run", arguments.run)
    from tui.cli.demo import open_screen

    return open_screen


def _warn(warnings: Sequence[settings.SettingsWarning]) -> None:
    from tui.cli.output import complain

    for warning in warnings:
        complain(i18n.t(f"settings.{warning.code}", **warning.parameters))
