"""`klantportal` and `python -m tui`: the command line, and what happens when all else fails."""

import gc
import os
import sys
from collections.abc import Sequence

from tui import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words == ["--version"]:
        sys.stdout.write(f"klantportal {__version__}\n")
        return 0
    # A verb is over before there is garbage; the screen collects again when it has started.
    gc.disable()
    from tui.cli.entry import run

    try:
        code = run(words)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # the one place: a report instead of a traceback
        if os.environ.get("KLANTPORTAL_DEBUG"):
            raise
        return _unforeseen(error)
    return code


def _drop_output() -> None:
    """Whoever read our output has seen enough: the interpreter's last flush must not fail too."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _unforeseen(error: Exception) -> int:
    from tui import i18n
    from tui.cli.output import complain
    from tui.crash import write_report
    from tui.paths import Paths

    state = Paths.from_environment().state
    try:
        complain(i18n.t("cli.unforeseen", file=write_report(error, state)))
    except OSError:
        complain(i18n.t("cli.unforeseen_unwritten", place=state))
    return 1


if __name__ == "__main__":
    sys.exit(main())
