"""Saving a list of incidents by keys, and what such a file says."""

import json
from pathlib import Path

from tests.screens.driver import PortalDriver


async def saving(demo: PortalDriver, place: Path, form: str = "") -> None:
    """Choose a form and a place, from the list."""
    await demo.press("s")
    await demo.sees("Save the incidents as")
    await demo.type(form)
    await demo.press("enter", "home", "ctrl+k")
    await demo.type(str(place))
    await demo.press("enter")


def numbers(place: Path) -> list[int]:
    """Return the numbers of the incidents in a file for a program."""
    return [each["number"] for each in json.loads(place.read_text())]
