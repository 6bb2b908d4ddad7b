"""The help sheet: the keys, and where the vendor explains the rest."""

import pytest

from tests.fakes import FakeEntrance
from tests.screens.driver import portal
from tui import i18n
from tui.api.errors import Fault, Unavailable

ADDRESS = "https://help.vendor.example/"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_address_of_the_help_center_stands_there_to_copy(language: str):
    i18n.use(language)
    entrance = FakeEntrance()
    entrance.help_center_url = ADDRESS
    async with portal(entrance) as demo:
        await demo.press("question_mark")
        await demo.sees(i18n.t("help.center", address=ADDRESS))
        assert i18n.t("command.help.copy") in demo.footer
        await demo.press("y")
        assert demo.app.clipboard == ADDRESS
        await demo.sees(i18n.t("help.copied", address=ADDRESS))


async def test_an_address_of_somebody_elses_making_is_text_alone():
    entrance = FakeEntrance()
    entrance.help_center_url = "https://x.example/[@click=app.quit]quit[/][/oops]"
    async with portal(entrance) as demo:
        await demo.press("question_mark")
        await demo.sees("https://x.example/[@click=app.quit]quit[/][/oops]")


@pytest.mark.parametrize("fails", [False, True])
async def test_without_an_address_there_are_the_keys_alone(fails: bool):
    entrance = FakeEntrance()
    entrance.help_center_url = ADDRESS if fails else ""
    async with portal(entrance) as demo:
        if fails:
            demo.script.fail("info", Unavailable(Fault.BUSY))
        await demo.press("question_mark")
        await demo.sees("Search the release notes")
        assert "Help center" not in demo.text
        await demo.press("y")
        assert demo.app.clipboard == ""
