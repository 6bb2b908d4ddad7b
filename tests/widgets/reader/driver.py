"""A person at the reader: presses keys, sees lines."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from tui.widgets.reader import Heading, Reader
from tui.widgets.reader.document import Document
from tui.widgets.reader.flow import Flow
from tui.widgets.reader.inline import text_of

SIZES = ((80, 24), (120, 40))
DEADLINE = 5.0


class Desk(App[None]):
    """A reader and nothing else; it keeps what the reader says."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Message] = []
        self.has_quit = False

    def compose(self) -> ComposeResult:
        yield Reader()

    def on_reader_scrolled(self, message: Reader.Scrolled) -> None:
        self.heard.append(message)

    def on_reader_link_opened(self, message: Reader.LinkOpened) -> None:
        self.heard.append(message)

    async def action_quit(self) -> None:
        self.has_quit = True


class Reading:
    """A person at the reader: presses keys, sees lines."""

    def __init__(self, app: Desk, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot
        self.reader = app.query_one(Reader)

    async def show(self, markdown: str, **options: Any) -> list[str]:
        self.reader.show(markdown, **options)
        return await self.seen()

    async def press(self, *keys: str) -> list[str]:
        await self.pilot.press(*keys)
        return await self.seen()

    async def seen(self) -> list[str]:
        await self.pilot.pause()
        height = self.reader.size.height
        return [self.reader.render_line(y).text.rstrip() for y in range(height)]

    @property
    def last_line(self) -> str:
        """What stands below the text."""
        strips = self.app.screen._compositor.render_strips()
        return "".join(segment.text for segment in strips[-1]).strip()

    async def tells(self, said: str) -> None:
        """Wait until this stands below the text."""
        await self._wait_for(lambda: self.last_line == said)

    async def tells_of(self, said: str) -> None:
        """Wait until this is a part of what stands below the text."""
        await self._wait_for(lambda: said in self.last_line.split(" · "))

    async def _wait_for(self, condition: Callable[[], bool]) -> None:
        end = monotonic() + DEADLINE
        while not condition():
            assert monotonic() < end, self.last_line
            await asyncio.sleep(0.01)
            await self.pilot.pause()

    def offers(self, command: str) -> bool:
        """Whether this command does something now."""
        active = self.app.screen.active_bindings.values()
        return any(one.binding.id == command and one.enabled for one in active)

    def looking(self, look: str) -> list[str]:
        """What is drawn on the screen with this look, line by line."""
        lines = [self.reader._line(y) for y in range(self.reader.size.height)]
        return ["".join(span.text for span in line if look in span.looks) for line in lines]

    def heard(self, kind: type[Message]) -> list[Message]:
        return [message for message in self.app.heard if isinstance(message, kind)]


@asynccontextmanager
async def reading(size: tuple[int, int] = (80, 24)) -> AsyncIterator[Reading]:
    app = Desk()
    async with app.run_test(size=size) as pilot:
        app.query_one(Reader).focus()
        await pilot.pause()
        yield Reading(app, pilot)


def chapters(count: int) -> str:
    """A document of `count` chapters, as high as nobody would guess from the source."""
    return "\n\n".join(
        f"## Chapter {number}\n\n"
        + f"Line of chapter {number} that goes on and on. " * 15
        + ("\n\n<!--" + "\nhidden" * 40 + "\n-->" if number % 3 else "\nword" * 60)
        + ("\n\n- " + "漢字" * 200 if number % 4 == 0 else "")
        + f"\n\nEnd of chapter {number}."
        for number in range(count)
    )


def whole(markdown: str) -> Document:
    """A document that is cut to its end."""
    document = Document(markdown)
    while document.cut_further():
        pass
    return document


def headings(markdown: str) -> list[Heading]:
    """Every heading of a document."""
    found = Document(markdown).headings
    while found.find_further():
        pass
    return found.found


def laid(markdown: str, width: int = 79) -> list[str]:
    """Every line of a document, from top to end."""
    document = whole(markdown)
    flow = Flow(document, width)
    for section in document.sections:
        flow.find_source(section.start)
    return [text_of(flow.line(number)).rstrip() for number in range(flow.height)]
