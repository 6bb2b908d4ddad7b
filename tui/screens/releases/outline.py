"""Choosing a heading of a note to go to.

self.app.push_screen(outline_picker(await reader.outline()), self._go_to)
"""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from tui import i18n
from tui.screens.picker import Offer, Picker
from tui.widgets.reader import Heading

MAX_OFFERS = 1_000
"""Headings that are offered; of a text of more the deepest levels are left out."""

ABOVE_WIDTH = 12


def outline_picker(headings: Sequence[Heading]) -> Picker[Heading]:
    """Return the sheet that offers `headings`, each behind the one that it stands under."""
    shown = _shallow(headings)
    top = min((heading.level for heading in shown), default=1)
    offers: list[Offer[Heading]] = []
    above: list[Heading] = []
    for heading in shown:
        while above and above[-1].level >= heading.level:
            above.pop()
        label = "  " * (heading.level - top) + heading.text
        offers.append(Offer(label, _short(above[-1].text) if above else "", heading))
        above.append(heading)
    return Picker(i18n.t("releases.outline.title"), offers)


def _shallow(headings: Sequence[Heading]) -> Sequence[Heading]:
    for deepest in (6, 5, 4, 3, 2, 1):
        kept = [heading for heading in headings if heading.level <= deepest]
        if len(kept) <= MAX_OFFERS:
            return kept
    return headings[:MAX_OFFERS]


def _short(text: str) -> str:
    """Return what fits beside the offers."""
    return text if cell_len(text) <= ABOVE_WIDTH else set_cell_size(text, ABOVE_WIDTH - 1) + "…"
