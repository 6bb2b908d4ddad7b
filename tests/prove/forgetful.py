"""Runs the program with the keeping of drafts switched off, but for the moment that it is sent.

    python -m tests.prove.forgetful demo --as employee

What the check of lost words finds here shows that it is able to find something.
"""

import runpy
import sys

from tui.widgets.form.keeping import Keeping

if __name__ == "__main__":
    Keeping.soon = lambda _self: None
    Keeping.at_once = lambda _self: None
    sys.argv[0] = "klantportal"
    runpy.run_module("tui", run_name="__main__", alter_sys=True)
