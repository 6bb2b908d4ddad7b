"""The file of a store: nothing half-made, nothing overwritten, and every fault has a name."""

import os
import resource
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.api.store.world import NOW, ONE, PASSWORD, PORTAL, Store, document, make_store, note
from tests.contract.stage import has_words
from tui.api.administration import NewPortal
from tui.api.connect import administer, connect
from tui.api.errors import Conflict, Fault, Invalid, PortalError, Unavailable
from tui.api.models.releases import NoteQuery
from tui.api.models.sign_in import SignIn
from tui.api.portal import SignedIn
from tui.api.store import administration as administration_module
from tui.api.store.database import sqlite_database
from tui.api.store.publishing import documents
from tui.portals import store_address
from tui.secret import Secret
from tui.sqlite_files import folder_beside

NOBODY = 65534


def _create(place: Path, portal: NewPortal = PORTAL) -> None:
    owner = administer(store_address(place), quick_hashing=True)
    try:
        owner.create(portal)
    finally:
        owner.close()


def _fault(place: Path) -> Unavailable:
    with pytest.raises(Unavailable) as caught:
        connect(store_address(place))
    assert caught.value.place == str(place)
    return caught.value


def test_a_new_store_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    place = tmp_path / "new folder" / "50% portal?#.sqlite"
    _create(place)
    assert place.stat().st_mode & 0o777 == 0o600
    assert [*place.parent.iterdir()] == [place]


@pytest.mark.parametrize("content", [b"", b"my diary"])
def test_making_a_store_never_writes_over_a_file(place: Path, content: bytes) -> None:
    place.write_bytes(content)
    with pytest.raises(Conflict):
        _create(place)
    assert place.read_bytes() == content


def _of_person(**texts: str) -> dict[str, object]:
    return {"people": (replace(PORTAL.people[0], **texts), *PORTAL.people[1:])}


def _of_organisation(**texts: str) -> dict[str, object]:
    return {"organisations": (replace(PORTAL.organisations[0], **texts), *PORTAL.organisations[1:])}


def _of_contact(**texts: str) -> dict[str, object]:
    organisation = PORTAL.organisations[0]
    contact = replace(organisation.contacts[0], **texts)
    return {
        "organisations": (replace(organisation, contacts=(contact,)), *PORTAL.organisations[1:])
    }


