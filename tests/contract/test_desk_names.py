"""What the desk calls by name: a customer, and an incident by its number there."""

import pytest

from tests.contract.incidents import submitted
from tests.contract.stage import Stage, has_words, mill, short
from tests.contract.world import BAKERY, FACTORY, identity
from tui.api.errors import Invalid, NotFound
from tui.api.ids import new_id


async def test_a_customer_is_found_by_its_name_or_its_id(stage: Stage) -> None:
    desk = (await stage.portal("support")).support
    bakery = await desk.customer(BAKERY)
    assert bakery.id == BAKERY
    for called in (bakery.name, bakery.name.upper()):
        assert await desk.customer(called) == bakery


@pytest.mark.parametrize(
    "called", ["", "%", "_", "nobody", "\x01", "'", identity(0xDEAD)], ids=short
)
async def test_what_no_customer_is_called_is_not_found(stage: Stage, called: str) -> None:
    desk = (await stage.portal("support")).support
    with pytest.raises(NotFound):
        await desk.customer(called)


async def test_a_part_of_a_name_is_not_the_name(stage: Stage) -> None:
    desk = (await stage.portal("support")).support
    name = (await desk.customer(BAKERY)).name
    for part in (name[:-1], f"{name}x", name[1:]):
        with pytest.raises(NotFound):
            await desk.customer(part)


async def test_a_name_of_several_says_so_and_their_ids_tell_them_apart(stage: Stage) -> None:
    operator = await stage.portal("operator")
    both = [
        (await operator.organisations.create(mill(email, name="Molen"), new_id())).organisation.id
        for email in ("a@molen.example", "b@molen.example")
    ]
    with pytest.raises(Invalid) as caught:
        await operator.support.customer("MOLEN")
    assert [(field.field, field.code) for field in caught.value.fields] == [
        ("called", "several_customers")
    ]
    assert has_words(caught.value)
    assert [(await operator.support.customer(id_)).id for id_ in both] == both


async def test_a_number_is_that_of_the_customers_own(stage: Stage) -> None:
    here = await submitted((await stage.portal("employee")).incidents, "Here")
    there = await submitted((await stage.portal("other_employee")).incidents, "There")
    desk = await stage.portal("support")
    for asked, place in ((here, BAKERY), (there, FACTORY)):
        found = await desk.support.find(place, asked.number)
        assert found == await desk.incidents.show(asked.id)


@pytest.mark.parametrize("organisation_id", [BAKERY, "", "../x", identity(0xDEAD)], ids=short)
@pytest.mark.parametrize("number", [0, 1_999_999_999])
async def test_a_number_that_nothing_has_is_not_found(
    stage: Stage, organisation_id: str, number: int
) -> None:
    desk = (await stage.portal("support")).support
    with pytest.raises(NotFound):
        await desk.find(organisation_id, number)
