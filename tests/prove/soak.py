"""How long a soak lasts, how it starts programs and how it tells its figures."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.contract.grounds import Tokens
from tests.contract.world import PEOPLE
from tui.api.connect import connect
from tui.api.portal import Entrance

FIGURES = "soak"
"""The property of a test under which its figures go to the end of the run."""

Tell = Callable[..., None]
"""Called with the name of a soak and its numbers by name."""


def is_full() -> bool:
    """Whether this is `make prove`, and not the ordinary suite."""
    return os.environ.get("KLANTPORTAL_PROVE") == "full"


def rounds(short: int, full: int) -> int:
    """Return how often a soak tries: `full` with `make prove`, `short` in the ordinary suite."""
    return full if is_full() else short


def row(soak: str, numbers: dict[str, int], seconds: float) -> str:
    """Return the figures of a soak as a row of a Markdown table."""
    told = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in numbers.items())
    return f"| {soak} | {told} | {seconds:.0f} s |"


@dataclass(frozen=True)
class Store:
    """Where a store is, and the tokens of the people whom a program needs."""

    url: str
    tokens: dict[str, str]
    over_http: bool = False
    """Whether each program has a server on it, and asks that."""

    @property
    def file(self) -> Path:
        """Where it is, if it is a file."""
        return Path(urlsplit(self.url).path)

    @classmethod
    def of(
        cls, url: str, tokens: Tokens, names: tuple[str, ...], *, over_http: bool = False
    ) -> "Store":
        """Return the store at `url` with a token for each of `names`."""
        by_person = {person: token.reveal() for (person, _), token in tokens.items()}
        return cls(url, {name: by_person[PEOPLE[name].id] for name in names}, over_http)

    async def enter(self) -> Entrance:
        """Open it."""
        if not self.over_http:
            return connect(self.url)
        from tests.contract.http_grounds import serve  # a server takes long to import

        return await serve(self.url)

    def as_json(self) -> str:
        """Return this for another process."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, words: str) -> "Store":
        """Read what `as_json` wrote."""
        return cls(**json.loads(words))


def start(program: str, *words: object) -> "subprocess.Popen[str]":
    """Start one of the modules of this folder, with pipes."""
    command = [sys.executable, "-m", f"tests.prove.{program}", *map(str, words)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def say(*words: object) -> None:
    """Write a line at once and whole, so that a kill leaves none in a buffer."""
    os.write(1, f"{' '.join(map(str, words))}\n".encode())
