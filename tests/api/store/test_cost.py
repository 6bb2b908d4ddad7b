"""What a question costs: the work is bounded by what is asked, not by what there is."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.api.store.test_files import _operator
from tests.api.store.world import NOW, Store, document, make_store, note
from tui.api import words
from tui.api.models.actions import ActionQuery, ActionState
from tui.api.models.paging import PageRequest
from tui.api.models.publishing import NotePublish, NoteText
from tui.api.models.releases import NoteQuery
from tui.api.store import excerpts, publishing, search
from tui.api.store.database import sqlite_database

EVERY = NoteQuery()


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """The statements that are executed, in their order."""
    statements: list[str] = []

    def note_down(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", note_down)
    yield statements
    event.remove(Engine, "before_cursor_execute", note_down)


def _plan(path: Path, statement: str) -> str:
    connection = sqlite3.connect(path)
    blanks = [None] * statement.count("?")
    rows = connection.execute(f"EXPLAIN QUERY PLAN {statement}", blanks).fetchall()
    connection.close()
    return "\n".join(row[-1] for row in rows)


async def test_neither_the_areas_nor_the_unread_notes_are_found_by_reading_every_note(
    store: Store, asked: list[str]
) -> None:
    releases = (await store.sign_in()).portal.releases
    asked.clear()
    await releases.facets()
    await releases.count(NoteQuery(unread=True))
    about_notes = [each for each in asked if "FROM note" in each or "JOIN note" in each]
    assert len(about_notes) == 2
    for statement in about_notes:
        assert "SCAN note" not in _plan(store.path, statement)


async def test_notes_that_ask_nothing_are_not_read_for_those_that_do(
    store: Store, asked: list[str]
) -> None:
    actions = (await store.sign_in()).portal.actions
    asked.clear()
    today = date(2026, 3, 1)
    for state in (None, *ActionState):
        for query in (
            ActionQuery(today=today, state=state),
            ActionQuery(today=today, state=state, mine=True),
        ):
            await actions.count(query)
            for place in (PageRequest(), PageRequest(edge="last"), PageRequest(at=0.5)):
                await actions.list(query, place)
    await actions.progress()
    about_notes = {each for each in asked if "FROM note" in each or "JOIN note" in each}
    assert len(about_notes) > 4 * 2
    for statement in about_notes:
        steps = _plan(store.path, statement).splitlines()
        read = [step for step in steps if re.match(r"(SCAN|SEARCH) note\b", step)]
        assert read
        for step in read:
            assert re.search(r"ix_note_impact|\(id=\?\)", step), (step, statement)


async def test_publishing_looks_at_no_other_versions_of_the_product(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_store(place)
    looked_at: list[str] = []
    present = publishing._Present

    def noted(*columns: str) -> object:
        looked_at.append(columns[0])
        return present(*columns)

    monkeypatch.setattr(publishing, "_Present", noted)
    database = sqlite_database(place)
    for version in ("1", "2", "3", "2"):
        looked_at.clear()
        with database.write() as connection:
            publishing.take(connection, document(note("a", "A"), version=version), NOW)
    database.close()
    assert len(looked_at) == 1


async def test_a_search_reads_no_more_of_a_text_than_an_excerpt_needs(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = (
        NoteText(language="en", title="Needle", body="word " * 100_000),
        NoteText(language="nl", title="Naald", body="woord " * 100_000),
    )
    both = NotePublish(anchor="both", texts=texts)
    releases = (await _operator(store)).portal.releases
    await releases.publish(document(both, note("x", "Needle", "x"), version="2"), "key")
    read: list[str] = []
    excerpt = excerpts.excerpt

    def noted(title: str, body: str, words: words.Words) -> tuple[int, str]:
        read.append(body)
        return excerpt(title, body, words)

    monkeypatch.setattr(excerpts, "excerpt", noted)
    assert len((await releases.search("needle word", EVERY, PageRequest())).items) == 1
    assert [len(body) for body in read] == [search.LOOKED_THROUGH]
    read.clear()
    assert len((await releases.search("naald", EVERY, PageRequest())).items) == 1
    assert [len(body) for body in read] == [search.LOOKED_THROUGH] * 2


def test_what_is_searched_for_is_short_however_much_is_typed() -> None:
    searched = words.words_of(f"{'a.' * 50_000} {'b ' * 50_000}")
    assert len(searched) <= words.MAX_WORDS
    assert max(len(word) for word in searched) <= words.MAX_TOKENS
