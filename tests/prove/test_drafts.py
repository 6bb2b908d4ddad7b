"""S4 in the whole program: of what somebody types a second is lost at most, however it ends.

Somebody types into a real terminal; the program is killed or the terminal goes. What had stood on
the screen for longer than a second is in the draft, and at the next start the draft is offered.
What was being sent when it ended can be sent again, and is there once.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.prove import desk
from tests.prove.desk import Desk
from tests.prove.soak import Tell, rounds
from tests.pty.terminal import Terminal

pytestmark = [pytest.mark.prove, pytest.mark.pty, pytest.mark.xdist_group("prove")]

LONGEST = 3.0
"""Seconds that somebody types."""

SENDING = 0.5
"""Seconds in which most incidents are sent."""

FORGETFUL = (sys.executable, "-m", "tests.prove.forgetful", "demo", "--as", "employee")


def hang_up(terminal: Terminal) -> None:
    """Take the terminal away, as a line that drops does."""
    terminal.hang_up()


@pytest.mark.parametrize("end", [desk.kill, hang_up])
def test_a_second_of_typing_is_lost_at_most_and_the_rest_is_offered(
    home: Path, end: Callable[[Terminal], None], tell: Tell
) -> None:
    seed = 1130
    random, place = Random(seed), Desk(home)
    before: list[str] = []
    seen, lost, longest = 0, 0, 0.0
    for _ in range(rounds(3, 100)):
        with place.sit() as terminal:
            if place.drafts:
                desk.throw_away(terminal, desk.INCIDENT, before)
            desk.begin(terminal, "Lost words")
            written = desk.write_for(terminal, random.uniform(0, LONGEST))
            written.ended = time.monotonic()
            end(terminal)
        before = desk.kept(place, written)
        gone = [at for word, at in written.seen if word not in before]
        seen, lost = seen + len(written.seen), lost + len(gone)
        longest = max([longest, *(written.ended - at for at in gone)])
    told = {"words_seen": seen, "lost": lost, "ms_lost_at_most": round(longest * 1000)}
    tell(f"typing, {end.__name__}", seed=seed, ends=rounds(3, 100), **told)


def test_a_program_that_keeps_no_drafts_is_found_out(home: Path, tell: Tell) -> None:
    place = Desk(home, FORGETFUL)
    for _ in range(rounds(1, 10)):
        with place.sit() as terminal:
            desk.begin(terminal, "Lost words")
            written = desk.write_for(terminal, LONGEST)
            written.ended = time.monotonic()
            desk.kill(terminal)
        with pytest.raises(AssertionError, match=r"words 0 are kept"):
            desk.kept(place, written)
    tell("typing, without drafts", kills=rounds(1, 10), found_out=rounds(1, 10))


def test_what_was_being_sent_is_there_once_when_it_is_sent_again(home: Path, tell: Tell) -> None:
    seed = 1201
    random, place = Random(seed), Desk(home)
    arrived = again = 0
    for number in range(rounds(3, 100)):
        subject = f"Sent {number}"
        with place.sit() as terminal:
            desk.begin(terminal, subject)
            terminal.type("It burns")
            terminal.wait_for("It burns")
            desk.wait(terminal, desk.SECOND)
            terminal.press("ctrl+s")
            desk.wait(terminal, random.uniform(0, SENDING))
            desk.kill(terminal)
        arrived += place.submitted(subject)
        if place.drafts:
            again += 1
            with place.sit() as terminal:
                terminal.wait_for("draft ")
                terminal.press("k", "enter")
                terminal.wait_for("It burns")
                terminal.press("ctrl+s")
                terminal.wait_for("is submitted")
        assert place.submitted(subject) == 1
        assert place.drafts == []
    tell("sending an incident", seed=seed, kills=rounds(3, 100), arrived=arrived, sent_again=again)
