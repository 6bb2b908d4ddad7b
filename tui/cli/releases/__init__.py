"""`releases`: the release notes on the command line, a module for each kind of verb."""

from argparse import ArgumentParser

from tui.cli.parser import add_verbs

_VERBS = {
    "list": "reading:declare_list",
    "search": "reading:declare_search",
    "show": "reading:declare_show",
    "compare": "comparing:declare",
    "mark": "marking:declare_mark",
    "bookmark": "marking:declare_bookmark",
    "withdraw": "mending:declare_withdraw",
    "correct": "mending:declare_correct",
    "actions": "actions:declare",
}


def declare(parser: ArgumentParser) -> None:
    """Declare `releases` and its verbs."""
    add_verbs(parser, {name: f"{__name__}.{place}" for name, place in _VERBS.items()})
