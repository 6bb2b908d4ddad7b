"""The entrance: who gets in, and what everybody else is told."""

from datetime import UTC, datetime

import pytest

from tests.contract.conftest import MakeStage
from tests.contract.stage import Stage, short
from tests.contract.world import (
    BAKERY,
    DEMO,
    PASSWORD,
    PEOPLE,
    WRONG_PASSWORD,
)
from tui.api.errors import Forbidden, NotFound, Reason, Remedy, Unauthenticated
from tui.api.models.session import Language
from tui.api.models.sign_in import SignIn
from tui.api.policy import Kind, Role
from tui.api.portal import SignedIn
from tui.secret import Secret


async def _refusal(stage: Stage, email: str, password: str = WRONG_PASSWORD) -> Unauthenticated:
    with pytest.raises(Unauthenticated) as caught:
        await stage.entrance.sign_in(SignIn(email=email, password=Secret(password)))
    return caught.value


async def test_a_portal_says_its_name_before_anybody_signed_in(shared_stage: Stage) -> None:
    info = await shared_stage.entrance.info()
    assert (info.name, info.vendor_name) == ("Klantportaal Van Alphen", "Van Alphen Software")
    assert (info.product_name, info.help_center_url) == ("Profit", "https://help.example.nl/")
    assert info.demo_people == ()


async def test_the_right_password_signs_in(stage: Stage) -> None:
    signed_in = await stage.sign_in("employee")
    assert isinstance(signed_in, SignedIn)
    session = signed_in.session
    assert session.person_id == PEOPLE["employee"].id
    assert (session.kind, session.organisation_id) == (Kind.CONTACT, BAKERY)
    assert session.organisation_name == "Bakkerij Zonneveld"
    assert (session.display_name, session.email) == ("Emma de Vries", "2@example.nl")
    assert session.roles == {Role.EMPLOYEE}
    assert session.language is Language.DUTCH
    assert session.expires_at > datetime.now(UTC)


@pytest.mark.parametrize("email", ["2@EXAMPLE.nl", "  2@example.nl\n"], ids=short)
async def test_an_email_address_is_read_as_people_write_it(stage: Stage, email: str) -> None:
    attempt = SignIn(email=email, password=Secret(PASSWORD))
    assert isinstance(await stage.entrance.sign_in(attempt), SignedIn)


@pytest.mark.parametrize(
    "password",
    ["", WRONG_PASSWORD, PASSWORD + " ", PASSWORD.upper(), PASSWORD[:-1], "x" * 100_000, "\x00"],
    ids=short,
)
async def test_any_other_password_does_not(stage: Stage, password: str) -> None:
    refusal = await _refusal(stage, "2@example.nl", password)
    assert refusal.reason is Reason.WRONG_CREDENTIALS


@pytest.mark.parametrize("password", ["", PASSWORD], ids=short)
async def test_who_has_no_password_cannot_sign_in_by_one(stage: Stage, password: str) -> None:
    refusal = await _refusal(stage, PEOPLE["passwordless"].email, password)
    assert refusal.reason is Reason.WRONG_CREDENTIALS


@pytest.mark.parametrize(
    "email", ["", "%", "' OR 1=1 --", "nobody@example.nl", "\x00", "a" * 300], ids=short
)
async def test_a_stranger_gets_the_answer_of_a_wrong_password(stage: Stage, email: str) -> None:
    refusal = await _refusal(stage, email, PASSWORD)
    assert refusal.reason is Reason.WRONG_CREDENTIALS


async def test_a_former_contact_is_told_so_only_with_the_right_password(stage: Stage) -> None:
    email = PEOPLE["former"].email
    assert (await _refusal(stage, email)).reason is Reason.WRONG_CREDENTIALS
    assert (await _refusal(stage, email, PASSWORD)).reason is Reason.NO_ACCESS


