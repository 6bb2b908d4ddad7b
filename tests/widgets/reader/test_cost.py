"""What is seen is what is paid for."""

import subprocess
import sys

import pytest

from tests.widgets.reader.driver import chapters, reading
from tui.widgets.reader.flow import BUDGET


@pytest.mark.parametrize("count", [30, 1_500])
async def test_what_is_parsed_for_the_first_screen_does_not_grow_with_the_document(
    count: int,
) -> None:
    async with reading((120, 40)) as desk:
        await desk.show(chapters(count))
        assert desk.reader._flow
        assert 0 < desk.reader._flow.parsed <= 12_000
        assert desk.reader._flow.parsed < BUDGET


async def test_a_jump_parses_what_is_there_and_not_what_lies_between() -> None:
    async with reading() as desk:
        await desk.show(chapters(1_500))
        assert desk.reader._flow
        before = desk.reader._flow.parsed
        await desk.press("end")
        assert desk.reader._flow.parsed - before <= 12_000


def test_the_parser_is_imported_when_something_is_shown() -> None:
    code = "import sys, tui.widgets.reader; sys.exit('markdown_it' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
