"""From a model to the fields that are asked for, and from what is typed to its values."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import pytest

from tests.widgets.form_app import Channel, FirmEdit, Sector
from tui.api.errors import Invalid
from tui.api.models.base import Input
from tui.api.models.forms import Choice, Hidden, Long
from tui.api.models.text import Line, Text
from tui.secret import Secret
from tui.widgets.form.fields import MISSING, Field, Kind, fields_of, start_values
from tui.widgets.form.rules import Rules


def fields(model: type[Input]) -> dict[str, Field]:
    return {field.name: field for field in fields_of(model)}


FIRM = fields(FirmEdit)


def test_each_type_has_its_field() -> None:
    assert {name: field.kind for name, field in FIRM.items()} == {
        "legal_name": Kind.LINE,
        "kvk_number": Kind.LINE,
        "email": Kind.LINE,
        "founded": Kind.LINE,
        "employees": Kind.LINE,
        "sector": Kind.ONE_OF,
        "channels": Kind.SOME_OF,
        "invoices": Kind.ONE_OF,
        "pin": Kind.SECRET,
        "about": Kind.LONG,
    }
    assert FIRM["about"].lines == 4


def test_metadata_is_found_on_either_side_of_a_union() -> None:
    class Either(Input):
        one: Annotated[Sector | None, Choice("test.sector")] = None
        other: Annotated[Sector, Choice("test.sector")] | None = None
        text: Annotated[Text | None, Long(lines=9)] = None
        hidden: Annotated[Line, Hidden()] = ""

    found = fields(Either)
    assert [found[name].kind for name in ("one", "other")] == [Kind.ONE_OF] * 2
    assert found["one"].options == found["other"].options
    assert (found["text"].kind, found["text"].lines) == (Kind.LONG, 9)
    assert "hidden" not in found


class Bare(Input):
    sector: Sector


class Several(Input):
    value: int | date


class Lines(Input):
    lines: tuple[Line, ...] = ()


class Word(Input):
    word: Annotated[Line, Choice("test.sector")]


@pytest.mark.parametrize("model", [Bare, Several, Lines, Word])
def test_what_no_field_can_hold_is_refused_when_the_form_is_made(model: type[Input]) -> None:
    with pytest.raises(TypeError, match="a form"):
        fields_of(model)


@pytest.mark.parametrize(
    ("name", "value", "typed"),
    [
        ("legal_name", "Zoë", "Zoë"),
        ("founded", date(2026, 1, 31), "2026-01-31"),
        ("founded", None, ""),
        ("employees", 3, "3"),
        ("sector", Sector.CARE, "care"),
        ("sector", None, ""),
        ("channels", frozenset({Channel.PORTAL, Channel.MAIL}), ("mail", "portal")),
        ("channels", frozenset(), ()),
        ("invoices", True, "yes"),
        ("invoices", False, "no"),
        ("about", "a\nb", "a\nb"),
    ],
)
def test_a_value_comes_back_as_it_was(name: str, value: object, typed: object) -> None:
    field = FIRM[name]
    assert field.typed(value) == typed
    assert field.accepts(typed)
    given = {"id": "1", "legal_name": "x", "kvk_number": "12345678", "email": "a@b.example"}
    values = given | {name: value}
    rules = Rules(FirmEdit, values)
    sent = rules.value({field.name: rules.start(field) for field in rules.fields})
    assert getattr(sent, name) == value


def test_a_secret_never_comes_out_of_the_model() -> None:
    assert FIRM["pin"].typed(Secret("hunter2")) == ""


def test_nothing_typed_is_none_or_an_empty_text_or_missing() -> None:
    class Empty(Input):
        note: Line | None = None
        name: Line
        amount: Decimal
        until: date | None = None
        secret: Secret

    found = fields(Empty)
    empty = {name: field.value(" ") for name, field in found.items()}
    assert empty == {"note": None, "name": "", "amount": MISSING, "until": None, "secret": ""}


def test_a_form_begins_with_what_it_is_given_and_else_with_the_defaults() -> None:
    begun = start_values(FirmEdit, {"legal_name": "x", "version": 3})
    assert begun["legal_name"] == "x"
    assert begun["employees"] == 1
    assert "version" not in begun
    assert "kvk_number" not in begun


def test_one_field_is_judged_by_the_rules_of_the_model() -> None:
    rules = Rules(FirmEdit, {"id": "1"})
    typed = {field.name: rules.start(field) for field in rules.fields} | {"email": "a@b"}
    wrong = rules.wrong(typed, FIRM["email"])
    assert wrong is not None
    assert wrong.code == "firm_email"
    assert rules.wrong(typed, FIRM["about"]) is None
    with pytest.raises(Invalid) as refused:
        rules.value(typed)
    assert {error.field for error in refused.value.fields} == {"legal_name", "kvk_number", "email"}


def test_a_set_names_only_what_there_is_to_choose() -> None:
    class Other(StrEnum):
        FAX = "fax"

    assert not FIRM["channels"].accepts((Other.FAX.value,))
    assert not FIRM["channels"].accepts("mail")
    assert not FIRM["legal_name"].accepts(("x",))
    assert not FIRM["sector"].accepts("fax")
    assert FIRM["sector"].accepts("")
