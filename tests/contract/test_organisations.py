"""The vendor's customers: made by people and services alike, each with an administrator awaited."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from tests.contract.stage import Stage, mill, short
from tests.contract.walking import backward, forward
from tests.contract.world import BAKERY, FACTORY, identity
from tests.hostile import CASES
from tui.api.errors import Invalid, NotFound
from tui.api.ids import new_id
from tui.api.models.organisations import Invitation, Invited
from tui.api.models.paging import Count, PageRequest
from tui.api.policy import OrganisationAction
from tui.api.portal import Organisations

MILA = Invitation(email="mila@molen.example")


@pytest.fixture
async def organisations(stage: Stage) -> Organisations:
    """The customers as a service of the vendor's sees them."""
    return (await stage.service()).portal.organisations


def _codes(error: Invalid) -> list[tuple[str, str]]:
    return [(each.field, each.code) for each in error.fields]


async def test_a_customer_is_made_with_its_administrator_awaited(
    organisations: Organisations,
) -> None:
    before = datetime.now(UTC)
    new = mill(name="De Molen", product_version="Profit 9")
    made = (await organisations.create(new, new_id())).organisation
    assert (made.id, made.legal_name, made.name) == (new.id, "De Molen B.V.", "De Molen")
    assert (made.product_version, made.joined) == ("Profit 9", False)
    assert made.invited == "mila@molen.example"
    assert made.invited_until is not None
    assert timedelta(days=7) <= made.invited_until - before <= timedelta(days=31)
    assert made.allowed == {OrganisationAction.INVITE}
    page = await organisations.list(PageRequest(around=made.id))
    assert made in page.items


async def test_the_operator_makes_customers_as_a_service_does(stage: Stage) -> None:
    organisations = (await stage.portal("operator")).organisations
    made = await organisations.create(mill(), new_id())
    assert made.code is not None
    assert made.organisation in (await organisations.list(PageRequest())).items


async def test_a_customer_without_a_name_goes_by_its_legal_name(
    organisations: Organisations,
) -> None:
    assert (await organisations.create(mill(), new_id())).organisation.name == "De Molen B.V."


async def test_what_is_sent_twice_makes_one_and_shows_the_code_once(
    organisations: Organisations,
) -> None:
    new, key = mill(), new_id()
    made = await organisations.create(new, key)
    assert made.code is not None
    assert await organisations.create(new, key) == Invited(organisation=made.organisation)
    assert await organisations.count() == Count(3)


async def test_a_code_is_kept_nowhere(stage: Stage, organisations: Organisations) -> None:
    code = (await organisations.create(mill(), new_id())).code
    assert code is not None
    contents = stage.ground.contents(stage.url)
    assert code.reveal() not in contents
    assert code.reveal().replace("-", "") not in contents


async def test_an_id_that_is_taken_is_refused_and_changes_nothing(
    organisations: Organisations,
) -> None:
    before = await organisations.list(PageRequest())
    with pytest.raises(Invalid) as caught:
        await organisations.create(mill(id=BAKERY), new_id())
    assert _codes(caught.value) == [("id", "id_taken")]
    assert await organisations.list(PageRequest()) == before


async def test_customers_stand_by_name_without_regard_to_case_and_accents(
    organisations: Organisations,
) -> None:
    for name in ("École", "zaal", "Eb", "Élan", "9292"):
        await organisations.create(mill(name=name), new_id())
    expected = ["9292", "Bakkerij Zonneveld", "Eb", "École", "Élan", "Fietsfabriek Lingestroom"]
    expected.append("zaal")
    for walk in (forward, backward):
        for limit in (1, 3, 200):
            assert [each.name for each in await walk(organisations.list, limit)] == expected


async def test_customers_of_one_name_are_all_listed(organisations: Organisations) -> None:
    made = {(await organisations.create(mill(), new_id())).organisation.id for _ in range(5)}
    listed = [each.id for each in await forward(organisations.list, 2)]
    assert made < {*listed}
    assert len(listed) == 7


async def test_a_page_can_be_anywhere(organisations: Organisations) -> None:
    assert [o.id for o in (await organisations.list(PageRequest(limit=1, at=1.0))).items] == [
        FACTORY
    ]
    with pytest.raises(NotFound):
        await organisations.list(PageRequest(around=identity(0xDEAD)))
    for cursor in ("", "x", "\x00", "é", "a" * 9_000):
        with pytest.raises(Invalid):
            await organisations.list(PageRequest(after=cursor))


async def test_inviting_again_gives_another_code_to_whoever_is_named(
    organisations: Organisations,
) -> None:
    first = await organisations.create(mill(), new_id())
    key = new_id()
    again = await organisations.invite(first.organisation.id, MILA, key)
    assert again.code not in (None, first.code)
    assert await organisations.invite(first.organisation.id, MILA, key) == Invited(
        organisation=again.organisation
    )
    other = Invitation(email="maud@molen.example")
    moved = await organisations.invite(first.organisation.id, other, new_id())
    assert moved.organisation.invited == "maud@molen.example"


async def test_whom_somebody_belongs_to_the_vendor_invites_nobody_to(
    organisations: Organisations,
) -> None:
    bakery = (await organisations.list(PageRequest(around=BAKERY))).items[0]
    assert (bakery.joined, bakery.invited, bakery.allowed) == (True, "", frozenset())
    with pytest.raises(Invalid) as caught:
        await organisations.invite(BAKERY, MILA, new_id())
    assert _codes(caught.value) == [("organisation_id", "joined_already")]


@pytest.mark.parametrize(
    "organisation_id", ["", "x", "%", "\x00", "\ud800", "a" * 1000, identity(0xDEAD)], ids=short
)
async def test_what_is_no_customer_is_not_found(
    organisations: Organisations, organisation_id: str
) -> None:
    with pytest.raises(NotFound):
        await organisations.invite(organisation_id, MILA, new_id())


async def test_what_the_vendor_does_stands_in_the_customers_own_record(
    stage: Stage, organisations: Organisations
) -> None:
    made = (await organisations.create(mill(), new_id())).organisation
    await organisations.invite(made.id, MILA, new_id())
    rows = stage.ground.contents(stage.url).split("\n")
    for action, times in (("organisations.create", 1), ("organisations.invite", 2)):
        own = [row for row in rows if action in row and row.startswith(f"('{made.id}'")]
        records = [row for row in own if "'service'" in row]
        assert len(records) == times


async def test_hostile_names_come_back_clean_or_are_refused(
    organisations: Organisations,
) -> None:
    made = set[str]()
    for text in (*(case.text for case in CASES[::4]), "\ufdfa" * 300, "\U0001f600" * 300):
        with suppress(ValidationError):
            new = mill(legal_name=text)
            organisation = (await organisations.create(new, new_id())).organisation
            assert organisation.legal_name == new.legal_name
            made.add(organisation.id)
    assert len(made) > 20
    listed = {each.id for each in await forward(organisations.list, 1)}
    assert listed == made | {BAKERY, FACTORY}
