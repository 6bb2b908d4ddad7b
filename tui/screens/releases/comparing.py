"""What changed between two versions, as one reading list."""

from dataclasses import replace
from functools import partial

from tui import i18n
from tui.api.models.releases import NoteFacets, NoteQuery, Release
from tui.screens.loading import fetch
from tui.screens.notes.questions import is_filtered
from tui.screens.releases.carrying import Carrying
from tui.screens.releases.comparison import Comparison, later_than, since_current
from tui.screens.telling import tell, tell_failure
from tui.widgets.commands import Command, bindings
from tui.widgets.states import Ready, State


class Comparing(Carrying):
    """Shows what is new since the organisation's version, or between any two."""

    SHORTCUTS = (Command("releases.compare", "c", "compare", footer=27),)
    BINDINGS = bindings(SHORTCUTS)

    _before: tuple[NoteQuery, str | None] | None = None
    """The list as it was, and the note that had the cursor."""

    def action_compare(self) -> None:
        """Compare without asking; where it is done or cannot be, ask for two versions."""
        asks = self.comparison is not None
        facets = self.portal.releases.facets()
        fetch(self, "releases.facets", facets, into=partial(self._choose, asks=asks))

    def _choose(self, facets: State[NoteFacets], *, asks: bool) -> None:
        tell_failure(self, facets)
        if not isinstance(facets, Ready):
            return
        found = facets.value
        comparison = None if asks else since_current(found)
        if comparison is not None:
            self._compare(comparison)
        elif any(later_than(release, found) for release in found.releases):
            from tui.screens.releases.offers import since_picker

            self.app.push_screen(since_picker(found), partial(self._choose_until, found))
        else:
            tell(self, i18n.t("releases.compare.one"))

    def _choose_until(self, facets: NoteFacets, since: Release | None) -> None:
        if since is not None:
            from tui.screens.releases.offers import until_picker

            picker = until_picker(since, facets)
            self.app.push_screen(picker, partial(self._choose_both, since))

    def _choose_both(self, since: Release, until: Release | None) -> None:
        if until is not None:
            self._compare(Comparison(since, until))

    def _compare(self, comparison: Comparison) -> None:
        if self.comparison is None:
            current = self.rows.current
            self._before = (self.wanted, current.id if current is not None else None)
        self.comparison = comparison
        self.wanted = comparison.query(self.wanted.language)

    def leave_comparison(self) -> None:
        """Show the list as it was."""
        self.comparison = None
        if self._before is not None:
            wanted, around = self._before
            self._before = None
            self.set_reactive(Comparing.wanted, wanted)
            self.shown = replace(self.shown, wanted=wanted, name=self.named.name_of(wanted))
            self.ask(around)

    async def action_clear(self) -> None:
        """Take the filters with the search away; where there are none, the comparison."""
        if self.comparison is not None and not self.words and not is_filtered(self.wanted):
            self.leave_comparison()
        else:
            await super().action_clear()
