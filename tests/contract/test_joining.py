"""Joining by a code: once, by whoever was invited, and no other way in."""

import asyncio

import pytest

from tests.contract.stage import Stage, mill, short, word_of
from tests.contract.world import PASSWORD, PEOPLE, WRONG_PASSWORD
from tui.api.errors import Invalid, PortalError, Reason, Remedy, Unauthenticated
from tui.api.ids import new_id
from tui.api.models.actions import Colleague
from tui.api.models.organisations import Invitation, Invited
from tui.api.models.session import Language
from tui.api.models.sign_in import Join, SignIn
from tui.api.policy import Kind, Role
from tui.api.portal import ChooseHat, SignedIn
from tui.secret import Secret

NEW_PASSWORD = "molen: vier wieken é"


async def _invited(stage: Stage, email: str = "mila@molen.example", **fields: str) -> Invited:
    organisations = (await stage.portal("operator")).organisations
    return await organisations.create(mill(email, **fields), new_id())


def _join(code: str | Secret | None, password: str = NEW_PASSWORD, **more: object) -> Join:
    text = code.reveal() if isinstance(code, Secret) else str(code)
    values = {"code": text, "name": "Mila van der Molen", "password": Secret(password)}
    return Join.model_validate(values | more)


async def _refusal(stage: Stage, join: Join) -> Unauthenticated:
    with pytest.raises(Unauthenticated) as caught:
        await stage.entrance.join(join)
    return caught.value


async def _is_refused(stage: Stage, join: Join) -> bool:
    refusal = await _refusal(stage, join)
    return (refusal.reason, refusal.remedy) == (Reason.WRONG_CODE, Remedy.ASK_VENDOR)


async def test_who_was_invited_becomes_the_administrator_and_is_signed_in(stage: Stage) -> None:
    invited = await _invited(stage, name="De Molen")
    joined = await stage.entrance.join(_join(invited.code, language=Language.DUTCH))
    session = joined.session
    assert (session.kind, session.organisation_id) == (Kind.CONTACT, invited.organisation.id)
    assert (session.organisation_name, session.email) == ("De Molen", "mila@molen.example")
    assert (session.display_name, session.language) == ("Mila van der Molen", Language.DUTCH)
    assert session.roles == {Role.ADMINISTRATOR}
    assert session.contact_id is not None
    colleague = Colleague(id=session.contact_id, display_name="Mila van der Molen")
    assert await joined.portal.actions.colleagues() == (colleague,)


async def test_who_joined_signs_in_with_the_password_that_was_made_up(stage: Stage) -> None:
    invited = await _invited(stage)
    await stage.entrance.join(_join(invited.code))
    attempt = SignIn(email="MILA@molen.example", password=Secret(NEW_PASSWORD))
    signed_in = await stage.entrance.sign_in(attempt)
    assert isinstance(signed_in, SignedIn)
    assert signed_in.session.organisation_id == invited.organisation.id


async def test_the_vendor_sees_that_somebody_joined(stage: Stage) -> None:
    organisations = (await stage.portal("operator")).organisations
    invited = await organisations.create(mill(), new_id())
    await stage.entrance.join(_join(invited.code))
    again = Invitation(email="other@molen.example")
    with pytest.raises(Invalid) as caught:
        await organisations.invite(invited.organisation.id, again, new_id())
    assert caught.value.fields[0].code == "joined_already"


async def test_a_code_works_however_it_is_typed(stage: Stage) -> None:
    code = (await _invited(stage)).code
    assert code is not None
    typed = code.reveal().lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert (await stage.entrance.join(_join(typed))).session.kind is Kind.CONTACT


async def test_codes_that_do_not_work_are_answered_alike(stage: Stage) -> None:
    organisations = (await stage.portal("operator")).organisations
    used = await _invited(stage)
    await stage.entrance.join(_join(used.code))
    replaced = await _invited(stage, "maud@molen.example")
    again = Invitation(email="maud@molen.example")
    await organisations.invite(replaced.organisation.id, again, new_id())
    wrong = "ABCDE-FGHJK-MNPQR-STVWX-YZ012"
    refusals = [await _refusal(stage, _join(code)) for code in (used.code, replaced.code, wrong)]
    old = await _invited(stage, "max@molen.example")
    stage.let_invitations_grow_old()
    for refusal in (*refusals, await _refusal(stage, _join(old.code))):
        assert vars(refusal) == {
            "reason": Reason.WRONG_CODE,
            "remedy": Remedy.ASK_VENDOR,
            "retry_after": None,
        }


@pytest.mark.parametrize("code", ["-", "%", "' OR 1=1 --", "é" * 100, "\U0001f600", "٣"], ids=short)
async def test_what_is_no_code_is_refused_as_a_wrong_one(stage: Stage, code: str) -> None:
    await _invited(stage)
    assert await _is_refused(stage, _join(code))


async def test_one_code_lets_one_in_however_many_come_at_once(stage: Stage) -> None:
    invited = await _invited(stage)
    came = await asyncio.gather(
        *(stage.entrance.join(_join(invited.code)) for _ in range(4)), return_exceptions=True
    )
    refused = [each for each in came if not isinstance(each, SignedIn)]
    assert len(refused) == 3
    assert all(isinstance(each, Invalid | Unauthenticated) for each in refused), refused
    assert {word_of(each) for each in refused if isinstance(each, PortalError)} <= {
        "wrong_code",
        "invalid",
    }


