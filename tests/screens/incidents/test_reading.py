"""Reading an incident: its head, the conversation, and what of it is read when."""

import pytest

from tests.fake_actions import BRAM
from tests.fake_incidents import incident_id, said
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui import i18n
from tui.api.errors import Fault, NotFound, Unavailable
from tui.api.models.actions import Colleague
from tui.api.models.incidents import EntryKind
from tui.api.policy import Role
from tui.api.vocabulary import newer_words

WIDE = (120, 40)
MANY = 2_000
with newer_words():
    NEWER = EntryKind("parcel_sent")


def entrance(entries: int = 3, **changed: object) -> FakeEntrance:
    made = FakeEntrance(incidents=6)
    made.incidents.change(1, **changed)
    made.incidents.tell(1, *(said(number) for number in range(1, entries + 1)))
    return made


def row(demo: PortalDriver, number: int) -> str:
    return next(line for line in demo.lines if f"#{number} " in line)


async def opened(demo: PortalDriver) -> None:
    await demo.open("incidents")
    await demo.press("enter")


@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_the_head_tells_which_incident_it_is_and_how_it_stands(size: tuple[int, int]):
    made = entrance(
        status="pending",
        priority="urgent",
        type="outage",
        environment="production",
        customer_reference="INK-77",
        assignee="Ahmed Yıldız",
        watchers=(BRAM,),
    )
    async with portal(made, size=size) as demo:
        await opened(demo)
        await demo.sees(
            "#1  Wage run 1 stops at 40 %",
            "waiting for you · urgent · outage",
            "Finance / Profit 7 / production · yours: INK-77 · Support: Ahmed Yıldız",
            "opened 22 Nov",
            "by Anna de Vries · watched by Bram Öz",
        )


async def test_many_watchers_are_three_names_and_a_number():
    people = [Colleague(id=incident_id(n), display_name=f"Person {n}") for n in range(5)]
    async with portal(entrance(watchers=(*people,))) as demo:
        await opened(demo)
        await demo.sees("watched by Person 0, Person 1, Person 2", "and 2 more")
        assert "Person 3" not in demo.text


async def test_description_and_answers_stand_below_one_another_and_support_is_named():
    async with portal(entrance()) as demo:
        await opened(demo)
        await demo.sees("number 1.", "Answer 1.", "Answer 2.", "Answer 3.")
        order = [demo.text.index(f"Answer {number}.") for number in (1, 2, 3)]
        assert order == sorted(order)
        answers = {line for line in demo.lines if "23 Nov" in line}
        assert sum("Ahmed Yıldız · Support  23 Nov" in line for line in answers) == 2
        assert sum("Anna de Vries  23 Nov" in line for line in answers) == 1


@pytest.mark.parametrize(
    ("kind", "after", "words"),
    [
        (EntryKind.STATUS, "pending", "— waiting for you · Ahmed Yıldız · Support · 23 Nov"),
        (EntryKind.PRIORITY, "high", "— priority high · Ahmed"),
        (EntryKind.TYPE, "outage", "— type outage · Ahmed"),
        (EntryKind.ASSIGNEE, "Zoë", "— taken up by Zoë · Ahmed"),
        (EntryKind.RATING, "4", "— rated 4 of 5 · Ahmed"),
        (EntryKind.MERGED, "12", "— merged with 12 · Ahmed"),
        (EntryKind.STATUS, "sent_to_mars", "— sent to mars · Ahmed"),
        (NEWER, "x", "— parcel sent · Ahmed"),
    ],
)
async def test_what_became_of_it_is_one_quiet_line(kind: EntryKind, after: str, words: str):
    made = entrance(0)
    made.incidents.tell(1, said(1, kind=kind, after=after, author="Ahmed Yıldız"))
    async with portal(made) as demo:
        await opened(demo)
        await demo.sees(words)


async def test_opening_marks_it_read_and_the_list_says_so():
    made = entrance(unread=True)
    async with portal(made) as demo:
        await demo.open("incidents")
        assert "●" in row(demo, 1)
        await demo.press("enter")
        await demo.wait_for(lambda: not made.incidents.incidents[incident_id(1)].unread)
        await demo.press("escape")
        assert "●" not in row(demo, 1)


