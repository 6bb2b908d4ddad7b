"""Publishing twice, and what people write: sent again, sent at once, hostile, long, many."""

import asyncio
from collections.abc import Iterable

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
from tests.contract.stage import Stage, titles_of
from tests.contract.world import OPERATOR_HAT
from tui.api.errors import Conflict, Invalid, PortalError
from tui.api.ids import new_id
from tui.api.models.publishing import NotePublish, Published
from tui.api.models.releases import NoteQuery
from tui.api.portal import Releases


async def test_the_same_key_again_is_answered_as_the_first_time(
    vendor: Releases, reader: Releases
) -> None:
    key = new_id()
    first = await vendor.publish(document(SPRING), key)
    assert await vendor.publish(document(SPRING), key) == first
    assert await versions_of(reader) == ["5.1"]


async def test_a_key_is_for_one_document(vendor: Releases, reader: Releases) -> None:
    key = new_id()
    await vendor.publish(document(SPRING), key)
    with pytest.raises((Invalid, Conflict)):
        await vendor.publish(document(AUTUMN), key)
    assert await versions_of(reader) == ["5.1"]


async def test_a_key_belongs_to_who_sent_it(stage: Stage, vendor: Releases) -> None:
    key = new_id()
    await vendor.publish(document(SPRING), key)
    operator = (await stage.portal("two_hats", OPERATOR_HAT)).releases
    assert (await operator.publish(document(AUTUMN), key)).added == 1


async def test_a_refused_file_can_be_sent_again_under_its_key(
    vendor: Releases, reader: Releases
) -> None:
    key = new_id()
    with pytest.raises(Invalid):
        await vendor.publish(document(SPRING, SPRING), key)
    assert (await vendor.publish(document(SPRING), key)).added == 1
    assert await versions_of(reader) == ["5.1"]


async def test_the_same_file_twice_at_the_same_moment_is_published_once(
    stage: Stage, reader: Releases
) -> None:
    senders = [(await stage.portal(name)).releases for name in ("support", "operator", "support")]
    results = await asyncio.gather(
        *(sender.publish(document(SPRING, AUTUMN), new_id()) for sender in senders),
        return_exceptions=True,
    )
    published = [result for result in results if isinstance(result, Published)]
    assert sum(result.added for result in published) == 2
    assert all(isinstance(result, Published | PortalError) for result in results)
    assert await versions_of(reader) == ["5.2", "5.1"]
    assert len(await notes_of(reader, "Connect")) == 4


async def test_the_same_key_twice_at_the_same_moment_is_one_publication(
    vendor: Releases, reader: Releases
) -> None:
    key = new_id()
    first, second = await asyncio.gather(*(vendor.publish(document(SPRING), key) for _ in range(2)))
    assert first == second == Published(added=1, notes=2)
    assert len(await notes_of(reader, "Connect")) == 2


# What people write


HOSTILE = [
    "'; DROP TABLE note; --",
    '" OR ""="',
    "[@click=app.quit]klik[/]",
    "[/oops]",
    "<script>alert(1)</script>",
    "{{7*7}} ${x} %s %(x)s {0}",
    "=HYPERLINK(1) +31 -5 @x",
    "\\x1b[31m \\u0000",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b[2J\x1b[?1049l",
    "nul\x00byte",
    "\u202egnp.exe",
    "zero\u200bwidth\ufeff",
    "a" + "\u0301" * 200,
    "👩‍💻 🏳️‍🌈 1️⃣",
    "שלום مرحبا 日本語",
    "ＦＵＬＬ",
    "\U0001d54f \U00020000",
    "NaN",
    "null",
    "../../etc/passwd",
]


def _hostile_notes(texts: Iterable[str]) -> tuple[NotePublish, ...]:
    return tuple(
        draft(f"{number} {text}"[:150], f"{number} {text}", f"{text}\n\n{text}")
        for number, text in enumerate(texts)
    )


async def test_hostile_text_is_stored_as_its_type_cleaned_it(
    vendor: Releases, reader: Releases
) -> None:
    release = changed(SPRING, *_hostile_notes(HOSTILE)).model_copy(
        update={"version": HOSTILE[0], "title": "\u202e'\"", "product": "Connect"}
    )
    await publish(vendor, release)
    rows = await notes_of(reader, "Connect")
    assert titles_of(rows) == [note.texts[0].title for note in release.notes]
    for row, sent in zip(rows, release.notes, strict=True):
        note = await reader.show(row.id, EVERY)
        assert note.body == sent.texts[0].body
        assert note.version == HOSTILE[0]
        for word in sent.texts[0].title, sent.texts[0].body:
            await reader.search(word, EVERY, ALL)
    assert await publish(vendor, release) == Published(unchanged=1)


@pytest.mark.parametrize(
    "body", ["x" * 1_999_000, "één woord\n" * 150_000, "é" * 1_999_000, "- a\n" * 200_000], ids=len
)
async def test_a_long_note_is_kept_whole_and_found_by_its_last_word(
    vendor: Releases, reader: Releases, body: str
) -> None:
    await publish(vendor, changed(SPRING, draft("lang", "Lang", f"{body} kikkerdril")))
    (row,) = await notes_of(reader, "Connect")
    assert (await reader.show(row.id, EVERY)).body == f"{body} kikkerdril"
    hits = (await reader.search("kikkerdril", EVERY, ALL)).items
    assert [hit.title for hit in hits] == ["Lang"]
    assert len(hits[0].excerpt) <= 300


async def test_a_file_of_many_releases_goes_in_whole(vendor: Releases, reader: Releases) -> None:
    many = [
        SPRING.model_copy(update={"version": f"1.{number}", "sort_key": f"{number:06}"})
        for number in range(300)
    ]
    assert await publish(vendor, *many) == Published(added=300, notes=600)
    assert (await reader.count(NoteQuery(product="Connect"))).value == 600
    assert (await versions_of(reader))[:2] == ["1.299", "1.298"]
