"""The floor: Header, Footer, TabbedContent, one DataTable of 200 rows (first tab), nothing else."""

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header, Label, TabbedContent, TabPane


class Minimal(App[None]):
    """The smallest Textual program that has a list and tabs."""

    TITLE = "Portal"
    CSS = "TabbedContent, ContentSwitcher, TabPane, DataTable { height: 1fr; }"
    BINDINGS = [("ctrl+q", "quit", "Quit"), ("n", "next", "Next tab")]

    def compose(self) -> ComposeResult:
        """Lay out the bands."""
        yield Header()
        with TabbedContent():
            with TabPane("Incidents"):
                yield DataTable(cursor_type="row")
            with TabPane("Invoices"):
                yield Label("Invoices here")
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns("Id", "Opened", "Prio", "Status", "Subject", "Owner")
        table.add_rows(
            (f"INC{i:07d}", "2026-01-01", "P2", "open", f"Router outage in region {i}", "anna")
            for i in range(200)
        )
        table.focus()

    def action_next(self) -> None:
        """Show the other tab."""
        tabs = self.query_one(TabbedContent)
        tabs.active = "tab-2" if tabs.active == "tab-1" else "tab-1"


if __name__ == "__main__":
    Minimal().run()
