"""The rows of a backup are exact, and no table is forgotten."""

from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.store.backups.conftest import (
    ON_BOTH,
    Places,
    back_up,
    database_at,
    restore,
)
from tests.api.store.backups.test_round_trip import tables_of
from tui.api.store.backups import rows, tables
from tui.api.store.backups.tables import ColumnKind, StoredTable
from tui.api.store.schema import metadata

COLUMNS = tuple((kind.value, kind) for kind in ColumnKind)
ZONES = (UTC, timezone(timedelta(hours=5, minutes=45)), timezone(-timedelta(hours=11)))
VALUES = st.fixed_dictionaries(
    {
        "text": st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
        "integer": st.integers(-(1 << 63), (1 << 63) - 1),
        "boolean": st.booleans(),
        "instant": st.datetimes(
            datetime(1, 1, 2),  # noqa: DTZ001
            datetime(9999, 12, 30),  # noqa: DTZ001
            timezones=st.sampled_from(ZONES),
        ),
        "date": st.dates(),
    }
)


@given(VALUES, st.sets(st.sampled_from([*ColumnKind])))
def test_every_value_comes_back_as_it_was(
    values: dict[str, object], empty: set[ColumnKind]
) -> None:
    values |= dict.fromkeys(empty)
    line = rows.line([values[name] for name, _ in COLUMNS], COLUMNS)
    assert line.count(b"\n") == 1
    assert rows.values(line, COLUMNS) == values


def _kept(places: Places, engine: str) -> list[StoredTable]:
    database = database_at(places.lived_in(engine))
    with closing(database), database.read() as connection:
        return tables.kept(connection)


@pytest.mark.parametrize("engine", ON_BOTH)
def test_a_table_is_in_a_backup_or_left_out_on_purpose(places: Places, engine: str) -> None:
    names = {table.name for table in _kept(places, engine)}
    assert names | tables.LEFT_OUT == {*metadata.tables}
    assert not names & tables.LEFT_OUT


@pytest.mark.postgres
@pytest.mark.xdist_group("postgresql")
def test_both_engines_have_the_same_tables_and_columns(places: Places) -> None:
    assert _kept(places, "sqlite") == _kept(places, "postgresql")


@pytest.mark.parametrize("target", ON_BOTH)
@pytest.mark.parametrize("origin", ON_BOTH)
def test_the_ends_of_time_and_the_last_microsecond_are_exact(
    places: Places, file: Path, tmp_path: Path, origin: str, target: str
) -> None:
    url = places.lived_in(origin)
    for statement in (
        "UPDATE release SET release_date = '0001-01-01' WHERE version = 'Profit 8'",
        "UPDATE release SET release_date = '9999-12-31' WHERE version = 'Profit 9'",
        "UPDATE portal SET made_at = '9999-12-31 23:59:59.999999'",
        "UPDATE contact SET last_login_at = '1969-12-31 23:59:59.000001'",
        "UPDATE person SET time_zone = ' \t\u2028\r\n\"\\\U0001f642'",
    ):
        places.execute(origin, url, statement)
    restored = places.empty(target)
    back_up(url, file)
    restore(file, restored)
    back_up(restored, tmp_path / "again.zip")
    assert tables_of(tmp_path / "again.zip") == tables_of(file)
