"""What every `list` has in common: how much of it, and in which form it is written."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence

from tui import i18n
from tui.api.models.paging import Count

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
