"""Feeds, a release for each entry: Atom as GitHub serves it, RSS 2.0 and Sparkle's appcasts.

The elements are those of RFC 4287, of the RSS 2.0 specification, and of Sparkle's documentation
("Publishing an update"). Of an item that describes itself in several languages the first counts.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from tui.api.cleaning import clean_line
from tui.exchange.addresses import web_address
from tui.exchange.files import MAX_LINES, FileRefused
from tui.exchange.hypertext import markdown_of, markdown_of_text
from tui.exchange.releases.headings import product_named, read_heading
from tui.exchange.releases.notes import Named, notes_in
from tui.exchange.releases.told import Found, Given, Told, day_in, told_at
from tui.exchange.releases.versions import without_v
from tui.exchange.strict_xml import Element, language_of

ATOM = "http://www.w3.org/2005/Atom"
_SPARKLE = "http://www.andymatuschak.org/xml-namespaces/sparkle"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"

_TAG = re.compile(r"/releases/tag/([^?#]+)")


@dataclass(frozen=True)
class _Entry:
    """What an entry says; the version as it is written in its own place, or empty."""

    line: int
    title: str
    version: str
    build: str
    """What counts as the version where nothing else names one."""
    day: date | None
    url: str
    channel: str
    language: str
    markdown: str


def read_atom(feed: Element, given: Given) -> Found:
    """Return the releases of an Atom feed; raises FileRefused."""
    entries = (_atom_entry(it, feed) for it in feed.children("entry"))
    return _found(feed, feed.text_of("title"), entries, given)


def read_rss(root: Element, given: Given) -> Found:
    """Return the releases of an RSS 2.0 feed; raises FileRefused."""
    channel = root.child("channel") or root
    entries = (_rss_entry(it, channel) for it in channel.children("item"))
    return _found(root, channel.text_of("title"), entries, given)


def _found(root: Element, title: str, entries: Iterator[_Entry], given: Given) -> Found:
    product = given.product_of(product_named(title), title)
    told: list[Told] = []
    lines = 0
    for entry in entries:
        lines += entry.markdown.count("\n")
        if lines > MAX_LINES:
            raise FileRefused("too_many_lines", limit=MAX_LINES)
        told.append(_told(entry, product, given))
    if not told:
        raise FileRefused("feed_empty", root.line)
    return Found(told)


def _told(entry: _Entry, product: str, given: Given) -> Told:
    said = read_heading(entry.title)
    version = without_v(entry.version or (said.version if said else "") or entry.build)
    if not version:
        raise FileRefused("feed_version", entry.line, title=entry.title[:100])
    title = said.title if said and without_v(said.version) == version else entry.title
    title = "" if without_v(title) == version else title
    language = given.language_of(entry.markdown, entry.language)
    with told_at(entry.line):
        named = Named(title, f"{product} {version}", language)
        notes = notes_in(entry.markdown, named, given.inlines)
    return Told(
        line=entry.line,
        product=product,
        version=version,
        title=title,
        day=entry.day,
        channel=entry.channel,
        url=entry.url,
        notes=notes,
    )


def _atom_entry(entry: Element, feed: Element) -> _Entry:
    content = entry.child("content") or entry.child("summary")
    links = (it for it in entry.children("link") if it.get("rel") in ("", "alternate"))
    url = web_address(next((it.get("href") for it in links), ""))
    tag = _TAG.search(url)
    with told_at(entry.line):
        markdown = _atom_markdown(content) if content else ""
    return _Entry(
        line=entry.line,
        title=clean_line(entry.text_of("title")),
        version=clean_line(unquote(tag[1])) if tag else "",
        build="",
        day=_day(entry, "published", "updated"),
        url=url,
        channel="",
        language=language_of(content, entry, feed),
        markdown=markdown,
    )


def _rss_entry(item: Element, channel: Element) -> _Entry:
    content = item.child("encoded", _CONTENT) or item.child("description")
    link = item.text_of("link") or item.text_of("releaseNotesLink", _SPARKLE)
    with told_at(item.line):
        markdown = markdown_of(content.text()) if content else ""
    return _Entry(
        line=item.line,
        title=clean_line(item.text_of("title")),
        version=_of_sparkle(item, "shortVersionString"),
        build=_of_sparkle(item, "version"),
        day=_day(item, "pubDate"),
        url=web_address(link or item.text_of("releaseNotesLink")),
        channel=clean_line(item.text_of("channel", _SPARKLE)),
        language=language_of(content, item) or channel.text_of("language"),
        markdown=markdown,
    )


def _of_sparkle(item: Element, name: str) -> str:
    """Return what an appcast says in an element of this name, or in older ones of its download."""
    download = item.child("enclosure")
    older = download.get(name, _SPARKLE) if download else ""
    return clean_line(item.text_of(name, _SPARKLE) or older)


def _atom_markdown(content: Element) -> str:
    kind = content.get("type").lower()
    if kind in ("html", "text/html"):
        return markdown_of(content.text())
    if any(isinstance(part, Element) for part in content.parts):
        return markdown_of(_source(content))
    return markdown_of_text(content.text())


def _source(element: Element) -> str:
    """Return what is inside an element, as HTML."""
    pieces: list[str] = []
    for part in element.parts:
        if isinstance(part, str):
            pieces.append(html.escape(part))
        else:
            named = (f' {name}="{html.escape(it)}"' for (_, name), it in part.attributes.items())
            pieces += [f"<{part.name}", *named, ">", _source(part), f"</{part.name}>"]
    return "".join(pieces)


def _day(entry: Element, *names: str) -> date | None:
    found = (it for name in names if (it := entry.child(name)) and it.text().strip())
    written = next(found, None)
    return day_in(written.text(), written.line) if written else None
