"""The bench compares what it says it does, and a broken limit is an error."""

import sys
from pathlib import Path

import pytest

from tests.bench import __main__ as command
from tests.bench import report
from tests.bench.measures import Limit, Outcome, Pair, compare
from tests.bench.program import NeverCame, Program

LIMIT = Limit("start", "time", "time", limit=1.4, aim=1.2)


def _outcome(ours: float) -> Outcome:
    return Outcome(LIMIT, ours, 100.0)


def test_the_two_sides_take_turns_and_the_medians_count() -> None:
    turns: list[str] = []

    def side(name: str, times: list[float]) -> dict[str, float]:
        turns.append(name)
        return {"time": times.pop(0)}

    ours, floor = [999.0, 10, 11, 90], [999.0, 20, 22, 24]
    pair = Pair(lambda: side("ours", ours), lambda: side("floor", floor), (LIMIT,))
    (outcome,) = compare(pair, runs=3)
    assert turns == ["ours", "floor"] * 4
    assert (outcome.ours, outcome.floor, outcome.ratio) == (11, 22, 0.5)


@pytest.mark.parametrize(
    ("ours", "verdict"), [(120, "aim"), (121, "ok"), (140, "ok"), (141, "broken")]
)
def test_a_limit_is_kept_up_to_its_value(ours: float, verdict: str) -> None:
    assert report.verdict(_outcome(ours)) == verdict


@pytest.mark.parametrize(("ours", "status"), [(140, 0), (141, 1)])
def test_a_broken_limit_is_an_exit_code(
    ours: float, status: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    figures = tmp_path / "figures.json"
    monkeypatch.setattr(command, "_measure", lambda only, runs: [_outcome(ours)])
    monkeypatch.setattr(sys, "argv", ["bench", "--json", str(figures)])
    assert command.main() == status
    assert f'"kept": {str(status == 0).lower()}' in figures.read_text()


def test_the_table_goes_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n")
    report.write_into(page, report.markdown([_outcome(120)], runs=7))
    text = page.read_text()
    assert "old" not in text
    assert "| start | 120.0 ms | 100.0 ms | 1.20 | 1.40 | 1.20 | aim |" in text
    assert text.startswith(f"before\n{report.BEGIN}\n")
    assert text.endswith(f"\n{report.END}\nafter\n")


def test_a_page_without_marks_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("mine")
    with pytest.raises(SystemExit, match="lacks the marks"):
        report.write_into(page, "table")
    assert page.read_text() == "mine"


@pytest.mark.pty
def test_a_key_is_timed_to_the_last_byte_of_its_answer() -> None:
    echo = "import tty, os; tty.setraw(0); print('ready', flush=True)\n"
    echo += "while os.read(0, 1): os.write(1, b'x' * 100)"
    with Program([sys.executable, "-c", echo]) as program:
        assert program.wait_sent(b"ready") > 0
        program.settle()
        answer = program.press("a")
        assert answer.size == 100
        assert 0 < answer.milliseconds < 1000
        assert program.memory() > 1


@pytest.mark.pty
def test_a_program_that_fails_is_no_figure() -> None:
    fails = [sys.executable, "-c", "raise SystemExit(3)"]
    with Program(fails) as program, pytest.raises(NeverCame, match="ended with 3"):
        program.wait_end()
