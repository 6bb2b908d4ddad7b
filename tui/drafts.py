"""What was typed into a form and not sent yet: one file a draft, for its owner alone to read."""

import contextlib
import json
from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, fields, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Self, cast

from tui.whole_files import sweep, write_whole

LARGEST = 16 * 2**20
"""Bytes of a file that is read; a form holds less."""

Typed = str | tuple[str, ...]
"""What stands in a field: its text, the name of its choice, or the names of several."""


@dataclass(frozen=True, slots=True)
class DraftKey:
    """Whose draft of what: a form, the record in it, and the person who types.

    Who works for several organisations has the drafts of each apart; "" is the vendor's side.
    """

    form: str
    record: str
    person: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the fields that differ from the record, and what it has to be sent with.

    `version` is the record's when the form opened, None where there is no record yet.
    """

    typed: Mapping[str, Typed]
    version: int | None
    idempotency_key: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Drafted:
    """The records of which a draft of one form was kept as the folder was listed."""

    names: frozenset[str]
    whose: DraftKey

    def __contains__(self, record: str) -> bool:
        return _name(replace(self.whose, record=record)) in self.names


class Drafts:
    """Any number of drafts in one folder.

    Every verb takes a while, and all but `sweep` may raise `OSError`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def of_portal(cls, folder: Path, portal: str) -> Self:
        """Return those of one portal in `folder`: the same people may be in a copy of it."""
        return cls(folder / sha256(portal.encode()).hexdigest()[:32])

    def load(self, key: DraftKey) -> Draft | None:
        """Return the draft of `key`; a file that holds none is given another name."""
        file = self._file(key)
        found = self._read(file)
        return found[1] if found and found[0] == key else self._set_aside(file)

    def all_of(self, form: str, person: str, organisation: str = "") -> dict[DraftKey, Draft]:
        """Return the drafts of one form, such as all messages not sent, the latest first."""
        found = filter(None, map(self._read, self._folder.glob("*.json")))
        latest = sorted(found, key=lambda pair: pair[1].kept_at, reverse=True)
        whose = DraftKey(form, "", person, organisation)
        return {key: draft for key, draft in latest if replace(key, record="") == whose}

    def drafted(self, form: str, person: str, organisation: str = "") -> Drafted:
        """Return of which records there is one, for which no file has to be read."""
        names = frozenset(file.name for file in self._folder.glob("*.json"))
        return Drafted(names, DraftKey(form, "", person, organisation))

    def save(self, key: DraftKey, draft: Draft) -> None:
        """Keep `draft` instead of the one before it."""
        content = asdict(draft) | {"key": asdict(key), "kept_at": draft.kept_at.isoformat()}
        write_whole(self._file(key), json.dumps(content).encode())

    def drop(self, key: DraftKey) -> None:
        """Forget the draft of `key`, if there is one."""
        self._file(key).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Take away what programs that were killed as they kept a draft left half written."""
        sweep(self._folder)

    def _file(self, key: DraftKey) -> Path:
        return self._folder / _name(key)

    def _read(self, file: Path) -> tuple[DraftKey, Draft] | None:
        try:
            with file.open("rb") as opened:
                content = opened.read(LARGEST + 1)
        except FileNotFoundError:
            return None
        if len(content) > LARGEST:
            return None
        with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return _parsed(json.loads(content))
        return None

    def _set_aside(self, file: Path) -> None:
        """Move what is no draft out of the way, so that nothing is written over it."""
        number = 1
        while (aside := file.with_suffix(f".damaged-{number}")).exists():
            number += 1
        with contextlib.suppress(FileNotFoundError):
            file.rename(aside)


def _name(key: DraftKey) -> str:
    """Return a file's name that tells nothing of what is in it, and is not another key's."""
    name = sha256(json.dumps(astuple(key)).encode()).hexdigest()
    return f"{name[:32]}.json"


def _parsed(content: object) -> tuple[DraftKey, Draft]:
    """Raise one of what `Drafts._read` suppresses where `content` is not what `save` wrote."""
    told = cast("dict[str, object]", content)
    key = cast("dict[str, object]", told["key"])
    typed = cast("dict[str, object]", told["typed"])
    version = told["version"]
    if not isinstance(version, int | None) or isinstance(version, bool):
        raise TypeError(version)
    kept_at = datetime.fromisoformat(_text(told["kept_at"]))
    if kept_at.tzinfo is None:
        raise ValueError(kept_at)
    values = {name: _typed(value) for name, value in typed.items()}
    draft = Draft(values, version, _text(told["idempotency_key"]), kept_at)
    return DraftKey(**{field.name: _text(key[field.name]) for field in fields(DraftKey)}), draft


def _typed(value: object) -> Typed:
    if isinstance(value, list):
        return tuple(map(_text, cast("list[object]", value)))
    return _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
