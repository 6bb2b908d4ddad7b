"""The filters of a list of release notes, as options."""

from argparse import ArgumentParser, Namespace

from tui import i18n
from tui.api.models.invalid import checked
from tui.api.models.releases import Impact, NoteKind, NoteQuery, NoteSort
from tui.api.models.wire import parse


def add_filters(parser: ArgumentParser, *, own: bool = True) -> None:
    """Declare what narrows a list; `own` are those by what one noted or took back oneself."""
    for name in ("release", "product", "area"):
        parser.add_argument(
            f"--{name}", metavar=i18n.t("cli.word.text"), help=i18n.t(f"cli.releases.{name}")
        )
    parser.add_argument("--kind", choices=[*NoteKind], help=i18n.t("cli.releases.kind"))
    parser.add_argument("--impact", choices=[*Impact], help=i18n.t("cli.releases.impact"))
    if own:
        for name in ("unread", "bookmarked", "withdrawn"):
            parser.add_argument(
                f"--{name}", action="store_true", help=i18n.t(f"cli.releases.{name}")
            )


def query_of(arguments: Namespace, sort: str = NoteSort.NEWEST) -> NoteQuery:
    """Return the query that the filters come to; raises `Invalid`."""
    asked = {
        "version": arguments.release,
        "product": arguments.product,
        "area": arguments.area,
        "kind": arguments.kind,
        "impact": arguments.impact,
        "unread": vars(arguments).get("unread", False),
        "bookmarked": vars(arguments).get("bookmarked", False),
        "withdrawn": vars(arguments).get("withdrawn", False),
        "language": i18n.language(),
        "sort": sort,
    }
    with checked(version="release"):
        return parse(NoteQuery, asked)
