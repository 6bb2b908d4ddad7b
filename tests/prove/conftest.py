"""The grounds of the contract, and the figures of the soaks at the end of the run."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.conftest import (
    ground,
    make_stage,
    postgresql_store,
    sqlite_store,
    stage,
    templates,
)
from tests.contract.grounds import Ground, Template, sqlite_ground
from tests.contract.world import WORLD
from tests.prove.soak import FIGURES, Store, Tell, row
from tests.prove.story import PEOPLE
from tests.pty.conftest import KLANTPORTAL

__all__ = ["ground", "make_stage", "postgresql_store", "sqlite_store", "stage", "templates"]


@pytest.fixture(scope="package")
def sqlite() -> Iterator[tuple[Ground, Template]]:
    """The embedded store alone, and the world of the contract in it."""
    with sqlite_ground() as made:
        yield made, made.template(WORLD)


@pytest.fixture
def store(sqlite: tuple[Ground, Template]) -> Store:
    """A store in a file, for the people of a story."""
    made, template = sqlite
    return Store.of(made.copy(template), template.tokens, PEOPLE)


@pytest.fixture
def file(store: Store) -> Path:
    """The file of that store."""
    return store.file


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with the demo in it."""
    home = tmp_path / "home"
    words = ("--portal", "demo", "--as", "employee", "incidents", "list", "--limit", "1")
    env = {"KLANTPORTAL_HOME": str(home), "LC_ALL": "C.UTF-8"}
    subprocess.run([KLANTPORTAL, *words], env=env, check=True, capture_output=True)
    return home


@pytest.fixture
def tell(record_property: object) -> Tell:
    """Keep the figures of a soak for the end of the run."""
    assert callable(record_property)

    def told(soak: str, **numbers: int) -> None:
        record_property(FIGURES, (soak, numbers))

    return told


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write the table that docs/benchmarks.md keeps."""
    rows = [
        row(*value, report.duration)
        for report in terminalreporter.getreports("passed")
        if report.when == "call"
        for name, value in report.user_properties
        if name == FIGURES
    ]
    if rows:
        terminalreporter.section("soaks")
        terminalreporter.write_line("| soak | figures | time |\n|---|---|---|")
        terminalreporter.write_line("\n".join(rows))
