"""Finding words in a list: the field in the third band, and the way out of it."""

from textual import on

from tui.screens.find_bar import FindBar
from tui.screens.listing import Listing, Row
from tui.widgets.record_list.columns import Finder


def finder_of(words: str) -> Finder | None:
    """Return what finds words in the cells of a list, None where there are none to find."""
    if not words:
        return None
    from tui.widgets.reader.words import Words  # the reader is there by now, or soon

    return Words(words).places


class Finding(Listing[Row]):
    """Searches the list, and takes away what narrows it."""

    def find(self, words: str) -> None:
        """List what holds the words; everything again where there are none."""
        raise NotImplementedError

    def unfilter(self) -> None:
        """List what is filtered away as well."""
        raise NotImplementedError

    async def action_search(self) -> None:
        """Ask for words."""
        await self.find_bar.open()

    @on(FindBar.Searched)
    def _searched(self, event: FindBar.Searched) -> None:
        self.find(self.sought(event.words))

    def sought(self, words: str) -> str:
        """Return what of the words that are typed is looked for in the list."""
        return words

    @on(FindBar.Left)
    async def _left_field(self) -> None:
        await self.work()

    async def leave_search(self) -> None:
        """Take the field and its words away."""
        await self.find_bar.close()
        self.find("")
        await self.work()

    async def leave_field(self) -> bool:
        """Go on from the field to what was found, or leave it empty; False where one types none."""
        if not self.find_bar.is_typing:
            return False
        if self.is_finding:
            await self.work()
        else:
            await self.leave_search()
        return True

    @property
    def is_narrowed(self) -> bool:
        """Whether less than everything is listed."""
        raise NotImplementedError

    @property
    def is_finding(self) -> bool:
        """Whether the list holds what was searched for."""
        raise NotImplementedError

    async def action_clear(self) -> None:
        """Take the filters away, and the search with them."""
        if self.is_narrowed:
            await self.leave_search()
            self.unfilter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to clear where something narrows the list."""
        if action == "clear":
            return self.is_narrowed
        return super().check_action(action, parameters)
