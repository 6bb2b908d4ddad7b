"""The line: what is wrong, since when, and how long one waits; told only where there is news."""

from datetime import UTC, datetime, timedelta

from tui.api.errors import Fault
from tui.api.line import TROUBLE, Line, LineState

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


class Clocks:
    """What the time is, of the day and since the start."""

    seconds = 100.0

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds - 100)

    def clock(self) -> float:
        return self.seconds


def _line() -> tuple[Line, Clocks, list[LineState]]:
    clocks, heard = Clocks(), list[LineState]()
    line = Line(clocks.now, clocks.clock)
    line.listen(lambda: heard.append(line.state))
    return line, clocks, heard


def test_a_line_that_works_tells_nothing() -> None:
    line, _, heard = _line()
    for _ in range(3):
        line.works()
    assert heard == []
    assert line.state == LineState(read_at=NOON)


def test_trouble_says_how_old_that_is_what_one_has() -> None:
    line, clocks, heard = _line()
    line.works()
    clocks.seconds += 60
    line.fails(Fault.UNREACHABLE)
    line.fails(Fault.TLS_REFUSED)
    assert heard == [LineState(Fault.UNREACHABLE, NOON), LineState(Fault.TLS_REFUSED, NOON)]


def test_the_next_answer_takes_the_trouble_away() -> None:
    line, clocks, heard = _line()
    line.fails(Fault.BUSY, 30.0)
    clocks.seconds += 1
    line.works()
    line.works()
    assert heard == [LineState(Fault.BUSY, None, 130.0), LineState(read_at=clocks.now())]


def test_a_wait_ends_even_where_it_is_called_off() -> None:
    line, _, heard = _line()
    line.fails(Fault.BUSY, 3.0)
    try:
        with line.waiting():
            assert line.state == LineState(Fault.BUSY, None, 103.0, goes_on=True)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    assert line.state == LineState(Fault.BUSY)
    assert len(heard) == 3


def test_who_listens_no_more_hears_nothing() -> None:
    line, _, heard = _line()
    other = list[None]()
    line.listen(lambda: other.append(None))()
    line.fails(Fault.BUSY)
    assert (len(heard), other) == (1, [])


def test_whatever_is_wrong_with_a_certificate_is_trouble() -> None:
    assert {fault for fault in Fault if fault.startswith("tls_")} <= TROUBLE
