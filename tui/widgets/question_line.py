"""One line that asks before others see or receive something."""

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.widgets.commands import Command, bindings


class QuestionLine(Widget, can_focus=True):
    """Asks while it has the focus; whoever goes elsewhere has said no."""

    SHORTCUTS = (
        Command("question.choose", "enter", "agree", footer=1, palette=False, key_display="enter"),
        Command("question.leave", "escape,q", "leave", footer=2, palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)

    words: reactive[str] = reactive("", init=False)

    class Agreed(Message):
        """The person wants it."""

    class Left(Message):
        """The person does not want it, or went elsewhere."""

    is_asking = False
    """Whether an answer is awaited."""

    def ask(self, words: str) -> None:
        """Ask; `Agreed` or `Left` is the answer, and the line goes as the focus does."""
        self.is_asking = True
        self.words = words
        self.display = True
        self.focus()

    def render(self) -> Content:
        return Content.assemble(" ", (self.words, "bold $text-warning"))

    def action_agree(self) -> None:
        """Say yes."""
        self._answer(self.Agreed())

    def action_leave(self) -> None:
        """Say no."""
        self._answer(self.Left())

    def on_blur(self) -> None:
        """Say no by going elsewhere; not where only the window lost the focus."""
        if self.app.app_focus:
            self.display = False
            self._answer(self.Left())

    def _answer(self, answer: Message) -> None:
        if self.is_asking:
            self.is_asking = False
            self.post_message(answer)
