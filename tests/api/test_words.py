"""Where the words that were searched for stand in a text."""

from itertools import pairwise

import pytest

from tui.api.words import spans


@pytest.mark.parametrize(
    ("text", "searched", "marked"),
    [
        ("The bank link and the Bank", "bank", ["bank", "Bank"]),
        ("A banker at the bank", "bank", ["banker", "bank"]),
        ("A banker at the bank", "bank at", ["at", "bank"]),
        ("Café, CAFE, cafe\u0301", "cafe", ["Café", "CAFE", "cafe\u0301"]),
        ("Een naïeve controle", "NAIEVE", ["naïeve"]),
        ("Straße, strasse", "strasse", ["Straße", "strasse"]),
        ("Per e-mail, een e en een mail", "e-mail", ["e-mail"]),
        ("Per e-mailbericht", "e-mail", ["e-mailbericht"]),
        ("UBL 2.1 of 2.10 of 21", "2.1", ["2.1", "2.10"]),
        ("a_b en a b", "a_b", ["a_b", "a b"]),
        ("bank bank", "bank bank", ["bank", "bank"]),
        ("nothing of it", "bank", []),
        ("nothing", "", []),
        ("", "bank", []),
    ],
)
def test_whole_words_are_marked_as_the_search_compares_them(
    text: str, searched: str, marked: list[str]
) -> None:
    found = spans(text, searched)
    assert sorted(text[start:end] for start, end in found) == sorted(marked)
    assert found == sorted(found)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))


@pytest.mark.parametrize("text", ["\ud800", "½ ﬁn", "a" * 10_000, "\u0301\u0301", "🇳🇱 👩‍💻"])
@pytest.mark.parametrize("searched", ["a", "½", "\ud800", '"', "*", "a." * 100])
def test_any_text_has_spans_within_it(text: str, searched: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in spans(text, searched))
