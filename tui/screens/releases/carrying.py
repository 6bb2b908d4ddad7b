"""Going about in a note's text, and taking along what is in it."""

from typing import TYPE_CHECKING

from tui import i18n
from tui.screens.loading import fetch, write
from tui.screens.releases.reading import Reading
from tui.screens.telling import tell, tell_failure
from tui.widgets.commands import Command, bindings
from tui.widgets.states import Ready, State

if TYPE_CHECKING:
    from tui.widgets.reader import Heading, Link, Reader


class Carrying(Reading):
    """Offers headings, links and what can be copied of the note that is shown; saves it."""

    SHORTCUTS = (
        Command("releases.outline", "i", "outline", footer=28),
        Command("releases.links", "o", "links", footer=29),
        Command("releases.copy", "y", "copy", footer=30),
        Command("releases.save", "s", "save", footer=31),
    )
    BINDINGS = bindings(SHORTCUTS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """All of this needs a text that is shown."""
        if action in ("outline", "links", "copy", "save"):
            note = self.pane.note
            return self.pane.display and note is not None and bool(note.body)
        return super().check_action(action, parameters)

    @property
    def _reader(self) -> "Reader":
        reader = self.pane.reader
        assert reader is not None  # noqa: S101 - these commands are there when it is
        return reader

    def action_outline(self) -> None:
        """Find the headings."""
        fetch(self, "releases.outline", self._reader.outline(), into=self._offer_headings)

    def _offer_headings(self, headings: "State[tuple[Heading, ...]]") -> None:
        if isinstance(headings, Ready):
            if not headings.value:
                tell(self, i18n.t("note.no_headings"), about=self.pane.note_id)
                return
            from tui.screens.releases.outline import outline_picker

            self.app.push_screen(outline_picker(headings.value), self._go_to)

    async def _go_to(self, heading: "Heading | None") -> None:
        if heading is not None:
            self._reader.go_to(heading)
            await self.pane.take_cursor()

    def action_links(self) -> None:
        """Find the links."""
        fetch(self, "releases.links", self._reader.links(), into=self._offer_links)

    def _offer_links(self, links: "State[tuple[Link, ...]]") -> None:
        if isinstance(links, Ready):
            if not links.value:
                tell(self, i18n.t("note.no_links"), about=self.pane.note_id)
                return
            from tui.screens.releases.offers import link_picker

            self.app.push_screen(link_picker(links.value), self._copy)

    def action_copy(self) -> None:
        """Find out under which heading one reads."""
        fetch(self, "releases.section", self._reader.section_source(), into=self._offer_copies)

    def _offer_copies(self, section: State[str]) -> None:
        note = self.pane.note
        if isinstance(section, Ready) and note is not None:
            from tui.screens.releases.offers import copy_picker

            self.app.push_screen(copy_picker(note, section.value, self.zone), self._copy)

    def _copy(self, text: str | None) -> None:
        """Copy by the terminal: a browser would be on the program's machine."""
        if text is not None:
            self.app.copy_to_clipboard(text)
            words = i18n.t("note.copied", text=text.strip().partition("\n")[0])
            tell(self, words, about=self.pane.note_id)

    def on_reader_link_opened(self, event: "Reader.LinkOpened") -> None:
        """A link that was clicked is copied as well."""
        self._copy(event.url)

    def action_save(self) -> None:
        """Ask where to save the note."""
        if self.pane.note is not None:
            from tui.screens.releases.carried import file_name
            from tui.screens.saving import place_sheet

            self.app.push_screen(place_sheet(file_name(self.pane.note)), self._save)

    def _save(self, typed: str | None) -> None:
        if typed is not None and self.pane.note is not None:
            from tui.screens.releases.carried import whole
            from tui.screens.saving import save
            from tui.widgets.path_suggester import path_of

            content = whole(self.pane.note, self.zone).encode()
            work = save(path_of(typed), content)
            write(self, "releases.save", work, into=self._saved, is_local=True)

    def _saved(self, words: State[str]) -> None:
        tell_failure(self, words)
        if isinstance(words, Ready):
            tell(self, words.value)
