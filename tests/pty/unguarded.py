"""Runs a module of the program with its guards against hostile text taken off.

    python -m tests.pty.unguarded tui demo

What the checks for hostile text find here shows that they are able to find something.
"""

import runpy
import sys

from tui.api import cleaning
from tui.terminal.line_filter import ControlFilter


def _as_it_is(text: str) -> str:
    return text


def take_guards_off() -> None:
    """Let every text through, where it enters and where it leaves."""
    for guard in ("without_controls", "clean_text", "clean_line", "clean_file_name"):
        setattr(cleaning, guard, _as_it_is)
    ControlFilter.apply = lambda _self, segments, _background: segments


if __name__ == "__main__":
    take_guards_off()
    module = sys.argv.pop(1)
    runpy.run_module(module, run_name="__main__", alter_sys=True)
