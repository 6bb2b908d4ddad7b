"""What publishing leaves behind: a record of each change, and an index without remains."""

import json

from tests.api.store.database.test_files import _operator
from tests.api.store.world import BRAM, Store, document, note
from tui.api.models.paging import PageRequest
from tui.api.models.releases import NoteQuery
from tui.api.store.releases import full_text
from tui.api.words import MAX_TOKEN

EVERY = NoteQuery()


async def test_what_changed_in_a_release_is_kept_with_who_did_it(store: Store) -> None:
    releases = (await _operator(store)).portal.releases
    again = document(note("leave", "Leave in days"), note("new", "New"))
    await releases.publish(again, "key")
    ((person, audit_id),) = store.rows(
        "SELECT person_id, id FROM audit WHERE action = 'releases.change'"
    )
    assert person == BRAM
    rows = store.rows('SELECT field, "before", "after" FROM change WHERE audit_id = ?', [audit_id])
    changes = {field: (before, after) for field, before, after in rows}
    assert changes.keys() == {"notes/leave", "notes/new", "notes/bank"}
    before, after = (json.loads(str(each)) for each in changes["notes/leave"])
    assert before["texts"][0]["title"] == "Leave in hours"
    assert after["texts"][0]["title"] == "Leave in days"
    assert changes["notes/new"][0] is None
    assert changes["notes/bank"][1] is None


async def test_sending_twice_records_once(store: Store) -> None:
    releases = (await _operator(store)).portal.releases
    for _ in range(2):
        assert (await releases.publish(document(version="2"), "key")).added == 1
    assert store.rows("SELECT count(*) FROM audit WHERE action = 'releases.add'") == [(1,)]


async def test_words_that_went_away_are_found_no_more_and_leave_nothing_in_the_index(
    store: Store,
) -> None:
    releases = (await _operator(store)).portal.releases
    again = document(note("leave", "Holiday"), note("bank", "Money"))
    await releases.publish(again, "key")
    for words in ("hours", "bank"):
        assert (await releases.search(words, EVERY, PageRequest())).items == ()
    assert store.rows("SELECT title FROM note_search ORDER BY title") == [("holiday",), ("money",)]
    assert store.rows("SELECT count(*) FROM note_part") == [(2,)]


async def test_a_text_of_two_million_characters_is_found_by_its_last_word(store: Store) -> None:
    releases = (await _operator(store)).portal.releases
    body = "word " * 399_990 + "needle"
    await releases.publish(document(note("big", "Haystack", body), version="2"), "key")
    (hit,) = (await releases.search("haystack needle", EVERY, PageRequest())).items
    assert hit.title == "Haystack"
    assert 0 < len(hit.excerpt) <= 300
    parts = store.rows("SELECT body FROM note_search")
    assert max(len(str(body).encode()) for (body,) in parts) <= full_text.PART_BYTES


async def test_a_word_of_a_million_letters_is_no_trouble(store: Store) -> None:
    releases = (await _operator(store)).portal.releases
    word = "😀é" + "é" * 1_000_000
    await releases.publish(document(note("long", "Long", word), version="2"), "key")
    found = await releases.search("e" * MAX_TOKEN, EVERY, PageRequest())
    assert [hit.title for hit in found.items] == ["Long"]
    assert len(found.items[0].excerpt) <= 300
