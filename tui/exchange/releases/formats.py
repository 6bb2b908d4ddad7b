"""Formats of release notes that are recognised, to be refused by their name."""

import re

from tui.exchange.files import FileRefused

_BEGINNINGS = (
    (r'\{\s*["}]|\[\s*(?:\{|"|$)', "JSON"),
    (r"<!doctype html|<html\b", "HTML"),
    (r"(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:\w+:)?feed\b", "Atom"),
    (r"(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:rss|rdf:RDF)\b", "RSS"),
    (r"<\?xml\b", "XML"),
)
_RST = re.compile(
    r"^\.\. (?:[\w-]+::|_[^:\n]+:)"  # directive, target
    r"|(?<![\w`]):[\w.+-]+(?::[\w.+-]+)?:`[^`\n]+`"  # role
    r"|^[^\s#][^\n]*\n(\^{4,}|~{4,}|\"{4,})[ \t]*\n[ \t]*\n",  # underlines that Markdown has not
    re.MULTILINE,
)
_MARKDOWN_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)


def refuse_other_formats(text: str) -> None:
    """Refuse what is recognised as another format than Markdown, by its name."""
    beginning = text[:10_000].lstrip()
    if beginning.startswith("#!"):  # a script, whose comments look like headings
        raise FileRefused("no_version")
    for pattern, name in _BEGINNINGS:
        if re.match(pattern, beginning, re.IGNORECASE | re.DOTALL):
            raise FileRefused("format", format=name)
    if _RST.search(text) and not _MARKDOWN_HEADING.search(text):
        raise FileRefused("format", format="reStructuredText")
