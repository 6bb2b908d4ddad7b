"""What every `list` has in common: how much of it, and in which form it is written."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from tui import i18n
from tui.api.models.paging import Count, Page
from tui.cli.options import on_terminal
from tui.cli.output import aligned, complain, say, say_json, say_separated, width

T = TypeVar("T")
DEFAULT_LIMIT = 50


def add_json(parser: ArgumentParser) -> None:
    """Declare `--json`."""
    parser.add_argument("--json", action="store_true", help=i18n.t("cli.json"))


def add_paging(parser: ArgumentParser) -> None:
    """Declare `--limit` and `--after`."""
    parser.add_argument(
        "--limit", type=_number, default=DEFAULT_LIMIT, metavar="N", help=i18n.t("cli.limit")
    )
    parser.add_argument("--after", metavar=i18n.t("cli.word.cursor"), help=i18n.t("cli.after"))


def say_page(
    page: Page[T],
    count: Count | None,
    *,
    as_json: bool,
    lines: Callable[[Sequence[T]], Iterable[str]],
    fields: Callable[[T], Sequence[str]],
    nothing: str,
) -> None:
    """Write a page in the form that was asked for, or that fits who reads it.

    That is JSON, `lines` for people, or `fields` for programs; `nothing` is the key of what people
    read where there is nothing.
    """
    if as_json:
        say_json(document(page.items, count, page.after))
    elif not on_terminal():
        say_separated(map(fields, page.items))
    elif not page.items:
        complain(i18n.t(nothing))
    else:
        for line in lines(page.items):
            say(line)
        if page.after:
            complain(i18n.t("cli.more", cursor=page.after))


def in_columns(columns: Callable[[T], Sequence[str]], items: Sequence[T]) -> list[str]:
    """Return a line for each, in columns that fit the terminal."""
    return aligned([columns(each) for each in items], width())


def document(items: Sequence[object], count: Count | None, after: str | None) -> dict[str, object]:
    """Return the JSON of a list; `total` is null where the portal did not count."""
    from tui.api.models.wire import plain

    return {
        "items": [plain(item) for item in items],
        "total": count.value if count else None,
        "total_exact": count.exact if count else False,
        "next": after,
    }


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise ArgumentTypeError(i18n.t("cli.not_a_number", text=text))
    return int(text)
