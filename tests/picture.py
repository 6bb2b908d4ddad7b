"""Draws the README's picture: `make picture` runs the demo without a terminal and looks at it."""

import asyncio
import os
import re
import tempfile
from pathlib import Path
from time import monotonic

from tui import i18n
from tui.app_factory import build
from tui.paths import Paths
from tui.settings import Settings, TuiOptions

TARGET = Path(__file__).parents[1] / "docs" / "update-center.svg"
SIZE = (112, 30)
DEADLINE = 30.0


async def draw() -> str:
    """Return the Update Center of the demo, with a note beside the list."""
    options = TuiOptions(portal="demo", sign_in_as="employee", language="en")
    app, door = build(options, Settings(), Paths.from_environment())
    async with app.run_test(size=SIZE) as pilot:
        end = monotonic() + DEADLINE
        while "action required" not in (svg := app.export_screenshot(simplify=True)).replace(
            "&#160;", " "
        ):
            if monotonic() > end:
                raise TimeoutError("the demo did not come")
            await pilot.pause(0.05)
        await pilot.press("j", "j")
        await pilot.pause(0.5)
        svg = app.export_screenshot(title="klantportal demo", simplify=True)
    await door.close()
    return re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)


if __name__ == "__main__":
    i18n.use("en")
    with tempfile.TemporaryDirectory() as home:
        os.environ["KLANTPORTAL_HOME"] = home
        picture = asyncio.run(draw())
    TARGET.write_text("\n".join(line.rstrip() for line in picture.splitlines()) + "\n")
