"""Waiting no longer: reads end in a state with a way on, and what was sent may have arrived."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from tests.fake_publishing import vendor
from tests.fakes import FakeEntrance
from tests.screens.driver import DEADLINE, PortalDriver, portal
from tests.screens.test_publish_file import changelog, look_into
from tests.screens.test_publishing import desk
from tui import i18n
from tui.api.errors import Fault, Unavailable
from tui.api.models.publishing import Published, ReleaseDocument
from tui.drafts import Draft, DraftKey, Drafts
from tui.screens import loading
from tui.widgets.form import Form
from tui.widgets.states import Failed, Ready

__all__ = ["changelog"]


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    yield
    assert loading._waits == set()


@pytest.mark.parametrize(
    ("language", "words", "retry"),
    [
        ("en", "You stopped waiting for this.", "r  try again"),
        ("nl", "Je bent gestopt met wachten.", "r  probeer het opnieuw"),
    ],
)
async def test_who_does_not_want_to_wait_for_the_portal_need_not(
    language: str, words: str, retry: str
) -> None:
    i18n.use(language)
    entrance = FakeEntrance()
    entrance.script.hold("sign_in_as")
    async with portal(entrance) as demo:
        await demo.sees("ctrl+c")
        await demo.press("ctrl+c")
        await demo.sees(words, retry)
        entrance.script.held.clear()
        await demo.press("r")
        await demo.sees("250 notes")


async def test_a_list_that_does_not_come_is_called_off_and_asked_again() -> None:
    entrance = FakeEntrance()
    entrance.script.hold("releases.list")
    async with portal(entrance) as demo:
        await demo.sees("One moment", "ctrl+c  stop waiting")
        await demo.press("ctrl+c")
        await demo.sees("You stopped waiting for this.", "r  try again")
        entrance.script.held.clear()
        await demo.press("r")
        await demo.sees("Note 250")


async def test_a_list_that_takes_long_is_never_blank() -> None:
    async with portal() as demo:
        await demo.sees("250 notes")
        demo.script.hold("releases.list")
        await demo.press("u")
        await demo.sees("One moment", "ctrl+c  stop waiting")
        demo.script.let_go("releases.list")
        await demo.sees("Note 250")
        assert "One moment" not in demo.text


async def test_without_rows_there_are_no_figures_of_the_list_before() -> None:
    async with portal() as demo:
        await demo.sees("250 notes")
        demo.script.hold("releases.list")
        await demo.press("u")
        await demo.press("ctrl+c")
        await demo.sees("You stopped waiting for this.", "unread only")
        assert "250" not in demo.text
        demo.script.held.clear()
        await demo.press("r")
        await demo.sees("50 notes")


async def test_without_hits_there_are_no_figures_of_the_search_before() -> None:
    async with portal() as demo:
        await demo.press("slash")
        await demo.type("leave")
        await demo.sees("found")
        demo.script.calls.clear()
        demo.script.hold("releases.search")
        await demo.type("x")
        await demo.wait_for(lambda: "releases.search" in demo.script.calls, "the search")
        await demo.press("ctrl+c")
        await demo.sees("You stopped waiting for this.")
        assert "found" not in demo.text


async def test_without_rows_the_vendor_sees_no_figures_of_the_list_before() -> None:
    async with desk() as demo:
        await demo.sees("250 notes")
        demo.script.hold("releases.list")
        await _narrow_to_finance(demo)
        await demo.press("ctrl+c")
        await demo.sees("You stopped waiting for this.")
        assert "250" not in demo.text


async def _narrow_to_finance(demo: PortalDriver) -> None:
    await demo.press("f")
    await demo.type("fin")
    await demo.press("enter")
    await demo.sees("area Finance")


@pytest.mark.parametrize("kind", ["reader", "vendor"])
async def test_a_count_that_comes_late_is_not_told_of_another_list(kind: str) -> None:
    entrance = FakeEntrance() if kind == "reader" else vendor()
    entrance.script.hold("releases.count")
    async with portal(entrance) if kind == "reader" else desk(entrance) as demo:
        await demo.wait_for(lambda: "releases.count" in demo.script.calls, "the count")
        demo.script.fail("releases.list", Unavailable(Fault.UNREACHABLE, place="there"))
        await _narrow_to_finance(demo)
        await demo.sees("The portal does not answer")
        demo.script.let_go("releases.count")
        await demo.settle()
        assert "250" not in demo.text


async def test_rows_that_are_there_stay_when_more_of_them_are_called_off() -> None:
    async with portal() as demo:
        await demo.sees("250 notes")
        demo.script.hold("releases.list")
        await demo.press("G")
        await demo.press("ctrl+c")
        await demo.sees("Note 250 about", "You stopped waiting for this.")


async def test_what_was_sent_may_have_arrived() -> None:
    async with portal() as demo:
        await demo.sees("250 notes")
        demo.script.hold("releases.mark")
        await demo.press("m")
        await demo.press("ctrl+c")
        await demo.sees("It may have arrived; sending it again does no harm.")


async def test_a_form_keeps_what_was_typed_and_is_sent_again() -> None:
    async with portal() as demo:
        await demo.open("profile")
        await demo.press("enter", "j", "j", "enter", "ctrl+u")
        await demo.type("Asia/Tokyo")
        demo.script.hold("profile.edit")
        await demo.press("ctrl+s")
        await demo.sees("ctrl+c  stop waiting")
        await demo.press("ctrl+c")
        await demo.sees("It may have arrived", "Asia/Tokyo")
        demo.script.held.clear()
        await demo.press("ctrl+s")
        await demo.wait_for(lambda: "may have arrived" not in demo.text, "the answer")
        assert demo.profile.profile.time_zone == "Asia/Tokyo"


class SlowDrafts(Drafts):
    """Keeps a draft when it is let go."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.begun, self.let_go = Event(), Event()

    def save(self, key: DraftKey, draft: Draft) -> None:
        self.begun.set()
        assert self.let_go.wait(DEADLINE)
        super().save(key, draft)


