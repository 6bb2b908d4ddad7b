"""Files go with what is said: sent once, kept whole, and read by who may read the incident."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.contract.attachments import LOG, facts_of, in_pieces, new_upload, read, uploaded
from tests.contract.grounds import PostgresGround
from tests.contract.incidents import ALL, contact_id, new_comment, new_incident, submitted
from tests.contract.stage import Stage, has_words
from tui.api.errors import Fault, Forbidden, Invalid, NotFound, Unavailable
from tui.api.ids import new_id
from tui.api.models.attachments import LARGEST, Attachment, AttachmentNew, Upload, UploadNew
from tui.api.models.incidents import CommentNew, Watchers
from tui.api.models.support import Answer
from tui.api.portal import Incidents


@pytest.fixture
async def emma(stage: Stage) -> Incidents:
    """The incidents as an employee of the bakery sees them."""
    return (await stage.portal("employee")).incidents


@pytest.fixture
async def adam(stage: Stage) -> Incidents:
    """The incidents as an administrator of the bakery sees them."""
    return (await stage.portal("administrator")).incidents


@pytest.fixture
async def fenna(stage: Stage) -> Incidents:
    """The incidents as an administrator of the factory sees them."""
    return (await stage.portal("other_administrator")).incidents


def _codes(error: Invalid) -> list[tuple[str, str]]:
    assert has_words(error)
    return [(each.field, each.code) for each in error.fields]


def _files(stage: Stage) -> dict[str, bytes]:
    """Return all files of the store by their places in its folder."""
    folder = stage.ground.files_of(stage.url)
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


async def _commented(incidents: Incidents, *attachments: AttachmentNew) -> tuple[str, str]:
    """Say something with files in an incident of one's own; returns both ids."""
    incident = await submitted(incidents)
    new = CommentNew(id=new_id(), body="See the log.", attachments=attachments)
    return incident.id, (await incidents.comment(incident.id, new, new_id())).id


async def test_what_was_sent_with_a_description_is_shown_and_read_again(emma: Incidents) -> None:
    first, second = await uploaded(emma), await uploaded(emma, b"x", "foto \u00e9.png")
    new = new_incident(attachments=(second, first))
    await emma.submit(new, new_id())
    shown = (await emma.show(new.id)).attachments
    facts = facts_of(LOG)
    assert shown == (
        Attachment(
            id=second.id,
            name="foto \u00e9.png",
            content_type="text/plain",
            size=1,
            sha256=facts_of(b"x").sha256,
        ),
        Attachment(
            id=first.id,
            name="run.log",
            content_type="text/plain",
            size=facts.size,
            sha256=facts.sha256,
        ),
    )
    for attachment, content in zip(shown, (b"x", LOG), strict=True):
        async with aclosing(await emma.download(new.id, attachment.id)) as download:
            assert download.attachment == attachment
            assert b"".join([piece async for piece in download]) == content


async def test_what_was_sent_with_a_comment_stands_at_it(emma: Incidents) -> None:
    attached = [await uploaded(emma, bytes([number])) for number in range(10)]
    incident_id, entry_id = await _commented(emma, *attached)
    assert (await emma.show(incident_id)).attachments == ()
    await emma.comment(incident_id, new_comment("Without any."), new_id())
    first, second = (await emma.entries(incident_id, ALL)).items
    assert first.id == entry_id
    assert [each.id for each in first.attachments] == [each.id for each in attached]
    assert second.attachments == ()
    for number, each in enumerate(attached):
        assert await read(emma, incident_id, each.id) == bytes([number])


async def test_the_vendor_answers_with_files_and_reads_those_of_customers(
    stage: Stage, emma: Incidents
) -> None:
    vendor = await stage.portal("support")
    log = await uploaded(emma)
    incident_id, _ = await _commented(emma, log)
    patch = await uploaded(vendor.incidents, b"patch", "patch.zip")
    answer = Answer(id=new_id(), body="Try this.", attachments=(patch,))
    entry = await vendor.support.answer(incident_id, answer, new_id())
    assert [each.name for each in entry.attachments] == ["patch.zip"]
    assert await read(emma, incident_id, patch.id) == b"patch"
    assert await read(vendor.incidents, incident_id, log.id) == LOG
    assert not [place for place in _files(stage) if place.startswith("uploads")]


