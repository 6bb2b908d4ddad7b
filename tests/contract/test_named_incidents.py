"""An incident by what people call it: its number, and whose number it is."""

import pytest

from tests.contract.incidents import contact_id, submitted
from tests.contract.stage import Stage, has_words, short
from tests.contract.world import BAKERY, BAKERY_HAT, FACTORY, FACTORY_HAT
from tui.api.errors import Invalid, NotFound
from tui.api.models.incidents import IncidentName, Watchers
from tui.api.portal import Incidents

THEIRS = FACTORY_HAT.name


@pytest.fixture
async def emma(stage: Stage) -> Incidents:
    """The incidents as an employee of the bakery sees them."""
    return (await stage.portal("employee")).incidents


@pytest.fixture
async def fenna(stage: Stage) -> Incidents:
    """The incidents as an administrator of the factory sees them."""
    return (await stage.portal("other_administrator")).incidents


@pytest.fixture
async def sofie(stage: Stage) -> Incidents:
    """The incidents as somebody of the vendor's sees them."""
    return (await stage.portal("support")).incidents


async def test_a_number_is_that_of_the_own_organisation(emma: Incidents, fenna: Incidents) -> None:
    mine, theirs = await submitted(emma), await submitted(fenna)
    assert mine.number == theirs.number == 1
    assert await emma.find(IncidentName(number=1)) == mine
    assert await fenna.find(IncidentName(number=1)) == theirs


@pytest.mark.parametrize("called", [BAKERY_HAT.name, "BAKKERIJ zonnevéld", BAKERY])
async def test_a_customer_is_called_by_its_name_in_any_spelling_or_by_its_id(
    emma: Incidents, sofie: Incidents, called: str
) -> None:
    mine = await submitted(emma)
    assert await emma.find(IncidentName(number=1, customer=called)) == mine
    assert (await sofie.find(IncidentName(number=1, customer=called))).id == mine.id


async def test_to_the_vendors_people_a_number_alone_says_too_little(
    emma: Incidents, sofie: Incidents
) -> None:
    await submitted(emma)
    with pytest.raises(Invalid) as caught:
        await sofie.find(IncidentName(number=1))
    assert [(each.field, each.code) for each in caught.value.fields] == [("customer", "missing")]


async def test_of_two_customers_of_one_name_only_the_id_tells_which_is_meant(
    stage: Stage, emma: Incidents, fenna: Incidents, sofie: Incidents
) -> None:
    mine, theirs = await submitted(emma), await submitted(fenna)
    stage.share_name(BAKERY, FACTORY)
    with pytest.raises(Invalid) as caught:
        await sofie.find(IncidentName(number=1, customer=BAKERY_HAT.name))
    assert [each.code for each in caught.value.fields] == ["ambiguous"]
    assert has_words(caught.value)
    assert (await sofie.find(IncidentName(number=1, customer=FACTORY))).id == theirs.id
    assert await emma.find(IncidentName(number=1, customer=BAKERY_HAT.name)) == mine


async def test_what_one_may_not_read_is_as_little_there_as_a_number_of_nobody(
    stage: Stage, emma: Incidents, fenna: Incidents
) -> None:
    adam = (await stage.portal("administrator")).incidents
    colleagues = await submitted(adam)
    await submitted(fenna)
    await submitted(fenna)
    names = [
        IncidentName(number=1),
        IncidentName(number=2),
        IncidentName(number=77),
        IncidentName(number=2, customer=THEIRS),
    ]
    names += [
        IncidentName(number=1, customer=THEIRS),
        IncidentName(number=1, customer=FACTORY),
        IncidentName(number=1, customer="Nobody B.V."),
    ]
    told = set[str]()
    for name in names:
        with pytest.raises(NotFound) as caught:
            await emma.find(name)
        told.add(repr(caught.value))
    assert len(told) == 1
    watching = Watchers(contact_ids=(contact_id("employee"),), watching=True)
    await adam.watch(colleagues.id, watching)
    assert (await emma.find(IncidentName(number=1))).id == colleagues.id


@pytest.mark.parametrize("number", [0, -1, 2**31, 2**63, 2**70])
async def test_what_can_be_no_number_is_nobodys(
    emma: Incidents, sofie: Incidents, number: int
) -> None:
    await submitted(emma)
    for incidents in (emma, sofie):
        with pytest.raises(NotFound):
            await incidents.find(IncidentName(number=number, customer=BAKERY_HAT.name))


@pytest.mark.parametrize("called", ["%", "_", "'", "\\", "x" * 300, "Bakkerij"], ids=short)
async def test_part_of_a_name_and_what_is_hostile_is_nobodys(
    emma: Incidents, sofie: Incidents, called: str
) -> None:
    await submitted(emma)
    for incidents in (emma, sofie):
        with pytest.raises(NotFound):
            await incidents.find(IncidentName(number=1, customer=called))
