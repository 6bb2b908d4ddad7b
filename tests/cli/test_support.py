"""`support`: the desk from the command line, in the demo."""

from pathlib import Path

import pytest

from tests.cli.conftest import Klantportal, Result

LANGUAGES = pytest.mark.parametrize("language", ["en", "nl"])
DEMO = ("--portal", "demo", "--lang", "en")
ONE = "Voorbeeld BV/222"
SECRET = "password=hunter2hunter2"
pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def support(klantportal: Klantportal) -> Klantportal:
    """Run `support` as a support engineer."""

    def run(*argv: object, stdin: str | bytes = "") -> Result:
        return klantportal(*DEMO, "--as", "support", "support", *argv, stdin=stdin)

    return run


def _told(result: Result) -> list[list[str]]:
    return [line.split("\t") for line in result.lines]


# The queue


def test_a_list_is_one_line_an_incident_that_says_how_it_is_called(support: Klantportal) -> None:
    listed = support("list", "--limit", "3")
    assert (listed.code, listed.err, len(listed.lines)) == (0, "", 3)
    for line in _told(listed):
        assert len(line) == 11
        document = support("show", line[0], "--json").document
        assert (document["id"], document["organisation_id"]) == (line[1], line[2])
        assert [document[name] for name in ("status", "type", "priority")] == line[3:6]


@pytest.mark.parametrize(
    ("filters", "place", "word"),
    [
        (["--status", "on_hold"], 3, "on_hold"),
        (["--type", "wish"], 4, "wish"),
        (["--priority", "high"], 5, "high"),
        (["--hand", "nobody"], 9, ""),
        (["--hand", "mine"], 9, "Ahmed Yıldız"),
        (["--customer", "havenlicht logistiek"], 0, "Havenlicht Logistiek/"),
        (["--words", "insite"], 3, ""),
        (["--state", "current", "--age", "older", "--sort", "updated"], 3, ""),
    ],
    ids=str,
)
def test_filters_narrow(support: Klantportal, filters: list[str], place: int, word: str) -> None:
    everything = support("list", "--json", "--limit", "1").document["total"]
    narrowed = support("list", "--json", "--limit", "5", *filters).document
    assert 0 < narrowed["total"] < everything
    for line in _told(support("list", "--limit", "5", *filters)):
        assert line[place].startswith(word)
        assert bool(line[place]) or word == ""


def test_the_json_of_a_list_goes_on_where_it_ended(support: Klantportal) -> None:
    first = support("list", "--limit", "2", "--json").document
    rest = support("list", "--limit", "1", "--after", first["next"], "--json").document
    three = support("list", "--limit", "3", "--json").document
    assert first["items"] + rest["items"] == three["items"]


@LANGUAGES
def test_a_person_gets_columns_in_the_words_of_the_desk(
    at_a_terminal: Klantportal, language: str
) -> None:
    asked = ("--portal", "demo", "--as", "support", "--lang", language, "support")
    shown = at_a_terminal(*asked, "list", "--status", "pending", "--limit", "2")
    assert {"en": "with customer", "nl": "wacht op klant"}[language] in shown.out
    none = at_a_terminal(*asked, "list", "--words", "qqqxyz")
    assert (none.code, none.out, bool(none.err)) == (0, "", True)
    figures = at_a_terminal(*asked, "figures")
    assert {"en": "customer", "nl": "klant"}[language] in figures.out


def test_figures_say_how_the_desk_stands(support: Klantportal) -> None:
    lines = _told(support("figures"))
    assert {line[0] for line in lines} == {"status", "priority", "age", "hand", "customer"}
    counted = support("list", "--status", "new", "--json").document["total"]
    assert ["status", "new", str(counted), ""] in lines
    assert support("figures", "--json").document["customers"][0]["name"] == "Voorbeeld BV"


# One incident


@pytest.mark.parametrize("name", [ONE, "VOORBEELD bv/#222", "id"])
def test_an_incident_is_called_by_its_customer_and_number(support: Klantportal, name: str) -> None:
    if name == "id":
        name = f"{support('show', ONE, '--json').document['organisation_id']}/222"
    assert support("show", name).out.startswith("# 222  ")


