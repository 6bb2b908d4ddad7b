"""Correcting a note: the form that stands in the place of list and reader."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, cast

from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from tui import i18n
from tui.api.models.releases import Note, NoteAction, NoteSummary
from tui.screens.drafting import draft_settled
from tui.screens.loading import fetch, write
from tui.screens.publishing.withdrawing import Withdrawing
from tui.screens.standing import stands
from tui.screens.telling import tell, tell_failure
from tui.widgets.commands import Command, bindings
from tui.widgets.states import Loading, Ready, State

if TYPE_CHECKING:
    from tui.api.models.publishing import NoteWords
    from tui.widgets.form import Form, PreviewWanted


class Correcting(Withdrawing):
    """Corrects the words of a note in the language that they are shown in."""

    SHORTCUTS = (Command("publishing.edit", "e", "edit", footer=22),)
    BINDINGS = bindings(SHORTCUTS)

    opened: var[State[Note]] = var[State[Note]](Loading(), init=False, always_update=True)
    corrected: var[State[Note]] = var[State[Note]](Loading(), init=False, always_update=True)
    closed: var[State[None]] = var[State[None]](Loading(), init=False, always_update=True)

    def action_edit(self) -> None:
        """Read the note as it is now, and then open the form."""
        (note,) = self._that_can_be_corrected
        fetch(self, "publishing.opened", self.portal.releases.show(note.id, self.wanted), "opened")

    async def watch_opened(self, opened: State[Note]) -> None:
        """Show the form, filled with the note."""
        tell_failure(self, opened)
        if isinstance(opened, Ready) and stands(self) and not self.correcting:
            note = opened.value
            title = i18n.t("publishing.correction.title", version=note.full_version)
            hint = i18n.t("publishing.correction.hint", language=note.language)
            head = Content.assemble((title, "bold"), "  ", (hint, "$muted"))
            await self.query_one("#correction").mount(Static(head), self._form(note))
            self.correcting = True
            self.refresh_bindings()

    def _form(self, note: Note) -> "Form":
        from tui.api.models.publishing import NoteWords
        from tui.screens.publishing.corrections import Standing
        from tui.widgets.form import Form

        standing = Standing.of(note)
        return Form(
            NoteWords,
            asdict(standing),
            words="publishing.note",
            version=standing.version,
            keeper=self.keeper("publishing.edit", f"{note.id} {note.language}"),
        )

    def on_form_submitted(self, event: "Form.Submitted") -> None:
        """Send what was changed."""
        from tui.screens.publishing.corrections import correct

        if isinstance(self.opened, Ready):
            words = cast("NoteWords", event.value)
            note_id, revision = self.opened.value.id, event.version or 0
            change = correct(self.portal.releases, note_id, words, event.changed, revision)
            write(self, "publishing.correct", change, into="corrected")

    def on_preview_wanted(self, event: "PreviewWanted") -> None:
        """Show the note as its readers will see it."""
        from tui.screens.reading_sheet import preview

        self.app.push_screen(preview(event.label, event.text))

    def watch_corrected(self, corrected: State[Note]) -> None:
        """Show the note as it is now, or in the form what is wrong."""
        if not stands(self):
            return
        form = self._open_form
        if not isinstance(corrected, Ready):
            if form is not None:
                form.answer(corrected)
            return
        note = corrected.value
        if (row := self.notes.item(note.id)) is not None:
            self.notes.replace(_row_of(row, note))
        self.pane.take_over(note)
        if form is not None:
            from tui.screens.publishing.corrections import Standing

            form.answer(Ready(Standing.of(note)))
            if not form.is_changed:
                self.on_form_left()
        tell(self, i18n.t("publishing.correction.done"))

    @property
    def _open_form(self) -> "Form | None":
        return cast("Form | None", next(iter(self.query("#correction Form")), None))

    def on_form_left(self) -> None:
        """Close the form once its draft is kept or forgotten: what it began ends with it."""
        if self._open_form is not None:
            settled = draft_settled(self._open_form)
            write(self, "publishing.close", settled, into="closed", is_local=True)

    async def watch_closed(self) -> None:
        """Go back to the note."""
        if not stands(self):
            return
        await self.query_one("#correction", Vertical).remove_children()
        self.correcting = False
        await self.work()
        self.refresh_bindings()

    @property
    def _that_can_be_corrected(self) -> list[NoteSummary]:
        notes = self.chosen if len(self.chosen) == 1 else ()
        return [note for note in notes if NoteAction.CORRECT in note.allowed]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One note at a time; what is withdrawn has no text to correct."""
        if action == "edit":
            notes = self._that_can_be_corrected
            return [note.withdrawn_at for note in notes] == [None]
        return super().check_action(action, parameters)


def _row_of(row: NoteSummary, note: Note) -> NoteSummary:
    """Return the row of a note that was corrected."""
    return replace(
        row,
        title=note.title,
        area=note.area,
        kind=note.kind,
        impact=note.impact,
        corrected_at=note.corrected_at,
    )
