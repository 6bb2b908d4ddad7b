"""The YAML between two lines of `---` at the beginning of a Markdown file.

Only the texts of the outermost level are read, every value as text: a date such as 2024-6-5
stays what was written, and no tag makes an object.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from tui.api.cleaning import clean_line
from tui.exchange.files import FileRefused

MAX_LENGTH = 64 * 1024
MAX_DEPTH = 20

_KEY = re.compile(r"\s*(?:\{|---\s*$|\.\.\.\s*$|[\"']?[\w$][^:]*:(?:\s|$))")


@dataclass(frozen=True)
class Value:
    """A text of the front matter, and the line (from 1) where it stands."""

    text: str
    line: int


@dataclass(frozen=True)
class FrontMatter:
    """The texts by their keys in lower case; `end` is the first line (from 0) behind it."""

    values: Mapping[str, Value] = field(default_factory=dict[str, Value])
    end: int = 0

    def get(self, *keys: str) -> Value | None:
        """Return the first of these that there is and is not empty."""
        found = (self.values[key] for key in keys if key in self.values)
        return next((value for value in found if value.text), None)


def read_front_matter(lines: list[str]) -> FrontMatter:
    """Return the front matter of a file, an empty one if it has none."""
    if not _has_front_matter(lines):
        return FrontMatter()
    ends = (number for number in range(1, len(lines)) if lines[number].rstrip() in ("---", "..."))
    end = next(ends, None)
    if end is None:
        raise FileRefused("front_matter_open", 1)
    text = "\n".join(lines[1:end])
    if len(text) > MAX_LENGTH:
        raise FileRefused("front_matter_large", 1, limit=MAX_LENGTH // 1024)
    try:
        return FrontMatter(_top_level(_events(text)), end + 1)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 1
        raise FileRefused("front_matter", line, detail=error.problem or "") from None
    # Numbers that no character has ("\UFFFFFFFF") are not told as YAML's own errors.
    except (yaml.YAMLError, ValueError, OverflowError):
        raise FileRefused("front_matter", 1, detail="") from None


def _has_front_matter(lines: list[str]) -> bool:
    """A first line of `---` may also be a rule: then no key follows at once."""
    if lines[0].rstrip() != "---" or not lines[1:2] or not lines[1].strip():
        return False
    first = next((line for line in lines[1:] if not line.startswith("#")), "")
    return bool(_KEY.match(first))


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield the parts of the YAML; refuses what could grow or make objects."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            raise FileRefused("front_matter_alias", line)
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
            raise FileRefused("front_matter_tag", line)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise FileRefused("front_matter_deep", line, limit=MAX_DEPTH)
        yield event


def _top_level(events: Iterator[yaml.Event]) -> dict[str, Value]:
    """Return the texts of the outermost mapping; what is deeper is passed over."""
    values: dict[str, Value] = {}
    key: str | None = None
    depth = 0
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            key = None if depth == 1 else key
            continue
        if depth == 0 and isinstance(event, yaml.NodeEvent):
            if not isinstance(event, yaml.MappingStartEvent):
                raise FileRefused("front_matter_keys", _line(event))
        elif depth == 1 and isinstance(event, yaml.NodeEvent):
            key = _take(values, key, event)
        depth += isinstance(event, yaml.CollectionStartEvent)
    return values


def _take(values: dict[str, Value], key: str | None, event: yaml.NodeEvent) -> str | None:
    """Take a key or the value of `key`; returns the key whose value comes next."""
    line = _line(event)
    if key is None:
        if not isinstance(event, yaml.ScalarEvent):
            raise FileRefused("front_matter_keys", line)
        key = clean_line(event.value).lower()
        if key in values:
            raise FileRefused("key_twice", line, key=key, first=values[key].line)
        values[key] = Value("", line)
        return key
    if isinstance(event, yaml.ScalarEvent):
        values[key] = Value(clean_line(event.value), line)
        return None
    return key


def _line(event: yaml.Event) -> int:
    """Return the line in the file, from 1: the YAML begins on its second."""
    return event.start_mark.line + 2 if event.start_mark else 1
