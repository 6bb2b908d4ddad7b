"""`incidents` by whom may not, and whom one may name."""

import pytest

from tests.cli.conftest import Klantportal
from tests.contract.world import identity

LANGUAGES = pytest.mark.parametrize("language", ["en", "nl"])
NOBODY = identity(0xDEAD)
DEMO = ("--portal", "demo")
pytestmark = pytest.mark.usefixtures("demo")


@LANGUAGES
@pytest.mark.parametrize(
    "verb",
    [
        ("list",),
        ("list", "--json"),
        ("show", "1"),
        ("show", NOBODY),
        ("new", "--subject", "x", "--text", "y"),
        ("reply", "1", "--text", "y"),
        ("close", "1"),
    ],
    ids=" ".join,
)
def test_who_may_not_is_told_why(
    klantportal: Klantportal, verb: tuple[str, ...], language: str
) -> None:
    asked = (*DEMO, "--as", "none", "--lang", language, "incidents", *verb)
    refused = klantportal(*asked)
    assert (refused.code, refused.out) == (1, "")
    assert "Sanne Bakker" in refused.err
    assert "error." not in refused.err


def test_a_lone_incident_manager_reads_and_does_not_submit(klantportal: Klantportal) -> None:
    asked = (*DEMO, "--as", "incident-manager", "incidents")
    assert klantportal(*asked, "list").code == 0
    assert klantportal(*asked, "new", "--subject", "x", "--text", "y").code == 1


def test_support_is_sent_to_its_own_desk(klantportal: Klantportal) -> None:
    refused = klantportal(*DEMO, "--as", "support", "incidents", "list")
    assert (refused.code, refused.out) == (1, "")


@pytest.mark.parametrize(
    ("watch", "names"),
    [
        (["bram öz"], ["Bram Öz"]),
        (["Çağlar", "zoe"], ["Zoë van der Berg", "Çağlar Öz"]),
        (["me", "anna.devries@voorbeeld.example"], []),
        (["Bram Öz", "bram"], ["Bram Öz"]),
    ],
    ids=str,
)
def test_colleagues_watch_by_name(
    klantportal: Klantportal, watch: list[str], names: list[str]
) -> None:
    asked = (*DEMO, "--as", "employee", "incidents")
    options = [word for name in watch for word in ("--watch", name)]
    new = klantportal(*asked, "new", "--subject", "x", "--text", "y", *options, "--json")
    assert new.code == 0, new.err
    shown = klantportal(*asked, "show", new.document["id"], "--json").document
    assert sorted(each["display_name"] for each in shown["watchers"]) == names


@LANGUAGES
@pytest.mark.parametrize("name", ["Niemand", "", "daan smit", "van der", NOBODY])
def test_a_watcher_who_is_not_clear_submits_nothing(
    klantportal: Klantportal, name: str, language: str
) -> None:
    asked = (*DEMO, "--as", "employee", "--lang", language, "incidents")
    before = klantportal(*asked, "list").out
    refused = klantportal(*asked, "new", "--subject", "x", "--text", "y", "--watch", name)
    assert (refused.code, refused.out) == (1, "")
    assert "cli." not in refused.err
    assert klantportal(*asked, "list").out == before


def test_who_is_not_signed_in_is_told(incidents: Klantportal, klantportal: Klantportal) -> None:
    klantportal("logout")
    assert incidents("list").code == 3


def test_a_portal_that_does_not_answer_is_told(
    klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLANTPORTAL_TOKEN", "x")
    asked = ("--portal", "http://127.0.0.1:9", "incidents", "list")
    assert klantportal(*asked).code == 4