async def _slow_down(stage: Stage, email: str) -> list[Reason]:
    reasons: list[Reason] = []
    while len(reasons) < 30 and Reason.SLOWED_DOWN not in reasons:
        reasons.append((await _refusal(stage, email)).reason)
    return reasons


async def test_guessing_slows_an_account_down_also_for_the_right_password(stage: Stage) -> None:
    email = PEOPLE["employee"].email
    assert (await _slow_down(stage, email))[-1] is Reason.SLOWED_DOWN
    stage.lengthen_the_wait()
    refusal = await _refusal(stage, email, PASSWORD)
    assert (refusal.reason, refusal.remedy) == (Reason.SLOWED_DOWN, Remedy.WAIT)
    assert refusal.retry_after is not None
    assert 0 < refusal.retry_after < 24 * 3600


async def test_a_slowed_down_account_is_not_locked(stage: Stage) -> None:
    await _slow_down(stage, PEOPLE["employee"].email)
    stage.let_the_wait_pass()
    assert isinstance(await stage.sign_in("employee"), SignedIn)


async def test_guessing_slows_down_in_every_process(stage: Stage) -> None:
    email = PEOPLE["employee"].email
    await _slow_down(stage, email)
    stage.lengthen_the_wait()
    with pytest.raises(Unauthenticated) as caught:
        await (await stage.open_again()).sign_in(SignIn(email=email, password=Secret(PASSWORD)))
    assert caught.value.reason is Reason.SLOWED_DOWN


async def test_guessing_at_one_account_does_not_end_anothers_session(stage: Stage) -> None:
    await _slow_down(stage, PEOPLE["employee"].email)
    assert (await stage.signed_in("employee")).session.roles == {Role.EMPLOYEE}


async def test_a_stranger_is_slowed_down_like_anybody(stage: Stage) -> None:
    reasons = await _slow_down(stage, "nobody@example.nl")
    assert {*reasons} == {Reason.WRONG_CREDENTIALS, Reason.SLOWED_DOWN}
    stage.lengthen_the_wait()
    refusal = await _refusal(stage, "nobody@example.nl", PASSWORD)
    assert (refusal.reason, refusal.remedy) == (Reason.SLOWED_DOWN, Remedy.WAIT)
    assert refusal.retry_after


async def test_neither_passwords_nor_tokens_stand_in_the_store(stage: Stage) -> None:
    signed_in = await stage.sign_in("employee")
    assert isinstance(signed_in, SignedIn)
    contents = stage.ground.contents(stage.url)
    assert "2@example.nl" in contents
    assert PASSWORD not in contents
    assert signed_in.token.reveal() not in contents


# The demo's people


async def test_only_a_demo_signs_in_without_a_password(shared_stage: Stage) -> None:
    with pytest.raises(Forbidden) as caught:
        await shared_stage.entrance.sign_in_as("employee")
    assert caught.value.reason is Reason.DEMO_ONLY


async def test_the_demo_names_its_people_and_signs_them_in(make_stage: MakeStage) -> None:
    entrance = (await make_stage(DEMO)).entrance
    people = (await entrance.info()).demo_people
    assert [(p.name, p.display_name, p.job) for p in people] == [
        ("employee", "Emma de Vries", "demo.job.employee"),
        ("support", "Sofie Maes", "demo.job.support"),
    ]
    assert [p.organisation_name for p in people] == ["Bakkerij Zonneveld", "Van Alphen Software"]
    assert (await entrance.sign_in_as("employee")).session.roles == {Role.EMPLOYEE}
    assert (await entrance.sign_in_as("support")).session.kind is Kind.SUPPORT


@pytest.mark.parametrize(
    "name", ["administrator", "", "Employee", "' OR 1=1 --", "\x00"], ids=short
)
async def test_the_demo_signs_in_nobody_else(make_stage: MakeStage, name: str) -> None:
    with pytest.raises(NotFound):
        await (await make_stage(DEMO)).entrance.sign_in_as(name)
