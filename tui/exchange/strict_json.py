"""JSON of a file: what `tui.api.strict_json` takes, with the line of each object and name."""

from dataclasses import dataclass
from typing import TypeGuard

from tui.api.strict_json import JsonRefused, Limits, Pairs, Scope, read
from tui.exchange.files import FileRefused

MAX_DEPTH = 50
MAX_TOKENS = 250_000
_LIMITS = Limits(depth=MAX_DEPTH, tokens=MAX_TOKENS)


@dataclass(frozen=True)
class JsonObject:
    """An object: its values by name, and the lines (from 1) where it and its names stand."""

    line: int
    values: dict[str, object]
    lines: dict[str, int]

    def line_of(self, name: str) -> int:
        """Return the line of a name, that of the object if it has none such."""
        return self.lines.get(name, self.line)

    def text(self, name: str) -> str:
        """Return a text, an empty one for null and where there is none."""
        value = self.values.get(name)
        if value is None or isinstance(value, str):
            return value or ""
        raise self._wrong(name)

    def flag(self, name: str, default: bool) -> bool:
        """Return true or false, `default` where there is neither."""
        value = self.values.get(name, default)
        if isinstance(value, bool):
            return value
        raise self._wrong(name)

    def object(self, name: str) -> "JsonObject":
        """Return the object of this name; refuses where there is none."""
        value = self.values.get(name)
        if isinstance(value, JsonObject):
            return value
        raise self._wrong(name)

    def objects(self, name: str) -> "list[JsonObject]":
        """Return a list of objects, an empty one for null and where there is none."""
        value = self.values.get(name)
        if value is None:
            return []
        if _is_list(value):
            found = [it for it in value if isinstance(it, JsonObject)]
            if len(found) == len(value):
                return found
        raise self._wrong(name)

    def _wrong(self, name: str) -> FileRefused:
        return FileRefused("json_value", self.line_of(name), field=name)


def read_json(text: str) -> object:
    """Return what `text` holds, objects as `JsonObject`; raises FileRefused."""
    try:
        return read(text, _LIMITS, _made)
    except JsonRefused as refused:
        raise FileRefused(refused.code, refused.line, **refused.parameters) from None


def _made(scope: Scope, pairs: Pairs) -> JsonObject:
    return JsonObject(scope.line, dict(pairs), scope.names)


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)
