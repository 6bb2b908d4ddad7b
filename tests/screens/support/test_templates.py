"""Templates in an answer: found, read as they would be put in, put in, kept; by keys."""

from pathlib import Path

import pytest

from tests.fake_incidents import incident_id
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tests.screens.support.desk import WIDE, bodies, desk
from tests.screens.support.test_serving import opened
from tui import i18n
from tui.api.errors import Fault, Forbidden, Reason, Unavailable
from tui.api.models.session import Language
from tui.api.models.templates import TemplateEdit
from tui.drafts import Drafts


def kept_desk() -> FakeEntrance:
    """Return a desk that has templates."""
    made = desk()
    made.templates.put("Outage", nl="Beste {{given_name}}, storing.", en="Dear {{given_name}}, ow.")
    made.templates.put("More details", en="What did #{{number}} say?\n\n{{engineer}}")
    made.templates.put("Belastingdienst", nl="Bel de Belastingtelefoon.")
    return made


def body(demo: PortalDriver) -> str:
    """What stands in the answer."""
    return demo.app.screen.query_one("#reply LongField").text  # type: ignore[attr-defined]


def given_name(demo: PortalDriver) -> str:
    return demo.entrance.incidents.incidents[incident_id(1)].requester.display_name.split()[0]


# Putting one in


async def test_two_keys_and_enter_put_a_template_into_an_answer_that_can_be_changed():
    async with portal(kept_desk()) as demo:
        await opened(demo)
        await demo.press("L")
        await demo.type("outage")
        await demo.sees(f"Dear {given_name(demo)}, ow.")
        await demo.press("enter")
        await demo.type(" Sorry!")
        assert body(demo) == f"Dear {given_name(demo)}, ow. Sorry!"
        assert not bodies(demo.entrance.incidents, 1)
        await demo.press("ctrl+s")
        await demo.sees("Your answer is sent.")
        assert bodies(demo.entrance.incidents, 1) == [f"Dear {given_name(demo)}, ow. Sorry!"]


async def test_it_goes_where_the_cursor_is_and_what_was_typed_stays():
    async with portal(kept_desk()) as demo:
        await opened(demo)
        await demo.press("r")
        await demo.type("ab")
        await demo.press("left", "ctrl+r")
        await demo.type("details")
        await demo.press("enter")
        await demo.type("!")
        assert body(demo) == "aWhat did #1 say?\n\nAnna de Vries!b"


async def test_it_is_taken_out_again_and_nothing_else():
    async with portal(kept_desk()) as demo:
        await opened(demo)
        await demo.press("r")
        await demo.type("Hello ")
        await demo.press("ctrl+r")
        await demo.type("outage")
        await demo.press("enter", "ctrl+z")
        assert body(demo) == "Hello "
        await demo.press("ctrl+r", "enter")
        await demo.type(" more")
        await demo.press("escape", "z")
        assert body(demo) == "Hello Bel de Belastingtelefoon."
        await demo.press("z")
        assert body(demo) == "Hello "


async def test_an_internal_note_takes_templates_too():
    async with portal(kept_desk()) as demo:
        await opened(demo)
        await demo.press("h", "ctrl+r", "enter")
        assert body(demo) == "Bel de Belastingtelefoon."
        await demo.sees("no customer sees it")


async def test_leaving_the_sheet_changes_nothing():
    async with portal(kept_desk()) as demo:
        await opened(demo)
        await demo.press("r")
        await demo.type("Hello")
        await demo.press("ctrl+r", "escape", "escape")
        await demo.type(" you")
        assert body(demo) == "Hello you"


async def test_what_others_wrote_is_put_in_as_it_is():
    made = kept_desk()
    made.templates.put("About", en="About {{subject}}")
    made.incidents.change(1, subject="Wage run 1 [@click=app.quit]x[/] {{engineer}}")
    async with portal(made, size=WIDE) as demo:
        await opened(demo)
        await demo.press("L")
        await demo.type("about")
        await demo.sees("About Wage run 1 [@click=app.quit]x[/] {{engineer}}")
        await demo.press("enter")
        assert body(demo) == "About Wage run 1 [@click=app.quit]x[/] {{engineer}}"


@pytest.mark.parametrize(
    ("spoken", "text", "note"),
    [
        (Language.DUTCH, "storing.", "In Dutch"),
        (Language.ENGLISH, "ow.", "In English"),
        (None, "storing.", "In Dutch"),
    ],
)
async def test_the_language_is_the_requesters_and_can_be_the_other(
    spoken: Language | None, text: str, note: str
):
    made = kept_desk()
    made.templates.language = spoken
    async with portal(made) as demo:
        await opened(demo)
        await demo.press("L")
        await demo.type("outage")
        await demo.sees(text, note)
        await demo.press("escape", "l")
        other = {"storing.": "ow.", "ow.": "storing."}[text]
        await demo.sees(other)
        assert text not in demo.text
        await demo.press("enter")
        assert body(demo) == f"{'Beste' if other == 'storing.' else 'Dear'} Anna, {other}"


