"""Types into a form for ever and says what it typed, until it is killed: a child of the tests."""

import asyncio
import sys
import time
from pathlib import Path

from tests.widgets.form_app import StandAlone


async def type_on(folder: Path) -> None:
    """Say after each key, on standard output, what stands in the field and since when."""
    app = StandAlone(folder)
    told = sys.stdout  # the app's own prints go elsewhere while it runs
    async with app.run_test() as pilot:
        await pilot.press("enter")
        while True:
            for letter in "abcdefghij":
                await pilot.press(letter)
                name = app.form._fields.typed["legal_name"]
                told.write(f"{time.time()} {name}\n")
                told.flush()


if __name__ == "__main__":
    asyncio.run(type_on(Path(sys.argv[1])))
