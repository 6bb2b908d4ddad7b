"""`support`: the desk of all customers' incidents, under the vendor's hat."""

from argparse import ArgumentParser

from tui.cli.parser import add_verbs

_VERBS = {
    "list": "reading:declare_list",
    "show": "reading:declare_show",
    "take": "changing:declare_take",
    "answer": "answering:declare_answer",
    "note": "answering:declare_note",
    "change": "changing:declare_change",
    "merge": "merging:declare_merge",
    "save": "saving:declare_save",
    "figures": "figures:declare",
    "templates": "templates:declare",
}


def declare(parser: ArgumentParser) -> None:
    """Declare `support` and its verbs."""
    add_verbs(parser, {name: f"{__name__}.{place}" for name, place in _VERBS.items()})
