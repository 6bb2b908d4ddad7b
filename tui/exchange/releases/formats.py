"""The formats of release notes, told apart by what is in a file; Markdown is what remains."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tui.exchange.files import FileRefused
from tui.exchange.releases.documents import read_json_notes, read_xml_notes
from tui.exchange.releases.markdown import read_markdown
from tui.exchange.releases.told import Found, Given

Reader = Callable[[str, Given], Found]

_BEGINNING = 10_000  # characters in which a format shows itself


@dataclass(frozen=True)
class Format:
    """A format by how its files begin; one without a reader is refused by its name."""

    name: str
    beginning: re.Pattern[str]
    read: Reader | None = None


def _begins(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


_COMMENTS = r"(?:<!--(?:(?!-->).)*-->\s*)*"

FORMATS = (
    Format("JSON", _begins(r'\{\s*["}]|\[\s*(?:\{|"|$)'), read_json_notes),
    Format("HTML", _begins(r"<!doctype html|<html\b")),
    Format("XML", _begins(r"<\?xml\b|<!doctype\b"), read_xml_notes),
    Format("XML", _begins(rf"{_COMMENTS}<(?:\w+:)?(?:feed|rss|RDF|changelog)\b"), read_xml_notes),
)
_RST = re.compile(
    r"^\.\. (?:[\w-]+::|_[^:\n]+:)"  # directive, target
    r"|(?<![\w`]):[\w.+-]+(?::[\w.+-]+)?:`[^`\n]+`"  # role
    r"|^[^\s#][^\n]*\n(\^{4,}|~{4,}|\"{4,})[ \t]*\n[ \t]*\n",  # underlines that Markdown has not
    re.MULTILINE,
)
_MARKDOWN_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)


def reader_of(text: str) -> Reader:
    """Return what reads this text; refuses by its name a format that nothing here reads."""
    beginning = text[:_BEGINNING].lstrip()
    for it in FORMATS:
        if it.beginning.match(beginning):
            if not it.read:
                raise FileRefused("format", format=it.name)
            return it.read
    if _RST.search(text) and not _MARKDOWN_HEADING.search(text):
        raise FileRefused("format", format="reStructuredText")
    return read_markdown