async def test_an_internal_note_takes_no_files(stage: Stage, emma: Incidents) -> None:
    vendor, incident = await stage.portal("support"), await submitted(emma)
    attached = await uploaded(vendor.incidents)
    note = CommentNew(id=new_id(), body="They pay late.", attachments=(attached,))
    with pytest.raises(Invalid) as caught:
        await vendor.support.note(incident.id, note, new_id())
    assert _codes(caught.value) == [("attachments", "none_here")]
    assert [each.body for each in (await vendor.incidents.entries(incident.id, ALL)).items] == []


async def test_a_file_that_is_sent_twice_is_one(stage: Stage, emma: Incidents) -> None:
    new = new_upload()
    sending = (emma.upload(new, in_pieces(LOG)) for _ in range(3))
    sent = Upload(id=new.id, size=new.size, sha256=new.sha256)
    assert {*await asyncio.gather(*sending)} == {sent}
    assert [*_files(stage).values()] == [LOG]
    incident_id, _ = await _commented(emma, AttachmentNew(id=new.id, name="a"))
    assert await read(emma, incident_id, new.id) == LOG
    assert [*_files(stage).values()] == [LOG]


async def test_a_message_that_is_sent_again_is_the_one_that_was_sent(emma: Incidents) -> None:
    incident = await submitted(emma)
    attached = await uploaded(emma)
    new, key = CommentNew(id=new_id(), body="See.", attachments=(attached,)), new_id()
    first = await emma.comment(incident.id, new, key)
    await uploaded(emma, id_=attached.id)  # whoever lost the answer begins with the files
    assert await emma.comment(incident.id, new, key) == first
    assert len((await emma.entries(incident.id, ALL)).items) == 1


async def test_a_file_goes_with_one_message(emma: Incidents) -> None:
    attached = await uploaded(emma)
    incident_id, _ = await _commented(emma, attached)
    for again in (False, True):
        if again:
            await uploaded(emma, id_=attached.id)
        with pytest.raises(Invalid) as caught:
            await _commented(emma, attached)
        assert _codes(caught.value) == [("attachments", "no_upload")]
    assert await read(emma, incident_id, attached.id) == LOG


async def test_a_message_that_is_refused_leaves_its_files_waiting(emma: Incidents) -> None:
    attached = await uploaded(emma)
    for ids in ((attached.id, attached.id), (attached.id, new_id())):
        named = tuple(AttachmentNew(id=each, name="a") for each in ids)
        with pytest.raises(Invalid) as caught:
            await emma.submit(new_incident(attachments=named), new_id())
        assert _codes(caught.value) == [("attachments", "no_upload")]
    with pytest.raises(NotFound):
        await emma.comment(
            new_id(), CommentNew(id=new_id(), body="x", attachments=(attached,)), new_id()
        )
    incident_id, _ = await _commented(emma, attached)
    assert await read(emma, incident_id, attached.id) == LOG


async def test_a_file_is_its_senders_alone_until_a_message_names_it(
    stage: Stage, emma: Incidents, adam: Incidents, fenna: Incidents
) -> None:
    attached = await uploaded(emma)
    vendor = await stage.portal("support")
    incident_id = (await submitted(emma)).id
    for whose in (adam, fenna):
        with pytest.raises(Invalid) as caught:
            await _commented(whose, attached)
        assert _codes(caught.value) == [("attachments", "no_upload")]
    answer = Answer(id=new_id(), body="x", attachments=(attached,))
    with pytest.raises(Invalid):
        await vendor.support.answer(incident_id, answer, new_id())
    with pytest.raises(Invalid) as caught:
        await uploaded(adam, b"other", id_=attached.id)
    assert _codes(caught.value) == [("id", "id_taken")]
    mine, _ = await _commented(emma, attached)
    assert await read(emma, mine, attached.id) == LOG


