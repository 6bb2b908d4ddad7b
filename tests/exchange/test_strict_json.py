"""JSON: nothing is guessed at, and what is refused is told with its line."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.hostile import MAX_TEXT
from tui.exchange.files import FileRefused
from tui.exchange.strict_json import MAX_DEPTH, MAX_TOKENS, JsonObject, read_json

REFUSED = {
    "name twice": ('{"a": 1,\n"b": 2,\n"a": 3}', "key_twice", 3),
    "name twice, written otherwise": ('{"a": 1,\n"\\u0061": 2}', "key_twice", 2),
    "name twice, deeper": ('{"a": {"b": [{"c": 1,\n\n"c": 2}]}}', "key_twice", 3),
    "no number": ('{\n"a": NaN}', "json_number", 2),
    "endless": ('{\n"a": Infinity}', "json_number", 2),
    "endless below": ('{\n"a": -Infinity}', "json_number", 2),
    "beyond a double": ('{\n"a": 1e999}', "json_number", 2),
    "5,000 digits": ('{\n"a": ' + "9" * 5000 + "}", "json_number", 2),
    "10 MB of digits": ('{\n"a": ' + "9" * MAX_TEXT + "}", "json_number", 2),
    "half a pair": ('{\n"a": "\\ud83d"}', "json_surrogate", 2),
    "the other half": ('{\n"a": "\\uDE00"}', "json_surrogate", 2),
    "a name of half a pair": ('{\n"\\ud83d": 1}', "json_surrogate", 2),
    "deep lists": ('{"a":\n' + "[" * 100_000, "json_deep", 2),
    "deep objects": ('{"a":\n' * 100_000, "json_deep", MAX_DEPTH + 1),
    "many values": ("[" + "1," * MAX_TOKENS + "1]", "json_large", 1),
    "open object": ('{"a": 1', "json", 1),
    "open text": ('{"a":\n"b}', "json", 2),
    "two documents": ('{"a": 1}\n{"a": 1}', "json", 2),
    "comment": ('{"a": 1} // b', "json", 1),
    "comma at the end": ('{\n"a": 1,}', "json", 2),
    "number with a zero": ('{\n"a": 012}', "json", 2),
    "escape that there is not": ('{\n"a": "\\x41"}', "json", 2),
    "closed too often": ('{"a": 1}}', "json", 1),
}

NAMES = st.text(max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(max_size=8)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


def refusal(text: str) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read_json(text)
    return caught.value


def plain(value: object) -> object:
    if isinstance(value, JsonObject):
        return {name: plain(it) for name, it in value.values.items()}
    return [plain(it) for it in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("text", "code", "line"), REFUSED.values(), ids=REFUSED.keys())
def test_what_decoders_guess_at_is_refused_by_name_and_line(
    text: str, code: str, line: int
) -> None:
    refused = refusal(text)
    assert (refused.code, refused.line) == (code, line)


def test_a_name_that_stands_twice_is_told_with_the_first_line() -> None:
    assert refusal('{\n"a": 1,\n"a": 3}').parameters["first"] == 2


def test_a_pair_of_halves_is_a_character() -> None:
    document = read_json('{"a": "\\ud83d\\ude00"}')
    assert isinstance(document, JsonObject)
    assert document.text("a") == "😀"


@settings(max_examples=200, deadline=None)
@given(VALUES, st.sampled_from([None, 2]))
def test_whatever_is_valid_is_read_as_the_standard_decoder_does(
    value: object, indent: int | None
) -> None:
    assert plain(read_json(json.dumps(value, indent=indent))) == value


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*'{}[]",:\\ \n', '"a"', '"b":', "1", "-", "e9", "true", "NaN"])))
def test_any_pieces_of_json_are_read_or_refused(pieces: list[str]) -> None:
    with suppress(FileRefused):
        read_json("".join(pieces))


def test_objects_and_their_names_know_their_lines() -> None:
    document = read_json('{\n"list": [\n{"a": 1},\n{"b":\n{"c": 2}}]\n}')
    assert isinstance(document, JsonObject)
    first, second = document.objects("list")
    assert (document.line, first.line, second.line, second.object("b").line) == (1, 3, 4, 5)
    assert (document.line_of("list"), second.line_of("b"), second.line_of("other")) == (2, 4, 4)


@pytest.mark.parametrize("value", ["1", "[]", "{}", "true"])
def test_a_value_of_another_kind_is_refused_with_its_name_and_line(value: str) -> None:
    document = read_json('{\n"a": ' + value + "}")
    assert isinstance(document, JsonObject)
    with pytest.raises(FileRefused) as caught:
        document.text("a")
    assert (caught.value.code, caught.value.line) == ("json_value", 2)
    assert caught.value.parameters["field"] == "a"
