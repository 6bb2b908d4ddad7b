"""Closing an incident, opening it again, and saying how content one is."""

from textual import on
from textual.app import ComposeResult

from tui import i18n
from tui.api.models.incidents import Closing, Rating
from tui.screens.conversations.changing import Changing
from tui.screens.line_sheet import LineSheet
from tui.screens.loading import write
from tui.widgets.question_line import QuestionLine

RATINGS = ("1", "2", "3", "4", "5")


class Ending(Changing):
    """Asks on one line first: others see it."""

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield QuestionLine()

    @property
    def question(self) -> QuestionLine:
        """The line that asks."""
        return self.query_one(QuestionLine)

    def _line(self, key: str, *, is_optional: bool) -> LineSheet:
        """Return the sheet that asks for a rating."""

        def complaint(typed: str) -> str:
            is_fine = typed in RATINGS or (is_optional and not typed)
            return "" if is_fine else i18n.t("incident.rating.wrong")

        number = self.incident.number if self.incident is not None else ""
        return LineSheet(i18n.t(f"{key}.question", number=number), i18n.t(f"{key}.hint"), complaint)

    def action_end(self) -> None:
        """Ask whether to close it, and how content one is."""
        self.app.push_screen(self._line("incident.end", is_optional=True), self._end)

    def _end(self, typed: str | None) -> None:
        incident = self.incident
        if typed is not None and incident is not None:
            closing = Closing(rating=int(typed) if typed else None)
            change = self._incidents.close(incident.id, closing, incident.version)
            write(self, "incident.change", change, into="changed")

    def action_rate(self) -> None:
        """Ask how content one is."""
        self.app.push_screen(self._line("incident.rate", is_optional=False), self._rate)

    def _rate(self, typed: str | None) -> None:
        if typed is not None and self.incident is not None:
            rating = Rating(rating=int(typed))
            change = self._incidents.rate(self.incident.id, rating)
            write(self, "incident.change", change, into="changed")

    def action_reopen(self) -> None:
        """Ask whether to open it again."""
        if self.incident is not None:
            number = self.incident.number
            self.question.ask(i18n.t("incident.reopen.question", number=number))

    @on(QuestionLine.Agreed)
    def _agreed(self, event: QuestionLine.Agreed) -> None:
        event.stop()  # the list has a question of its own
        self.take_cursor()
        incident = self.incident
        if incident is not None:
            change = self._incidents.reopen(incident.id, incident.version)
            write(self, "incident.change", change, into="changed")

    @on(QuestionLine.Left)
    def _left_question(self, event: QuestionLine.Left) -> None:
        event.stop()
        if self.question.has_focus:
            self.take_cursor()
