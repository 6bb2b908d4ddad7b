"""What people really wrote, on the screen: in the list, in an incident, and as an answer."""

import re
from pathlib import Path

import pytest

from tests.fake_incidents import NOW, incident, said
from tests.fakes import FakeEntrance
from tests.real_incidents import FOLDER, Written, odd, steering, written
from tests.screens.driver import PortalDriver, portal
from tui.api.cleaning import clean_line, clean_text

pytestmark = pytest.mark.data

TOGETHER = 40
"""Naughty strings that stand in one description; each is a subject as well."""


def told(folder: Path) -> list[Written]:
    """Return the texts, the many short ones of a file in one description."""
    known: dict[str, list[Written]] = {}
    for text in (*written(folder), *odd(folder)[::13]):
        known.setdefault(text.source.split(".json")[0], []).append(text)
    return [
        Written(source, each[0].subject, *(_joined(each[start : start + TOGETHER])))
        for source, each in known.items()
        for start in range(0, len(each), TOGETHER)
    ]


def is_odd(text: Written) -> bool:
    """Whether there is more in a text that steers than the ends of its lines."""
    return bool(steering(text.description.replace("\r\n", "\n")))


def _joined(texts: list[Written]) -> tuple[str, str]:
    """Return a description and a comment that hold those of these texts."""
    described = "\n\n".join(text.description for text in texts)
    return described, "\n\n".join(text.subject for text in texts)


def entrance(texts: list[Written], *, cleaned: bool) -> FakeEntrance:
    """Return the door to a portal with these incidents; one that is broken cleans nothing."""
    made = FakeEntrance(incidents=0)
    line, several = (clean_line, clean_text) if cleaned else (str, str)
    for number, text in enumerate(texts, start=1):
        one = incident(
            number,
            subject=line(text.subject),
            description=several(text.description),
            environment=line(text.subject[:60]),
            followed=True,
        )
        made.incidents.incidents[one.id] = one
        made.incidents.tell(number, said(1, several(text.comment), at=NOW))
    return made


def drawn(demo: PortalDriver) -> str:
    """Return what goes to the terminal, and see to it that nothing in it steers."""
    assert steering(demo.text) == []
    return demo.text


@pytest.mark.parametrize("cleaned", [True, False], ids=["cleaned", "from a broken portal"])
async def test_nothing_of_a_real_text_steers_the_terminal(shared_data: Path, cleaned: bool) -> None:
    texts = [text for text in told(shared_data / FOLDER) if is_odd(text)]
    assert len(texts) > 10
    async with portal(entrance(texts, cleaned=cleaned)) as demo:
        await demo.open("incidents")
        for number in range(1, len(texts) + 1):
            drawn(demo)
            await demo.press("enter")
            await demo.sees(f"#{number} ")
            drawn(demo)
            await demo.press("end")
            drawn(demo)
            await demo.press("escape", "j")


async def test_the_words_of_a_real_text_can_be_read(shared_data: Path) -> None:
    texts = [text for text in told(shared_data / FOLDER) if text.source.startswith("email_")][::2]
    assert texts
    async with portal(entrance(texts, cleaned=True), size=(120, 40)) as demo:
        await demo.open("incidents")
        for text in texts:
            words = re.findall(r"\w{3,}", text.description)
            word = next(each for each in words if each not in text.subject)
            await demo.press("enter", "home")
            await demo.sees(f"/ {clean_line(text.subject[:60])}"[:20], word)
            await demo.press("escape", "j")