async def test_m_in_the_incident_marks_it_unread_again():
    made = entrance(unread=True)
    async with portal(made) as demo:
        await opened(demo)
        await demo.press("m")
        assert made.incidents.incidents[incident_id(1)].unread
        await demo.press("escape")
        assert "●" in row(demo, 1)


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_back_leads_to_the_row_where_one_was(key: str):
    async with portal(entrance()) as demo:
        await demo.open("incidents")
        await demo.press("j", "enter", key)
        assert row(demo, 2).startswith("▌")


async def test_the_list_follows_what_the_incident_tells():
    made = entrance()
    async with portal(made) as demo:
        await demo.open("incidents")
        made.incidents.change(1, status="solved")
        await demo.press("enter", "escape")
        assert "solved" in row(demo, 1)


async def test_keys_of_the_list_do_nothing_in_an_incident():
    async with portal(entrance()) as demo:
        await opened(demo)
        await demo.press("u", "x", "O", "f")
        await demo.sees("Answer 3.")
        assert "Filter (choosing" not in demo.text
        await demo.press("escape")
        await demo.sees("5 incidents")


async def test_what_is_hostile_is_shown_as_text_and_ends_with_its_answer():
    made = entrance(0, description="<script>alert(1)</script>\n\n```\nnever closed")
    made.incidents.tell(1, said(1, "# Not a heading of the portal\n\n<!-- never closed"))
    made.incidents.tell(1, said(2, "[click](javascript:alert(1)) and **bold**"))
    async with portal(made, size=WIDE) as demo:
        await opened(demo)
        await demo.sees("<script>alert(1)</script>", "never closed", "and bold")


def steers(words: str) -> str:
    """Return words that would steer a terminal, as no type lets them through."""
    return f"{words}\x1b]0;owned\x07\x1b[2J\x9b31m\x00\r"


@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_nothing_that_steers_a_terminal_is_drawn(size: tuple[int, int]):
    person = Colleague(id=incident_id(9), display_name=steers("Person"))
    texts = ("subject", "product_area", "environment", "customer_reference", "assignee")
    made = FakeEntrance(incidents=6, roles=(Role.ADMINISTRATOR,))
    facts = {name: steers(name) for name in texts}
    made.incidents.change(1, requester=person, watchers=(person,), **facts)
    made.incidents.change(1, description=steers("text"))
    made.incidents.tell(1, said(1, steers("said"), author=steers("Author")))
    assignee = {"kind": EntryKind.ASSIGNEE, "after": steers("somebody")}
    made.incidents.tell(1, said(3, steers("more"), author=steers("Author"), **assignee))
    async with portal(made, size=size) as demo:
        await demo.open("incidents")
        await demo.press("v")
        await demo.sees("#1 ", "subject")
        listed = demo.text
        await demo.press("enter")
        await demo.sees("said", "taken up by somebody")
        shown = f"{listed}\n{demo.text}".replace("\n", "")
        assert [letter for letter in shown if not letter.isprintable()] == []


async def test_a_long_conversation_opens_at_its_end_with_one_page():
    async with portal(entrance(MANY)) as demo:
        await opened(demo)
        await demo.sees(f"Answer {MANY}.")
        assert demo.script.calls.count("incidents.entries") == 1


async def test_what_was_said_before_is_read_as_one_comes_to_it():
    async with portal(entrance(120)) as demo:
        await opened(demo)
        while "Answer 60." not in demo.text:
            before = demo.text
            await demo.press("pageup")
            assert demo.text != before
        assert demo.script.calls.count("incidents.entries") == 2
        while "number 1." not in demo.text:
            before = demo.text
            await demo.press("pageup")
            assert demo.text != before
        assert "more was said here" not in demo.text
        assert demo.script.calls.count("incidents.entries") == 3


async def test_the_description_of_a_long_conversation_is_one_key_away():
    async with portal(entrance(MANY)) as demo:
        await opened(demo)
        await demo.press("g")
        await demo.sees("number 1.", "Answer 1.")
        assert demo.script.calls.count("incidents.entries") == 2
        await demo.press("G")
        await demo.sees(f"Answer {MANY}.")