def test_a_file_that_appears_meanwhile_is_not_written_over(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = administration_module._make

    def slowly(*arguments: object) -> None:
        fill(*arguments)  # type: ignore[arg-type]
        place.write_text("somebody was first")

    monkeypatch.setattr(administration_module, "_make", slowly)
    with pytest.raises(Conflict):
        _create(place)
    assert place.read_text() == "somebody was first"
    assert [*place.parent.iterdir()] == [place]


def test_a_store_that_fails_half_way_was_never_there(place: Path) -> None:
    wrong = NewPortal(
        name="n", vendor_name="v", product_name="p", people=(*PORTAL.people, PORTAL.people[0])
    )
    with pytest.raises(PortalError):
        _create(place, wrong)
    assert [*place.parent.iterdir()] == []


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal"])
def test_what_is_left_of_a_deleted_store_is_not_taken_for_part_of_a_new_one(
    place: Path, suffix: str
) -> None:
    left = Path(f"{place}{suffix}")
    left.write_text("of the old one")
    with pytest.raises(Unavailable) as caught:
        _create(place)
    assert caught.value.fault is Fault.LEFTOVER
    assert caught.value.place == str(left)
    assert [*place.parent.iterdir()] == [left]


LONG = "x" * 301


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": LONG}, "name"),
        ({"vendor_name": LONG}, "vendor_name"),
        ({"product_name": LONG}, "product_name"),
        ({"help_center_url": LONG}, "help_center_url"),
        (_of_person(email=LONG), "people.0.email"),
        (_of_person(given_name="x" * 151, family_name="y" * 151), "people.0.display_name"),
        (_of_organisation(name=LONG), "organisations.0.name"),
        (_of_organisation(legal_name=LONG), "organisations.0.legal_name"),
        (_of_organisation(product_version=LONG), "organisations.0.product_version"),
        (_of_contact(job_title=LONG), "organisations.0.contacts.0.job_title"),
        (_of_contact(department=LONG), "organisations.0.contacts.0.department"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_text_that_no_reader_would_take_makes_no_store(
    place: Path, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        _create(place, replace(PORTAL, **change))
    assert [(each.field, each.code) for each in caught.value.fields] == [(field, "too_long")]
    assert has_words(caught.value)
    assert [*place.parent.iterdir()] == []


def _foreign(place: Path) -> None:
    with sqlite3.connect(place) as connection:
        connection.execute("CREATE TABLE schema_version (version_num TEXT)")
    connection.close()


def _other_application(place: Path) -> None:
    make_store(place)
    with sqlite3.connect(place) as connection:
        connection.execute("PRAGMA application_id = 42")
    connection.close()


def _truncated(place: Path) -> None:
    make_store(place)
    content = place.read_bytes()
    place.write_bytes(content[: len(content) // 3])


def _scribbled(place: Path) -> None:
    make_store(place)
    with place.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 40_000)


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda place: None, Fault.NO_STORE),
        (lambda place: place.touch(), Fault.NOT_A_STORE),
        (lambda place: place.mkdir(), Fault.NOT_A_STORE),
        (_foreign, Fault.NOT_A_STORE),
        (_other_application, Fault.NOT_A_STORE),
        (lambda place: place.write_text("dear diary " * 50), Fault.CORRUPT),
        (lambda place: place.write_bytes(b"SQLite format 3\x00"), Fault.CORRUPT),
        (_truncated, Fault.CORRUPT),
        (_scribbled, Fault.CORRUPT),
    ],
    ids=["missing", "empty", "folder", "foreign", "other", "text", "header", "cut", "scribbled"],
)
def test_what_is_no_store_is_named_and_left_as_it_is(
    place: Path, make: object, fault: Fault
) -> None:
    make(place)  # type: ignore[operator]
    before = place.read_bytes() if place.is_file() else None
    assert _fault(place).fault is fault
    assert (place.read_bytes() if place.is_file() else None) == before


def test_a_path_through_a_file_is_unreadable(place: Path) -> None:
    place.write_text("a file")
    assert _fault(place / "portal.sqlite").fault is Fault.UNREADABLE


def test_a_damaged_store_is_set_aside_with_what_belongs_to_it(place: Path) -> None:
    for suffix in ("", "-wal", "-journal"):
        Path(f"{place}{suffix}").write_text(f"damaged {suffix}")
    (sent := folder_beside(place)).mkdir()
    (sent / "run.log").write_text("sent")
    owner = administer(store_address(place), quick_hashing=True)
    aside = [Path(owner.set_aside())]
    owner.create(PORTAL)
    aside.append(Path(owner.set_aside()))
    owner.close()
    assert not place.exists()
    assert aside[0].name.startswith("portal.sqlite.corrupt-")
    assert aside[0] != aside[1]
    assert not sent.exists()
    assert (folder_beside(aside[0]) / "run.log").read_text() == "sent"
    for suffix in ("", "-wal", "-journal"):
        assert Path(f"{aside[0]}{suffix}").read_text() == f"damaged {suffix}"
    with pytest.raises(Unavailable) as caught:
        owner.set_aside()
    assert caught.value.fault is Fault.NO_STORE


@pytest.mark.parametrize("damage", [_truncated, _scribbled], ids=["cut", "scribbled"])
def test_a_store_that_cannot_be_opened_any_more_makes_room(place: Path, damage: object) -> None:
    damage(place)  # type: ignore[operator]
    before = place.read_bytes()
    owner = administer(store_address(place), quick_hashing=True)
    aside = Path(owner.set_aside())
    assert aside.read_bytes() == before
    owner.create(PORTAL)
    assert owner.facts().engine == "SQLite"
    owner.close()


@pytest.mark.parametrize(
    "make", [lambda place: place.mkdir(), _foreign, _other_application], ids=["folder", "a", "b"]
)
def test_what_is_not_ours_is_not_set_aside(place: Path, make: object) -> None:
    make(place)  # type: ignore[operator]
    owner = administer(store_address(place), quick_hashing=True)
    with pytest.raises(Unavailable) as caught:
        owner.set_aside()
    owner.close()
    assert caught.value.fault is Fault.NOT_A_STORE
    assert [*place.parent.iterdir()] == [place]


@contextmanager
def _files_up_to(size: int) -> Iterator[None]:
    """Let no file grow beyond `size`, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_no_store_is_half_made_on_a_full_disk(place: Path) -> None:
    with _files_up_to(64 * 1024), pytest.raises(Unavailable) as caught:
        _create(place)
    assert caught.value.fault is Fault.DISK_FULL
    assert caught.value.place == str(place)
    assert [*place.parent.iterdir()] == []


async def test_a_full_disk_takes_nothing_from_a_store_and_it_goes_on_afterwards(
    store: Store,
) -> None:
    operator = await _operator(store)
    big = document(note("big", "Big", "word " * 200_000), version="2")
    with _files_up_to(store.path.stat().st_size), pytest.raises(Unavailable) as caught:
        await operator.portal.releases.publish(big, "key")
    assert caught.value.fault is Fault.DISK_FULL
    releases = operator.portal.releases
    assert (await releases.count(NoteQuery())).value == len(ONE.releases[0].notes)
    assert (await releases.publish(big, "key")).added == 1


async def _operator(store: Store) -> SignedIn:
    attempt = SignIn(email="bram@example.nl", password=Secret(PASSWORD))
    choice = await store.entrance.sign_in(attempt)
    assert not isinstance(choice, SignedIn)
    worn = await store.entrance.sign_in(attempt.model_copy(update={"hat": choice.hats[-1]}))
    assert isinstance(worn, SignedIn)
    return worn


@pytest.fixture
def shared_place() -> Iterator[Path]:
    """A place that everybody may reach, with a store in it."""
    with tempfile.TemporaryDirectory(prefix="klantportal-") as folder:
        Path(folder).chmod(0o755)
        place = Path(folder) / "portal.sqlite"
        make_store(place)
        # What is imported late must be imported before nobody may read it any more.
        connect(store_address(place))
        yield place


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Be somebody for whom permissions count."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_store_that_may_not_be_read_says_so(shared_place: Path) -> None:
    shared_place.chmod(0)
    with _as_nobody():
        assert _fault(shared_place).fault is Fault.UNREADABLE


async def test_a_store_that_may_not_be_written_can_still_be_read(shared_place: Path) -> None:
    shared_place.chmod(0o444)
    with _as_nobody():
        entrance = connect(store_address(shared_place))
        assert (await entrance.info()).name == "Test portal"
        with pytest.raises(Unavailable) as caught:
            await entrance.sign_in(SignIn(email="anna@example.nl", password=Secret(PASSWORD)))
        await entrance.close()
    assert caught.value.fault is Fault.READ_ONLY


async def test_a_folder_that_may_not_be_written_makes_the_store_read_only(
    shared_place: Path,
) -> None:
    shared_place.chmod(0o666)
    if os.geteuid() != 0:
        shared_place.parent.chmod(0o555)
    with _as_nobody():
        entrance = connect(store_address(shared_place))
        with pytest.raises(Unavailable) as caught:
            await entrance.sign_in(SignIn(email="anna@example.nl", password=Secret(PASSWORD)))
        await entrance.close()
        with pytest.raises(Unavailable) as refused:
            _create(shared_place.with_name("another.sqlite"))
    assert caught.value.fault is Fault.READ_ONLY
    assert refused.value.fault in (Fault.READ_ONLY, Fault.UNREADABLE)


def test_a_write_that_is_interrupted_leaves_the_store_as_it_was(place: Path) -> None:
    make_store(place)
    before = place.read_bytes()
    database = sqlite_database(place)

    def interrupted() -> None:
        with database.write() as connection:
            documents.take(connection, document(note("new", "New"), version="2"), NOW)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    database.close()
    assert place.read_bytes() == before
