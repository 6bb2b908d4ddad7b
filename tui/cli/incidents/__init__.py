"""`incidents`: what the organisation asked, on the command line, a module for each kind of verb."""

from argparse import ArgumentParser

from tui.cli.parser import add_verbs

_VERBS = {
    "list": "reading:declare_list",
    "show": "reading:declare_show",
    "new": "submitting:declare_new",
    "reply": "answering:declare_reply",
    "close": "answering:declare_close",
    "save": "saving:declare_save",
}


def declare(parser: ArgumentParser) -> None:
    """Declare `incidents` and its verbs."""
    add_verbs(parser, {name: f"{__name__}.{place}" for name, place in _VERBS.items()})