async def test_the_vendors_people_do_not_use_each_others_files(
    stage: Stage, emma: Incidents
) -> None:
    support, operator = await stage.portal("support"), await stage.portal("operator")
    attached = await uploaded(support.incidents)
    incident_id = (await submitted(emma)).id
    answer = Answer(id=new_id(), body="x", attachments=(attached,))
    with pytest.raises(Invalid):
        await operator.support.answer(incident_id, answer, new_id())
    await support.support.answer(incident_id, answer, new_id())


async def test_the_same_file_is_kept_once_for_an_organisation_and_for_each_of_them(
    stage: Stage, emma: Incidents, adam: Incidents, fenna: Incidents
) -> None:
    read_by = [(whose, await uploaded(whose)) for whose in (emma, adam, fenna)]
    for whose, attached in read_by:
        incident_id, _ = await _commented(whose, attached)
        assert await read(whose, incident_id, attached.id) == LOG
    organisations = {Path(place).parts[0] for place in _files(stage)}
    assert len(organisations) == 2
    assert [*_files(stage).values()] == [LOG, LOG]


@pytest.mark.parametrize(
    "content", [LOG[:-1], LOG + b"x", LOG[:-1] + b"x", b"", b"x" * 300_000], ids=len
)
async def test_another_file_than_was_announced_is_refused(
    stage: Stage, emma: Incidents, content: bytes
) -> None:
    with pytest.raises(Invalid) as caught:
        await emma.upload(new_upload(), in_pieces(content))
    assert _codes(caught.value) == [("content", "other_content")]
    assert _files(stage) == {}


async def test_a_file_whose_reading_breaks_off_is_not_kept(stage: Stage, emma: Incidents) -> None:
    class Gone(Exception):
        pass

    async def pieces() -> AsyncIterator[bytes]:
        yield LOG[:10]
        raise Gone

    id_ = new_id()
    with pytest.raises((Gone, Unavailable)):  # a server in the same process fails with it
        await emma.upload(new_upload(id_=id_), pieces)
    assert _files(stage) == {}
    await uploaded(emma, id_=id_)
    assert [*_files(stage).values()] == [LOG]


async def test_what_no_message_names_goes_after_a_day(stage: Stage, emma: Incidents) -> None:
    old, kept = await uploaded(emma, b"old"), await uploaded(emma, b"kept")
    stage.let_time_pass("upload", old.id, "at", timedelta(hours=24, minutes=1))
    stage.let_time_pass("upload", kept.id, "at", timedelta(hours=23))
    with pytest.raises(Invalid) as caught:
        await _commented(emma, old)
    assert _codes(caught.value) == [("attachments", "no_upload")]
    await uploaded(emma, b"new")
    assert sorted(_files(stage).values()) == [b"kept", b"new"]
    await _commented(emma, kept)


async def test_what_a_transaction_left_that_failed_goes_after_a_day(
    stage: Stage, emma: Incidents
) -> None:
    folder = stage.ground.files_of(stage.url)
    left, said = await uploaded(emma, b"left"), await uploaded(emma, b"said")
    await _commented(emma, said)
    again = await uploaded(emma, b"said")
    (moved,) = (path for path in folder.rglob("*") if path.name == left.id)
    (attached,) = (path for path in folder.rglob(facts_of(b"said").sha256))
    moved.rename(attached.with_name(facts_of(b"left").sha256))
    for each in (left, again):
        stage.let_time_pass("upload", each.id, "at", timedelta(hours=25))
    unknown = moved.with_name(new_id())
    unknown.write_bytes(b"received, and never written down")
    os.utime(unknown, (0, 0))
    await uploaded(emma, b"new")
    assert sorted(_files(stage).values()) == [b"new", b"said"]


async def test_what_is_sent_again_has_its_day_again(stage: Stage, emma: Incidents) -> None:
    attached = await uploaded(emma)
    for hours in (20, 30):
        stage.let_time_pass("upload", attached.id, "at", timedelta(hours=hours))
        await uploaded(emma, id_=attached.id)
    await _commented(emma, attached)


