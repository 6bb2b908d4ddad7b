"""Who joins waits for whoever is changing the invitation, and then sees what became of it."""

import asyncio
from contextlib import closing

import pytest
from sqlalchemy import delete, text

from tests.api.store.backups.living import enter, opened
from tests.contract.grounds import Ground
from tests.contract.stage import mill
from tests.contract.world import PASSWORD, PEOPLE, WORLD
from tui.api.errors import Unauthenticated
from tui.api.ids import new_id
from tui.api.models.sign_in import Join
from tui.api.store.database import Database, postgres_database
from tui.api.store.organisations import inviting
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
                joining = asyncio.create_task(entrance.join(join))
                while not (joining.done() or _somebody_waits(database)):
                    await asyncio.sleep(0)
                connection.execute(delete(invitation))
            with pytest.raises(Unauthenticated):
                await joining
