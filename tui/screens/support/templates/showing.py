"""The templates as they would be put into an answer: asked for, found by their words, shown."""

from functools import partial
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui import i18n
from tui.api.incidents import Templates
from tui.api.models.templates import Template
from tui.screens.conversations.draft_line import KeeperOf
from tui.screens.loading import fetch, load
from tui.screens.standing import stands
from tui.screens.support.templates.offered import COLUMNS, Offered, offered
from tui.screens.support.templates.text import TemplateText
from tui.widgets.bars import KeyBar
from tui.widgets.blank import Frame
from tui.widgets.line_input import SheetLine
from tui.widgets.record_list import RecordList, WholeList
from tui.widgets.state_view import StateView
from tui.widgets.states import Denied, Empty, Failed, Loading, Ready, State

PANES = [(0, "-one-pane"), (110, "-two-panes")]
"""The style classes of a width: the text stands below the names, or beside them."""


class Showing(ModalScreen[str | None]):
    """Shows the templates for one incident, and the text of the one under the cursor.

    One begins in the field, where every letter narrows; out of it letters act on the template.
    """

    AUTO_FOCUS = "SheetLine"
    HORIZONTAL_BREAKPOINTS = PANES

    state: var[State[Offered]] = var[State[Offered]](Loading(), init=False, always_update=True)
    is_other: var[bool] = var(False, init=False)
    """Whether the text in the other language is wanted than the requester speaks."""

    def __init__(self, templates: Templates, incident_id: str, keeper: KeeperOf) -> None:
        super().__init__()
        self._templates = templates
        self._incident_id = incident_id
        self._keeper = keeper

    def compose(self) -> ComposeResult:
        with Vertical(id="templates-sheet"):
            yield Static(Content.styled(i18n.t("templates.title"), "bold"))
            yield SheetLine(compact=True, placeholder=i18n.t("templates.search"))
            yield StateView()
            with Frame(id="templates-and-text"):
                yield WholeList[Template](COLUMNS, key=lambda template: template.id)
                yield TemplateText(id="template-pane")
            yield Static(id="said")
        yield KeyBar()

    def on_mount(self) -> None:
        if stands(self):
            self.action_retry()

    @property
    def rows(self) -> WholeList[Template]:
        """The templates that hold what is typed."""
        return cast("WholeList[Template]", self.query_one(WholeList))

    @property
    def line(self) -> SheetLine:
        """The field."""
        return self.query_one(SheetLine)

    @property
    def text(self) -> TemplateText:
        """The text of the template under the cursor."""
        return self.query_one(TemplateText)

    @property
    def types(self) -> bool:
        """Whether letters go into the field."""
        return self.line.has_focus

    @property
    def has_some(self) -> bool:
        """Whether there are templates, whatever is typed."""
        return isinstance(self.state, Ready) and bool(self.state.value.templates)

    def watch_state(self, state: State[Offered]) -> None:
        """Show the templates, or why they are not there."""
        if not stands(self):
            return
        is_none = isinstance(state, Ready) and not state.value.templates
        self.query_one(StateView).state = Empty("templates.none") if is_none else state
        self.query_one("#templates-and-text").display = isinstance(state, Ready) and not is_none
        if is_none or isinstance(state, Failed | Denied):
            self.work()  # letters act: there is nothing to look for
        self.rows.follow(self._found())
        self.show()

    def _found(self) -> tuple[Template, ...]:
        match self.state:
            case Ready(there):
                return there.having(self.line.value)
            case _:
                return ()

    @on(Input.Changed)
    def _typed(self) -> None:
        self.rows.fill(self._found())
        self.show()

    @on(RecordList.Highlighted)
    def show(self) -> None:
        """Show the template under the cursor as it would be put in."""
        note, text = "", ""
        match self.state, self.rows.current:
            case Ready(there), Template() as template:
                language = there.language(template, other=self.is_other)
                note, text = there.note(template, language), there.text(template, language)
            case Ready(there), _ if there.templates:
                note = i18n.t("templates.not_found")
            case _:
                pass
        self.text.show(note, text)
        self.refresh_bindings()

    def watch_is_other(self) -> None:
        """Show the text in that language."""
        self.show()

    def say(self, words: str) -> None:
        """Say what was not done, or nothing any more."""
        line = self.query_one("#said", Static)
        line.display = bool(words)
        line.update(Content.styled(words, "bold $text-warning"))

    def work(self) -> None:
        """Let letters act."""
        self.rows.focus()

    def action_retry(self) -> None:
        """Ask (again)."""
        load(self, "templates.load", offered(self._templates, self._incident_id))

    def renew(self, then: str = "") -> None:
        """Ask how they are now; the cursor goes to the template `then`, where it is there."""
        asked = offered(self._templates, self._incident_id)
        fetch(self, "templates.load", asked, into=partial(self._renewed, then))

    def _renewed(self, then: str, state: State[Offered]) -> None:
        self.state = state
        if then:
            self.rows.go_to(then)
            self.show()
