"""The kinds of JSON and XML that hold release notes, each told by its own names."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tui.exchange.files import FileRefused
from tui.exchange.releases.dotnet import is_dotnet, read_dotnet
from tui.exchange.releases.feeds import read_atom, read_rss
from tui.exchange.releases.mozilla import is_mozilla, read_mozilla
from tui.exchange.releases.told import Found, Given
from tui.exchange.releases.xml_changelog import read_io7m, read_maven
from tui.exchange.strict_json import JsonObject, read_json
from tui.exchange.strict_xml import Element, read_xml


@dataclass(frozen=True)
class _Json:
    is_it: Callable[[JsonObject], bool]
    read: Callable[[JsonObject, Given], Found]


@dataclass(frozen=True)
class _Xml:
    root: re.Pattern[str]
    """The root's name, behind its namespace in braces."""
    read: Callable[[Element, Given], Found]


_JSON = (
    _Json(is_mozilla, read_mozilla),
    _Json(is_dotnet, read_dotnet),
)
_XML = (
    _Xml(re.compile(r"\{http://www\.w3\.org/2005/Atom\}feed"), read_atom),
    _Xml(re.compile(r"\{\}rss"), read_rss),
    _Xml(re.compile(r"\{urn:com\.io7m\.changelog:[0-9.]+\}changelog"), read_io7m),
    _Xml(re.compile(r"\{(?:http://maven\.apache\.org/changes/[0-9.]+)?\}document"), read_maven),
)


def read_json_notes(text: str, given: Given) -> Found:
    """Return the releases of a JSON text; raises FileRefused."""
    document = read_json(text)
    if isinstance(document, JsonObject):
        for kind in _JSON:
            if kind.is_it(document):
                return kind.read(document, given)
    raise FileRefused("format", format="JSON")


def read_xml_notes(text: str, given: Given) -> Found:
    """Return the releases of an XML text; raises FileRefused."""
    root = read_xml(text)
    for kind in _XML:
        if kind.root.fullmatch(f"{{{root.space}}}{root.name}"):
            return kind.read(root, given)
    raise FileRefused("format", root.line, format=f"XML ({root.name[:50]})")