async def test_a_text_that_is_there_in_the_other_language_alone_says_so():
    async with portal(kept_desk()) as demo:
        await opened(demo)
        await demo.press("L")
        await demo.type("belasting")
        await demo.sees("In Dutch, alone · the requester has the other language")
        await demo.press("escape")
        assert "other language" not in demo.footer


async def test_words_find_a_template_by_its_texts_too_and_say_where_there_is_none():
    async with portal(kept_desk()) as demo:
        await opened(demo)
        await demo.press("L")
        await demo.type("telefoon")
        await demo.sees("Belastingdienst")
        assert "Outage" not in demo.text
        await demo.type("xyz")
        await demo.sees("No template has these words")
        await demo.press("enter")
        await demo.sees("No template has these words")


# Keeping them


async def test_where_there_is_none_it_is_said_how_the_first_is_added():
    async with portal(desk()) as demo:
        await opened(demo)
        await demo.press("L")
        await demo.sees("No templates yet", "a adds the first")
        await demo.press("a")
        await demo.press("enter")
        await demo.type("Hello")
        await demo.press("tab", "tab")
        await demo.type("Dear {{given_name}}")
        await demo.press("ctrl+s")
        await demo.sees("Dear Anna")
        await demo.press("enter")
        assert body(demo) == "Dear Anna"
        (kept,) = demo.entrance.templates.kept.values()
        assert (kept.name, kept.nl, kept.en) == ("Hello", "", "Dear {{given_name}}")


async def test_the_cursor_goes_to_what_was_added():
    async with portal(kept_desk()) as demo:
        await opened(demo)
        await demo.press("L", "escape", "a", "enter")
        await demo.type("Zero")
        await demo.press("down")
        await demo.type("Nul")
        await demo.press("ctrl+s")
        await demo.sees("Nul")
        await demo.press("enter")
        assert body(demo) == "Nul"


async def test_a_placeholder_that_nothing_fills_is_told_beside_its_field_by_its_name():
    async with portal(kept_desk(), size=WIDE) as demo:
        await opened(demo)
        await demo.press("L", "escape", "a", "enter")
        await demo.type("Hello")
        await demo.press("down")
        await demo.type("Dag {{voornaam}}")
        await demo.press("ctrl+s")
        await demo.sees("There is no {{voornaam}} to fill in.", "given_name")
        assert len(demo.entrance.templates.kept) == 3


async def test_a_template_without_a_text_is_told_beside_the_field():
    async with portal(kept_desk(), size=WIDE) as demo:
        await opened(demo)
        await demo.press("L", "escape", "a", "enter")
        await demo.type("Hello")
        await demo.press("ctrl+s")
        await demo.sees("There is no text in any language.")


async def test_a_template_is_changed_where_it_stands():
    async with portal(kept_desk()) as demo:
        await opened(demo)
        await demo.press("L", "escape", "e", "down", "enter")
        await demo.type(" Nu!")
        await demo.press("ctrl+s")
        await demo.sees("Bel de Belastingtelefoon. Nu!")


async def test_two_who_change_one_template_are_both_kept():
    made = kept_desk()
    async with portal(made, size=WIDE) as demo:
        await opened(demo)
        await demo.press("L", "escape", "e", "down", "enter")
        await demo.type(" Nu!")
        (mine,) = [one for one in made.templates.kept.values() if one.name == "Belastingdienst"]
        edit = TemplateEdit(name=mine.name, nl="Bel niet.")
        await made.templates.change(mine.id, edit, 1)
        await demo.press("ctrl+s")
        await demo.sees("Bel de Belastingtelefoon. Nu!", "Bel niet.")


async def test_removing_asks_first():
    made = kept_desk()
    async with portal(made) as demo:
        await opened(demo)
        await demo.press("L", "escape", "x")
        await demo.sees("Remove “Belastingdienst” for everybody at the desk?")
        assert "change" not in demo.footer
        await demo.press("escape")
        assert len(made.templates.kept) == 3
        await demo.press("x", "enter")
        await demo.wait_for(lambda: "Belastingdienst" not in demo.text)
        assert len(made.templates.kept) == 2


async def test_what_somebody_changed_meanwhile_is_not_removed():
    made = kept_desk()
    async with portal(made) as demo:
        await opened(demo)
        await demo.press("L", "escape", "x")
        (one,) = [one for one in made.templates.kept.values() if one.name == "Belastingdienst"]
        await made.templates.change(one.id, TemplateEdit(name=one.name, nl="Bel niet."), 1)
        await demo.press("enter")
        await demo.sees("Somebody changed this template meanwhile.", "Bel niet.")
        assert len(made.templates.kept) == 3


