"""What the tests in a real terminal share."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.pty.hostile_stage import Stage

ROOT = Path(__file__).parents[2]
KLANTPORTAL = Path(sys.executable).with_name("klantportal")


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the demo has been made already."""
    home = tmp_path_factory.mktemp("demo")
    subprocess.run(
        [KLANTPORTAL, "--portal", "demo", "--as", "employee", "releases", "list", "--limit", "1"],
        env={"KLANTPORTAL_HOME": str(home), "LC_ALL": "C.UTF-8"},
        check=True,
        capture_output=True,
    )
    return home


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Portals full of hostile texts, or of tame ones in the same places."""
    return Stage(tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the program, as it would be published."""
    folder = tmp_path_factory.mktemp("wheel")
    _pip("wheel", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (built,) = folder.glob("klantportal-*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the commands of a fresh environment that has the wheel.

    Its dependencies are those of this environment, so that nothing is fetched.
    """
    fresh = tmp_path_factory.mktemp("fresh") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", fresh], check=True)
    commands = fresh / Path(sys.executable).parent.name
    _pip("install", str(wheel), python=commands / "python")
    (packages,) = fresh.glob("**/site-packages")
    dependencies = Path(pytest.__file__).parents[1]
    (packages / "dependencies.pth").write_text(f"{dependencies}\n")
    return commands


def _pip(verb: str, *words: str, python: Path = Path(sys.executable)) -> None:
    quietly = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-index")
    command = (sys.executable, "-m", "pip", "--python", str(python), verb, *quietly, *words)
    subprocess.run(command, check=True, capture_output=True)
