"""Portals in each variant, and what the program sends to a terminal when one visits them."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

from tests.pty.hostile_places import Variant
from tests.pty.hostile_portal import EMAIL, HOME, PASSWORD, PUBLISHER
from tests.pty.terminal import Terminal, environment

READER = ("login", "--organisation", HOME, "--email", EMAIL, "--password-stdin")
VENDOR = ("login", "--vendor-side", "--email", PUBLISHER, "--password-stdin")


@dataclass(frozen=True)
class Home:
    """Where somebody keeps files, and the portal that this person's program opens."""

    variant: Variant
    folder: Path
    portal: Path

    @property
    def command(self) -> tuple[str, ...]:
        """The command that opens the portal."""
        return (*self.variant.program, "--portal", f"sqlite:///{self.portal}")

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a program that lives here."""
        return environment(
            {"KLANTPORTAL_HOME": str(self.folder / "home"), "EDITOR": f"'{self.editor}'"}
        )

    @property
    def editor(self) -> Path:
        """The person's own editor: puts the file `edited` in the place of what it is given."""
        return self.folder / "editor"

    @property
    def drafts(self) -> list[Path]:
        """The files of the drafts that are kept."""
        return [*(self.folder / "home").rglob("drafts/*/*.json")]

    def run(self, *verb: str, typed: str = "") -> bytes:
        """Do a verb that has to succeed; returns what it says to another program."""
        done = subprocess.run(
            (*self.command, *verb),
            env=self.environment,
            cwd=self.folder,
            input=typed.encode(),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done
        return done.stdout

    def said(self, *verb: str, typed: str = "") -> bytes:
        """Return what a verb writes to a terminal in which one types a line, if any."""
        command = (*self.command, *verb)
        with Terminal(command, columns=200, env=self.environment, cwd=self.folder) as terminal:
            terminal.type(f"{typed}\n" if typed else "")
            terminal.wait_end()
            return terminal.raw

    def screen(self, columns: int, rows: int) -> Terminal:
        """Start the program's screen."""
        size = {"columns": columns, "rows": rows}
        return Terminal(self.command, **size, env=self.environment, cwd=self.folder)


class Stage:
    """Makes each portal once; who changes something is given a copy."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._homes: dict[tuple[Variant, tuple[str, ...]], Home] = {}

    def signed_in(self, variant: Variant, who: Sequence[str] = READER) -> Home:
        """Return a home in which somebody is signed in; the portal is everybody's."""
        key = (variant, tuple(who))
        if key not in self._homes:
            home = Home(variant, self._made(variant), self._portal(variant))
            home.run(*who, typed=PASSWORD)
            self._homes[key] = home
        return self._homes[key]

    def fresh(self, variant: Variant) -> Home:
        """Return a home in which nobody has been, with a portal of its own."""
        folder = self._made(variant)
        portal = copyfile(self._portal(variant), folder / "portal.sqlite")
        return Home(variant, folder, portal)

    def _made(self, variant: Variant) -> Path:
        number = len([*self._folder.iterdir()])
        folder = self._folder / f"{number} {variant}"
        folder.mkdir()
        return folder

    def _portal(self, variant: Variant) -> Path:
        file = self._folder / f"{variant}.sqlite"
        if not file.exists():
            guard = ("tests.pty.unguarded",) if variant is Variant.UNGUARDED else ()
            modules = (*guard, "tests.pty.hostile_portal")
            command = (sys.executable, "-m", *modules, str(file), variant)
            subprocess.run(command, check=True, capture_output=True)
        return file
