"""What a reader of one format is given, and what it hands back: the same for every format."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from pydantic import ValidationError

from tui.api.cleaning import clean_line
from tui.api.models.publishing import NotePublish
from tui.exchange.files import FileRefused, Remark
from tui.exchange.releases.dates import FoundMonth, find_date
from tui.exchange.releases.inlines import Inlines
from tui.exchange.releases.languages import language_of


@dataclass(frozen=True)
class Given:
    """What is known of a file besides its text.

    `product` and `language` overrule what the file says; `default_product` is for a file that
    names none.
    """

    name: str
    default_product: str
    product: str = ""
    language: str | None = None
    inlines: Inlines = field(default_factory=Inlines)
    """Reads its headings and paragraphs, whatever the format."""

    def product_of(self, *named: str) -> str:
        """Return the product, where the file names it so; the first name that is there counts."""
        names = (clean_line(name) for name in (self.product, *named, self.default_product))
        return next((name for name in names if name), "")

    def language_of(self, text: str, *said: str) -> str:
        """Return the language of `text`, where the file says so or nothing."""
        known = (clean_line(language) for language in (self.language or "", *said))
        return next((language for language in known if language), "") or language_of(text)


@dataclass(frozen=True)
class Told:
    """A release as its file tells of it, on line `line` (from 1)."""

    line: int
    product: str
    version: str
    title: str = ""
    day: date | None = None
    month: FoundMonth | None = None
    channel: str = ""
    url: str = ""
    notes: tuple[NotePublish, ...] = ()


@dataclass(frozen=True)
class Found:
    """The releases of a file in its order, and what was left out on purpose."""

    releases: Sequence[Told]
    remarks: Sequence[Remark] = ()


@contextmanager
def told_at(line: int) -> Generator[None]:
    """Tell of a text that cannot be taken by this line, and by its field if it does not fit."""
    try:
        yield
    except FileRefused as refusal:
        refusal.line = line
        raise
    except ValidationError as error:
        first = error.errors()[0]
        name = next((str(it) for it in reversed(first["loc"]) if isinstance(it, str)), "")
        limit = first.get("ctx", {}).get("max_length")
        code = "field" if limit is None else "field_long"
        raise FileRefused(code, line, field=name, limit=limit) from None


def day_in(written: str, line: int) -> date | None:
    """Return the day that a file writes on this line, None if it writes nothing."""
    if not (written := clean_line(written)):
        return None
    found = find_date(written)
    if not found or not found.value:
        raise FileRefused("bad_date", line, date=written)
    return found.value
