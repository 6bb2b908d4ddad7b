"""Publishing the releases of a file: whole or not at all, and the same again changes nothing."""

from datetime import date

import pytest

from tests.contract.drafts import (
    ALL,
    AUTUMN,
    EVERY,
    SPRING,
    changed,
    document,
    draft,
    notes_of,
    publish,
    versions_of,
)
from tests.contract.notes import NEWEST_FIRST, PROFIT_8, PROFIT_9, PROFIT_10, titles
from tests.contract.stage import Stage, has_words, titles_of
from tui.api.errors import Invalid
from tui.api.ids import new_id
from tui.api.models.publishing import NoteText, Published, ReleaseDocument
from tui.api.models.releases import NoteQuery, NoteSort
from tui.api.portal import Releases


async def _refused(vendor: Releases, document: ReleaseDocument) -> set[str]:
    with pytest.raises(Invalid) as caught:
        await vendor.publish(document, new_id())
    assert has_words(caught.value)
    return {error.field for error in caught.value.fields}


async def test_what_is_published_is_read_by_every_customer(
    stage: Stage, vendor: Releases, reader: Releases
) -> None:
    assert await publish(vendor, SPRING) == Published(added=1, notes=2)
    assert titles_of(await notes_of(reader, "Connect")) == ["Eerste webhook", "Tweede webhook"]
    assert titles_of(await notes_of(reader))[:2] == ["Eerste webhook", "Tweede webhook"]
    assert (await reader.facets()).releases[0].title == "Lente"
    assert "Webhooks" in (await reader.facets()).areas
    others = (await stage.portal("other_employee")).releases
    assert titles_of(await notes_of(others, "Connect")) == ["Eerste webhook", "Tweede webhook"]
    assert not any(note.read for note in await notes_of(reader, "Connect"))


async def test_a_note_keeps_all_that_was_published(vendor: Releases, reader: Releases) -> None:
    sent = draft("een", "Titel", "# Kop\n\n* punt\n\n\ttab\n\n    code  \n")
    english = NoteText(language="en", title="Title", body="Body")
    german = NoteText(language="de", title="Titel auf Deutsch")
    sent = sent.model_copy(update={"texts": (*sent.texts, english, german)})
    url = "https://example.nl/5.1"
    await publish(vendor, changed(SPRING, sent).model_copy(update={"url": url}))
    (row,) = await notes_of(reader, "Connect")
    note = await reader.show(row.id, EVERY)
    assert (note.title, note.body) == (sent.texts[0].title, sent.texts[0].body)
    assert (note.area, note.kind, note.impact) == (sent.area, sent.kind, sent.impact)
    assert (note.product, note.version) == ("Connect", "5.1")
    assert note.release_date == SPRING.release_date
    assert {*note.languages} == {"nl", "en", "de"}
    assert note.url.startswith(url)


async def test_the_same_file_again_changes_nothing(vendor: Releases, reader: Releases) -> None:
    await publish(vendor, SPRING, AUTUMN)
    before = await notes_of(reader)
    assert await publish(vendor, SPRING, AUTUMN) == Published(unchanged=2)
    assert await notes_of(reader) == before


async def test_a_change_keeps_the_note_its_marks_and_its_place(
    vendor: Releases, reader: Releases
) -> None:
    await publish(vendor, SPRING, AUTUMN)
    before = await notes_of(reader, "Connect")
    await reader.mark([note.id for note in before], read=True)
    better = draft("een", "Eerste webhook, verbeterd", "Nieuw woord: kikkerdril.")
    published = await publish(vendor, changed(SPRING, better, SPRING.notes[1]), AUTUMN)
    assert (published.added, published.changed, published.unchanged) == (0, 1, 1)
    after = await notes_of(reader, "Connect")
    assert [note.id for note in after] == [note.id for note in before]
    assert after[2].title == "Eerste webhook, verbeterd"
    assert all(note.read for note in after)
    found = await reader.search("kikkerdril", EVERY, ALL)
    assert [hit.id for hit in found.items] == [after[2].id]


async def test_what_a_note_no_longer_says_is_not_found(vendor: Releases, reader: Releases) -> None:
    await publish(vendor, changed(SPRING, draft("een", "Titel", "Oud woord: padvinder.")))
    assert (await reader.search("padvinder", EVERY, ALL)).items
    await publish(vendor, changed(SPRING, draft("een", "Titel", "Niets.")))
    assert (await reader.search("padvinder", EVERY, ALL)).items == ()


async def test_a_note_is_added_moved_and_taken_away(vendor: Releases, reader: Releases) -> None:
    await publish(vendor, SPRING)
    one, two = SPRING.notes
    three = draft("drie", "Derde webhook")
    await publish(vendor, changed(SPRING, three, two, one))
    assert titles_of(await notes_of(reader, "Connect")) == [
        "Derde webhook",
        "Tweede webhook",
        "Eerste webhook",
    ]
    await publish(vendor, changed(SPRING, two))
    assert titles_of(await notes_of(reader, "Connect")) == ["Tweede webhook"]
    assert (await reader.search("derde", EVERY, ALL)).items == ()