async def test_a_template_that_was_not_sent_is_offered_again(tmp_path: Path):
    drafts = Drafts(tmp_path)
    async with portal(kept_desk(), drafts=drafts) as demo:
        await opened(demo)
        await demo.press("L", "escape", "a", "enter")
        await demo.type("Half")
        await demo.press("escape", "escape", "enter")
        await demo.sees("Answer by template")
        await demo.press("a", "enter")
        await demo.sees("Half")


# What goes wrong


async def test_a_slow_portal_lets_one_type_what_is_looked_for_meanwhile():
    made = kept_desk()
    async with portal(made) as demo:
        await opened(demo)
        made.script.hold("templates.list")
        await demo.press("L")
        await demo.type("outage")
        assert "Outage" not in demo.text
        made.script.let_go("templates.list")
        await demo.sees("Dear Anna, ow.")
        assert "Belastingdienst" not in demo.text


async def test_what_failed_says_so_and_is_tried_again():
    made = kept_desk()
    async with portal(made) as demo:
        await opened(demo)
        made.script.fail("templates.fillings", Unavailable(Fault.UNREACHABLE))
        await demo.press("L")
        await demo.wait_for(lambda: "try again" in demo.footer)
        made.script.errors.clear()
        await demo.press("r")
        await demo.sees("Outage")


async def test_who_may_not_is_told_so():
    made = kept_desk()
    made.script.fail("templates.list", Forbidden(Reason.VENDOR_ONLY))
    async with portal(made) as demo:
        await opened(demo)
        await demo.press("L")
        await demo.wait_for(lambda: "back" in demo.footer)
        await demo.press("escape")
        assert body(demo) == ""


async def test_what_is_not_removed_says_why():
    made = kept_desk()
    made.script.fail("templates.remove", Unavailable(Fault.UNREACHABLE))
    async with portal(made) as demo:
        await opened(demo)
        await demo.press("L", "escape", "x", "enter")
        await demo.sees("does not answer", "Belastingdienst")
        assert len(made.templates.kept) == 3


@pytest.mark.parametrize(
    ("language", "in_the_field", "out_of_it"),
    [
        (
            "en",
            "↑↓ move  enter insert  esc leave the field  tab text",
            "↑↓ move  enter insert  esc back  tab text  a add  e change  x remove",
        ),
        (
            "nl",
            "↑↓ bewegen  enter invoegen  esc veld uit  tab tekst",
            "↑↓ bewegen  enter invoegen  esc terug  tab tekst  a toevoegen  e wijzigen",
        ),
    ],
)
async def test_the_key_line_tells_what_acts(language: str, in_the_field: str, out_of_it: str):
    i18n.use(language)
    async with portal(kept_desk()) as demo:
        await opened(demo)
        await demo.press("L")
        assert demo.footer.strip() == in_the_field
        await demo.press("escape")
        assert demo.footer.strip() == out_of_it


# Reading a long one


def long_desk() -> FakeEntrance:
    """Return a desk with a template that is longer than any screen, and with a short one."""
    made = desk()
    made.templates.put("Long", en="\n".join(f"Line {number:03}" for number in range(1, 201)))
    made.templates.put("Short", en="Only this")
    return made


@pytest.mark.parametrize("size", [(80, 24), WIDE])
@pytest.mark.parametrize("begin", [(), ("escape",)], ids=["field", "names"])
async def test_tab_leads_to_the_text_which_is_read_to_its_end_and_back(
    size: tuple[int, int], begin: tuple[str, ...]
):
    async with portal(long_desk(), size=size) as demo:
        await opened(demo)
        await demo.press("L", *begin)
        await demo.sees("Line 001", "tab text")
        await demo.press("tab", "end")
        await demo.sees("Line 200")
        await demo.press("k")
        await demo.wait_for(lambda: "Line 200" not in demo.text)
        await demo.press("j", "pageup", "G")
        await demo.sees("Line 200")
        await demo.press("g")
        await demo.sees("Line 001")
        await demo.press("pagedown")
        await demo.wait_for(lambda: "Line 001" not in demo.text)
        await demo.press("tab", "down")
        await demo.sees("Only this")
        await demo.press("enter")
        assert body(demo) == "Only this"


async def test_esc_in_the_text_leads_to_the_names_and_enter_puts_it_in():
    async with portal(long_desk()) as demo:
        await opened(demo)
        await demo.press("L", "tab", "end")
        await demo.sees("Line 200")
        await demo.press("escape", "down")
        await demo.sees("Only this")
        await demo.press("up", "tab", "end", "enter")
        assert body(demo).endswith("Line 200")
