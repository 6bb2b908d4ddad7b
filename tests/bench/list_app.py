"""The record list alone, with the content of the minimal app."""

from dataclasses import dataclass

from textual.app import App, ComposeResult

from tui.api.models.paging import Count, Page
from tui.widgets.record_list import Column, RecordList

ROWS = 200


@dataclass(frozen=True, slots=True)
class Outage:
    number: int
    opened: str = "2026-01-01"
    priority: str = "P2"
    status: str = "open"
    owner: str = "anna"

    @property
    def id(self) -> str:
        return f"INC{self.number:07d}"

    @property
    def subject(self) -> str:
        return f"Router outage in region {self.number}"


COLUMNS = (
    Column[Outage]("id", lambda row: row.id, 10),
    Column[Outage]("opened", lambda row: row.opened, 10, priority=2),
    Column[Outage]("priority", lambda row: row.priority, 4, priority=3),
    Column[Outage]("status", lambda row: row.status, 6, priority=1),
    Column[Outage]("subject", lambda row: row.subject, 27, flexible=1),
    Column[Outage]("owner", lambda row: row.owner, 10, priority=4),
)


class ListApp(App[None]):
    BINDINGS = [("ctrl+q", "quit"), ("s", "scroll_one(1)"), ("S", "scroll_one(-1)")]

    def compose(self) -> ComposeResult:
        yield RecordList(COLUMNS, lambda row: row.id)

    def on_mount(self) -> None:
        self.rows = tuple(Outage(number) for number in range(ROWS))
        self.query_one(RecordList).focus().reset()

    def on_record_list_page_wanted(self, event: RecordList.PageWanted) -> None:
        request = event.request
        start = int(request.after or 0)
        if request.before:
            start = max(0, int(request.before) - request.limit)
        elif request.edge == "last":
            start = max(0, ROWS - request.limit)
        end = min(ROWS, start + request.limit)
        page = Page(
            self.rows[start:end],
            before=str(start) if start else None,
            after=str(end) if end < ROWS else None,
        )
        self.query_one(RecordList).show(page, request)
        self.query_one(RecordList).total(Count(ROWS))

    def action_scroll_one(self, lines: int) -> None:
        self.query_one(RecordList).scroll_lines(lines)


if __name__ == "__main__":
    ListApp().run()
