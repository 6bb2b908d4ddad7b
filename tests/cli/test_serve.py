"""`serve`: what must be right before anybody is served, told in words."""

import importlib.util

import pytest

from tests.cli.conftest import Klantportal


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--workers", "0"), 2, "--workers"),
        (("--port", "x"), 2, "--port"),
        (("--database", "https://portal.example.nl"), 4, "where its store is"),
        (("--database", "mysql://x"), 4, "not the address of a portal"),
        (("--database", "sqlite:////nowhere/x.db"), 4, "no portal at"),
        ((), 4, "no portal at"),
        (("--database", "demo", "--host", "192.0.2.1", "--port", "0"), 1, "192.0.2.1"),
        (("--database", "demo", "--host", "no.such.host.invalid"), 1, "no.such.host.invalid"),
        (("--port", "70000"), 2, "65535"),
        (("--port", "-1"), 2, "65535"),
    ],
)
def test_what_cannot_be_served_is_told(
    klantportal: Klantportal, words: tuple[str, ...], code: int, said: str
) -> None:
    result = klantportal("serve", *words)
    assert (result.code, said in result.err) == (code, True), result.err
    assert "crash" not in result.err


def test_the_database_may_be_named_out_of_sight(
    klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLANTPORTAL_DATABASE", "postgresql://u:s3cret@127.0.0.1:1/x")
    result = klantportal("serve")
    assert result.code == 4
    assert "postgresql://u@127.0.0.1:1/x" in result.err
    assert "s3cret" not in result.err + result.out


@pytest.mark.parametrize("missing", ["fastapi", "uvicorn"])
def test_without_what_a_server_needs_it_says_what_to_install(
    klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        "tui.cli.serve.find_spec", lambda name: None if name == missing else find(name)
    )
    result = klantportal("serve")
    assert (result.code, "klantportal[server]" in result.err) == (1, True)