async def test_a_draft_on_this_machine_is_kept_whatever_is_called_off(tmp_path: Path) -> None:
    drafts = SlowDrafts(tmp_path)
    async with portal(drafts=drafts) as demo:
        await demo.open("profile")
        await demo.press("enter", "j", "j", "enter", "ctrl+u")
        demo.script.hold("nothing")  # what is held is not waited for, so that one can press on
        await demo.type("Asia/Tokyo")
        await demo.wait_for(drafts.begun.is_set, "the draft to be kept")
        await demo.press("ctrl+c")
        assert not isinstance(demo.app.screen.query_one(Form).kept, Failed)
        drafts.let_go.set()
        await demo.sees("draft kept")


async def test_a_read_that_asks_nothing_of_a_portal_goes_on() -> None:
    let_go, came = asyncio.Event(), list[object]()

    async def read() -> str:
        await let_go.wait()
        return "there"

    async with portal() as demo:
        await demo.sees("250 notes")
        await demo.settle()
        screen = demo.app.screen
        loading.fetch(screen, "test", read(), came.append, is_local=True)
        await demo.pilot.pause()
        assert not loading.call_off(screen)
        let_go.set()
        await demo.wait_for(lambda: came == [Ready("there")], "the read")


async def test_a_file_that_is_sent_again_goes_under_the_same_key(changelog: Path) -> None:
    async with desk() as demo:
        sent: list[str] = []
        publish = demo.entrance.releases.publish

        async def keeping(document: ReleaseDocument, key: str) -> Published:
            sent.append(key)
            return await publish(document, key)

        demo.entrance.releases.publish = keeping
        await look_into(demo)
        await demo.sees("Profit 7.2")
        demo.script.hold("releases.publish")
        await demo.press("enter")
        await demo.sees("Sending", "ctrl+c  stop waiting")
        await demo.press("ctrl+c")
        await demo.sees("It may have arrived; sending it again", "enter publish")
        demo.script.held.clear()
        await demo.press("enter")
        await demo.sees("Published: 2 new releases")
        assert len(sent) == 2
        assert len({*sent}) == 1


async def test_where_nothing_is_waited_for_the_key_copies_as_ever() -> None:
    async with portal(FakeEntrance(seats=False), signed_in=False) as demo:
        await demo.sees("E-mail")
        await demo.type("anna")
        await demo.press("shift+home", "ctrl+c")
        assert demo.app.clipboard == "anna"


async def test_the_help_tells_of_the_key() -> None:
    async with portal(size=(120, 60)) as demo:
        await demo.sees("250 notes")
        await demo.press("question_mark")
        await demo.sees("Wait no longer for what the portal is asked")
