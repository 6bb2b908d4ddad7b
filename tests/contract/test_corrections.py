"""Corrections: what the vendor mends of a note that readers have, by hand or by another file."""

from datetime import date

import pytest

from tests.contract.drafts import ALL, EVERY, SPRING, changed, draft, notes_of, publish
from tests.contract.stage import Stage, short, titles_of
from tests.contract.world import identity
from tui.api.errors import Conflict, Forbidden, NotFound
from tui.api.models.publishing import NoteCorrection, NoteText, Published
from tui.api.models.releases import Impact, Note, NoteKind, NoteQuery
from tui.api.models.session import Language
from tui.api.portal import Releases

MENDED = NoteText(language="nl", title="Eerste webhaak", body="Verbeterde tekst.")
ENGLISH = NoteQuery(language=Language.ENGLISH)


@pytest.fixture
async def note(vendor: Releases, reader: Releases) -> Note:
    """A note that was just published."""
    await publish(vendor, SPRING)
    (first, _) = await notes_of(reader, "Connect")
    return await reader.show(first.id, EVERY)


async def _found(reader: Releases, words: str) -> list[str]:
    return titles_of((await reader.search(words, EVERY, ALL)).items)


async def test_readers_see_a_corrected_text_and_that_it_was_corrected(
    vendor: Releases, reader: Releases, note: Note
) -> None:
    corrected = await vendor.correct(note.id, NoteCorrection(text=MENDED), note.revision)
    assert (corrected.title, corrected.body) == (MENDED.title, MENDED.body)
    assert corrected.revision == note.revision + 1
    shown = await reader.show(note.id, EVERY)
    assert (shown.title, shown.body, shown.languages) == (MENDED.title, MENDED.body, ("nl",))
    assert shown.corrected_at == corrected.corrected_at is not None
    assert (shown.area, shown.kind, shown.impact) == (note.area, note.kind, note.impact)
    (row, other) = await notes_of(reader, "Connect")
    assert (row.title, row.corrected_at) == (MENDED.title, shown.corrected_at)
    assert other.corrected_at is None


async def test_a_corrected_note_is_found_by_its_new_words_alone(
    vendor: Releases, reader: Releases, note: Note
) -> None:
    assert await _found(reader, "eerste webhook") == ["Eerste webhook"]
    await vendor.correct(note.id, NoteCorrection(text=MENDED), note.revision)
    assert await _found(reader, "webhaak verbeterde") == [MENDED.title]
    assert await _found(reader, "eerste webhook") == []


async def test_a_text_in_another_language_is_added(
    vendor: Releases, reader: Releases, note: Note
) -> None:
    english = NoteText(language="en", title="First webhook", body="In English.")
    answered = await vendor.correct(note.id, NoteCorrection(text=english), note.revision)
    assert (answered.title, answered.languages) == ("First webhook", ("nl", "en"))
    assert (await reader.show(note.id, ENGLISH)).body == "In English."
    assert (await reader.show(note.id, EVERY)).title == "Eerste webhook"
    assert await _found(reader, "eerste") == await _found(reader, "english") == ["Eerste webhook"]


async def test_what_is_left_out_of_a_correction_stays(
    vendor: Releases, reader: Releases, note: Note
) -> None:
    correction = NoteCorrection(area="API", kind=NoteKind.FIXED, impact=Impact.STATUTORY)
    shown = await vendor.correct(note.id, correction, note.revision)
    assert (shown.area, shown.kind, shown.impact) == ("API", NoteKind.FIXED, Impact.STATUTORY)
    assert (shown.title, shown.body) == (note.title, note.body)
    assert titles_of((await reader.list(NoteQuery(area="API"), ALL)).items) == [note.title]
    assert "API" in (await reader.facets()).areas
    emptied = await vendor.correct(note.id, NoteCorrection(area=""), shown.revision)
    assert (emptied.area, emptied.kind) == ("", NoteKind.FIXED)


async def test_a_correction_of_nothing_is_none(vendor: Releases, note: Note) -> None:
    same = NoteCorrection(
        area=note.area, text=NoteText(language="nl", title=note.title, body=note.body)
    )
    for correction in (NoteCorrection(), same):
        shown = await vendor.correct(note.id, correction, note.revision)
        assert (shown.revision, shown.corrected_at) == (note.revision, None)


async def test_a_stale_correction_changes_nothing_and_tells_what_there_is(
    vendor: Releases, reader: Releases, note: Note
) -> None:
    first = await vendor.correct(note.id, NoteCorrection(text=MENDED), note.revision)
    for revision in (note.revision, first.revision + 1):
        with pytest.raises(Conflict) as caught:
            await vendor.correct(note.id, NoteCorrection(area="Anders"), revision)
        assert caught.value.current == first
    assert (await reader.show(note.id, EVERY)).area == note.area


@pytest.mark.parametrize("id_", [identity(0xDEAD), "", "' OR 1=1 --", "\x00"], ids=short)
async def test_what_is_no_note_is_not_corrected(vendor: Releases, id_: str) -> None:
    with pytest.raises(NotFound):
        await vendor.correct(id_, NoteCorrection(area="x"), 1)


async def test_a_reader_corrects_nothing(reader: Releases, note: Note) -> None:
    with pytest.raises(Forbidden):
        await reader.correct(note.id, NoteCorrection(area="x"), note.revision)


