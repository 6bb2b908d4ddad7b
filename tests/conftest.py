"""What every test may ask for."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import quiet
from tui import i18n

SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"


def pytest_collection_finish() -> None:
    """A fifth of the time of tests went into looking through thousands of them for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real files that nobody of this project wrote."""
    if not SHARED_DATA.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{SHARED_DATA} is missing")
        pytest.skip(f"needs the real files of {SHARED_DATA}")
    return SHARED_DATA


@pytest.fixture(autouse=True)
def _english() -> None:
    """Every test begins in English."""
    i18n.use("en")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the person's own portals and keyring."""
    monkeypatch.setenv("KLANTPORTAL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    for name in ("PORTAL", "LANG", "DATABASE", "CA_FILE", "SMTP", "MAIL_FROM", "ADDRESS"):
        monkeypatch.delenv(f"KLANTPORTAL_{name}", raising=False)


@pytest.fixture(autouse=True)
def _rests_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pilot waits for its app, not for the clock."""
    for name in ("app", "pilot"):
        monkeypatch.setattr(f"textual.{name}.wait_for_idle", quiet.rest)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 1 / 1000)


@pytest.fixture(autouse=True)
def _garbage_goes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What one test left is not carried through all that follow, as what an app froze would be."""
    monkeypatch.setattr("tui.app._collect_garbage_again", gc.enable)
    yield
    gc.enable()