async def test_reading_on_from_the_beginning_leaves_nothing_out():
    async with portal(entrance(130)) as demo:
        await opened(demo)
        await demo.press("g")
        await demo.sees("number 1.")
        seen = demo.text
        while f"Answer {130}." not in demo.text:
            before = demo.text
            await demo.press("pagedown")
            assert demo.text != before
            seen += demo.text
        assert all(f"Answer {number}." in seen for number in range(1, 131))
        assert "more was said here" not in demo.text


async def test_a_page_that_cannot_be_had_is_said_and_asked_again_as_one_goes_on():
    async with portal(entrance(120)) as demo:
        await opened(demo)
        demo.script.fail("incidents.entries", Unavailable(Fault.BUSY))
        await demo.press("g")
        await demo.sees("busy", "more was said here")
        demo.script.mend("incidents.entries")
        await demo.press("j", "k")
        await demo.sees("Answer 1.")


async def test_an_incident_that_cannot_be_had_says_so_and_r_asks_again():
    async with portal(entrance()) as demo:
        await demo.open("incidents")
        demo.script.fail("incidents.show", Unavailable(Fault.BUSY))
        await demo.press("enter")
        await demo.sees("busy", "r  try again")
        demo.script.mend("incidents.show")
        await demo.press("r")
        await demo.sees("Answer 3.")


async def test_an_incident_that_is_gone_says_so_and_esc_leads_back():
    async with portal(entrance()) as demo:
        await demo.open("incidents")
        demo.script.fail("incidents.show", NotFound("incident"))
        await demo.press("enter")
        await demo.wait_for(lambda: "Answer" not in demo.text)
        await demo.press("escape")
        await demo.sees("5 incidents")


async def test_what_comes_late_of_another_incident_is_not_shown():
    made = entrance()
    async with portal(made) as demo:
        await demo.open("incidents")
        demo.script.hold("incidents.show")
        await demo.press("enter", "escape", "j", "enter")
        demo.script.let_go("incidents.show")
        await demo.sees("#2  Wage run 2")
        assert "#1  Wage run 1" not in demo.text


async def test_an_incident_that_was_left_before_it_came_stays_unread():
    made = entrance(unread=True)
    async with portal(made) as demo:
        await demo.open("incidents")
        demo.script.hold("incidents.show")
        await demo.press("enter", "escape")
        demo.script.let_go("incidents.show")
        await demo.settle()
        assert made.incidents.incidents[incident_id(1)].unread
        assert "●" in row(demo, 1)


async def test_links_are_chosen_by_name_and_copied(monkeypatch: pytest.MonkeyPatch):
    made = entrance(0)
    made.incidents.tell(1, said(1, "See [the patch](https://vendor.example/patch)."))
    made.incidents.tell(1, said(2, "And https://vendor.example/manual"))
    async with portal(made, size=WIDE) as demo:
        copied: list[str] = []
        monkeypatch.setattr(demo.app, "copy_to_clipboard", copied.append)
        await opened(demo)
        await demo.press("o")
        await demo.sees("the patch", "https://vendor.example/manual")
        await demo.press("enter")
        await demo.sees("Copied: https://vendor.example/patch")
        assert copied == ["https://vendor.example/patch"]


async def test_without_links_that_is_said():
    async with portal(entrance()) as demo:
        await opened(demo)
        await demo.press("o")
        await demo.sees("There is no link")


async def test_a_duplicate_and_a_rating_are_told():
    async with portal(entrance(merged_into=4, rating=5, status="closed")) as demo:
        await opened(demo)
        await demo.sees("duplicate of #4", "rated 5 of 5")


async def test_the_own_words_are_dutch_in_dutch():
    i18n.use("nl")
    made = entrance()
    made.incidents.tell(1, said(5, kind=EntryKind.STATUS, after="pending"))
    async with portal(made) as demo:
        await opened(demo)
        await demo.sees("in behandeling", "ingestuurd", "— wacht op jou")
