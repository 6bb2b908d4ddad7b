"""The reader on the screen: it draws the lines in view and keeps the place in the text."""

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.commands import Command, bindings
from tui.widgets.reader.document import Document, Heading, Link, is_openable
from tui.widgets.reader.flow import Anchor, Flow
from tui.widgets.reader.inline import Spans, width_of

STYLES = {
    "title": "text-style: bold;",
    "meta": "color: $text-muted;",
    "h1": "color: $text-accent; text-style: bold underline;",
    "h2": "color: $text-accent; text-style: bold;",
    "h3": "text-style: bold;",
    "h4": "text-style: bold italic;",
    "h5": "text-style: italic;",
    "h6": "text-style: italic;",
    "emphasis": "text-style: italic;",
    "strong": "text-style: bold;",
    "strike": "text-style: strike;",
    "code": "background: $boost;",
    "code-block": "background: $boost;",
    "html": "color: $text-muted;",
    "link": "color: $text-accent; text-style: underline;",
    "quote": "color: $text-accent;",
    "marker": "color: $text-accent;",
    "table-head": "text-style: bold;",
    "rule": "color: $text-disabled;",
    "muted": "color: $text-muted; text-style: italic;",
}
"""How each look of a span is drawn: component classes, by theme variables."""

_CSS = "\n".join(f"Reader > .reader--{name} {{ {rules} }}" for name, rules in STYLES.items())


class Reader(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows Markdown, read-only; what is parsed and laid out is what is near the screen."""

    SHORTCUTS: ClassVar[tuple[Command, ...]] = (
        Command("reader.down", "down,j", "line(1)", footer=1, palette=False, key_display="↑↓"),
        Command("reader.up", "up,k", "line(-1)", palette=False),
        Command("reader.page_down", "pagedown", "page(1)", palette=False),
        Command("reader.page_up", "pageup", "page(-1)", palette=False),
        Command("reader.first", "home,g", "first", palette=False),
        Command("reader.last", "end,G", "last", palette=False),
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
    }}
    {_CSS}
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
        self._anchor = Anchor(0, -1, 0)
        self._key = ""
        self._is_placing = False
        self._drawn: dict[tuple[str, ...], Style] = {}

    # What is shown

    def show(self, markdown: str, *, key: str = "", title: str = "", meta: str = "") -> None:
        """Show a document from its top, or from where one was if it has the same `key`.

        `title` and `meta` are plain text, shown above it.
        """
        self._document = Document(markdown, title=title, meta=meta)
        if not key or key != self._key:
            self._anchor = Anchor(0, -1, 0)
        self._key = key
        self._flow = None
        self._reflow()

    @property
    def outline(self) -> list[Heading]:
        """The headings of the whole document, in order."""
        return self._document.outline() if self._document else []

    @property
    def links(self) -> list[Link]:
        """The links of what has been near the screen so far, in order, each address once."""
        return self._document.links if self._document else []

    @property
    def fraction(self) -> float:
        """How much of the document is on or above the screen, from 0 to 1."""
        bottom = self.scroll_offset.y + self._page
        return self._flow.fraction(bottom) if self._flow else 0.0

    def go_to(self, heading: Heading) -> None:
        """Bring `heading` to the top of the screen, or as near as the end allows."""
        if self._document and self._flow:
            section, source = self._document.find(heading)
            self._move(self._flow.find_source(section, source))

    # Moving

    @property
    def _page(self) -> int:
        return self.scrollable_content_region.height

    def action_line(self, step: int) -> None:
        """Scroll by lines."""
        self.scroll_to(y=self.scroll_offset.y + step, animate=False)

    def action_page(self, step: int) -> None:
        """Scroll by pages; a line of the last one stays in view."""
        self.action_line(step * max(1, self._page - 1))

    def action_first(self) -> None:
        """Go to the top."""
        self.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        """Go to the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lay out what has come near the screen."""
        super().watch_scroll_y(old_value, new_value)
        if self._flow and not self._is_placing and round(old_value) != round(new_value):
            self._settle(at_end=round(new_value) >= self.max_scroll_y)
            self._anchor = self._flow.anchor(self.scroll_offset.y)
            self.post_message(self.Scrolled(self.fraction))

    def _move(self, line: int) -> None:
        """Show `line`, whose section has just been laid out, as the top line."""
        if self._flow:
            self._place(line)
            self._settle()
            self._anchor = self._flow.anchor(self.scroll_offset.y)
            self.post_message(self.Scrolled(self.fraction))

    def on_resize(self) -> None:
        """Lay out anew where the width has changed, with the same text at the top."""
        if self._flow and self._flow.width == self.scrollable_content_region.width:
            self._settle()
        else:
            self._reflow()

    def _reflow(self) -> None:
        width = self.scrollable_content_region.width
        if not self._document or not width:
            return  # laid out when it is drawn
        self._flow = Flow(self._document, width)
        self._place(self._flow.find(self._anchor))
        self._settle()

    def _settle(self, *, at_end: bool = False) -> None:
        """Lay out the screen and a page around it, as much as one turn may take."""
        if not self._flow:
            return
        top, is_done = self._flow.settle(self.scroll_offset.y, self._page, at_end=at_end)
        self._place(top)
        if not is_done:
            self.call_later(self._settle, at_end=at_end)

    def _place(self, top: int) -> None:
        """Make `top` the first line on the screen; this is no scrolling by the person."""
        self._is_placing = True
        width = self.scrollable_content_region.width
        self.virtual_size = Size(width, self._flow.height if self._flow else 0)
        self.scroll_target_y = self.scroll_y = top
        self._is_placing = False
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
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw a line of the screen."""
        width = self.scrollable_content_region.width
        line = self._line(y)
        strip = Strip(
            [Segment(span.text, self._style(span.looks)) for span in line], width_of(line)
        )
        return strip.adjust_cell_length(width, self.rich_style).simplify()

    def _line(self, y: int) -> Spans:
        return self._flow.line(self.scroll_offset.y + y) if self._flow else ()

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
                if is_openable(span.link):
                    self.post_message(self.LinkOpened(span.link))
                return
