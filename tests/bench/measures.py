"""What is measured, against what, and how much of it is allowed."""

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from tests.bench import reader, store_bench
from tests.bench.program import SILENCE, NeverCame, Program
from tests.conftest import SHARED_DATA

HERE = Path(__file__).parent
KLANTPORTAL = Path(sys.executable).with_name("klantportal")
DEMO = (str(KLANTPORTAL), "demo", "--as", "employee")
LISTING = (str(KLANTPORTAL), "--portal", "demo", "--as", "employee", "releases", "list")
MINIMAL = (sys.executable, str(HERE / "minimal.py"))
LIST = (sys.executable, str(HERE / "list_app.py"))
FORM = (sys.executable, str(HERE / "form_app.py"))
MINIMAL_ROW = "Router outage in region 0"
READER_LIMITS = {
    "first screen, time to Markdown": 0.05,
    "first screen, memory to Markdown": 0.2,
    "800 KB, time to 20 KB": 1.5,
}
FORM_FIELD = "Stationsweg 1"
HELP_TITLE = "Keys that act here"

Figures = Mapping[str, float]


@dataclass(frozen=True)
class Limit:
    """A ratio to keep: our `figure` by the floor's `against`, at most `limit`, better `aim`.

    Without a limit it is only told.
    """

    name: str
    figure: str
    against: str
    limit: float | None = None
    aim: float | None = None
    unit: str = "ms"


@dataclass(frozen=True)
class Pair:
    """Two things to run one after the other, time and again, and what is asked of them."""

    ours: Callable[[], Figures]
    floor: Callable[[], Figures]
    limits: tuple[Limit, ...]


@dataclass(frozen=True)
class Outcome:
    """A limit with the medians that were found."""

    limit: Limit
    ours: float
    floor: float

    @property
    def ratio(self) -> float:
        """Ours by the floor's."""
        return self.ours / self.floor if self.floor else float("inf") if self.ours else 0.0

    @property
    def kept(self) -> bool:
        """Whether the ratio is allowed."""
        return self.limit.limit is None or self.ratio <= self.limit.limit


def compare(pair: Pair, runs: int) -> Iterator[Outcome]:
    """Run the two sides alternately; return the ratios of their medians."""
    pair.ours(), pair.floor()  # the first run of each fills caches and is not counted
    rounds = [(pair.ours(), pair.floor()) for _ in range(runs)]
    for limit in pair.limits:
        ours = statistics.median(figures[limit.figure] for figures, _ in rounds)
        floor = statistics.median(figures[limit.against] for _, figures in rounds)
        yield Outcome(limit, ours, floor)


# Starting.

LOOK = 40
"""Columns of a row in which the cursor shows: what stands beside a list may follow later."""


@cache
def first_note() -> str:
    """Return how the first row of the demo begins; makes the demo's store where there is none."""
    told = subprocess.run([*LISTING, "--json"], check=True, capture_output=True)
    title: str = json.loads(told.stdout)["items"][0]["title"]
    return title[:12]


def start_of(command: Sequence[str], first_row: str, silence: float = SILENCE) -> Figures:
    """Until the rows stand there and the cursor moves; what it weighs then."""
    with Program(command) as program:
        return start_in(program, first_row, silence)


def start_in(program: Program, first_row: str, silence: float = SILENCE) -> Figures:
    """As `start_of`; so many seconds of `silence` mean that a key has been answered."""
    program.wait_sent(first_row.encode())
    program.send("down")
    program.settle(silence)
    row = program.row_of(first_row) + 1
    under_cursor = program.terminal.row_look(row, LOOK)
    interactive = program.moment(
        lambda drawn: drawn.row_look(row, LOOK) == under_cursor, "the cursor on the second row"
    )
    memory = program.memory()
    program.press("up")
    program.settle(silence)
    if program.terminal.row_look(row, LOOK) == under_cursor:
        raise NeverCame(f"the first key was lost:\n{program.text}")
    return {"interactive": interactive, "memory": memory}


def first_paint() -> Figures:
    """Until the chrome of the demo stands there, and until a key pressed then is answered."""
    with Program(DEMO) as program:
        painted = program.wait_sent(b"klantportal")
        program.send("?")
        program.wait_sent(HELP_TITLE.encode())
        answered = program.moment(lambda drawn: HELP_TITLE in drawn.text, "the help")
        return {"painted": painted, "answered": answered}


def end_of(*command: str) -> Callable[[], Figures]:
    """From start to end of a command that ends by itself."""

    def run() -> Figures:
        with Program((str(KLANTPORTAL), *command)) as program:
            return {"ended": program.wait_end()}

    return run


# Using.


def tabs_of(command: Sequence[str], first_row: str, *keys: str) -> Figures:
    """From one tab to another and back, the first visit included."""
    with Program(command) as program:
        program.wait_sent(first_row.encode())
        program.settle()
        return {"settled": _middle(program, keys * 3)[0]}


def list_of(command: Sequence[str], first_row: str) -> Figures:
    """One row down within the screen, and one beyond it."""
    with Program(command, 80, 24) as program:
        program.wait_sent(first_row.encode())
        program.settle()
        move, move_size = _middle(program, ["down"] * 8)
        for _ in range(program.rows):
            program.send("down")
        program.settle()
        scroll, scroll_size = _middle(program, ["down"] * 8)
        return {
            "move": move,
            "move bytes": move_size,
            "scroll": scroll,
            "scroll bytes": scroll_size,
        }


