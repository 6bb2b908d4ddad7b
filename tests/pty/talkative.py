"""Runs the program, which has much to draw as it is told to end.

    python -m tests.pty.talkative demo --as employee

More than Textual lets wait for the terminal, so that a terminal that is gone would stop it.
"""

import runpy
import sys

from tui.app import PortalApp

leave = PortalApp.exit


def draw_and_leave(self: PortalApp, *words: object, **more: object) -> None:
    """Draw as on a screen that is busy, and end."""
    for _ in range(100):
        assert self._driver is not None
        self._driver.write(" ")
    leave(self, *words, **more)


if __name__ == "__main__":
    PortalApp.exit = draw_and_leave
    sys.argv[0] = "klantportal"
    runpy.run_module("tui", run_name="__main__", alter_sys=True)
