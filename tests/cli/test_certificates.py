"""A certificate that is not trusted, as a person hears of it, and an authority of one's own."""

from collections.abc import Generator
from pathlib import Path

import pytest

from tests.cli.conftest import Klantportal
from tests.contract.grounds import sqlite_ground
from tests.contract.world import PASSWORD, PEOPLE, WORLD
from tests.server.secured import Certificates, Secured, make_certificates, secured
from tui import i18n
from tui.api.errors import Fault
from tui.paths import Paths
from tui.server.app import app_on

FAULTS = [fault for fault in Fault if fault.startswith("tls_")]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Certificates of all kinds."""
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def server(certificates: Certificates) -> Generator[Secured]:
    """A server with a certificate of our own authority."""
    with sqlite_ground() as ground:
        app = app_on(ground.copy(ground.template(WORLD)))
        with secured(app, certificates.servers["good"]) as served:
            yield served


def _login(klantportal: Klantportal, server: Secured):
    words = ("--portal", server.url, "login", "--email", PEOPLE["employee"].email)
    return klantportal(*words, "--password-stdin", stdin=f"{PASSWORD}\n")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_one_is_told_what_is_wrong_and_what_to_do(
    klantportal: Klantportal, server: Secured, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("KLANTPORTAL_LANG", language)
    server.arrived.clear()
    done = _login(klantportal, server)
    assert (done.code, done.out) == (4, "")
    told = i18n.t("error.unavailable.tls_unknown_authority", place=server.url)
    assert done.err.strip() == told
    assert "KLANTPORTAL_CA_FILE" in told
    assert server.arrived == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("fault", FAULTS)
def test_every_refusal_says_of_whom_that_nothing_was_sent_and_the_next_step(
    language: str, fault: Fault
) -> None:
    i18n.use(language)
    place = "https://portal.example.nl"
    said = i18n.t(f"error.unavailable.{fault}", place=place, detail="x")
    nothing, check = {
        "en": ("nothing was sent", ("Check", "name its file")),
        "nl": ("niets heen gestuurd", ("Controleer", "noem dan haar bestand")),
    }[language]
    assert place in said
    assert nothing in said
    assert any(words in said for words in check)


@pytest.mark.parametrize("by", ["settings", "environment"])
def test_one_names_an_authority_of_ones_own(
    klantportal: Klantportal,
    server: Secured,
    certificates: Certificates,
    paths: Paths,
    monkeypatch: pytest.MonkeyPatch,
    by: str,
) -> None:
    _name(certificates.authority, paths, monkeypatch, by)
    done = _login(klantportal, server)
    assert done.code == 0, done.err
    listed = klantportal("--portal", server.url, "releases", "list", "--json")
    assert (listed.code, len(listed.document["items"]) > 0) == (0, True)


def _name(authority: Path, paths: Paths, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    if by == "environment":
        monkeypatch.setenv("KLANTPORTAL_CA_FILE", str(authority))
    else:
        paths.settings_file.parent.mkdir(parents=True)
        paths.settings_file.write_text(f'ca_file = "{authority}"\n')
