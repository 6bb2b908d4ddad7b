"""What a template says once the facts of an incident are in it."""

from datetime import UTC, datetime

import pytest
from markdown_it import MarkdownIt

from tests.hostile import CASES
from tui.api.cleaning import clean_line
from tui.api.models.session import Language
from tui.api.models.templates import Fillings, Placeholder, Template
from tui.exchange.templates import filled, language_for, languages

NL, EN = Language.DUTCH, Language.ENGLISH
FACTS = Fillings(
    language=NL,
    number=1042,
    subject="Wage run stops at 40 %",
    given_name="Zoë",
    requester="Zoë van der Berg",
    organisation="Voorbeeld BV",
    engineer="Ahmed Yıldız",
)


def template(nl: str = "", en: str = "") -> Template:
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    return Template(id="t", name="Greeting", nl=nl, en=en, changed_at=moment)


def in_english(text: str, **facts: str) -> str:
    values = {**vars(FACTS), **facts}
    return filled(template(en=text), EN, Fillings(**values))


def test_every_placeholder_is_filled_in():
    text = " | ".join(f"{{{{{name}}}}}" for name in Placeholder)
    assert in_english(text) == (
        "1042 | Wage run stops at 40 % | Zoë | Zoë van der Berg | Voorbeeld BV | Ahmed Yıldız"
    )


def test_blanks_within_the_braces_do_not_matter():
    assert in_english("Dear {{ given_name }},{{\tnumber }}") == "Dear Zoë,1042"


def test_a_name_that_nothing_fills_stays_as_it_is():
    assert in_english("{{language}}{{nonsense}} {{__class__}}") == (
        "{{language}}{{nonsense}} {{__class__}}"
    )


@pytest.mark.parametrize("said", ["{{engineer}}", "{{ number }}", "{{subject}}", "{{{{number}}}}"])
def test_what_others_wrote_is_never_filled_in_again(said: str):
    assert in_english("About {{subject}}: {{number}}", subject=said) == f"About {said}: 1042"
    assert in_english("{{given_name}} {{requester}}", given_name="{{", requester="}}") == "{{ }}"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("snake_case_name", "snake_case_name"),
        ("Fout #3 in C:\\temp", r"Fout #3 in C:\temp"),
        ("2 * 3 > 5 & 6", "2 * 3 > 5 & 6"),
        ("*urgent*", r"\*urgent\*"),
        ("[click](https://x.example)", r"\[click\](https://x.example)"),
        ("<b>bold</b>", r"\<b\>bold\</b\>"),
        ("# Help", r"\# Help"),
        ("> quote", r"\> quote"),
    ],
)
def test_what_others_wrote_is_changed_only_where_it_would_say_something_else(
    said: str, written: str
):
    assert in_english("{{subject}}", subject=said) == written


def test_what_others_wrote_says_in_markdown_just_what_it_said():
    for case in CASES:
        said = clean_line(case.text)
        shown = MarkdownIt("commonmark").renderInline(in_english("{{subject}}", subject=said))
        assert "<a " not in shown, said
        assert "<em>" not in shown, said
        assert "<img" not in shown, said


@pytest.mark.parametrize(
    ("there", "wanted", "language"),
    [
        ({"nl": "n", "en": "e"}, NL, NL),
        ({"nl": "n", "en": "e"}, EN, EN),
        ({"nl": "n", "en": "e"}, None, NL),
        ({"en": "e"}, None, EN),
        ({"en": "e"}, NL, EN),
        ({"nl": "n"}, EN, NL),
    ],
)
def test_the_text_is_in_what_the_requester_speaks_as_far_as_there_is_one(
    there: dict[str, str], wanted: Language | None, language: Language
):
    assert language_for(template(**there), wanted) is language


def test_a_text_of_blanks_is_not_there():
    assert languages(template(nl=" \n", en="Hello")) == (EN,)
