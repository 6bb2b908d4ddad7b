"""What the reader's last line says: `match 3 of 12 · 2 links · 38 %`."""

from tui import i18n
from tui.widgets.reader.link_list import LinkList
from tui.widgets.reader.search import Match, Search


def status(
    search: Search | None, match: Match | None, links: LinkList | None, fraction: float | None
) -> str:
    """Return the parts that there is something to say of; `fraction` is None if all is in sight."""
    parts = [_found(search, match) if search else "", _links(links) if links else ""]
    if fraction is not None:
        parts.append(i18n.t("reader.percent", value=int(fraction * 100)))
    return " · ".join(part for part in parts if part)


def _found(search: Search, match: Match | None) -> str:
    if search.is_counted and not search.count:
        return i18n.t("reader.not_found")
    count = f"{search.count}{'' if search.is_counted else '+'}"
    place = search.place(match) if match else None
    if place is None:
        return i18n.t("reader.matches", count=count)
    return i18n.t("reader.match", number=place, count=count)


def _links(links: LinkList) -> str:
    count = len(links.found)
    if not count or not (links.is_complete or links.is_full):
        return ""
    return i18n.plural("reader.links", count, value=f"{count}{'+' if links.is_full else ''}")
