"""From an input model to the fields that a form asks for; pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from types import NoneType, UnionType
from typing import Annotated, Union, cast, get_args, get_origin

from tui import i18n
from tui.api.models.base import Input
from tui.api.models.forms import Choice, Files, Hidden, Long
from tui.drafts import Typed
from tui.secret import Secret

MISSING = object()
"""The value of a field that is left out."""


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    SECRET = "secret"  # noqa: S105 - not one itself
    LONG = "long"
    ONE_OF = "one_of"
    SOME_OF = "some_of"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Member:
    """One of what can be chosen: its name in drafts, its value in the model, its text key.

    What has no text of ours, as a person, brings the name that it is called by instead.
    """

    name: str
    value: object
    words: str = ""
    called: str = ""

    @property
    def label(self) -> str:
        """What it is called, in the language spoken now."""
        return self.called or i18n.t(self.words)


_YES_NO = (Member("yes", True, "form.yes"), Member("no", False, "form.no"))
_NONE = Member("", None, "form.none")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the model as the form asks for it; `is_optional` where it can be empty (None).

    What can be chosen may be `awaited`: until it is known, what was chosen before stays.
    """

    name: str
    kind: Kind
    is_text: bool = True
    is_optional: bool = False
    lines: int = 1
    options: tuple[Member, ...] = ()
    awaited: bool = False

    def typed(self, value: object) -> Typed:
        """Return what stands in the field when the model has `value`."""
        if self.kind is Kind.FILES:
            return ()
        if self.kind is Kind.SECRET or (value is None and self.kind is not Kind.SOME_OF):
            return ""
        if self.kind is Kind.ONE_OF:
            return next((o.name for o in self.options if o.value == value), "")
        if self.kind is Kind.SOME_OF:
            chosen = cast("Iterable[object]", value or ())
            if self.awaited:
                return tuple(map(str, chosen))
            return tuple(option.name for option in self.options if option.value in chosen)
        return str(value)

    def value(self, typed: Typed) -> object:
        """Return what the model is given for it; `MISSING` where nothing stands there."""
        if self.kind is Kind.FILES:
            return MISSING  # files are put there as they are sent
        if self.kind is Kind.SOME_OF:
            chosen = [option.value for option in self.options if option.name in typed]
            return list(typed) if self.awaited else chosen
        if self.kind is Kind.ONE_OF:
            found = (option.value for option in self.options if option.name == typed)
            return next(found, MISSING)
        if isinstance(typed, str) and typed.strip():
            return typed
        if self.is_optional:
            return None
        return "" if self.is_text else MISSING

    def accepts(self, typed: Typed) -> bool:
        """Whether this can stand in the field, such as what a draft of another version holds."""
        names = {option.name for option in self.options}
        if self.kind is Kind.FILES:
            return isinstance(typed, tuple)
        if self.kind is Kind.SOME_OF:
            return isinstance(typed, tuple) and (self.awaited or names.issuperset(typed))
        return isinstance(typed, str) and (self.kind is not Kind.ONE_OF or typed in {"", *names})


def fields_of(model: type[Input], offered: Collection[str] = ()) -> tuple[Field, ...]:
    """Return the fields that a form of `model` asks for, in its order.

    Those that are `offered`, by name, are asked for though they are hidden: some of what comes.
    Raises `TypeError` for a type that no field can hold.
    """
    model.model_rebuild()
    asked: list[Field] = []
    for name, info in model.model_fields.items():
        kinds, metadata = _parts(info.annotation)
        metadata = [*info.metadata, *metadata]
        if name in offered:
            asked.append(Field(name, Kind.SOME_OF, is_text=False, awaited=True))
        elif not any(isinstance(each, Hidden) for each in metadata):
            asked.append(_field(name, kinds, metadata))
    return tuple(asked)


def start_values(model: type[Input], values: Mapping[str, object]) -> dict[str, object]:
    """Return what the form begins with: `values`, and else the defaults of the model."""
    defaults = {
        name: info.get_default(call_default_factory=True, validated_data={})
        for name, info in model.model_fields.items()
        if not info.is_required()
    }
    return defaults | {name: value for name, value in values.items() if name in model.model_fields}


def _parts(annotation: object) -> tuple[list[object], list[object]]:
    """Return the types that a union is made of, and the metadata on the way to them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = cast("tuple[object, ...]", get_args(annotation))
        kinds, more = _parts(inner)
        return kinds, [*metadata, *more]
    if origin in (Union, UnionType):
        members = [_parts(member) for member in get_args(annotation)]
        return [k for kinds, _ in members for k in kinds], [m for _, more in members for m in more]
    return [annotation], []


def _field(name: str, kinds: list[object], metadata: list[object]) -> Field:
    is_optional = NoneType in kinds
    kind, *more = [each for each in kinds if each is not NoneType]
    if any(isinstance(each, Files) for each in metadata):
        return Field(name, Kind.FILES, is_text=False)
    choice = next((each for each in metadata if isinstance(each, Choice)), None)
    long = next((each for each in metadata if isinstance(each, Long)), None)
    if more:
        raise TypeError(f"{name}: a form has no field for one of several types")
    if kind is Secret:
        return Field(name, Kind.SECRET, is_optional=is_optional)
    if kind is bool:
        return _one_of(name, _YES_NO, is_optional=is_optional)
    if choice:
        return _chosen(name, kind, choice, is_optional=is_optional)
    if get_origin(kind) is not None or not isinstance(kind, type) or issubclass(kind, Enum):
        raise TypeError(f"{name}: a form has no field for {kind}")
    if long:
        return Field(name, Kind.LONG, is_optional=is_optional, lines=long.lines)
    return Field(name, Kind.LINE, is_text=kind is str, is_optional=is_optional)


def _chosen(name: str, kind: object, choice: Choice, *, is_optional: bool) -> Field:
    several = get_args(kind)[:1]
    (member,) = several or (kind,)
    if not (isinstance(member, type) and issubclass(member, Enum)):
        raise TypeError(f"{name}: a form chooses among the members of an enumeration")
    options = tuple(_options(member, choice))
    if several:
        return Field(name, Kind.SOME_OF, is_text=False, options=options)
    return _one_of(name, options, is_optional=is_optional)


def _options(enumeration: type[Enum], choice: Choice) -> Iterator[Member]:
    for member in enumeration:
        yield Member(str(member.value), member, f"{choice.words}.{member.value}")


def _one_of(name: str, options: tuple[Member, ...], *, is_optional: bool) -> Field:
    offered = (_NONE, *options) if is_optional else options
    return Field(name, Kind.ONE_OF, is_text=False, is_optional=is_optional, options=offered)
