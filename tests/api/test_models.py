"""What holds for every model: cleaned text, refused extras, and words for what people see."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, ClassVar, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel, StringConstraints, TypeAdapter, ValidationError

import tui
from tui import i18n
from tui.api import models
from tui.api.errors import Reason, Remedy
from tui.api.models import base, forms, paging
from tui.api.models.actions import ActionState
from tui.api.models.base import Input
from tui.api.models.publishing import NotePublish, NoteText, ReleaseDocument, ReleasePublish
from tui.api.models.releases import Impact, NoteKind, NoteQuery
from tui.api.models.session import Hat, Language, Theme
from tui.api.models.text import Cleaned, FileName, Id, Line, Markdown, Matching, Text
from tui.api.models.wire import parse
from tui.api.policy import Kind, Permission, Role

KEYS = {"DemoPerson.name", "DemoPerson.job", "Choice.words"}
"""Strings that are no text of anybody: words and text keys of this program."""

SHOWN: dict[str, type[StrEnum]] = {
    "role": Role,
    "note.kind": NoteKind,
    "note.impact": Impact,
    "action.state": ActionState,
    "permission": Permission,
    "reason": Reason,
    "remedy": Remedy,
    "theme": Theme,
    "language": Language,
}


def _models() -> list[type]:
    return [
        value
        for module in pkgutil.walk_packages(models.__path__, f"{models.__name__}.")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, type)
        and (is_dataclass(value) or issubclass(value, BaseModel))
        and value.__module__ == module.name
        and value.__module__ not in (base.__name__, forms.__name__, paging.__name__)
    ]


def _strings(annotation: Any, metadata: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the metadata of each `str` within a type."""
    if annotation is str:
        yield metadata
    elif get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        yield from _strings(inner, (*more, *metadata))
    else:
        for inner in get_args(annotation):
            yield from _strings(inner)


def _is_safe(metadata: tuple[Any, ...]) -> bool:
    return any(isinstance(each, Cleaned | Matching) for each in metadata)


FIELDS = [
    (f"{model.__name__}.{name}", metadata)
    for model in _models()
    for name, annotation in get_type_hints(model, include_extras=True).items()
    if get_origin(annotation) is not ClassVar
    for metadata in _strings(annotation)
]


def test_there_are_models_and_strings_to_look_at() -> None:
    assert len(_models()) > 15
    assert len(FIELDS) > 30


@pytest.mark.parametrize(("field", "metadata"), FIELDS, ids=[name for name, _ in FIELDS])
def test_every_string_is_a_cleaned_text_or_an_id(field: str, metadata: tuple[Any, ...]) -> None:
    assert _is_safe(metadata) is (field not in KEYS)


def test_a_bare_string_would_be_found() -> None:
    assert [*map(_is_safe, _strings(str | None))] == [False]
    assert [*map(_is_safe, _strings(tuple[Annotated[str, StringConstraints()], ...]))] == [False]
    assert [*map(_is_safe, _strings(dict[Line, tuple[Id, ...]]))] == [True, True]


@pytest.mark.parametrize("model", _models(), ids=lambda model: model.__name__)
def test_every_model_is_frozen(model: Any) -> None:
    parameters = getattr(model, "__dataclass_params__", None)
    assert parameters.frozen if parameters else model.model_config["frozen"]


@pytest.mark.parametrize(
    "model", [model for model in _models() if issubclass(model, Input)], ids=lambda m: m.__name__
)
def test_an_input_refuses_a_field_that_does_not_belong_there(model: type[Input]) -> None:
    assert model.model_config.get("extra") == "forbid"


def test_an_answer_may_have_fields_that_a_newer_backend_adds() -> None:
    hat = {"kind": "contact", "organisation_id": None, "name": "Bakkerij", "colour": "red"}
    assert parse(Hat, hat) == Hat(kind=Kind.CONTACT, name="Bakkerij")


def test_what_an_answer_says_is_cleaned() -> None:
    assert parse(Hat, {"kind": "contact", "name": "Bak\x1bkerij"}).name == "Bakkerij"


@pytest.mark.parametrize(
    ("kind", "longest"), [(Line, 300), (Text, 100_000), (Markdown, 2_000_000), (FileName, 200)]
)
def test_a_text_is_as_long_as_its_kind_allows_after_cleaning(kind: Any, longest: int) -> None:
    adapter = TypeAdapter(kind)
    assert len(adapter.validate_python("é" * longest + "\x1b\u200b")) == longest
    with pytest.raises(ValidationError, match="too_long"):
        adapter.validate_python("é" * (longest + 1))


def test_text_is_cleaned_before_its_length_is_asked() -> None:
    with pytest.raises(ValidationError, match="too_short"):
        NoteText(language="en", title="\x1b\u200b ")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    "key", [f"{prefix}.{member}" for prefix, members in SHOWN.items() for member in members]
)
def test_every_choice_that_people_see_has_a_word(key: str, language: str) -> None:
    i18n.use(language)
    assert i18n.has(key)


INPUTS: list[tuple[type, dict[str, object]]] = [
    (NoteText, {"language": "", "title": "x" * 301, "body": 1}),
    (NotePublish, {"anchor": "", "texts": (), "kind": "x", "extra": 1}),
    (NoteQuery, {"unread": "maybe"}),
    (NoteQuery, {"unread": []}),
    (ReleasePublish, {"product": "p", "release_date": "soon", "notes": 1}),
    (ReleasePublish, {"product": "p", "version": "1", "release_date": [], "notes": [1]}),
    (ReleasePublish, {"product": "p", "version": "1", "release_date": "2026-01-01T05:00"}),
    (ReleaseDocument, {"source": "x", "releases": ()}),
]


def _wrong(model: type, fields: dict[str, object]) -> Iterator[tuple[str, Any]]:
    with pytest.raises(ValidationError) as caught:
        parse(model, fields)
    for error in caught.value.errors():
        yield error["type"], error.get("ctx", {})


WRONG = [found for model, fields in INPUTS for found in _wrong(model, fields)]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(("code", "parameters"), WRONG)
def test_everything_wrong_with_a_field_has_its_words(
    code: str, parameters: dict[str, object], language: str
) -> None:
    i18n.use(language)
    assert i18n.has(f"invalid.{code}")
    assert "{" not in i18n.t(f"invalid.{code}", **parameters)


def _codes_raised() -> set[str]:
    """Return the codes of the `FieldError`s that the program makes itself."""
    codes: set[str] = set()
    for path in Path(tui.__path__[0]).rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "FieldError":
                given = [*call.args[1:2], *(k.value for k in call.keywords if k.arg == "code")]
                codes |= {str(code.value) for code in given if isinstance(code, ast.Constant)}
    return codes


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_code_that_the_program_raises_has_its_words(language: str) -> None:
    i18n.use(language)
    assert [code for code in _codes_raised() if not i18n.has(f"invalid.{code}")] == []
