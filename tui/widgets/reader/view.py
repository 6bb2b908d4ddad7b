"""The reader on the screen: it draws the lines in view and keeps the place in the text."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from tui.widgets.commands import Command, bindings
from tui.widgets.reader.document import Document
from tui.widgets.reader.flow import Flow, Place
from tui.widgets.reader.headings import Heading
from tui.widgets.reader.inline import Spans, width_of
from tui.widgets.reader.link_list import LinkList
from tui.widgets.reader.links import Link
from tui.widgets.reader.search import Match, Search
from tui.widgets.reader.status import status
from tui.widgets.reader.styles import CSS, STYLES
from tui.widgets.reader.words import Words
from tui.widgets.scrolling import MOVES, Scrolling

REST = 0.3
"""Seconds that a text must stay before its links are counted: who leafs through pays nothing."""

PAUSE = 0.02
"""Seconds between two turns of counting, in which keys are answered."""


class Reader(  # pyright: ignore[reportIncompatibleMethodOverride] - Textual's two `scroll_to`
    ScrollView, Scrolling, can_focus=True, inherit_bindings=False
):
    """Shows Markdown, read-only; what is parsed and laid out is what is near the screen."""

    SHORTCUTS: ClassVar[tuple[Command, ...]] = (
        *MOVES,
        Command("reader.right", "right", "push(1)", footer=3, palette=False, key_display="←→"),
        Command("reader.left", "left", "push(-1)", palette=False),
        Command("reader.next_match", "n", "match(1)", footer=2, palette=False, key_display="n N"),
        Command("reader.previous_match", "N", "match(-1)", palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reader--{name}" for name in STYLES}
    DEFAULT_CSS = f"""
    Reader {{
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        border-bottom: blank;
        border-subtitle-align: right;
        border-subtitle-color: $text-muted;
        border-subtitle-background: transparent;
    }}
    {CSS}
    """

    @dataclass
    class Scrolled(Message):
        """The reader was scrolled; `fraction` of the document has been on or above the screen."""

        fraction: float

    @dataclass
    class LinkOpened(Message):
        """A link to the web was clicked; nothing has been opened yet."""

        url: str

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._document: Document | None = None
        self._flow: Flow | None = None
        self._place = Place()
        self._links: LinkList | None = None
        self._search: Search | None = None
        self._match: Match | None = None
        self._sought: Iterator[Match | None] = iter(())
        self._is_scrolling_itself = False
        self._is_wide = False
        self._counting: Timer | None = None
        self._drawn: dict[tuple[str, ...], Style] = {}

    # What is shown

    def show(
        self,
        markdown: str,
        *,
        title: str = "",
        meta: str = "",
        url: str = "",
        place: Place | None = None,
    ) -> None:
        """Show a document from its top, or from the `place` where somebody left it.

        `title` and `meta` are plain text, shown above it; `url` is the page that it stands on, by
        which its links are understood.
        """
        self.read(Document(markdown, title=title, meta=meta, url=url), place)

    def read(self, document: Document, place: Place | None = None) -> None:
        """Show a document that is made already, as `show` does."""
        self._document = document
        self._links = LinkList(document)
        self._place = place or Place()
        self._flow = None
        self._search = self._match = None
        self._sought = iter(())
        self._reflow()
        self._tell()
        self._count_after(REST)

    @property
    def place(self) -> Place:
        """Where the top line is in the text; `show` takes it at any width."""
        return self._place

    @property
    def fraction(self) -> float:
        """How much of the document is on or above the screen, from 0 to 1."""
        bottom = self.scroll_offset.y + self.page
        return self._flow.fraction(bottom) if self._flow else 0.0

    async def outline(self) -> tuple[Heading, ...]:
        """Return the headings of the whole document, in order; keys are answered meanwhile."""
        document = self._document
        if document is None:
            return ()
        while document.headings.find_further():
            await asyncio.sleep(0)
        return tuple(document.headings.found)

    async def links(self) -> tuple[Link, ...]:
        """Return the links of the whole document, the first 1,000; keys are answered meanwhile."""
        links = self._links
        if links is None:
            return ()
        while links.find_further():
            await asyncio.sleep(0)
        self._tell()
        return links.found

    async def section_source(self) -> str:
        """Return the Markdown from the heading that the top line is under to the next such one."""
        document, flow, top = self._document, self._flow, self.scroll_offset.y
        if document is None or flow is None:
            return ""
        position = flow.source(top)
        await self.outline()
        start, end = document.headings.part(position)
        return document.source[start:end].strip("\n") + "\n"

    def go_to(self, heading: Heading) -> None:
        """Bring `heading` to the top of the screen, or as near as the end allows."""
        if self._flow:
            self._move(self._flow.find_source(heading.position))

    # Finding

    def find(self, words: str) -> None:
        """Mark `words` in the text and go to the first one from the top line on; "" ends that.

        Case and accents make no difference. Each of the words is found; all together are one.
        """
        if not self._document or not self._flow:
            return
        wanted = Words(words)
        self._search = Search(self._document, wanted) if wanted else None
        self._match = None
        self._sought = iter(())
        self._flow.mark(wanted)
        if self._search:
            self.action_match(1)
        self._count_after(PAUSE)
        self._tell()
        self.refresh_bindings()
        self.refresh()

    def action_match(self, step: int) -> None:
        """Go to the next match, or with -1 to the one before; from the last on to the first."""
        if self._search and self._flow:
            self._sought = self._search.seek(self._from(self._flow, step), step)
            self._seek()

    def _from(self, flow: Flow, step: int) -> Match:
        """Return the match to go on from: the present one, if it is still on the screen."""
        top = self.scroll_offset.y
        if self._match and 0 <= flow.find_match(self._match) - top < self.page:
            return self._match
        above = flow.match_above(top)
        return above if step > 0 else above._replace(number=above.number + 1)

    def _seek(self) -> None:
        for found in self._sought:
            if found is None:
                self.call_later(self._seek)
            else:
                self._go_to_match(found)
            return

    def _go_to_match(self, match: Match) -> None:
        if not self._flow:
            return
        self._match = match
        line = self._flow.find_match(match)
        if 0 <= line - self.scroll_offset.y < self.page:
            self.refresh()
        else:
            self._move(max(0, line - self.page // 3))
        self._tell()

    # Counting, and the line that tells of it

    def _count_after(self, seconds: float) -> None:
        if self._counting:
            self._counting.stop()
        self._counting = self.set_timer(seconds, self._count)

    def _count(self) -> None:
        more = [
            self._search is not None and self._search.count_further(),
            self._links is not None and self._links.find_further(),
        ]
        self._tell()
        if any(more):
            self._count_after(PAUSE)

    def _tell(self) -> None:
        """Say in the last line what was found, how many links there are, and how far one is."""
        fraction = self.fraction if self._flow and self.max_scroll_y else None
        said = status(self._search, self._match, self._links, fraction)
        if said != (self.border_subtitle or ""):
            self.border_subtitle = Content(said)

    # Moving

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something here."""
        match action:
            case "match":
                return self._search is not None
            case "push":
                return self._is_wide
            case _:
                return super().check_action(action, parameters)

    def action_push(self, step: int) -> None:
        """Push the code that is wider than the screen to the left, or with -1 to the right."""
        if self._flow:
            for section, block, wide in self._flow.wide(self.scroll_offset.y, self.page):
                self._flow.shifts.push(section, block, wide, step)
            self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lay out what has come near the screen."""
        super().watch_scroll_y(old_value, new_value)
        if self._flow and not self._is_scrolling_itself and round(old_value) != round(new_value):
            self._settle(at_end=round(new_value) >= self.max_scroll_y)
            self._has_moved(self._flow)

    def _move(self, line: int) -> None:
        """Show `line`, whose section has just been laid out, as the top line."""
        if self._flow:
            self._put(line)
            self._settle()
            self._has_moved(self._flow)

    def _has_moved(self, flow: Flow) -> None:
        self._place = flow.whereabouts(self.scroll_offset.y)
        self._tell()
        self.post_message(self.Scrolled(self.fraction))

    def on_resize(self) -> None:
        """Lay out anew where the width has changed, with the same text at the top."""
        if self._flow and self._flow.width == self.scrollable_content_region.width:
            self._settle()
        else:
            self._reflow()
        self._tell()

    def _reflow(self) -> None:
        width = self.scrollable_content_region.width
        if not self._document or not width:
            return  # laid out when it is drawn
        self._flow = Flow(self._document, width)
        if self._search:
            self._flow.mark(self._search.words)
        self._settle(self._flow.find(self._place))

    def _settle(self, top: int | None = None, *, at_end: bool = False) -> None:
        """Lay out the screen, from line `top` or where it is, and a page around it.

        It is as much as one turn may take.
        """
        if not self._flow:
            return
        begin = self.scroll_offset.y if top is None else top
        top, is_done = self._flow.settle(begin, self.page, at_end=at_end)
        self._put(top)
        if not is_done:
            self.call_later(self._settle, at_end=at_end)

    def _put(self, top: int) -> None:
        """Make `top` the first line on the screen; this is no scrolling by the person."""
        self._is_scrolling_itself = True
        width = self.scrollable_content_region.width
        self.virtual_size = Size(width, self._flow.height if self._flow else 0)
        self.scroll_target_y = self.scroll_y = top
        self._is_scrolling_itself = False
        self.refresh()

    # Drawing

    def notify_style_update(self) -> None:
        """Forget the styles of the last theme."""
        self._drawn = {}
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is on the screen; this is when the width is known at the latest.

        No `Resize` comes where somebody asked for a region between mounting and layout.
        """
        if self._flow is None:
            self.call_later(self._reflow)
        else:
            self._notice_wide(self._flow)
        return super().render_lines(crop)

    def _notice_wide(self, flow: Flow) -> None:
        is_wide = bool(flow.wide(self.scroll_offset.y, self.page))
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self.refresh_bindings()

    def render_line(self, y: int) -> Strip:
        """Draw a line of the screen."""
        width = self.scrollable_content_region.width
        line = self._line(y)
        strip = Strip(
            [Segment(span.text, self._style(span.looks)) for span in line], width_of(line)
        )
        return strip.adjust_cell_length(width, self.rich_style).simplify()

    def _line(self, y: int) -> Spans:
        if not self._flow:
            return ()
        line = self.scroll_offset.y + y
        spans = self._flow.line(line)
        if not any(span.match for span in spans):
            return spans
        section, _ = self._flow.place(line)
        here = self._match.number if self._match and self._match.section == section else 0
        return tuple(
            span._replace(looks=(*span.looks, "here" if span.match == here else "match"))
            if span.match
            else span
            for span in spans
        )

    def _style(self, looks: tuple[str, ...]) -> Style:
        if looks not in self._drawn:
            names = [f"reader--{look}" for look in looks]
            self._drawn[looks] = self.get_visual_style(*names).rich_style
        return self._drawn[looks]

    def on_click(self, event: events.Click) -> None:
        """A click on a link asks for it to be opened."""
        place = event.get_content_offset(self)
        if place is None:
            return
        left = 0
        for span in self._line(place.y):
            left += width_of((span,))
            if place.x < left:
                if span.link:
                    self.post_message(self.LinkOpened(span.link))
                return