@LANGUAGES
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("222", 2),
        ("/222", 2),
        ("Voorbeeld BV/", 2),
        ("Voorbeeld BV/x", 2),
        ("Voorbeeld BV/-1", 2),
        ("Nobody/222", 1),
        ("Voorbeeld BV/99999", 1),
        ("Voorbeeld BV/9999999999", 1),
        ("Voorbeeld BV/99999999999999999999", 2),
    ],
)
def test_what_names_no_incident_is_told(
    klantportal: Klantportal, name: str, code: int, language: str
) -> None:
    asked = ("--portal", "demo", "--as", "support", "--lang", language, "support")
    for verb in (
        ("show", name),
        ("take", name),
        ("answer", name, "--text", "x"),
        ("save", name),
        ("merge", name, "--into", "245", "--yes"),
    ):
        refused = klantportal(*asked, *verb)
        assert (refused.code, refused.out) == (code, "")
        assert "cli." not in refused.err


def test_taking_and_changing_show_how_it_is_then(support: Klantportal) -> None:
    (taken,) = _told(support("take", ONE))
    assert (taken[0], taken[9]) == (ONE, "Ahmed Yıldız")
    changed = support("change", ONE, "--owner", "marloes", "--priority", "low", "--json").document
    assert (changed["assignee"], changed["priority"]) == ("Marloes Veenstra", "low")
    mine = support("change", ONE, "--owner", "me", "--status", "open", "--type", "wish", "--json")
    assert [mine.document[name] for name in ("assignee", "status", "type")] == [
        "Ahmed Yıldız",
        "open",
        "wish",
    ]
    assert support("change", ONE, "--owner", "nobody", "--json").document["assignee"] == ""


@pytest.mark.parametrize(
    ("options", "code"), [([], 2), (["--owner", "Niemand"], 1), (["--status", "new"], 1)], ids=str
)
def test_what_cannot_be_changed_is_told(
    support: Klantportal, options: list[str], code: int
) -> None:
    before = support("show", ONE).out
    refused = support("change", ONE, *options)
    assert (refused.code, refused.out) == (code, "")
    assert support("show", ONE).out == before


def test_an_answer_from_a_pipe_reaches_the_customer_once(
    klantportal: Klantportal, support: Klantportal
) -> None:
    answered = support("answer", ONE, "-", "--status", "solved", stdin="Try the **patch**.\n")
    id_, name = answered.out.rstrip("\n").split("\t")
    again = support(
        "answer", ONE, "--text", "Try the **patch**.", "--status", "solved", "--id", id_
    )
    assert (name, again.code) == (ONE, 0)
    shown = klantportal(*DEMO, "--as", "administrator", "incidents", "show", "222", "--json")
    said = [each["body"] for each in shown.document["entries"] if each["id"] == id_]
    assert (said, shown.document["status"]) == (["Try the **patch**."], "solved")


def test_a_note_stays_at_the_desk(klantportal: Klantportal, support: Klantportal) -> None:
    noted = support("note", ONE, "--text", "Call the bank.", "--json").document
    assert (noted["kind"], noted["body"]) == ("note", "Call the bank.")
    assert "Call the bank." in support("show", ONE).out
    shown = klantportal(*DEMO, "--as", "administrator", "incidents", "show", "222")
    assert "Call the bank." not in shown.out


@pytest.mark.parametrize("verb", ["answer", "note"])
def test_what_looks_like_a_secret_is_sent_by_who_is_sure(support: Klantportal, verb: str) -> None:
    refused = support(verb, ONE, "-", stdin=SECRET)
    assert (refused.code, refused.out) == (1, "")
    assert support(verb, ONE, "-", "--yes", stdin=SECRET).code == 0


def test_the_status_is_told_in_the_words_of_who_reads(
    klantportal: Klantportal, support: Klantportal
) -> None:
    assert support("answer", ONE, "--text", "When?").code == 0
    assert "- Status: with customer\n" in support("show", ONE).out
    asked = klantportal(*DEMO, "--as", "administrator", "incidents", "show", "222")
    assert "- Status: waiting for you\n" in asked.out


# Merging


def _merged(support: Klantportal) -> tuple[str, int | None]:
    document = support("show", ONE, "--json").document
    return document["status"], document["merged_into"]


@pytest.mark.parametrize("into", ["245", "#245"])
def test_a_duplicate_is_merged_by_who_is_sure(support: Klantportal, into: str) -> None:
    before = support("show", "Voorbeeld BV/245", "--json").document["entries"]
    (line,) = _told(support("merge", ONE, "--into", into, "--yes"))
    assert (line[0], line[3]) == (ONE, "closed")
    assert _merged(support) == ("closed", 245)
    after = support("show", "Voorbeeld BV/245", "--json").document["entries"]
    assert [each["kind"] for each in after[len(before) :]] == ["merged"]
    again = support("merge", ONE, "--into", "250", "--yes")
    assert (again.code, again.out) == (1, "")
    assert _merged(support) == ("closed", 245)