async def test_nobody_lets_very_many_files_wait(stage: Stage, emma: Incidents) -> None:
    first = await uploaded(emma, b"first")
    for number in range(49):
        await uploaded(emma, bytes([number]))
    with pytest.raises(Invalid) as caught:
        await uploaded(emma, b"one more")
    assert _codes(caught.value) == [("id", "too_many_uploads")]
    await uploaded(emma, b"first", id_=first.id)
    await uploaded((await stage.portal("administrator")).incidents)
    await _commented(emma, first)
    await uploaded(emma, b"one more")


async def test_the_largest_file_goes_there_and_comes_back(emma: Incidents) -> None:
    content = b"\x00" * LARGEST
    new = new_upload(content)
    await emma.upload(new, in_pieces(content, 1 << 20))
    incident_id, _ = await _commented(emma, AttachmentNew(id=new.id, name="core"))
    assert await read(emma, incident_id, new.id) == content


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"id": "1042"}, "id"),
        ({"id": "../../portal.db"}, "id"),
        ({"size": LARGEST + 1}, "size"),
        ({"size": 0}, "size"),
        ({"sha256": "../../../etc/passwd"}, "sha256"),
    ],
)
def test_what_is_too_large_or_empty_or_misnamed_is_no_upload(
    fields: dict[str, object], where: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        UploadNew.model_validate(new_upload().model_dump() | fields)
    assert caught.value.errors()[0]["loc"] == (where,)


def test_a_message_has_at_most_ten_files() -> None:
    eleven = tuple(AttachmentNew(id=new_id(), name="a") for _ in range(11))
    with pytest.raises(ValidationError) as caught:
        CommentNew(id=new_id(), body="x", attachments=eleven)
    assert caught.value.errors()[0]["type"] == "too_long"


async def test_who_may_read_an_incident_reads_its_files_and_nobody_else(
    stage: Stage, emma: Incidents, adam: Incidents, fenna: Incidents
) -> None:
    attached = await uploaded(adam)
    incident_id, _ = await _commented(adam, attached)
    mine = (await submitted(emma)).id
    for whose in (emma, fenna):
        for one, other in (
            (incident_id, attached.id),
            (incident_id, new_id()),
            (mine, attached.id),
            (new_id(), attached.id),
            ("../1", "../../../etc/passwd"),
        ):
            with pytest.raises(NotFound):
                await whose.download(one, other)
    await adam.watch(incident_id, Watchers(contact_ids=(contact_id("employee"),), watching=True))
    assert await read(emma, incident_id, attached.id) == LOG
    manager = (await stage.portal("manager")).incidents
    assert await read(manager, incident_id, attached.id) == LOG
    with pytest.raises(Forbidden):
        await uploaded(manager)


async def test_a_file_that_is_not_there_any_more_is_told_and_not_half_of_it(
    stage: Stage, emma: Incidents
) -> None:
    attached = await uploaded(emma)
    incident_id, _ = await _commented(emma, attached)
    (place,) = _files(stage)
    path = stage.ground.files_of(stage.url) / place
    for damaged in (LOG[:-1], LOG[:-1] + b"x", LOG + b"x"):
        path.write_bytes(damaged)
        with pytest.raises(Unavailable):
            await read(emma, incident_id, attached.id)
    path.unlink()
    with pytest.raises(Unavailable):
        await read(emma, incident_id, attached.id)


async def test_a_database_without_a_folder_takes_no_files_and_says_so(stage: Stage) -> None:
    if not isinstance(getattr(stage.ground, "store", stage.ground), PostgresGround):
        pytest.skip("a store in a file has its folder beside it")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("KLANTPORTAL_ATTACHMENTS")
        entrance = await stage.open_again()
    incidents = (await entrance.resume(stage.token("employee"))).portal.incidents
    with pytest.raises(Unavailable) as caught:
        await uploaded(incidents)
    assert caught.value.fault is Fault.NO_FOLDER
    await submitted(incidents)
