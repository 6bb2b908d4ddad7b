"""A backup that is restored is the same portal: it gives everybody the same answers."""

import asyncio
import json
import zipfile
from pathlib import Path

import pytest

from tests.api.store.backups.conftest import ON_BOTH, Places, back_up, restore
from tests.api.store.backups.living import answers, opened
from tui.api.errors import Unauthenticated
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