@LANGUAGES
def test_merging_asks_first_by_what_both_are_called(
    at_a_terminal: Klantportal, support: Klantportal, language: str
) -> None:
    yes, told = {"en": ("y", "merged and closed"), "nl": ("j", "samengevoegd en gesloten")}[
        language
    ]
    asked = ("--portal", "demo", "--as", "support", "--lang", language, "support", "merge", ONE)
    left = at_a_terminal(*asked, "--into", "245", typed="n\n")
    assert (left.code, left.out) == (1, "")
    for title in (ONE, "Medewerkers krijgen", "Voorbeeld BV/245", "Verlofuren na de update"):
        assert title in left.err
    assert _merged(support) == ("on_hold", None)
    assert told in at_a_terminal(*asked, "--into", "245", typed=f"{yes}\n").out
    assert _merged(support) == ("closed", 245)


@LANGUAGES
@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--into", "245"], 2),
        (["--yes"], 2),
        (["--into", "x", "--yes"], 2),
        (["--into", "Havenlicht Logistiek/58", "--yes"], 2),
        (["--into", "222", "--yes"], 1),
        (["--into", "99999", "--yes"], 1),
        (["--into", "9999999999", "--yes"], 1),
    ],
    ids=str,
)
def test_what_cannot_be_merged_is_told_and_stays(
    klantportal: Klantportal, support: Klantportal, options: list[str], code: int, language: str
) -> None:
    asked = ("--portal", "demo", "--as", "support", "--lang", language, "support")
    refused = klantportal(*asked, "merge", ONE, *options)
    assert (refused.code, refused.out, bool(refused.err)) == (code, "", True)
    assert "cli." not in refused.err
    assert _merged(support) == ("on_hold", None)


# Saving


def test_what_a_customer_sent_is_saved_and_never_over_a_file(
    klantportal: Klantportal, support: Klantportal, tmp_path: Path
) -> None:
    (log := tmp_path / "run.log").write_bytes(b"It stops.")
    (patch := tmp_path / "patch.sql").write_bytes(b"select 1")
    new = ("incidents", "new", "--subject", "Down", "--text", "It is.", "--attach", log, "--json")
    number = klantportal(*DEMO, "--as", "employee", *new).document["number"]
    name = f"Voorbeeld BV/{number}"
    assert support("answer", name, "--text", "Try.", "--attach", patch).code == 0
    log.write_bytes(b"mine")
    saved = support("save", name, "--to", tmp_path)
    assert saved.lines == [str(tmp_path / each) for each in ("run (1).log", "patch (1).sql")]
    assert [Path(line).read_bytes() for line in saved.lines] == [b"It stops.", b"select 1"]
    assert (log.read_bytes(), patch.read_bytes()) == (b"mine", b"select 1")
    one = support("save", name, "--attachment", "2", "--to", tmp_path, "--json").document
    assert one == {"items": [str(tmp_path / "patch (2).sql")]}
    refused = support("save", name, "--attachment", "3", "--to", tmp_path)
    assert (refused.code, refused.out) == (1, "")
    assert "no attachment 3" in refused.err
    assert "klantportal support show" in refused.err


# Whose it is


@pytest.mark.parametrize("who", ["none", "employee", "administrator", "incident-manager"])
@pytest.mark.parametrize(
    "verb",
    [
        ("list",),
        ("figures",),
        ("show", ONE),
        ("take", ONE),
        ("answer", ONE, "--text", "x"),
        ("note", ONE, "--text", "x"),
        ("change", ONE, "--priority", "low"),
        ("merge", ONE, "--into", "245", "--yes"),
        ("save", ONE),
        ("templates", "list"),
        ("templates", "remove", "x"),
    ],
    ids=" ".join,
)
def test_the_desk_is_the_vendors_alone(
    klantportal: Klantportal, who: str, verb: tuple[str, ...]
) -> None:
    refused = klantportal(*DEMO, "--as", who, "support", *verb)
    assert (refused.code, refused.out) == (1, "")
    assert "only the vendor's people do" in refused.err


@LANGUAGES
@pytest.mark.parametrize("verb", ["list", "answer", "templates", "merge", "save"])
def test_help_is_in_both_languages(klantportal: Klantportal, verb: str, language: str) -> None:
    shown = klantportal("--lang", language, "support", verb, "--help")
    assert shown.code == 0
    assert "cli." not in shown.out