def field_of(command: Sequence[str], *keys: str) -> Figures:
    """A letter in a field, which `keys` lead into."""
    with Program(command) as program:
        program.wait_sent(FORM_FIELD.encode())
        program.settle()
        for key in keys:
            program.press(key)
        key, size = _middle(program, "abcdefghijklmnopqrstuvwxyz")
        return {"key": key, "key bytes": size}


def _middle(program: Program, keys: Sequence[str]) -> tuple[float, float]:
    answers = [program.press(key) for key in keys]
    return (
        statistics.median(answer.milliseconds for answer in answers),
        statistics.median(answer.size for answer in answers),
    )


def pairs() -> dict[str, Pair]:
    """Return everything that is measured, by name."""
    minimal = partial(start_of, MINIMAL, MINIMAL_ROW)
    return {
        "start": Pair(
            lambda: start_of(DEMO, first_note()),
            minimal,
            (
                Limit("demo interactive", "interactive", "interactive", 1.4, 1.2),
                Limit("demo memory (PSS)", "memory", "memory", 1.8, 1.6, "MB"),
            ),
        ),
        "paint": Pair(
            first_paint,
            minimal,
            (
                Limit("demo first live paint", "painted", "interactive", 0.75, 0.6),
                Limit("demo first key answered", "answered", "interactive"),
            ),
        ),
        "help": _ending("--help", 0.3),
        "version": _ending("--version", 0.3),
        "releases": Pair(
            end_of(*LISTING[1:]),
            minimal,
            (Limit("releases list", "ended", "interactive", 1.4),),
        ),
        "tabs": Pair(
            lambda: tabs_of(DEMO, first_note(), "0", "1"),
            partial(tabs_of, MINIMAL, MINIMAL_ROW, "n", "n"),
            (Limit("tab switch settled", "settled", "settled", 0.2),),
        ),
        "list": Pair(
            partial(list_of, LIST, MINIMAL_ROW),
            partial(list_of, MINIMAL, MINIMAL_ROW),
            (
                Limit("list: cursor move", "move", "move", 0.5),
                Limit("list: cursor move, bytes", "move bytes", "move bytes", 0.4, unit="B"),
                Limit("list: scroll a line", "scroll", "scroll", 0.4),
                Limit("list: scroll a line, bytes", "scroll bytes", "scroll bytes", 0.4, unit="B"),
            ),
        ),
        "form": Pair(
            partial(field_of, FORM, "enter"),
            partial(field_of, (*FORM, "plain")),
            (
                Limit("form: a key in a field", "key", "key", 1.0),
                Limit("form: a key in a field, bytes", "key bytes", "key bytes", unit="B"),
            ),
        ),
        "field": Pair(
            partial(field_of, FORM, "enter"),
            partial(field_of, (*FORM, "bare")),
            (Limit("form of twelve to one Input alone: a key", "key", "key", 1.3, 1.0),),
        ),
    }


def _ending(option: str, limit: float) -> Pair:
    return Pair(
        end_of(option),
        partial(start_of, MINIMAL, MINIMAL_ROW),
        (Limit(f"klantportal {option}", "ended", "interactive", limit),),
    )


def reader_outcomes(runs: int) -> Iterator[Outcome]:
    """Return the reader's ratios, each with its floor as 1; none where the real texts are not."""
    if not SHARED_DATA.is_dir():
        return
    for name, ratio in reader.measure(SHARED_DATA, runs).items():
        if " to " in name:
            limit = Limit(f"reader: {name}", name, name, READER_LIMITS[name], unit="")
            yield Outcome(limit, ratio, 1.0)


# The store.

_SEARCH_MS = {
    "ordinary words, p50": ("p50", 5.0),
    "ordinary words, p99": ("p99", 50.0),
    **{f"beginnings of {length}, p50": (f"prefix {length}", 20.0) for length in range(1, 5)},
}
"""What a search in 100,000 notes may take."""

_LIST_RATIOS = {
    "first page": 2.0,
    "page in the middle": 2.0,
    "first page by area": 2.0,
    "first page of unread": 2.0,
    "next unread from the middle": 2.0,
    "count": None,  # of a thousand all are counted, of a million ten thousand
    "count of unread": 2.0,
}


def search_outcomes() -> Iterator[Outcome]:
    """Return the times of searches, each by what it may take."""
    yield from _search_outcomes("search", store_bench.searching())


def postgres_search_outcomes() -> Iterator[Outcome]:
    """Return the same of PostgreSQL."""
    yield from _search_outcomes("search, PostgreSQL", store_bench.searching_postgres())


def _search_outcomes(what: str, figures: store_bench.Figures) -> Iterator[Outcome]:
    for name, (figure, most) in _SEARCH_MS.items():
        yield Outcome(Limit(f"{what}: {name}", figure, "allowed", 1.0), figures[figure], most)


def long_list_outcomes() -> Iterator[Outcome]:
    """Return what a list of a million notes takes by what one of a thousand does."""
    long, short = store_bench.lists()
    for name, limit in _LIST_RATIOS.items():
        yield Outcome(
            Limit(f"1,000,000 to 1,000: {name}", name, name, limit), long[name], short[name]
        )
