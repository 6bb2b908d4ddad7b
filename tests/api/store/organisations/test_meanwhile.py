"""Who joins while others are at it: at the invitation, or at the store."""

import asyncio
from contextlib import closing

import pytest
from sqlalchemy import delete, text

from tests.api.store.backups.living import enter, opened
from tests.api.store.world import PASSWORD as QUICK_PASSWORD
from tests.api.store.world import Store
from tests.contract.grounds import Ground
from tests.contract.stage import mill
from tests.contract.world import PASSWORD, PEOPLE, WORLD
from tui.api.errors import Fault, Unauthenticated, Unavailable
from tui.api.ids import new_id
from tui.api.models.session import Hat
from tui.api.models.sign_in import Join, SignIn
from tui.api.policy import Kind
from tui.api.portal import SignedIn
from tui.api.store.database import Database, postgres_database
from tui.api.store.organisations import inviting, joining
from tui.api.store.schema import invitation
from tui.secret import Secret

_WAITING = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")


def _somebody_waits(database: Database) -> bool:
    with database.read() as connection:
        return bool(connection.scalar(_WAITING))


@pytest.mark.postgres
@pytest.mark.xdist_group("postgresql")
async def test_a_code_that_is_replaced_at_that_moment_lets_nobody_in(postgres: Ground) -> None:
    template = await asyncio.to_thread(postgres.template, WORLD)
    url = postgres.copy(template)
    async with opened(url) as entrance:
        operator = (await enter(entrance, PEOPLE["operator"])).portal
        invited = await operator.organisations.create(mill(), new_id())
        assert invited.code is not None
        join = Join(code=invited.code.reveal(), name="Mila", password=Secret(PASSWORD))
        with closing(postgres_database(url)) as database:
            with database.write() as connection:
                inviting.lock(connection, invited.organisation.id)
                task = asyncio.create_task(entrance.join(join))
                while not (task.done() or _somebody_waits(database)):
                    await asyncio.sleep(0)
                connection.execute(delete(invitation))
            with pytest.raises(Unauthenticated):
                await task


async def test_a_right_password_is_no_failure_where_the_store_is_busy(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise Unavailable(Fault.BUSY)

    hat = Hat(kind=Kind.OPERATOR, name="")
    attempt = SignIn(email="bram@example.nl", password=Secret(QUICK_PASSWORD), hat=hat)
    operator = await store.entrance.sign_in(attempt)
    assert isinstance(operator, SignedIn)
    invited = await operator.portal.organisations.create(mill("anna@example.nl"), new_id())
    assert invited.code is not None
    join = Join(code=invited.code.reveal(), name="Anna", password=Secret(QUICK_PASSWORD))
    with monkeypatch.context() as patch:
        patch.setattr(joining, "finish", busy)
        for _ in range(20):
            with pytest.raises(Unavailable):
                await store.entrance.join(join)
    assert (await store.entrance.join(join)).session.email == "anna@example.nl"
