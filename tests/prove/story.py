"""What a writer does to a store, as a story that is told again from its seed, and what comes of it.

The teller of the story and the one who checks it know the same deeds, so that of a writer that was
killed after its deed number n the store must show the first n, or those and the next one whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from tests.contract.walking import forward
from tests.prove.soak import Store
from tui.api.ids import new_id
from tui.api.models.profile import ProfileEdit
from tui.api.models.publishing import NotePublish, NoteText, ReleaseDocument, ReleasePublish
from tui.api.models.releases import NoteQuery, NoteSummary
from tui.api.models.session import Language, Theme
from tui.api.models.wire import to_json
from tui.api.portal import Entrance, Portal
from tui.secret import Secret

PRODUCT = "Soak"
READER, VENDOR = "employee", "support"
PEOPLE = (READER, VENDOR)
BODY = "Tekst die over bladzijden van het bestand gaat. " * 40
_DOCUMENTS, _NOTES = 5, 4


@dataclass(frozen=True)
class Mark:
    """Some of the notes of the world become read or unread; `places` are their ranks by id."""

    places: tuple[int, ...]
    read: bool


@dataclass(frozen=True)
class Edit:
    """A person changes own settings."""

    language: Language
    theme: Theme


@dataclass(frozen=True)
class Publish:
    """A file is published."""

    document: ReleaseDocument
    key: str


Deed = Mark | Edit | Publish


def mixed(seed: int) -> Iterator[Deed]:
    """Tell of marks, settings and files that are published again with other notes."""
    random = Random(seed)
    number = 0
    while True:
        number += 1
        match random.randrange(3):
            case 0:
                places = tuple(sorted(random.sample(range(_NOTES), random.randint(1, _NOTES))))
                yield Mark(places, random.random() < 0.5)
            case 1:
                yield Edit(random.choice([*Language]), random.choice([*Theme]))
            case _:
                which, notes = random.randrange(_DOCUMENTS), random.randint(1, _NOTES)
                versions = (f"{which}.1", f"{which}.2")
                yield Publish(_document(versions, f"{seed}.{number}", notes), new_id())


def fresh(seed: int) -> Iterator[Publish]:
    """Tell of files that are all new, each with a key that can be told again."""
    number = 0
    while True:
        number += 1
        name = f"{seed}.{number}"
        yield Publish(_document((f"{name}.a", f"{name}.b"), name, 2), f"key {name}")


STORIES = {"mixed": mixed, "fresh": fresh}


def _document(versions: Iterable[str], name: str, notes: int) -> ReleaseDocument:
    releases = tuple(
        ReleasePublish(product=PRODUCT, version=version, notes=_notes(name, notes))
        for version in versions
    )
    return ReleaseDocument(source="soak.md", releases=releases)


def _notes(name: str, count: int) -> tuple[NotePublish, ...]:
    return tuple(
        NotePublish(
            anchor=str(place),
            texts=(NoteText(language="nl", title=f"{name}.{place}", body=f"{BODY}{name}"),),
        )
        for place in range(count)
    )


@dataclass(frozen=True)
class Seen:
    """What there is in a store of all that a story touches."""

    read: tuple[bool, ...]
    language: Language | None
    theme: Theme | None
    releases: Mapping[str, tuple[str, ...]]
    """By version the titles of the notes, each with the end of its text."""


def after(seen: Seen, deeds: Iterable[Deed]) -> Seen:
    """Return what there is to see when these deeds are done."""
    for deed in deeds:
        match deed:
            case Mark(places, read):
                marked = (read if at in places else old for at, old in enumerate(seen.read))
                seen = replace(seen, read=tuple(marked))
            case Edit(language, theme):
                seen = replace(seen, language=language, theme=theme)
            case Publish(document):
                seen = replace(seen, releases={**seen.releases, **_titles(document)})
    return seen


def _titles(document: ReleaseDocument) -> dict[str, tuple[str, ...]]:
    return {
        release.version: tuple(
            sorted(_shown(text.title, text.body) for note in release.notes for text in note.texts)
        )
        for release in document.releases
    }


def _shown(title: str, body: str) -> str:
    return f"{title} {body.removeprefix(BODY)}"


@dataclass
class Hands:
    """The two people of a story, at work in a store."""

    reader: Portal
    vendor: Portal
    _notes: list[str] = field(default_factory=list[str])

    @classmethod
    async def at(cls, entrance: Entrance, store: Store) -> "Hands":
        """Go on with the sessions of both."""
        portals = [(await entrance.resume(Secret(store.tokens[name]))).portal for name in PEOPLE]
        hands = cls(*portals)
        hands._notes = sorted(note.id for note in await _list(hands.reader) if not _is_ours(note))
        return hands

    async def do(self, deed: Deed) -> str:
        """Do it; returns what the store answered."""
        match deed:
            case Mark(places, read):
                await self.reader.releases.mark([self._notes[at] for at in places], read=read)
            case Edit(language, theme):
                version = (await self.reader.profile.show()).version
                edit = ProfileEdit(language=language, theme=theme)
                await self.reader.profile.edit(edit, version)
            case Publish(document, key):
                return to_json(await self.vendor.releases.publish(document, key))
        return ""

    async def look(self) -> Seen:
        """Return what there is to see."""
        rows = await _list(self.reader)
        state = {note.id: note.read for note in rows}
        profile = await self.reader.profile.show()
        releases: dict[str, tuple[str, ...]] = {}
        for row in filter(_is_ours, rows):
            note = await self.reader.releases.show(row.id, NoteQuery())
            shown = _shown(note.title, note.body)
            releases[row.version] = tuple(sorted((*releases.get(row.version, ()), shown)))
        read = tuple(state[note_id] for note_id in self._notes[:_NOTES])
        return Seen(read, profile.language, profile.theme, releases)


async def look_at(store: Store) -> Seen:
    """Open a store anew and return what there is to see."""
    entrance = await store.enter()
    try:
        return await (await Hands.at(entrance, store)).look()
    finally:
        await entrance.close()


def _is_ours(note: NoteSummary) -> bool:
    return note.product == PRODUCT


async def _list(portal: Portal) -> list[NoteSummary]:
    return await forward(lambda page: portal.releases.list(NoteQuery(), page), limit=200)
