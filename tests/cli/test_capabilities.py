"""What is said of a terminal before anything is drawn on it."""

import pytest

from tui import i18n
from tui.terminal import capabilities

GOOD = {"TERM": "xterm-256color"}


def refusal(
    environ: dict[str, str] = GOOD,
    *,
    encoding: str = "utf-8",
    is_terminal: bool = True,
    ascii_only: bool = False,
) -> str | None:
    return capabilities.refusal(
        environ, encoding=encoding, is_terminal=is_terminal, ascii_only=ascii_only
    )


def test_a_usual_terminal_is_not_refused() -> None:
    assert refusal() is None
    assert refusal(encoding="UTF8") is None
    assert refusal({"OS": "Windows_NT"}) is None


@pytest.mark.parametrize("environ", [{}, {"TERM": ""}, {"TERM": "dumb"}])
def test_a_terminal_that_cannot_draw_is_refused(environ: dict[str, str]) -> None:
    assert refusal(environ) == "terminal.refused.dumb"


def test_a_pipe_is_refused() -> None:
    assert refusal(is_terminal=False) == "terminal.refused.no_terminal"


def test_another_encoding_is_refused_unless_ascii_is_enough() -> None:
    assert refusal(encoding="ascii") == "terminal.refused.encoding"
    assert refusal(encoding="ascii", ascii_only=True) is None


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", ["no_terminal", "dumb", "encoding"])
def test_each_refusal_says_what_to_do(language: str, name: str) -> None:
    i18n.use(language)
    text = i18n.t(f"terminal.refused.{name}", term="dumb", encoding="ascii")
    assert "klantportal" in text or "LANG=" in text


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm"}, "16"),
        ({"TERM": "screen-256color"}, "256"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "16 million"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "none"),
    ],
)
def test_colours_are_what_the_environment_tells(environ: dict[str, str], colours: str) -> None:
    assert capabilities.colours(environ) == colours


def test_ssh_and_multiplexers_are_seen() -> None:
    assert capabilities.over_ssh({"SSH_CONNECTION": "1 2 3 4"})
    assert not capabilities.over_ssh({})
    assert capabilities.multiplexer({"TMUX": "/tmp/x"}) == "tmux"
    assert capabilities.multiplexer({"STY": "1.x"}) == "screen"
    assert capabilities.multiplexer({}) == ""
