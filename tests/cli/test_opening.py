"""`open`: which words are links, and what becomes of them."""

import pytest

from tests.cli.conftest import Klantportal
from tui.links import INCIDENT, Link
from tui.settings import TuiOptions


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[TuiOptions]:
    """Return what the screen is opened with."""
    kept: list[TuiOptions] = []

    def run(options: TuiOptions) -> int:
        kept.append(options)
        return 0

    monkeypatch.setattr("tui.app_factory.run", run)
    monkeypatch.setattr("tui.cli.demo.refusal", lambda *_, **__: None)
    return kept


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("incident/1042", Link(INCIDENT, 1042)),
        ("incident/Voorbeeld BV/1042", Link(INCIDENT, 1042, "Voorbeeld BV")),
    ],
)
def test_the_screen_opens_on_what_the_link_names(
    klantportal: Klantportal, opened: list[TuiOptions], text: str, link: Link
) -> None:
    assert klantportal("--portal", "demo", "--as", "employee", "open", text).code == 0
    (options,) = opened
    assert (options.portal, options.sign_in_as, options.link) == ("demo", "employee", link)


@pytest.mark.parametrize("text", ["1042", "note/1042", "incident/x", "incident/\x1b[2J"])
def test_what_is_no_link_is_said_with_the_forms_there_are(
    klantportal: Klantportal, opened: list[TuiOptions], text: str
) -> None:
    told = klantportal("open", text)
    assert (told.code, opened) == (2, [])
    assert "A link is incident/1042" in told.err
    assert "\x1b" not in told.err
