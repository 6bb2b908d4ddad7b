"""What holds for every model: cleaned text, refused extras, and words for what people see."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import AfterValidator, BaseModel, StringConstraints, TypeAdapter, ValidationError

import tui
from tui import i18n
from tui.api import models
from tui.api.cleaning import clean_file_name, clean_line, clean_text
from tui.api.errors import Reason, Remedy
from tui.api.models.base import Input, Record
from tui.api.models.releases import (
    Impact,
    NoteKind,
    NotePublish,
    NoteQuery,
    NoteText,
    ReleaseDocument,
    ReleasePublish,
)
from tui.api.models.session import Language, Theme
from tui.api.models.text import FileName, Id, Line, Markdown, Text
from tui.api.policy import Permission, Role

CLEANERS = {clean_line, clean_text, clean_file_name}

KEYS = {"DemoPerson.name", "DemoPerson.job"}
"""Strings that are no text of anybody: words and text keys of this program."""

SHOWN: dict[str, type[StrEnum]] = {
    "role": Role,
    "note.kind": NoteKind,
    "note.impact": Impact,
    "permission": Permission,
    "reason": Reason,
    "remedy": Remedy,
    "theme": Theme,
    "language": Language,
}


def _models() -> list[type[BaseModel]]:
    return [
        value
        for module in pkgutil.walk_packages(models.__path__, f"{models.__name__}.")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, type)
        and issubclass(value, BaseModel)
        and value.__module__ == module.name
        and value not in (Record, Input)
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
    cleaned = any(isinstance(m, AfterValidator) and m.func in CLEANERS for m in metadata)
    is_id = any(_pattern(m) == _pattern(get_args(Id)[1]) for m in metadata)
    return cleaned or is_id


def _pattern(metadata: Any) -> object:
    return getattr(metadata, "pattern", metadata)


FIELDS = [
    (f"{model.__name__}.{name}", metadata)
    for model in _models()
    for name, field in model.model_fields.items()
    for metadata in _strings(field.annotation, tuple(field.metadata))
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
def test_every_model_is_frozen_and_knows_what_to_do_with_a_strange_field(
    model: type[BaseModel],
) -> None:
    assert model.model_config.get("frozen") is True
    extra = "forbid" if issubclass(model, Input) else "ignore"
    assert model.model_config.get("extra") == extra


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


INPUTS: list[tuple[type[Input], dict[str, object]]] = [
    (NoteText, {"language": "", "title": "x" * 301, "body": 1}),
    (NotePublish, {"anchor": "", "texts": (), "kind": "x", "extra": 1}),
    (NoteQuery, {"unread": "maybe"}),
    (NoteQuery, {"unread": []}),
    (ReleasePublish, {"product": "p", "release_date": "soon", "notes": 1}),
    (ReleasePublish, {"product": "p", "version": "1", "release_date": [], "notes": [1]}),
    (ReleasePublish, {"product": "p", "version": "1", "release_date": "2026-01-01T05:00"}),
    (ReleaseDocument, {"source": "x", "releases": ()}),
]


def _wrong(model: type[Input], fields: dict[str, object]) -> Iterator[tuple[str, Any]]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(fields)
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
