"""The sheet that publishes a file: which one, what is in it, and then one confirmation."""

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui import i18n
from tui.api.errors import Invalid
from tui.api.ids import new_id
from tui.api.models.publishing import Published, ReleaseDocument
from tui.api.models.releases import NoteFacets
from tui.api.portal import Releases
from tui.exchange.releases import Reading
from tui.screens.loading import fetch, write
from tui.screens.publishing.preview import preview, refusal, refused_releases, wrong
from tui.screens.publishing.release_files import Refusal, read_file
from tui.widgets.bars import KeyBar
from tui.widgets.commands import Command, bindings
from tui.widgets.line_input import LineInput
from tui.widgets.path_suggester import PathSuggester
from tui.widgets.state_view import error_text
from tui.widgets.states import Denied, Failed, Loading, Ready, State

if TYPE_CHECKING:
    from textual.suggester import Suggester


class SheetField(LineInput):
    """A field of the sheet; `tab` completes what is typed, or goes on."""

    SHORTCUTS = (
        Command(
            "publish_sheet.open", "enter", "submit", footer=1, palette=False, key_display="enter"
        ),
    )
    BINDINGS = [*bindings(SHORTCUTS), Binding("tab", "complete", show=False)]

    def __init__(self, name: str, suggester: "Suggester | None" = None) -> None:
        super().__init__(id=name, compact=True, suggester=suggester, select_on_focus=False)

    def action_complete(self) -> None:
        """Take what is offered, as `right` does, or go to the next field."""
        before = self.value
        self.action_end()
        self.action_cursor_right()
        if self.value == before:
            self.screen.focus_next()


class PathField(SheetField):
    """The name of a file, which is what it is: a name that is cleaned is that of no file."""

    def pasted(self, text: str) -> str:
        """Return what is taken of a paste; the screen shows it without what could steer it."""
        return text.strip("\r\n")


class PublishSheet(ModalScreen[Published | None]):
    """Reads a file, shows what would be published, and publishes it once.

    The idempotency key is made as the sheet opens, and anew for another document.
    """

    SHORTCUTS = (
        Command(
            "publish_sheet.choose", "enter", "publish", footer=1, palette=False, key_display="enter"
        ),
        Command("publish_sheet.back", "escape", "back", footer=2, palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)

    facets: var[State[NoteFacets]] = var[State[NoteFacets]](Loading(), init=False)
    reading: var[State[Reading | Refusal]] = var[State[Reading | Refusal]](
        Loading(), init=False, always_update=True
    )
    published: var[State[Published]] = var[State[Published]](
        Loading(), init=False, always_update=True
    )
    _document: ReleaseDocument | None = None
    """What is shown, and is published on `enter`."""
    _is_sending = False

    def __init__(self, releases: Releases) -> None:
        super().__init__()
        self._releases = releases
        self._key = new_id()
        self._sent: ReleaseDocument | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="publish-sheet"):
            yield Static(Content.styled(i18n.t("publishing.file.title"), "bold"))
            yield Static(Content.styled(i18n.t("publishing.file.path"), "$muted"))
            yield PathField("path", PathSuggester())
            yield Static(Content.styled(i18n.t("publishing.file.product"), "$muted"))
            yield SheetField("product")
            yield Static(Content.styled(i18n.t("publishing.file.hint"), "$muted"), classes="answer")
        yield KeyBar()

    def on_mount(self) -> None:
        """Find out what the product is called, for files that do not say so."""
        fetch(self, "publish_sheet.facets", self._releases.facets(), into="facets")

    def watch_facets(self, facets: State[NoteFacets]) -> None:
        """Fill the product in where nobody has typed one."""
        field = self._field("product")
        if isinstance(facets, Ready) and facets.value.releases and not field.value:
            with field.prevent(Input.Changed):  # nobody typed it: what is shown stays
                field.value = facets.value.releases[0].product

    def _field(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)

    def _say(self, words: Content) -> None:
        self.query_one(".answer", Static).update(words)

    @on(Input.Submitted)
    def _entered(self) -> None:
        path, product = (self._field(name).value.strip() for name in ("path", "product"))
        self._say(Content(i18n.t("state.loading")))
        fetch(self, "publish_sheet.read", read_file(path, product), into="reading")

    @on(Input.Changed)
    def _typed(self) -> None:
        self._document = None

    def watch_reading(self, reading: State[Reading | Refusal]) -> None:
        """Show what would be published, or why the file is refused."""
        self._document = None
        match reading:
            case Ready(Reading() as found):
                self._document = found.document
                self._say(preview(found))
                self.set_focus(None)
            case Ready(Refusal(why)):
                self._say(refusal(why))
            case Failed(error) | Denied(error):
                self._say(wrong(error_text(error)))
            case _:
                pass
        self.refresh_bindings()

    def action_publish(self) -> None:
        """Send what is shown."""
        document = self._document
        if document is None:
            return
        if self._sent is not None and document != self._sent:
            self._key = new_id()
        self._sent, self._is_sending = document, True
        self._say(Content(i18n.t("form.sending")))
        self.refresh_bindings()
        write(
            self, "publish_sheet.publish", self._releases.publish(document, self._key), "published"
        )

    def watch_published(self, published: State[Published]) -> None:
        """Tell the room, or say why nothing was published."""
        self._is_sending = False
        match published:
            case Ready(done):
                self.dismiss(done)
            case Failed(Invalid() as invalid) if self._sent is not None:
                self._say(refused_releases(self._sent, invalid))
            case Failed(error) | Denied(error):
                self._say(wrong(error_text(error)))
            case _:
                pass
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Publish only what is shown; what is under way is waited for."""
        if action == "publish":
            return self._document is not None and not self._is_sending
        if action == "back":
            return not self._is_sending
        return True

    def action_back(self) -> None:
        """Back to the field, and from there to the list."""
        if self.focused is None:
            self._field("path").focus()
        else:
            self.dismiss(None)
