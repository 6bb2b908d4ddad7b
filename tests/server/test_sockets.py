"""Over real sockets: what a person does, and a stop in the middle of it."""

import asyncio
import json
import os
import signal
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import httpx
import pytest

from tests.contract.grounds import Ground, Template
from tests.contract.stage import titles_of
from tests.contract.world import BAKERY_HAT, FACTORY_HAT, PASSWORD, PEOPLE
from tests.server.serving import Serving, serving
from tui.api.connect import connect
from tui.api.errors import Unavailable
from tui.api.models.paging import PageRequest
from tui.api.models.releases import NoteQuery
from tui.api.models.sign_in import SignIn
from tui.api.portal import ChooseHat, Entrance, Releases, SignedIn
from tui.secret import Secret

ALL = PageRequest(limit=200)
UNREAD = NoteQuery(unread=True)
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")


@asynccontextmanager
async def _entrance(url: str) -> AsyncGenerator[Entrance]:
    entrance = connect(url)
    try:
        yield entrance
    finally:
        await entrance.close()


async def _signed_in(entrance: Entrance, name: str = "employee") -> SignedIn:
    attempt = SignIn(email=PEOPLE[name].email, password=Secret(PASSWORD))
    result = await entrance.sign_in(attempt)
    assert isinstance(result, SignedIn)
    return result


async def _unread(releases: Releases) -> list[str]:
    return [note.id for note in (await releases.list(UNREAD, ALL)).items]


async def test_one_signs_in_reads_marks_and_leaves(database: str, tmp_path: Path) -> None:
    with serving(database, tmp_path / "log") as server:
        async with _entrance(server.url) as entrance:
            assert (await entrance.info()).name == "Klantportaal Van Alphen"
            signed_in = await _signed_in(entrance)
            releases = signed_in.portal.releases
            ids = await _unread(releases)
            assert await releases.mark(ids[:2], read=True) == {*ids[:2]}
            assert await _unread(releases) == ids[2:]
            await signed_in.portal.session.sign_out()
            await _change_hats(entrance)
        server.stop()
        server.ended()
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    asked = [line["route"] for line in lines if line["event"] == "request"]
    assert asked == [
        "/api/v1/portal",
        "/api/v1/sessions",
        "/api/v1/releases/notes",
        "/api/v1/releases/notes/read",
        "/api/v1/releases/notes",
        "/api/v1/session",
        "/api/v1/sessions",
        "/api/v1/sessions",
        "/api/v1/session/hats",
    ]
    assert not [line for line in lines if line["level"] not in ("info",)]


async def _change_hats(entrance: Entrance) -> None:
    attempt = SignIn(email=PEOPLE["both"].email, password=Secret(PASSWORD))
    assert isinstance(await entrance.sign_in(attempt), ChooseHat)
    first = await entrance.sign_in(attempt.model_copy(update={"hat": BAKERY_HAT}))
    assert isinstance(first, SignedIn)
    other = await entrance.resume(first.token, FACTORY_HAT)
    assert (first.session.hat, other.session.hat) == (BAKERY_HAT, FACTORY_HAT)
    assert first.token != other.token


async def test_several_processes_serve_one_store(database: str, tmp_path: Path) -> None:
    with serving(database, tmp_path / "log", "--workers", "2") as server:
        async with _entrance(server.url) as entrance:
            releases = (await _signed_in(entrance)).portal.releases
            before = await releases.list(NoteQuery(), ALL)
            found = await asyncio.gather(*(releases.list(NoteQuery(), ALL) for _ in range(20)))
            assert all(titles_of(page.items) == titles_of(before.items) for page in found)
        server.stop()
        assert server.ended() == 0


# Stopping


@asynccontextmanager
async def _held(database: str) -> AsyncGenerator[None]:
    """Keep everybody else from writing."""
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"), timeout=10)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.rollback()


async def test_a_write_that_is_under_way_as_the_server_stops_is_done_and_answered(
    database: str, tmp_path: Path
) -> None:
    with serving(database, tmp_path / "log") as server:
        async with _entrance(server.url) as entrance:
            releases = (await _signed_in(entrance)).portal.releases
            ids = await _unread(releases)
            async with _held(database):
                write = asyncio.create_task(releases.mark(ids, read=True))
                await _is_not_ready(server, write)
            assert await write == {*ids}
        assert server.ended() == -signal.SIGTERM
    async with _entrance(database) as store:
        assert await _unread((await _signed_in(store)).portal.releases) == []


async def _is_not_ready(server: Serving, write: asyncio.Task[object]) -> None:
    """Tell the server to stop once the write has reached it, and see it say so."""
    async with httpx.AsyncClient(base_url=server.url) as web:
        assert (await web.get("/readyz")).status_code == 204
        assert not write.done()
        server.stop()
        while (response := await web.get("/readyz")).status_code == 204:
            await asyncio.sleep(0)
        assert response.status_code == 503
        assert (await web.get("/healthz")).status_code == 204


async def test_what_was_acknowledged_before_the_end_is_there_after_it(
    database: str, tmp_path: Path
) -> None:
    with serving(database, tmp_path / "log") as server:
        async with _entrance(server.url) as entrance:
            releases = (await _signed_in(entrance)).portal.releases
            ids = await _unread(releases)
            acknowledged = await _mark_until_it_is_gone(releases, ids, server)
        server.ended()
    async with _entrance(database) as store:
        left = {*await _unread((await _signed_in(store)).portal.releases)}
    assert {*ids} - left == acknowledged


async def _mark_until_it_is_gone(releases: Releases, ids: list[str], server: Serving) -> set[str]:
    """Mark all and none in turns, also after it was told to stop; returns what is marked."""
    acknowledged: set[str] = set()
    for turn in range(1_000_000):
        read = turn % 2 == 0
        try:
            assert await releases.mark(ids, read=read) == {*ids}
        except Unavailable:
            assert turn > 3
            return acknowledged
        acknowledged = {*ids} if read else set()
        if turn == 3:
            server.stop()
    raise AssertionError("the server did not stop")


def test_a_port_that_is_taken_is_told_in_words(
    database: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from tui.__main__ import main

    with serving(database, tmp_path / "log") as server:
        port = server.url.rpartition(":")[2]
        assert main(["serve", "--database", database, "--port", port]) == 1
    said = capfd.readouterr().err
    assert f"127.0.0.1:{port}" in said
    assert "Traceback" not in said


def test_a_store_that_is_not_there_is_told_before_anything_listens(
    world: tuple[Ground, Template], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from tui.__main__ import main

    nowhere = f"sqlite://{tmp_path / 'nowhere.db'}"
    assert main(["serve", "--database", nowhere, "--port", "0"]) == 4
    assert "nowhere.db" in capfd.readouterr().err
