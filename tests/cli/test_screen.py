"""How the screen is opened: with what was asked for, and only where it can be drawn."""

import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from tests.cli.conftest import Terminal
from tui import portals
from tui.__main__ import main
from tui.paths import Paths
from tui.settings import TuiOptions

Open = Callable[..., TuiOptions | None]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Run on a terminal; returns what the screen would open with, or None where it does not."""
    asked: list[TuiOptions] = []

    def run(options: TuiOptions) -> int:
        asked.append(options)
        return 0

    factory = ModuleType("tui.app_factory")
    vars(factory)["run"] = run

    def start(*argv: str, term: str = "xterm-256color") -> TuiOptions | None:
        with monkeypatch.context() as patched:
            patched.setitem(sys.modules, "tui.app_factory", factory)
            patched.setattr(sys, "stdin", Terminal())
            patched.setattr(sys, "stdout", Terminal())
            patched.setenv("TERM", term)
            main(argv)
        return asked.pop() if asked else None

    return start


def test_without_words_and_portals_the_choice_is_the_screens(opened: Open) -> None:
    assert opened() == TuiOptions()


def test_the_demo_opens_by_its_verb_and_by_its_name(opened: Open) -> None:
    assert opened("demo") == opened("--portal", "demo") == TuiOptions(portal="demo")
    assert opened("demo", "--reset", "--as", "employee") == TuiOptions(
        portal="demo", sign_in_as="employee", reset_demo=True
    )


def test_options_count_before_and_behind_the_verb(opened: Open) -> None:
    asked = TuiOptions(portal="demo", language="nl", mouse=False, ascii=True)
    assert opened("--lang", "nl", "--no-mouse", "--ascii", "demo") == asked
    assert opened("demo", "--lang", "nl", "--no-mouse", "--ascii") == asked
    assert opened("--lang", "nl", "--ascii", "demo", "--no-mouse") == asked


def test_settings_count_where_no_option_does(opened: Open, paths: Paths) -> None:
    paths.config.mkdir(parents=True)
    paths.settings_file.write_text("mouse = false\nascii = true\n")
    assert opened("demo") == TuiOptions(portal="demo", mouse=False, ascii=True)


def test_the_portal_is_named_by_option_environment_or_habit(
    opened: Open, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    portals.remember(paths, "https://last.example.com")
    assert opened() == TuiOptions(portal="https://last.example.com")
    monkeypatch.setenv("KLANTPORTAL_PORTAL", "https://environment.example.com")
    assert opened() == TuiOptions(portal="https://environment.example.com")
    assert opened("--portal", "sqlite:///x") == TuiOptions(portal="sqlite:///x")


def test_a_terminal_that_cannot_draw_is_refused(
    opened: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    assert opened("demo", term="dumb") is None
    assert "TERM=dumb" in capsys.readouterr().err


def test_what_is_wrong_in_the_settings_is_told_to_who_opens_the_screen(
    opened: Open, paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    paths.config.mkdir(parents=True)
    paths.settings_file.write_text('theme = "pink"\n[keymap]\n"list.dwon" = "k"\n')
    assert opened("demo") == TuiOptions(portal="demo")
    told = capsys.readouterr().err
    assert "pink" in told
    assert "list.dwon" in told
