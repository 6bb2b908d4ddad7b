"""Words that a newer backend has: taken where they are answered, refused where they are sent."""

import pytest
from pydantic import TypeAdapter, ValidationError

from tui.api.models.releases import NoteKind
from tui.api.vocabulary import Vocabulary, newer_words


def test_what_is_sent_must_be_a_word_of_the_set() -> None:
    with pytest.raises(ValueError, match="renamed"):
        NoteKind("renamed")
    with pytest.raises(ValidationError):
        TypeAdapter(NoteKind).validate_json('"renamed"')


def test_what_is_answered_may_be_a_newer_word() -> None:
    with newer_words():
        kind = TypeAdapter(NoteKind).validate_json('"renamed"')
    assert isinstance(kind, NoteKind)
    assert (kind, f"{kind}", kind.value, kind.is_known) == ("renamed", "renamed", "renamed", False)
    assert {kind} == {"renamed"}
    assert [*NoteKind] == [*NoteKind.__members__.values()]
    assert kind not in [*NoteKind]


def test_a_newer_word_is_refused_again_afterwards() -> None:
    with newer_words():
        NoteKind("renamed")
    with pytest.raises(ValueError, match="renamed"):
        NoteKind("renamed")


def test_a_known_word_is_its_member_either_way() -> None:
    with newer_words():
        assert NoteKind("fixed") is NoteKind.FIXED
    assert NoteKind.FIXED.is_known


@pytest.mark.parametrize("word", ["", "A", "a b", "a\x1b[2J", "{0}", "a" * 61, "é", "1", 1, None])
def test_what_cannot_be_a_word_is_never_taken(word: object) -> None:
    with newer_words(), pytest.raises(ValueError, match="is not a valid"):
        NoteKind(word)


def test_every_set_that_a_backend_answers_is_open_to_newer_words() -> None:
    from tests.api.test_models import SHOWN

    assert [name for name, kind in SHOWN.items() if not issubclass(kind, Vocabulary)] == []
