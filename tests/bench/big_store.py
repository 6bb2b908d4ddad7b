"""Stores with many notes, made in seconds by plain SQL, the same in every run.

Words are made of syllables and drawn as in a language: few of them often, most of them seldom.
"""

import random
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, islice
from pathlib import Path

from tui.api.administration import NewContact, NewOrganisation, NewPerson, NewPortal
from tui.api.connect import administer
from tui.api.ids import new_id
from tui.api.models.releases import Impact, NoteKind
from tui.api.policy import Kind, Role
from tui.api.store.database import folding
from tui.api.store.releases import notes
from tui.api.store.releases.full_text import OF_ONE_DAY
from tui.portals import store_address
from tui.secret import Secret

SEED = 20260301
VOCABULARY = 20_000
SENTENCES = 30_000
NOTES_OF_RELEASE = 50
UNREAD_RELEASES = 4
"""At the first sign-in all but the newest are read: those of the organisation's version."""

AREAS = 24
FIRST_DAY = date(2000, 1, 3)
PRODUCT = "Profit"
EMAIL, PASSWORD = "reader@example.nl", "correct horse"

_ONSETS = (*"bdfghjklmnprstvwz", "br", "dr", "gr", "kl", "pr", "sch", "st", "tr", "vl")
_VOWELS = (*"aeiou", "aa", "ee", "oo", "ui", "ie", "ij", "oe", "au")
_CODAS = ("", "", "l", "n", "r", "s", "t", "k", "m", "ng", "cht", "rd", "nt")

Row = Mapping[str, object]


@dataclass(frozen=True)
class BigStore:
    """A store in a file with who reads it; without full text where only lists are asked for."""

    path: Path
    notes: int

    @property
    def url(self) -> str:
        """Its address."""
        return store_address(self.path)


def make(folder: Path, count: int, *, searchable: bool = True) -> BigStore:
    """Make a store of `count` notes in `folder`, or take the one that this run made before."""
    path = folder / f"big-{count}{'' if searchable else '-lists'}.sqlite"
    if not path.exists():
        draft = path.with_suffix(".draft")
        _create(draft, count)
        _fill(draft, count, searchable=searchable)
        draft.rename(path)
    return BigStore(path, count)


@cache
def vocabulary() -> tuple[str, ...]:
    """Return the words, the most common first."""
    chance = random.Random(SEED)
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        # As in a language, what is said often is short.
        syllables = 1 + (len(words) > 60) * chance.randint(0, 1) + (len(words) > 600)
        words.setdefault("".join(_syllable(chance) for _ in range(syllables)))
    return tuple(words)


def ordinary_words(count: int) -> list[str]:
    """Return words as they are met in the texts: the common ones among them as often as there."""
    chance = random.Random(SEED + 1)
    return list(islice(_words(chance), count))


def prefixes(count: int) -> list[str]:
    """Return beginnings of such words, of one to four letters."""
    words = ordinary_words(count)
    return [word[: 1 + place % 4] for place, word in enumerate(words)]


def _syllable(chance: random.Random) -> str:
    return chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)


def _words(chance: random.Random) -> Iterator[str]:
    words = vocabulary()
    weights = [*accumulate(1 / (rank + 2.7) for rank in range(len(words)))]
    while True:
        yield from chance.choices(words, cum_weights=weights, k=1_000)


def sentences_of(chance: random.Random) -> list[str]:
    """Return sentences of 60 to 140 characters, of which the texts are put together."""
    words = _words(chance)
    made: list[str] = []
    while len(made) < SENTENCES:
        length, sentence = chance.randint(60, 130), next(words)
        while len(sentence) < length:
            sentence += f" {next(words)}"
        made.append(sentence)
    return made