async def test_who_joins_while_another_is_invited_is_in_or_has_a_code_that_is_replaced(
    stage: Stage,
) -> None:
    organisations = (await stage.portal("operator")).organisations
    invited = [await _invited(stage, f"{number}@molen.example") for number in range(6)]
    other = Invitation(email="other@molen.example")
    came = await asyncio.gather(
        *(stage.entrance.join(_join(each.code)) for each in invited),
        *(organisations.invite(each.organisation.id, other, new_id()) for each in invited),
        return_exceptions=True,
    )
    assert all(isinstance(each, SignedIn | Invited | Invalid | Unauthenticated) for each in came)
    for joined, again in zip(came[:6], came[6:], strict=True):
        assert isinstance(joined, SignedIn) is not isinstance(again, Invited)


async def test_who_joins_twice_at_once_gets_one_account(stage: Stage) -> None:
    codes = [(await _invited(stage)).code for _ in range(4)]
    came = await asyncio.gather(
        *(stage.entrance.join(_join(code)) for code in codes), return_exceptions=True
    )
    joined = [each for each in came if isinstance(each, SignedIn)]
    assert len({each.session.person_id for each in joined}) == 1
    assert all(isinstance(each, SignedIn | Invalid) for each in came), came


async def test_who_guesses_at_a_code_waits_as_at_a_password(stage: Stage) -> None:
    code = (await _invited(stage)).code
    assert code is not None
    guess = f"{code.reveal()[:-1]}{'A' if code.reveal()[-1] != 'A' else 'B'}"
    for _ in range(5):
        assert await _is_refused(stage, _join(guess))
    stage.lengthen_the_wait()
    for tried in (guess, code):
        refusal = await _refusal(stage, _join(tried))
        assert refusal.reason is Reason.SLOWED_DOWN
        assert refusal.retry_after is not None
    stage.let_the_wait_pass()
    assert (await stage.entrance.join(_join(code))).session.kind is Kind.CONTACT


async def test_a_right_code_makes_nobody_wait_whatever_else_is_wrong(stage: Stage) -> None:
    code = (await _invited(stage)).code
    for _ in range(8):
        with pytest.raises(Invalid):
            await stage.entrance.join(_join(code, "short"))
    assert (await stage.entrance.join(_join(code))).session.kind is Kind.CONTACT


async def test_guesses_at_one_code_do_not_hold_up_another(stage: Stage) -> None:
    code = (await _invited(stage)).code
    for _ in range(6):
        await _refusal(stage, _join("00000-00000-00000-00000-00000"))
    assert (await stage.entrance.join(_join(code))).session.kind is Kind.CONTACT


@pytest.mark.parametrize("length", [9, 257])
async def test_a_new_password_is_neither_short_nor_endless_and_the_code_stays(
    stage: Stage, length: int
) -> None:
    code = (await _invited(stage)).code
    with pytest.raises(Invalid) as caught:
        await stage.entrance.join(_join(code, "x" * length))
    assert [(e.field, e.code) for e in caught.value.fields] == [("password", "password_length")]
    assert (await stage.entrance.join(_join(code, "x" * 10))).session.kind is Kind.CONTACT


async def test_who_has_an_account_joins_by_its_password_and_keeps_it(stage: Stage) -> None:
    email = PEOPLE["employee"].email
    code = (await _invited(stage, email.upper(), name="De Molen")).code
    joined = await stage.entrance.join(_join(code, PASSWORD))
    before = (await stage.signed_in("employee")).session
    assert joined.session.person_id == before.person_id
    assert joined.session.display_name == "Mila van der Molen"
    assert before.display_name == "Emma de Vries"
    result = await stage.sign_in("employee")
    assert isinstance(result, ChooseHat)
    assert [hat.name for hat in result.hats] == ["Bakkerij Zonneveld", "De Molen"]


@pytest.mark.parametrize("name", ["employee", "passwordless"])
@pytest.mark.parametrize("password", [WRONG_PASSWORD, NEW_PASSWORD])
async def test_a_code_alone_takes_over_nobodys_account(
    stage: Stage, name: str, password: str
) -> None:
    code = (await _invited(stage, PEOPLE[name].email)).code
    with pytest.raises(Invalid) as caught:
        await stage.entrance.join(_join(code, password))
    assert [(e.field, e.code) for e in caught.value.fields] == [("password", "account_password")]
    with pytest.raises(Unauthenticated):
        await stage.sign_in(name, password)


async def test_a_code_is_no_cheaper_way_to_guess_at_a_password(stage: Stage) -> None:
    code = (await _invited(stage, PEOPLE["employee"].email)).code
    for _ in range(5):
        with pytest.raises(Invalid):
            await stage.entrance.join(_join(code, WRONG_PASSWORD))
    stage.lengthen_the_wait()
    assert (await _refusal(stage, _join(code, PASSWORD))).reason is Reason.SLOWED_DOWN
    with pytest.raises(Unauthenticated):
        await stage.sign_in("employee")


async def test_joining_is_recorded_where_one_joins(stage: Stage) -> None:
    invited = await _invited(stage)
    joined = await stage.entrance.join(_join(invited.code))
    rows = stage.ground.contents(stage.url).split("\n")
    (record,) = [row for row in rows if "contacts.join" in row]
    assert record.startswith(f"('{invited.organisation.id}'")
    assert str(joined.session.contact_id) in record
