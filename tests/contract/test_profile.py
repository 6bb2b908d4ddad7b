"""One's own name, settings and rights."""

import asyncio

import pytest
from pydantic import ValidationError

from tests.contract.stage import Stage, short
from tests.contract.world import BAKERY_HAT, FACTORY_HAT, OPERATOR_HAT
from tui.api.errors import Conflict
from tui.api.models.profile import Profile, ProfileEdit
from tui.api.models.session import Language, Theme
from tui.api.policy import Permission


async def test_a_profile_shows_name_organisation_and_settings(shared_stage: Stage) -> None:
    profile = await (await shared_stage.portal("employee")).profile.show()
    assert profile.display_name == "Emma de Vries"
    assert (profile.email, profile.organisation_name) == ("2@example.nl", "Bakkerij Zonneveld")
    assert (profile.language, profile.theme) == (Language.DUTCH, None)


@pytest.mark.parametrize(
    "name", ["none", "employee", "all", "manager_inactive", "operator"], ids=short
)
async def test_a_profile_tells_every_right_and_why_one_is_missing(
    shared_stage: Stage, name: str
) -> None:
    signed_in = await shared_stage.signed_in(name)
    rights = (await signed_in.portal.profile.show()).rights
    assert [right.permission for right in rights] == [*Permission]
    assert {r.permission for r in rights if r.granted} == signed_in.session.permissions
    for right in rights:
        assert right.denial == await signed_in.portal.session.explain(right.permission)


async def test_a_profile_shows_the_hat_that_is_worn(shared_stage: Stage) -> None:
    names = [
        (await (await shared_stage.portal(name, hat)).profile.show()).organisation_name
        for name, hat in (("both", BAKERY_HAT), ("both", FACTORY_HAT), ("two_hats", OPERATOR_HAT))
    ]
    assert names == ["Bakkerij Zonneveld", "Fietsfabriek Lingestroom", "Van Alphen Software"]


async def test_settings_change_and_stay(stage: Stage) -> None:
    profiles = (await stage.portal("administrator")).profile
    before = await profiles.show()
    edit = ProfileEdit(language=Language.ENGLISH, theme=Theme.LIGHT)
    after = await profiles.edit(edit, before.version)
    assert (after.language, after.theme) == (Language.ENGLISH, Theme.LIGHT)
    assert after.version != before.version
    assert await profiles.show() == after
    session = (await (await stage.open_again()).resume(stage.token("administrator"))).session
    assert (session.language, session.theme) == (Language.ENGLISH, Theme.LIGHT)


async def test_a_setting_that_is_left_out_stays_as_it_is(stage: Stage) -> None:
    profiles = (await stage.portal("employee")).profile
    version = (await profiles.show()).version
    after = await profiles.edit(ProfileEdit(theme=Theme.DARK), version)
    assert (after.language, after.theme) == (Language.DUTCH, Theme.DARK)
    same = await profiles.edit(ProfileEdit(), after.version)
    assert (same.language, same.theme) == (Language.DUTCH, Theme.DARK)


async def test_a_stale_edit_overwrites_nothing_and_shows_what_there_is(stage: Stage) -> None:
    profiles = (await stage.portal("employee")).profile
    version = (await profiles.show()).version
    present = await profiles.edit(ProfileEdit(theme=Theme.DARK), version)
    for stale in (version, version - 1, present.version + 1, 0, -1, 2**63 - 1):
        with pytest.raises(Conflict) as caught:
            await profiles.edit(ProfileEdit(theme=Theme.LIGHT), stale)
        assert isinstance(caught.value.current, Profile)
        assert caught.value.current == present
    assert await profiles.show() == present


async def test_of_two_edits_at_the_same_moment_one_wins(stage: Stage) -> None:
    profiles = (await stage.portal("employee")).profile
    version = (await profiles.show()).version
    edits = (ProfileEdit(theme=Theme.DARK), ProfileEdit(language=Language.ENGLISH))
    results = await asyncio.gather(
        *(profiles.edit(edit, version) for edit in edits), return_exceptions=True
    )
    won = [result for result in results if isinstance(result, Profile)]
    assert len(won) == 1
    assert [type(result) for result in results if result not in won] == [Conflict]
    assert await profiles.show() == won[0]


async def test_settings_belong_to_the_person_under_every_hat(stage: Stage) -> None:
    bakery = (await stage.portal("both", BAKERY_HAT)).profile
    factory = (await stage.portal("both", FACTORY_HAT)).profile
    await bakery.edit(ProfileEdit(theme=Theme.DARK), (await bakery.show()).version)
    assert (await factory.show()).theme is Theme.DARK


async def test_a_colleagues_settings_stay_as_they_are(stage: Stage) -> None:
    mine = (await stage.portal("employee")).profile
    colleagues = (await stage.portal("administrator")).profile
    before = await colleagues.show()
    await mine.edit(ProfileEdit(theme=Theme.LIGHT), (await mine.show()).version)
    assert await colleagues.show() == before


async def test_a_time_zone_changes_and_stays(stage: Stage) -> None:
    profiles = (await stage.portal("employee")).profile
    assert (await profiles.show()).time_zone == ""
    edit = ProfileEdit(time_zone="Europe/Amsterdam")
    after = await profiles.edit(edit, (await profiles.show()).version)
    assert (after.time_zone, after.language) == ("Europe/Amsterdam", Language.DUTCH)
    assert await profiles.show() == after
    session = (await (await stage.open_again()).resume(stage.token("employee"))).session
    assert session.time_zone == "Europe/Amsterdam"
    assert (await profiles.edit(ProfileEdit(time_zone=""), after.version)).time_zone == ""


@pytest.mark.parametrize(
    "name", ["Amsterdam", "europe/amsterdam", "../etc/passwd", "Europe/Amsterdam\x00x", "+01:00"]
)
def test_what_is_no_time_zone_is_not_taken(name: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ProfileEdit(time_zone=name)
    (wrong,) = caught.value.errors()
    assert (wrong["loc"], wrong["type"]) == (("time_zone",), "time_zone")