async def test_a_corrected_note_is_no_longer_the_one_that_another_release_repeats(
    vendor: Releases, reader: Releases, note: Note
) -> None:
    autumn = changed(SPRING, draft("een", "Eerste webhook")).model_copy(
        update={"version": "5.2", "release_date": date(2026, 10, 1)}
    )
    await publish(vendor, autumn)
    until = next(r.id for r in (await reader.facets()).releases if r.version == "5.2")
    every = NoteQuery(until=until)
    assert len((await reader.list(every, ALL)).items) == 2
    await vendor.correct(note.id, NoteCorrection(text=MENDED), note.revision)
    assert len((await reader.list(every, ALL)).items) == 3


# Taken in again


async def test_the_same_file_again_leaves_a_correction_as_it_is(
    vendor: Releases, reader: Releases, note: Note
) -> None:
    correction = NoteCorrection(text=MENDED, area="API", impact=Impact.STATUTORY)
    corrected = await vendor.correct(note.id, correction, note.revision)
    assert await publish(vendor, SPRING) == Published(unchanged=1)
    with_one_more = changed(SPRING, draft("nul", "Nulde webhook"), *SPRING.notes)
    assert await publish(vendor, with_one_more) == Published(changed=1, notes=1)
    shown = await vendor.show(note.id, EVERY)
    assert shown == corrected
    assert [n.title for n in await notes_of(reader, "Connect")] == [
        "Nulde webhook",
        MENDED.title,
        "Tweede webhook",
    ]
    assert titles_of((await reader.list(NoteQuery(area="API"), ALL)).items) == [MENDED.title]
    assert await _found(reader, "webhaak") == [MENDED.title]


async def test_a_file_that_changes_the_note_wins_and_is_a_correction_too(
    vendor: Releases, reader: Releases, note: Note
) -> None:
    await vendor.correct(note.id, NoteCorrection(text=MENDED, area="API"), note.revision)
    again = changed(SPRING, draft("een", "Eerste webhook, opnieuw"), SPRING.notes[1])
    await publish(vendor, again)
    shown = await reader.show(note.id, EVERY)
    assert (shown.title, shown.area) == ("Eerste webhook, opnieuw", "Webhooks")
    assert shown.revision == note.revision + 2
    assert shown.corrected_at is not None
    assert await _found(reader, "webhaak") == []
    with pytest.raises(Conflict):
        await vendor.correct(note.id, NoteCorrection(area="x"), note.revision + 1)


async def test_readers_are_told_of_other_words_in_a_file_not_of_another_kind(
    vendor: Releases, reader: Releases, note: Note
) -> None:
    kind = SPRING.notes[0].model_copy(update={"kind": NoteKind.SECURITY})
    words = draft("twee", "Tweede webhook", "Andere tekst.")
    await publish(vendor, changed(SPRING, kind, words))
    (first, second) = await notes_of(reader, "Connect")
    assert (first.kind, first.corrected_at) == (NoteKind.SECURITY, None)
    assert second.corrected_at is not None


async def test_a_note_that_is_left_out_is_withdrawn_with_what_people_kept_of_it(
    vendor: Releases, reader: Releases, note: Note
) -> None:
    await reader.mark([note.id], read=True)
    await reader.bookmark([note.id], kept=True)
    await publish(vendor, changed(SPRING, SPRING.notes[1]))
    assert titles_of(await notes_of(reader, "Connect")) == ["Tweede webhook"]
    gone = await reader.show(note.id, EVERY)
    assert (gone.withdrawn_at is not None, gone.body, gone.read) == (True, "", True)
    kept = await reader.list(NoteQuery(bookmarked=True), ALL)
    assert [n.id for n in kept.items] == [note.id]
    assert await _found(reader, "eerste webhook") == []


async def test_a_note_that_comes_back_is_published_again_as_it_was(
    vendor: Releases, reader: Releases, note: Note
) -> None:
    await reader.mark([note.id], read=True)
    await publish(vendor, changed(SPRING, SPRING.notes[1]))
    for _ in range(2):  # also when it was away for a while
        await publish(vendor, changed(SPRING, SPRING.notes[1], draft("drie", "Derde")))
        await publish(vendor, changed(SPRING, SPRING.notes[1]))
    await publish(vendor, SPRING)
    (first, second) = await notes_of(reader, "Connect")
    assert (first.id, first.read, first.withdrawn_at) == (note.id, True, None)
    assert second.title == "Tweede webhook"
    assert (first.corrected_at, second.corrected_at) == (None, None)
    assert (await reader.show(note.id, EVERY)).body == note.body
    assert await _found(reader, "eerste webhook") == ["Eerste webhook"]


async def test_what_the_vendor_took_back_stays_so_until_the_file_tells_it_otherwise(
    vendor: Releases, reader: Releases, note: Note
) -> None:
    await vendor.withdraw([note.id], withdrawn=True)
    await publish(vendor, SPRING)
    await publish(vendor, changed(SPRING, *SPRING.notes, draft("drie", "Derde")))
    assert titles_of(await notes_of(reader, "Connect")) == ["Tweede webhook", "Derde"]
    await publish(vendor, changed(SPRING, draft("een", "Eerste, toch"), SPRING.notes[1]))
    assert titles_of(await notes_of(reader, "Connect")) == ["Eerste, toch", "Tweede webhook"]


async def test_a_release_of_another_day_takes_its_notes_along(
    stage: Stage, vendor: Releases, reader: Releases, note: Note
) -> None:
    await vendor.correct(note.id, NoteCorrection(area="API"), note.revision)
    moved = SPRING.model_copy(update={"release_date": date(2020, 1, 1)})
    await publish(vendor, moved)
    every = (await reader.list(EVERY, ALL)).items
    assert titles_of(every)[-2:] == ["Eerste webhook", "Tweede webhook"]
    assert every[-2].area == "API"
    assert await _found(reader, "eerste webhook") == ["Eerste webhook"]
