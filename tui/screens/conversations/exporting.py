"""Taking a list of incidents along as a file."""

import asyncio
from functools import partial
from pathlib import Path

from tui import i18n
from tui.i18n import formats
from tui.screens.all_pages import Whole, read_all
from tui.screens.conversations.naming import Naming
from tui.screens.loading import write
from tui.screens.saving import place_sheet, save
from tui.screens.telling import tell, tell_failure
from tui.widgets.commands import Command, bindings
from tui.widgets.path_suggester import path_of
from tui.widgets.states import Ready, State


class Exporting(Naming):
    """Saves the marked incidents, or all that the filter leaves, in one of several forms."""

    SHORTCUTS = (Command("incidents.export", "s", "export", footer=31),)
    BINDINGS = bindings(SHORTCUTS)

    def action_export(self) -> None:
        """Ask for the form."""
        from tui.screens.conversations.files import form_picker

        self.app.push_screen(form_picker(), self._ask_place)

    def _ask_place(self, ending: str | None) -> None:
        if ending is not None:
            sheet = place_sheet(i18n.t("incidents.export.name") + ending)
            self.app.push_screen(sheet, partial(self._export, ending))

    def _export(self, ending: str, typed: str | None) -> None:
        if typed is not None:
            saved = self._save(path_of(typed), ending)
            write(self, "incidents.export", saved, into=self._exported)

    async def _save(self, place: Path, ending: str) -> str:
        from tui.screens.conversations.files import content

        whole = Whole(self.rows.selection)
        if not whole.rows:
            whole = await read_all(self.pages)
        if not whole.rows:
            return i18n.t("incidents.export.nothing")
        written = partial(content, zone_name=self.zone, for_vendor=self.pane.FOR_VENDOR)
        # Thousands of rows take a while to write down, in which the keys act on.
        data = await asyncio.to_thread(written, whole.rows, place, ending)
        told = await save(place, data)
        if whole.goes_on:
            bound = formats.number(len(whole.rows))
            return f"{i18n.t('incidents.export.bound', bound=bound)} {told}"
        return told

    def _exported(self, words: State[str]) -> None:
        tell_failure(self, words)
        if isinstance(words, Ready):
            tell(self, words.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to save where the list has rows, while one reads none of them."""
        if action == "export":
            return bool(self.rows.items) and not self.reading
        return super().check_action(action, parameters)