async def test_a_releases_own_data_can_change(vendor: Releases, reader: Releases) -> None:
    await publish(vendor, SPRING)
    later = SPRING.model_copy(update={"title": "Herfst", "release_date": date(2026, 11, 1)})
    assert (await publish(vendor, later)).changed == 1
    release = (await reader.facets()).releases[0]
    assert (release.title, release.release_date) == ("Herfst", date(2026, 11, 1))
    assert {note.release_date for note in await notes_of(reader, "Connect")} == {date(2026, 11, 1)}


# Order


async def test_the_sort_key_orders_releases_whatever_their_date(
    vendor: Releases, reader: Releases
) -> None:
    releases = [
        SPRING.model_copy(
            update={"version": version, "sort_key": key, "release_date": date(2026, month, 1)}
        )
        for version, key, month in (("1.9", "0001.0009", 5), ("1.10", "0001.0010", 4))
    ]
    await publish(vendor, *releases)
    assert await versions_of(reader) == ["1.10", "1.9"]
    oldest = NoteQuery(product="Connect", sort=NoteSort.OLDEST)
    rows = (await reader.list(oldest, ALL)).items
    assert [row.version for row in rows] == ["1.9", "1.9", "1.10", "1.10"]


async def test_without_a_sort_key_the_date_orders_releases(
    vendor: Releases, reader: Releases
) -> None:
    await publish(vendor, AUTUMN, SPRING)
    assert await versions_of(reader) == ["5.2", "5.1"]


async def test_a_release_without_date_and_sort_key_is_taken(
    vendor: Releases, reader: Releases
) -> None:
    undated = [
        SPRING.model_copy(update={"version": version, "release_date": None})
        for version in ("7", "8", "9")
    ]
    assert (await publish(vendor, *undated)).added == 3
    assert len(await notes_of(reader, "Connect")) == 6
    assert {note.release_date for note in await notes_of(reader, "Connect")} == {None}


# All or nothing


async def _assert_untouched(reader: Releases) -> None:
    assert await versions_of(reader) == []
    assert titles_of(await notes_of(reader)) == titles(*NEWEST_FIRST)
    assert (await reader.search("webhook", EVERY, ALL)).items == ()


async def test_a_version_that_another_file_published_is_refused(
    vendor: Releases, reader: Releases
) -> None:
    taken = changed(PROFIT_9, draft("x", "Webhook overschreven"))
    assert await _refused(vendor, document(SPRING, taken, AUTUMN)) == {"releases.1.version"}
    await _assert_untouched(reader)


async def test_every_version_that_is_taken_is_named(vendor: Releases, reader: Releases) -> None:
    taken = [changed(release, draft("x", "Webhook")) for release in (PROFIT_8, PROFIT_9, PROFIT_10)]
    assert await _refused(vendor, document(*taken)) == {
        f"releases.{number}.version" for number in range(3)
    }
    await _assert_untouched(reader)


async def test_the_same_notes_from_another_file_are_no_trouble(
    vendor: Releases, reader: Releases
) -> None:
    before = await notes_of(reader)
    published = await vendor.publish(document(PROFIT_9, source="copy.md"), new_id())
    assert published == Published(unchanged=1)
    assert await notes_of(reader) == before


async def test_a_version_of_another_product_is_another_version(
    vendor: Releases, reader: Releases
) -> None:
    await publish(vendor, SPRING.model_copy(update={"version": "Profit 9"}))
    assert await versions_of(reader) == ["Profit 9"]
    assert "Profit 9" in await versions_of(reader, "Profit")


async def test_a_version_twice_in_one_file_is_refused(vendor: Releases, reader: Releases) -> None:
    other = changed(SPRING, draft("x", "Andere webhook"))
    fields = await _refused(vendor, document(AUTUMN, SPRING, other))
    assert fields == {"releases.2.version"}
    await _assert_untouched(reader)


async def test_an_anchor_twice_in_one_release_is_refused(
    vendor: Releases, reader: Releases
) -> None:
    twice = changed(AUTUMN, draft("een", "Webhook"), draft("een", "Webhook"))
    fields = await _refused(vendor, document(SPRING, twice))
    assert all(field.startswith("releases.1.notes.1") for field in fields)
    await _assert_untouched(reader)


async def test_a_language_twice_in_one_note_is_refused(vendor: Releases, reader: Releases) -> None:
    note = SPRING.notes[0]
    twice = note.model_copy(update={"texts": note.texts * 2})
    fields = await _refused(vendor, document(changed(SPRING, twice)))
    assert all(field.startswith("releases.0.notes.0.texts") for field in fields)
    await _assert_untouched(reader)
