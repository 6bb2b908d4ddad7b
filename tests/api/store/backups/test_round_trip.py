"""A backup that is restored is the same portal: it gives everybody the same answers."""

import asyncio
import json
import zipfile
from pathlib import Path

import pytest

from tests.api.store.backups.conftest import ON_BOTH, Places, back_up, restore
from tests.api.store.backups.living import answers, enter, opened
from tests.contract.stage import mill
from tests.contract.world import PASSWORD, PEOPLE
from tui.api.errors import Unauthenticated
from tui.api.ids import new_id
from tui.api.models.services import ServiceNew
from tui.api.models.sign_in import Join
from tui.secret import Secret


def tables_of(file: Path) -> dict[str, object]:
    """Return what a backup says of its tables."""
    with zipfile.ZipFile(file) as archive:
        return {
            table["name"]: table for table in json.loads(archive.read("manifest.json"))["tables"]
        }


@pytest.mark.parametrize("target", ON_BOTH)
@pytest.mark.parametrize("origin", ON_BOTH)
def test_what_was_restored_answers_as_what_was_backed_up(
    places: Places, file: Path, origin: str, target: str
) -> None:
    made = back_up(places.lived_in(origin), file)
    url = places.empty(target)
    assert restore(file, url) == made
    assert asyncio.run(answers(url)) == places.answers(origin)


@pytest.mark.parametrize("target", ON_BOTH)
def test_a_backup_of_what_was_restored_has_the_same_bytes_in_every_table(
    places: Places, backup: Path, tmp_path: Path, target: str
) -> None:
    url = places.empty(target)
    restore(backup, url)
    back_up(url, tmp_path / "again.zip")
    assert tables_of(tmp_path / "again.zip") == tables_of(backup)


@pytest.mark.parametrize("target", ON_BOTH)
def test_a_service_goes_on_and_an_invitation_still_holds(
    places: Places, file: Path, target: str
) -> None:
    async def make(url: str) -> tuple[Secret, Secret]:
        async with opened(url) as entrance:
            vendor = (await enter(entrance, PEOPLE["operator"])).portal
            service = await vendor.services.create(ServiceNew(id=new_id(), name="Bills"), new_id())
            invited = await vendor.organisations.create(mill("max@molen.example"), new_id())
        assert service.token is not None
        assert invited.code is not None
        return service.token, invited.code

    async def use(url: str, token: Secret, code: Secret) -> None:
        async with opened(url) as entrance:
            await (await entrance.resume(token)).portal.organisations.count()
            join = Join(code=code.reveal(), name="Max", password=Secret(PASSWORD))
            await entrance.join(join)

    origin, url = places.lived_in("sqlite"), places.empty(target)
    token, code = asyncio.run(make(origin))
    back_up(origin, file)
    restore(file, url)
    asyncio.run(use(url, token, code))


@pytest.mark.parametrize("target", ON_BOTH)
def test_nobody_stays_signed_in(places: Places, backup: Path, target: str) -> None:
    async def resume(url: str, token: Secret) -> None:
        async with opened(url) as entrance:
            await entrance.resume(token)

    token = next(iter(places.tokens("sqlite").values()))
    asyncio.run(resume(places.lived_in("sqlite"), token))
    url = places.empty(target)
    restore(backup, url)
    with pytest.raises(Unauthenticated):
        asyncio.run(resume(url, token))
