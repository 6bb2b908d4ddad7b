"""A question on the terminal before something that one may not want."""

import sys

from tui.cli.failures import Stopped
from tui.cli.output import write


def agreed(question: str) -> bool:
    """Whether the person says yes; raises `Stopped` where there is nobody to ask."""
    if not sys.stdin.isatty():
        raise Stopped("cli.set_aside.sure")
    write(sys.stderr, question)
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "j", "ja")
