"""`support templates`: what answers begin with, kept from files and filled in for a pipe."""

from pathlib import Path

import pytest

from tests.cli.conftest import Klantportal, Result

ONE = "Voorbeeld BV/222"
pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def support(klantportal: Klantportal) -> Klantportal:
    """Run `support` as a support engineer."""

    def run(*argv: object, stdin: str | bytes = "") -> Result:
        who = ("--portal", "demo", "--as", "support", "--lang", "en", "support")
        return klantportal(*who, *argv, stdin=stdin)

    return run


def test_a_template_is_added_shown_changed_and_removed(
    support: Klantportal, tmp_path: Path
) -> None:
    file = tmp_path / "en.md"
    file.write_text("Dear {{given_name}},\n")
    added = support("templates", "add", "Greeting", "--nl", "-", "--en", file, stdin="Beste,\n")
    assert added.out.split("\t")[1:3] == ["Greeting", "en nl"]
    shown = support("templates", "show", "greeting", "--json").document
    assert (shown["nl"], shown["en"]) == ("Beste,", "Dear {{given_name}},")
    assert support("templates", "show", shown["id"], "--language", "en").out == f"{shown['en']}\n"
    changed = support("templates", "change", "Greeting", "--rename", "Hello", "--nl", "-", stdin="")
    assert changed.code == 0, changed.err
    listed = [line.split("\t") for line in support("templates", "list").lines]
    assert ["Hello", "en"] in [line[1:3] for line in listed]
    assert support("templates", "remove", "Hello").code == 0
    assert "Hello" not in support("templates", "list").out


def test_a_template_is_filled_in_and_goes_into_an_answer_by_a_pipe(support: Klantportal) -> None:
    support(
        "templates", "add", "About", "--en", "-", stdin="{{requester}}: #{{number}} {{engineer}}"
    )
    filled = support("templates", "show", "about", "--for", ONE)
    assert filled.out == "Bram Öz: #222 Ahmed Yıldız\n"
    answered = support("answer", ONE, "-", "--json", stdin=filled.out)
    assert answered.document["body"] == "Bram Öz: #222 Ahmed Yıldız"


def test_sending_one_again_adds_one(support: Klantportal) -> None:
    first = support("templates", "add", "Once", "--en", "-", "--json", stdin="x").document
    again = support("templates", "add", "Once", "--en", "-", "--id", first["id"], stdin="x")
    assert again.code == 0
    assert [line.split("\t")[1] for line in support("templates", "list").lines].count("Once") == 1


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (("add", "New", "--nl", "-"), 1, "There is no {{voornaam}} to fill in."),
        (("add", "New"), 1, "There is no text in any language."),
        (("add", "New", "--nl", "-", "--en", "-"), 2, "Standard input has one text."),
        (("add", "New", "--nl", "missing.md"), 1, "missing.md: "),
        (("show", "nothing"), 1, "There is no template nothing."),
        (("change", "nothing", "--rename", "x"), 1, "There is no template nothing."),
        (("change", "nothing"), 2, "There is nothing to change."),
        (("remove", "nothing"), 1, "There is no template nothing."),
    ],
    ids=str,
)
def test_what_cannot_be_is_told(
    support: Klantportal, argv: tuple[str, ...], code: int, told: str
) -> None:
    before = support("templates", "list").out
    refused = support("templates", *argv, stdin="Dag {{voornaam}}")
    assert (refused.code, refused.out) == (code, "")
    assert told in refused.err
    assert support("templates", "list").out == before


def test_a_person_sees_columns(at_a_terminal: Klantportal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    asked = ("--portal", "demo", "--as", "support", "--lang", "en", "support", "templates")
    assert "Marloes Veenstra" in at_a_terminal(*asked, "list").out
