"""A list of any length to look at, and the app that shows it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rich.style import Style
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tui.api.models.paging import Count, Page, PageRequest
from tui.widgets.record_list import Cell, Column, RecordList


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    title: str
    unread: bool = False


COLUMNS = (
    Column[Row]("key", lambda row: row.key, 8),
    Column[Row]("title", lambda row: Cell(row.title, "unread" if row.unread else ""), 12, 1),
    Column[Row]("area", lambda _: "Finance", 9, priority=1, tone="muted"),
    Column[Row]("kind", lambda _: "changed", 9, priority=2, tone="accent"),
    Column[Row]("amount", lambda _: "1,210", 9, priority=3, align="right"),
)


@dataclass
class Rows:
    """A source by keyset over `size` rows that are made when they are asked for.

    `gone` are keys that are there no more. The cursors are places, which the list may not know.
    """

    size: int
    titles: dict[int, str] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()

    def row(self, place: int) -> Row:
        return Row(f"k{place}", self.titles.get(place, f"Title of {place}"))

    def page(self, request: PageRequest) -> Page[Row]:
        start = self._start(request)
        end = min(self.size, start + request.limit)
        if request.before is not None:
            end = int(request.before)
        items = tuple(self.row(place) for place in range(start, end) if place not in self.gone)
        before, after = str(start) if start else None, str(end) if end < self.size else None
        return Page(items, before, after)

    def _start(self, request: PageRequest) -> int:
        latest = max(0, self.size - request.limit)
        if request.after is not None:
            return int(request.after)
        if request.before is not None:
            return max(0, int(request.before) - request.limit)
        if request.around is not None:
            return max(0, min(latest, int(request.around[1:]) - request.limit // 2))
        if request.at is not None:
            return min(latest, int(request.at * self.size))
        return latest if request.edge == "last" else 0


class ListApp(App[None]):
    """One list; its questions are answered at once, or kept in `held` while `hold` is set."""

    def __init__(self, rows: Rows, *, counted: bool = True) -> None:
        super().__init__()
        self.rows = rows
        self.counted = counted
        self.hold = False
        self.asked: list[PageRequest] = []
        self.held: list[PageRequest] = []
        self.rested: list[Row | None] = []
        self.opened: list[Row] = []

    @property
    def records(self) -> RecordList[Row]:
        return self.query_one(RecordList)

    def compose(self) -> ComposeResult:
        yield RecordList(COLUMNS, lambda row: row.key)

    def on_mount(self) -> None:
        self.records.focus()
        self.records.reset()

    def on_record_list_page_wanted(self, event: RecordList.PageWanted) -> None:
        self.asked.append(event.request)
        if self.hold:
            self.held.append(event.request)
        else:
            self.answer(event.request)

    def answer(self, request: PageRequest) -> None:
        self.records.show(self.rows.page(request), request)
        if self.counted:
            self.records.total(Count(self.rows.size))

    def on_record_list_highlighted(self, event: RecordList.Highlighted[Row]) -> None:
        self.rested.append(event.item)

    def on_record_list_opened(self, event: RecordList.Opened[Row]) -> None:
        self.opened.append(event.item)

    # What a person sees.

    @property
    def lines(self) -> list[str]:
        return [strip.text for strip in self.screen._compositor.render_strips()]

    @property
    def cursor_line(self) -> int:
        """The line of the screen with the cursor."""
        found = [y for y, line in enumerate(self.lines) if line.startswith("▌")]
        assert len(found) == 1, "\n".join(self.lines)
        return found[0]

    @property
    def cursor(self) -> str:
        """The key that stands on the line of the cursor."""
        words = self.lines[self.cursor_line].strip("▌▐ ").split()
        return words[0] if words else ""

    @property
    def keys(self) -> list[str]:
        return [line.strip("▌▐ ").split()[0] for line in self.lines if line.strip("▌▐ ")]

    def colour_of(self, y: int) -> object:
        return self._style_of(y).color

    def background_of(self, y: int) -> object:
        return self._style_of(y).bgcolor

    def _style_of(self, y: int) -> Style:
        style = list(self.screen._compositor.render_strips()[y])[1].style
        assert style is not None
        return style

    def bar(self) -> list[int]:
        return [y for y, line in enumerate(self.lines) if line.endswith("▐")]


async def press(pilot: Pilot[None], keys: Iterable[str]) -> None:
    """Press keys and wait until their questions are answered and drawn."""
    await pilot.press(*keys)
    for _ in range(3):
        await pilot.pause()
