"""A customer by the name that the desk calls it."""

import pytest

from tests.contract.stage import Stage, has_words, mill, short
from tests.contract.world import BAKERY, identity
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
    assert [(field.field, field.code) for field in caught.value.fields] == [("called", "ambiguous")]
    assert has_words(caught.value)
    assert [(await operator.support.customer(id_)).id for id_ in both] == both
