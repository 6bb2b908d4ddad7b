"""What a person sees of the line to a portal: what is wrong, how old all is, how long one waits."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.fake_needs import EVERYTHING
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui import i18n
from tui.api.errors import BAD_CERTIFICATE, Fault, Unavailable
from tui.api.line import TROUBLE, Line
from tui.api.policy import Role
from tui.screens import portal_header
from tui.screens.portal_header import PortalHeader
from tui.widgets.state_view import StateView

WORDS = {
    "en": {
        Fault.UNREACHABLE: "not reachable, as of",
        Fault.TIMED_OUT: "not reachable, as of",
        Fault.CUT_OFF: "not reachable, as of",
        Fault.BUSY: "busy, as of",
        Fault.NOT_A_PORTAL: "no portal answers, as of",
        Fault.REDIRECTED: "no portal answers, as of",
        **dict.fromkeys(BAD_CERTIFICATE, "certificate not trusted, as of"),
    },
    "nl": {
        Fault.UNREACHABLE: "niet bereikbaar, stand van",
        Fault.TIMED_OUT: "niet bereikbaar, stand van",
        Fault.CUT_OFF: "niet bereikbaar, stand van",
        Fault.BUSY: "bezet, stand van",
        Fault.NOT_A_PORTAL: "geen portaal antwoordt, stand van",
        Fault.REDIRECTED: "geen portaal antwoordt, stand van",
        **dict.fromkeys(BAD_CERTIFICATE, "certificaat niet vertrouwd, stand van"),
    },
}


def _line() -> Line:
    """A line whose answers all come today at two minutes past two."""
    today = datetime.now().astimezone().replace(hour=14, minute=2)
    return Line(lambda: today.astimezone(UTC))


def _clock(line: Line) -> str:
    assert line.state.read_at is not None
    return f"{line.state.read_at.astimezone():%H:%M}"


def _header(demo: PortalDriver) -> PortalHeader:
    return demo.app.screen.query_one(PortalHeader)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("fault", sorted(TROUBLE))
async def test_trouble_stands_in_the_header_at_80_columns_until_the_next_answer(
    language: str, fault: Fault
) -> None:
    i18n.use(language)
    line = _line()
    async with portal(FakeEntrance(roles=Role), line=line) as demo:
        await demo.sees("250 notes")
        before = demo.lines
        line.works()
        assert demo.lines == before
        line.fails(fault)
        words = f"{WORDS[language][fault]} {_clock(line)}"
        await demo.sees(words)
        assert words in demo.lines[0]
        assert len(demo.lines[0]) <= 80
        assert demo.lines[0].startswith(" Voorbeeld BV")
        assert demo.lines[1:] == before[1:]
        line.works()
        await demo.wait_for(lambda: demo.lines == before, "the header as it was")


async def test_a_long_name_makes_room_for_the_trouble() -> None:
    line = _line()
    entrance = FakeEntrance()
    object.__setattr__(entrance.session, "organisation_name", "Bakkerij " + "Zonneveld " * 9)
    async with portal(entrance, line=line) as demo:
        await demo.sees("250 notes")
        line.works()
        line.fails(Fault.TLS_REFUSED)
        await demo.sees(f"certificate not trusted, as of {_clock(line)}")


async def test_how_old_all_is_goes_by_the_clock_of_the_person() -> None:
    line, entrance = _line(), FakeEntrance()
    object.__setattr__(entrance.session, "time_zone", "Asia/Kathmandu")
    async with portal(entrance, line=line) as demo:
        await demo.sees("250 notes")
        line.works()
        line.fails(Fault.UNREACHABLE)
        await demo.sees("not reachable, as of")
        assert line.state.read_at is not None
        there = line.state.read_at.astimezone(ZoneInfo("Asia/Kathmandu"))
        assert f"{there:%H:%M}" in demo.lines[0]


async def test_before_anything_was_read_nothing_is_old() -> None:
    line = Line()
    async with portal(signed_in=False, line=line) as demo:
        line.fails(Fault.UNREACHABLE)
        await demo.sees("not reachable")
        assert "as of" not in demo.text


async def test_what_is_tried_again_at_once_and_goes_well_is_not_worth_a_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(portal_header, "PATIENCE", 3600.0)
    line = _line()
    async with portal(line=line) as demo:
        header = _header(demo)
        line.fails(Fault.CUT_OFF)
        await demo.wait_for(lambda: header._patience.is_awaited, "the header to hear of it")
        assert header.notice == ""
        line.works()
        await demo.wait_for(lambda: not header._patience.is_awaited, "the end of it")
        assert header.notice == ""


async def test_a_screen_that_is_made_in_the_midst_of_it_says_so_too() -> None:
    line = _line()
    async with portal(line=line) as demo:
        line.works()
        line.fails(Fault.UNREACHABLE)
        await demo.sees("not reachable, as of")
        await _speak_dutch(demo)
        await demo.sees("niet bereikbaar, stand van")


async def _speak_dutch(demo: PortalDriver) -> None:
    from tui.screens.navigation import LanguageChosen

    demo.app.screen.post_message(LanguageChosen("nl"))
    await demo.settle()


async def test_what_is_there_stays_and_what_waits_is_still_known() -> None:
    line, entrance = _line(), FakeEntrance()
    entrance.needs.waiting = EVERYTHING
    async with portal(entrance, line=line) as demo:
        await demo.sees("250 notes", "! 3 for you")
        demo.script.fail("releases.list", Unavailable(Fault.UNREACHABLE, place="there"))
        demo.script.fail("needs.list", Unavailable(Fault.UNREACHABLE, place="there"))
        line.fails(Fault.UNREACHABLE)
        await demo.press("G")
        await demo.press("exclamation_mark", "escape")
        await demo.sees("! 3 for you", "not reachable", "Note 250 about")


# Waiting


@pytest.mark.parametrize(
    ("language", "words"), [("en", "busy, goes on in 1"), ("nl", "bezet, verder over 1")]
)
async def test_a_wait_that_ends_by_itself_is_counted_down_in_the_header(
    language: str, words: str
) -> None:
    i18n.use(language)
    line = _line()
    async with portal(line=line) as demo:
        line.fails(Fault.BUSY, 20.0)
        with line.waiting():
            await demo.sees(words)
            assert _header(demo)._countdown.is_counting
        line.works()
        await demo.wait_for(lambda: _header(demo).notice == "", "the end of it")
        assert not _header(demo)._countdown.is_counting


async def test_a_time_that_is_over_is_not_counted_any_more() -> None:
    line = _line()
    async with portal(line=line) as demo:
        line.works()
        line.fails(Fault.BUSY, 0.4)
        await demo.sees("busy, as of")
        assert not _header(demo)._countdown.is_counting


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Try again in 59:", "r  try at once all the same"]),
        ("nl", ["Probeer het over 59:", "r  nu al proberen"]),
    ],
)
async def test_who_has_to_wait_sees_how_long_and_may_try_at_once(
    language: str, words: list[str]
) -> None:
    i18n.use(language)
    entrance = FakeEntrance()
    entrance.script.fail("sign_in_as", Unavailable(Fault.BUSY, retry_after=3599))
    async with portal(entrance) as demo:
        await demo.sees(*words)
        view = demo.app.screen.query_one(StateView)
        assert view._countdown.is_counting
        entrance.script.mend("sign_in_as")
        await demo.press("r")
        await demo.sees("250 notes")
        assert not view._countdown.is_counting


async def test_when_the_time_is_over_one_is_told_to_try_again() -> None:
    entrance = FakeEntrance()
    entrance.script.fail("sign_in_as", Unavailable(Fault.BUSY, retry_after=0.2))
    async with portal(entrance) as demo:
        await demo.sees("r  try again")
        assert not demo.app.screen.query_one(StateView)._countdown.is_counting


async def test_what_leaves_the_screen_counts_no_more_and_hears_no_more() -> None:
    line, entrance = _line(), FakeEntrance()
    entrance.script.fail("sign_in_as", Unavailable(Fault.BUSY, retry_after=3599))
    async with portal(entrance, line=line) as demo:
        line.fails(Fault.BUSY, 3599)
        await demo.sees("Try again in 59:", "busy, try again in 59:")
        view, header = demo.app.screen.query_one(StateView), _header(demo)
        assert (view._countdown.is_counting, header._countdown.is_counting) == (True, True)
        await view.remove()
        await header.remove()
        assert (view._countdown.is_counting, header._countdown.is_counting) == (False, False)
        assert line._listeners == []


async def test_a_note_beside_the_list_that_did_not_come_is_asked_for_again() -> None:
    async with portal(size=(120, 40)) as demo:
        await demo.sees("Text of note 250")
        demo.script.fail("releases.show", Unavailable(Fault.UNREACHABLE, place="there"))
        await demo.press("j")
        await demo.sees("The portal does not answer", "r try again")
        demo.script.mend("releases.show")
        await demo.press("r")
        await demo.sees("Text of note 249")
        assert "r try again" not in demo.footer