def portal(count: int) -> NewPortal:
    """Return the portal of a store of `count` notes, before it has any."""
    person, organisation = new_id(), new_id()
    contact = NewContact(id=new_id(), person_id=person, roles=frozenset({Role.EMPLOYEE}))
    return NewPortal(
        name="Big",
        vendor_name="Vendor",
        product_name="Profit",
        people=(
            NewPerson(id=person, email=EMAIL, given_name="R", password=Secret(PASSWORD)),
            NewPerson(id=new_id(), email="v@example.nl", given_name="V", kind=Kind.SUPPORT),
        ),
        organisations=(
            NewOrganisation(
                id=organisation,
                name="Bakery",
                legal_name="Bakery",
                product_version=_version(count // NOTES_OF_RELEASE - UNREAD_RELEASES - 1),
                contacts=(contact,),
            ),
        ),
    )


def _create(path: Path, count: int) -> None:
    administration = administer(store_address(path), quick_hashing=True)
    administration.create(portal(count))
    administration.close()


def _fill(path: Path, count: int, *, searchable: bool) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -500000"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("BEGIN")
    chance = random.Random(SEED)
    sentences = sentences_of(chance)
    for first in range(0, count, NOTES_OF_RELEASE):
        release = _Release(first, min(NOTES_OF_RELEASE, count - first))
        _insert(connection, "release", [release.row()])
        texts = [_text(sentences, chance) for _ in range(release.size)]
        rows = [release.note(place, *text) for place, text in enumerate(texts)]
        _insert(connection, "note", rows)
        said = [
            {"note_id": row["id"], "language": "nl", "title": title, "body": body}
            for row, (title, body) in zip(rows, texts, strict=True)
        ]
        _insert(connection, "note_text", said)
        if searchable:
            _index(connection, release, said)
    connection.execute("COMMIT")
    connection.close()


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    names = ", ".join(rows[0])
    blanks = ", ".join(f":{name}" for name in rows[0])
    connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({blanks})", rows)


def _index(connection: sqlite3.Connection, release: "_Release", said: Sequence[Row]) -> None:
    first = release.day.toordinal() * OF_ONE_DAY + release.size
    numbered = [(first - place, text) for place, text in enumerate(said)]
    parts: list[Row] = [{"id": number, "note_id": text["note_id"]} for number, text in numbered]
    _insert(connection, "note_part", parts)
    words: list[Row] = [
        {
            "rowid": number,
            "title": " ".join(folding.tokens(str(text["title"]))),
            "body": " ".join(folding.tokens(str(text["body"]))),
        }
        for number, text in numbered
    ]
    _insert(connection, "note_search", words)


def _text(sentences: Sequence[str], chance: random.Random) -> tuple[str, str]:
    """Return a title of a few words and a body of 200 to 600 characters."""
    title, *body = chance.choices(sentences, k=chance.randint(4, 6))
    return title[: title.index(" ", 30)].capitalize(), ". ".join(map(str.capitalize, body)) + "."


def _version(number: int) -> str:
    return f"{number // 100}.{number % 100}"


class _Release:
    """A release and the rows of its notes; one a day, from the first on."""

    def __init__(self, first: int, size: int) -> None:
        number = first // NOTES_OF_RELEASE
        self.id = new_id()
        self.size = size
        self.day = FIRST_DAY + timedelta(days=number)
        self.version = _version(number)

    def row(self) -> Row:
        """Return its own row."""
        return {
            "id": self.id,
            "product": PRODUCT,
            "version": self.version,
            "sort_key": self.day.isoformat(),
            "title": "",
            "release_date": self.day.isoformat(),
            "channel": "",
            "url": "",
            "source": "big",
            "digest": self.id,
            "note_count": self.size,
        }

    def note(self, place: int, title: str, body: str) -> Row:
        """Return the row of its note at `place`."""
        key = self.day.isoformat()
        area = _areas()[place * 7 % AREAS]
        kind, impact = [*NoteKind][place % len(NoteKind)], [*Impact][place // 7 % len(Impact)]
        oldest = notes.oldest_key(key, self.id, place)
        return {
            "id": new_id(),
            "release_id": self.id,
            "anchor": str(place),
            "position": place,
            "sort_key": notes.sort_key(key, self.id, place),
            "oldest_key": oldest,
            "area_key": notes.area_key(area, oldest),
            "content_key": notes.content_key(PRODUCT, area, kind, title, body),
            "product": PRODUCT,
            "version": self.version,
            "area": area,
            "kind": kind.value,
            "impact": impact.value,
            "language": "nl",
            "digest": "",
            "revision": 1,
        }


@cache
def _areas() -> tuple[str, ...]:
    return tuple(word.capitalize() for word in vocabulary()[100 : 100 + AREAS])
