"""An incident as one reads it from top to bottom: what was asked, and what was said since."""

from collections.abc import Iterable, Iterator, Sequence

from tui import i18n
from tui.api.models.attachments import Attachment
from tui.api.models.incidents import Entry, EntryKind, Incident
from tui.i18n import formats
from tui.screens.conversations.conversation import Conversation
from tui.screens.conversations.status import status_word
from tui.widgets.reader import Part, Parts, Place, Span, Spans

_QUIET = ("meta",)
_FILES = " files"
"""Behind the id of a message, for the part that lists its attachments."""
_NEW = "new"
"""The id of the part that says that what follows is new."""
_MISSING = ""
"""The id of a part that stands for what has not been read."""
_WORDS = {
    EntryKind.PRIORITY: "incident.priority",
    EntryKind.TYPE: "incident.type",
}
"""Where the words stand of what changed to one of a few."""


class Timeline(Parts):
    """The description, what is known of the conversation, and what is missing between.

    A line stands above the entry `new_from`: it and what follows is new to who reads.
    """

    def __init__(
        self,
        incident: Incident,
        conversation: Conversation,
        zone: str,
        *,
        for_vendor: bool,
        new_from: str = "",
    ) -> None:
        told = _told(incident, conversation, zone, for_vendor=for_vendor)
        parts = tuple(_with_line(told, new_from))
        self._ids = tuple(id_ for id_, _ in parts)
        self.gaps = tuple(n for n, id_ in enumerate(self._ids) if id_ == _MISSING)
        """The parts that stand for what has not been read."""
        super().__init__(tuple(part for _, part in parts))

    @property
    def opening(self) -> Place:
        """Where one begins to read: at what is new, else at the newest entry."""
        new = self._find(_NEW)
        return self.newest if new is None else Place(self.head(new))

    @property
    def newest(self) -> Place:
        """Where the newest entry begins."""
        last = len(self.parts) - 1
        return Place(self.head(last - self._ids[last].endswith(_FILES)))

    def place_of(self, place: Place, before: "Timeline") -> Place:
        """Return where a place of the timeline `before` is in this one, the newest if it went."""
        part = before.part(place.section)
        if part in before.gaps:
            return self._beyond(part, before)
        now = self._find(before.id_of(part))
        if now is None:
            return self.newest
        return place._replace(section=self.head(now) + place.section - before.head(part))

    def _beyond(self, gap: int, before: "Timeline") -> Place:
        """Return where who had come to what is missing goes on with what was read since.

        That is below what stands above it, or above what stands below.
        """
        above, below = self._find(before.id_of(gap - 1)), self._find(before.id_of(gap + 1))
        if above is not None and above + 1 not in self.gaps:
            return Place(self.head(above + 1))
        return self.newest if below is None else Place(self.head(below))

    def _find(self, id_: str) -> int | None:
        """Return the part of an id."""
        return self._ids.index(id_) if id_ in self._ids else None

    def id_of(self, part: int) -> str:
        """Return whose part it is: an entry's id, the incident's for its description.

        What was sent with it is a part of its own.
        """
        return self._ids[part]


def _told(
    incident: Incident, conversation: Conversation, zone: str, *, for_vendor: bool
) -> Iterator[tuple[str, Part]]:
    """Yield the parts with whose each is."""
    author = incident.requester.display_name
    at = formats.moment(incident.created_at, zone)
    yield incident.id, Part(_line(author, at, by_vendor=False), incident.description)
    yield from _files(incident.id, incident.attachments)
    for number, stretch in enumerate(conversation.stretches):
        if number:
            yield _MISSING, Part((Span(i18n.t("incident.more"), _QUIET),))
        yield from _entries(stretch.items, zone, for_vendor=for_vendor)


def _with_line(told: Iterable[tuple[str, Part]], new_from: str) -> Iterator[tuple[str, Part]]:
    """Yield the parts, and a line before that of the entry `new_from`."""
    for id_, part in told:
        if new_from and id_ == new_from:
            yield _NEW, Part((Span(i18n.t("incident.new"), ("accent",)),))
        yield id_, part


def _entries(
    entries: Iterable[Entry], zone: str, *, for_vendor: bool
) -> Iterator[tuple[str, Part]]:
    for entry in entries:
        yield entry.id, _part(entry, zone, for_vendor=for_vendor)
        yield from _files(entry.id, entry.attachments)


def _files(whose: str, attached: Sequence[Attachment]) -> Iterator[tuple[str, Part]]:
    """Yield what was sent with a message, apart from its text: no text can pass for it."""
    spans: list[Span] = []
    for each in attached:
        facts = f"  {formats.file_size(each.size)}  "
        spans += [Span("\u2193 ", ("accent",)), Span(each.name), Span(facts, _QUIET)]
    if spans:
        yield f"{whose}{_FILES}", Part(tuple(spans))


def _part(entry: Entry, zone: str, *, for_vendor: bool) -> Part:
    at = formats.moment(entry.at, zone)
    if entry.kind is EntryKind.COMMENT:
        return Part(_line(entry.author, at, by_vendor=entry.by_vendor), entry.body)
    if entry.kind is EntryKind.NOTE:
        return Part(_note_line(entry.author, at), entry.body)
    support = i18n.t("incident.support") if entry.by_vendor else ""
    words = " · ".join(
        part for part in (_change(entry, for_vendor=for_vendor), entry.author, support, at) if part
    )
    return Part((Span(f"— {words}", _QUIET),), entry.body)


def _line(author: str, at: str, *, by_vendor: bool) -> Spans:
    name = Span(author, ("title",))
    support = (Span(f" · {i18n.t('incident.support')}", ("accent",)),) if by_vendor else ()
    return (name, *support, Span(f"  {at}", _QUIET))


def _note_line(author: str, at: str) -> Spans:
    """Return the line above what no customer is told."""
    note = Span(f"▌ {i18n.t('incident.entry.note')} · ", ("warning",))
    return (note, Span(author, ("title",)), Span(f"  {at}", _QUIET))


def _change(entry: Entry, *, for_vendor: bool) -> str:
    """Return what became of the incident; of a kind that we do not know, what it is called."""
    if entry.kind is EntryKind.STATUS:
        return status_word(entry.after, for_vendor=for_vendor)
    if entry.kind in _WORDS:
        words = _WORDS[entry.kind]
        return i18n.t(f"{words}.now", value=i18n.word(f"{words}.{entry.after}"))
    key = f"incident.entry.{entry.kind}"
    if not i18n.has(key):
        return str(entry.kind).replace("_", " ")
    return i18n.t(key if entry.after else f"{key}.none", value=entry.after)
