"""What is secret stays so."""

import pytest
from pydantic import ValidationError

from tui.api.models.base import Input
from tui.api.models.wire import parse, parse_json, to_json
from tui.secret import Secret


class SignUp(Input):
    """An input with a secret."""

    word: Secret


def test_a_secret_is_shown_by_nothing() -> None:
    sign_up = SignUp(word=Secret("hunter2"))
    assert sign_up.word.reveal() == "hunter2"
    for shown in (repr(sign_up), str(sign_up), f"{sign_up.word}", to_json(sign_up)):
        assert "hunter2" not in shown


@pytest.mark.parametrize("word", ["hunter2", "  spaces  ", "\x1b[0m"])
def test_a_secret_is_taken_as_it_is_typed(word: str) -> None:
    assert parse(SignUp, {"word": word}).word == Secret(word)
    assert parse(SignUp, {"word": Secret(word)}).word == Secret(word)


def test_what_is_no_text_is_no_secret() -> None:
    with pytest.raises(ValidationError) as caught:
        parse_json(SignUp, '{"word": 7}')
    assert {error["type"] for error in caught.value.errors()} == {"string_type"}
