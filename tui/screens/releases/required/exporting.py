"""Taking required actions along as a file."""

from functools import partial

from tui import i18n
from tui.screens.all_pages import read_all
from tui.screens.loading import write
from tui.screens.releases.required.files import content, form_picker
from tui.screens.releases.required.listing import RequiredList
from tui.screens.saving import place_sheet, save
from tui.screens.telling import tell, tell_failure
from tui.widgets.commands import Command, bindings
from tui.widgets.path_suggester import path_of
from tui.widgets.states import Ready, State


class Exporting(RequiredList):
    """Saves the marked actions, or all that the filter leaves, in one of several forms."""

    SHORTCUTS = (Command("required.export", "s", "export", footer=26),)
    BINDINGS = bindings(SHORTCUTS)

    def action_export(self) -> None:
        """Ask for the form, if there is something to save."""
        if isinstance(self.answer, Ready) and not self.rows.items:
            tell(self, i18n.t("required.export.nothing"))
        else:
            self.app.push_screen(form_picker(), self._ask_place)

    def _ask_place(self, ending: str | None) -> None:
        if ending is not None:
            sheet = place_sheet(i18n.t("required.export.name") + ending)
            self.app.push_screen(sheet, partial(self._export, ending))

    def _export(self, ending: str, typed: str | None) -> None:
        if typed is not None:
            write(self, "required.export", self._write(ending, typed), into=self._exported)

    async def _write(self, ending: str, typed: str) -> str:
        actions = self.rows.selection
        if not actions:
            actions = (await read_all(partial(self.actions.list, self.wanted))).rows
        if not actions:
            return i18n.t("required.export.nothing")
        return await save(path_of(typed), content(actions, ending, self.organisation_id, self.zone))

    def _exported(self, words: State[str]) -> None:
        tell_failure(self, words)
        if isinstance(words, Ready):
            tell(self, words.value)
