"""What a question costs: the work is bounded by what is asked, not by what there is."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.api.store.database.test_files import _operator
from tests.api.store.world import NOW, Store, document, make_store, note
from tui.api import words
from tui.api.models.actions import ActionQuery, ActionState
from tui.api.models.incidents import IncidentQuery, IncidentState, Priority
from tui.api.models.paging import PageRequest
from tui.api.models.publishing import NotePublish, NoteText
from tui.api.models.releases import NoteKind, NoteQuery, NoteSort
from tui.api.models.support import Age, QueueQuery, QueueSort
from tui.api.policy import IncidentStatus
from tui.api.store.database import sqlite_database
from tui.api.store.publishing import documents
from tui.api.store.releases import excerpts, matches, search

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


@pytest.mark.parametrize("sort", [*NoteSort])
async def test_a_page_is_for_a_number_that_stands_in_it_unless_a_value_decides_the_way(
    store: Store, asked: list[str], sort: NoteSort
) -> None:
    portal = (await store.sign_in()).portal
    limit = PageRequest(limit=7)
    asked.clear()
    for query in (NoteQuery(sort=sort), NoteQuery(sort=sort, unread=True)):
        await portal.releases.list(query, limit)
    await portal.incidents.list(IncidentQuery(), limit)
    pages = [each for each in asked if "LIMIT" in each and "count(" not in each]
    assert len(pages) == 3
    assert all(re.findall(r"LIMIT (\S+)", each).count("8") for each in pages)
    assert not [each for each in pages if "LIMIT ?" in each]

    asked.clear()
    await portal.releases.list(NoteQuery(sort=sort, area="Wages"), limit)
    await portal.incidents.list(IncidentQuery(status=IncidentStatus.NEW), limit)
    pages = [each for each in asked if "LIMIT" in each]
    assert len(pages) == 2
    assert not [each for each in pages if "LIMIT 8" in each]


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


LISTS = {
    "every": EVERY,
    "oldest": NoteQuery(sort=NoteSort.OLDEST),
    "area": NoteQuery(sort=NoteSort.AREA),
    "unread": NoteQuery(unread=True),
    "unread by area": NoteQuery(unread=True, sort=NoteSort.AREA),
    "bookmarked": NoteQuery(bookmarked=True),
    "unread bookmarks": NoteQuery(bookmarked=True, unread=True),
    "version": NoteQuery(version="1"),
}


@pytest.mark.parametrize("query", LISTS.values(), ids=LISTS)
async def test_a_page_reads_no_more_notes_than_an_index_leads_to(
    store: Store, asked: list[str], query: NoteQuery
) -> None:
    releases = (await store.sign_in()).portal.releases
    (note_id, _) = [note.id for note in (await releases.list(EVERY, PageRequest())).items]
    asked.clear()
    await releases.list(query, PageRequest())
    await releases.list(query, PageRequest(around=note_id))
    await releases.next_unread(query, note_id, ahead=True)
    about_notes = [each for each in asked if "note_text" in each]
    assert len(about_notes) == 4
    for statement in about_notes:
        plan = _plan(store.path, statement).splitlines()
        scans = [line for line in plan if line.startswith("SCAN note") and "INDEX" not in line]
        assert scans == []


async def test_the_notes_of_the_areas_are_counted_again_only_once_some_came_in(
    store: Store, asked: list[str]
) -> None:
    vendor = (await _operator(store)).portal.releases
    by_area = NoteQuery(sort=NoteSort.AREA)

    async def counted(place: float) -> int:
        asked.clear()
        assert len((await vendor.list(by_area, PageRequest(at=place))).items) > 0
        return len([each for each in asked if "GROUP BY note.area" in each])

    assert [await counted(place) for place in (0.5, 0.9, 0)] == [1, 0, 0]
    await vendor.publish(document(note("c", "C", area="Last"), version="2"), "key")
    assert [await counted(place) for place in (1, 0.5)] == [1, 0]
    titles = [row.title for row in (await vendor.list(by_area, PageRequest(at=1))).items]
    assert titles[-1] == "C"


@pytest.mark.parametrize("sort", NoteSort)
async def test_what_was_withdrawn_is_found_by_the_index_of_it_in_every_order(
    store: Store, asked: list[str], sort: NoteSort
) -> None:
    vendor = (await _operator(store)).portal.releases
    asked.clear()
    query = NoteQuery(withdrawn=True, kind=NoteKind.CHANGED, sort=sort)
    await vendor.list(query, PageRequest())
    await vendor.count(query)
    about_notes = [each for each in asked if "kind" in each and "note.withdrawn_at" in each]
    assert len(about_notes) == 2
    for statement in about_notes:
        assert "note USING INDEX ix_note_withdrawn" in _plan(store.path, statement)


@pytest.mark.parametrize("sort", NoteSort)
async def test_few_unread_notes_are_found_from_the_baseline_on_whatever_the_filter(
    store: Store, asked: list[str], sort: NoteSort
) -> None:
    releases = (await store.sign_in()).portal.releases
    query = NoteQuery(unread=True, kind=NoteKind.CHANGED, sort=sort)
    asked.clear()
    await releases.list(query, PageRequest())
    await releases.count(query)
    about_notes = [each for each in asked if "mark" in each and "kind" in each]
    assert len(about_notes) == 2
    for statement in about_notes:
        plan = _plan(store.path, statement)
        assert "ix_note_kind" not in plan
        assert re.search(r"note USING.* INDEX ix_note_(sort|oldest)_key", plan)


async def test_the_first_of_those_that_say_the_same_is_found_by_index(
    store: Store, asked: list[str]
) -> None:
    releases = (await store.sign_in()).portal.releases
    until = (await releases.facets()).releases[0].id
    asked.clear()
    await releases.list(NoteQuery(until=until), PageRequest())
    (statement,) = [each for each in asked if "content_key" in each]
    assert "ix_note_content_key (content_key=? AND oldest_key>?" in _plan(store.path, statement)


async def test_of_many_matches_the_newest_are_found_along_the_index(
    store: Store, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matches, "MANY", 0)
    releases = (await store.sign_in()).portal.releases
    asked.clear()
    assert len((await releases.search("l", EVERY, PageRequest())).items) == 2
    assert not any("bm25" in each for each in asked)
    (statement,) = [each for each in asked if "ORDER BY part_id DESC" in each]
    plan = _plan(store.path, statement)
    assert plan.startswith("SCAN note_search VIRTUAL TABLE")
    assert "TEMP B-TREE" not in plan


async def test_publishing_looks_at_no_other_versions_of_the_product(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_store(place)
    looked_at: list[str] = []
    present = documents._Present

    def noted(*columns: str) -> object:
        looked_at.append(columns[0])
        return present(*columns)

    monkeypatch.setattr(documents, "_Present", noted)
    database = sqlite_database(place)
    for version in ("1", "2", "3", "2"):
        looked_at.clear()
        with database.write() as connection:
            documents.take(connection, document(note("a", "A"), version=version), NOW)
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


@pytest.mark.parametrize("many", [0, 500], ids=["newest", "best"])
async def test_a_search_asks_four_times_however_much_is_found(
    store: Store, asked: list[str], monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(matches, "MANY", many)
    releases = (await store.sign_in()).portal.releases
    asked.clear()
    assert len((await releases.search("l", EVERY, PageRequest())).items) == 2
    # Who asks, whether they are many, which they are, and what is shown of them.
    assert len([each for each in asked if each.startswith(("SELECT", "WITH"))]) == 4


def test_what_is_searched_for_is_short_however_much_is_typed() -> None:
    searched = words.words_of(f"{'a.' * 50_000} {'b ' * 50_000}")
    assert len(searched) <= words.MAX_WORDS
    assert max(len(word) for word in searched) <= words.MAX_TOKENS


async def test_what_is_new_to_somebody_is_found_from_what_one_follows(
    store: Store, asked: list[str]
) -> None:
    portal = (await store.sign_in()).portal
    asked.clear()
    assert await portal.needs.news() is not None
    plans = [_plan(store.path, each) for each in asked if "FROM incident" in each]
    assert len(plans) == 2
    for plan in plans:
        assert "SEARCH incident_follower" in plan
        assert "(organisation_id=? AND id=?)" in plan


@pytest.mark.parametrize("age", Age)
@pytest.mark.parametrize(
    ("sort", "bounds"),
    [
        (QueueSort.PRIORITY, "(ended=? AND priority_key>? AND priority_key<?)"),
        (QueueSort.UPDATED, "(ended=? AND updated_key>?)"),
    ],
)
async def test_an_age_of_the_queue_is_looked_for_only_where_it_stands_in_the_order(
    store: Store, asked: list[str], age: Age, sort: QueueSort, bounds: str
) -> None:
    desk = (await _operator(store)).portal.support
    query = QueueQuery(state=IncidentState.ENDED, age=age, sort=sort)
    asked.clear()
    for place in (PageRequest(), PageRequest(edge="last"), PageRequest(at=0.5)):
        await desk.list(query, place)
    in_order = [each for each in asked if "FROM incident" in each and "ORDER BY" in each]
    assert len(in_order) == 3 * (len(Priority) if sort is QueueSort.PRIORITY else 1)
    for statement in in_order:
        assert bounds in _plan(store.path, statement)


@pytest.mark.parametrize("age", Age)
@pytest.mark.parametrize("sort", QueueSort)
async def test_an_age_of_the_queue_is_counted_without_looking_at_every_incident(
    store: Store, asked: list[str], age: Age, sort: QueueSort
) -> None:
    desk = (await _operator(store)).portal.support
    asked.clear()
    await desk.count(QueueQuery(age=age, sort=sort))
    (statement,) = [each for each in asked if "FROM incident" in each]
    assert "SCAN incident" not in _plan(store.path, statement)
