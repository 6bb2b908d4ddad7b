"""Changelogs in XML: io7m's (urn:com.io7m.changelog) and Maven's changes.xml.

Their changes are told as the Markdown of a changelog, a section for each kind of change, so that
notes come of them as of any other changelog.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator

from tui.api.cleaning import clean_line
from tui.exchange.files import FileRefused, Remark
from tui.exchange.hypertext import markdown_of_text
from tui.exchange.releases.dates import find_date
from tui.exchange.releases.notes import Named, notes_in
from tui.exchange.releases.told import Found, Given, Told, day_in, told_at
from tui.exchange.releases.versions import without_v
from tui.exchange.strict_xml import Element, language_of

_BREAKING, _CHANGES = "Breaking changes", "Changes"
_MAVEN = {"add": "Added", "fix": "Fixed", "update": "Changed", "remove": "Removed"}

_Changes = Iterator[tuple[str, str]]
"""The heading and the words of each change."""


def read_io7m(root: Element, given: Given) -> Found:
    """Return the releases of an io7m changelog; raises FileRefused."""
    releases = (it for all_of in root.children("releases") for it in all_of.children("release"))
    product = given.product_of(root.get("project"))
    return _found(root, releases, product, _io7m_changes, given)


def read_maven(root: Element, given: Given) -> Found:
    """Return the releases of a changes.xml; raises FileRefused."""
    releases = (it for body in root.children("body") for it in body.children("release"))
    properties = root.child("properties")
    product = given.product_of(properties.text_of("title") if properties else "")
    return _found(root, releases, product, _maven_changes, given)


def _found(
    root: Element,
    releases: Iterator[Element],
    product: str,
    changes: Callable[[Element], _Changes],
    given: Given,
) -> Found:
    told: list[Told] = []
    remarks: list[Remark] = []
    for release in releases:
        if _is_open(release):
            remarks.append(Remark("unreleased", release.line, clean_line(release.get("version"))))
        else:
            language = language_of(release, root)
            with told_at(release.line):
                told.append(_told(release, product, _markdown(changes(release)), language, given))
    if not told:
        raise FileRefused("only_unreleased" if remarks else "no_release", root.line)
    return Found(told, remarks)


def _is_open(release: Element) -> bool:
    """Whether it is still worked at; Maven has words for that in the place of the date."""
    written = clean_line(release.get("date"))
    return release.get("is-open") == "true" or bool(written and not find_date(written))


def _told(release: Element, product: str, markdown: str, language: str, given: Given) -> Told:
    version = without_v(clean_line(release.get("version")))
    if not version:
        raise FileRefused("xml_version", release.line)
    title = clean_line(release.get("description"))
    named = Named(title, f"{product} {version}", given.language_of(markdown, language))
    return Told(
        line=release.line,
        product=product,
        version=version,
        title=title,
        day=day_in(release.get("date"), release.line),
        notes=notes_in(markdown, named, given.inlines),
    )


def _markdown(changes: _Changes) -> str:
    items: defaultdict[str, list[str]] = defaultdict(list)
    for heading, words in changes:
        if words:
            items[heading].append(f"- {markdown_of_text(words)}")
    sections = (f"## {heading}\n\n" + "\n".join(lines) for heading, lines in items.items())
    return "\n\n".join(sections)


def _io7m_changes(release: Element) -> _Changes:
    for changes in release.children("changes"):
        for change in changes.children("change"):
            heading = _BREAKING if change.get("compatible") == "false" else _CHANGES
            tickets = (it for all_of in change.children("tickets") for it in all_of.children())
            yield heading, _with_tickets(change.get("summary"), *(it.get("id") for it in tickets))


def _maven_changes(release: Element) -> _Changes:
    for action in release.children("action"):
        heading = _MAVEN.get(action.get("type"), _CHANGES)
        yield heading, _with_tickets(action.text(), action.get("issue"))


def _with_tickets(words: str, *tickets: str) -> str:
    numbers = ", ".join(clean_line(ticket) for ticket in tickets if ticket)
    return clean_line(f"{words} ({numbers})" if numbers else words)
