"""Records are values: what they hold is what they are."""

from dataclasses import fields

from tui.api.models.record import made, record
from tui.api.models.releases import Release


@record
class Edition:
    """A record with the same fields as another one."""

    id: str
    product: str
    version: str
    title: str = ""
    release_date: None = None


RELEASE = Release(id="1", product="Profit", version="7")


def test_records_of_the_same_are_the_same_however_they_were_made() -> None:
    by_row = made(
        Release, {each.name: getattr(RELEASE, each.name) for each in fields(Release)[::-1]}
    )
    assert by_row == RELEASE
    assert hash(by_row) == hash(RELEASE)
    assert Release(id="2", product="Profit", version="7") != RELEASE


def test_a_record_is_none_of_another_kind() -> None:
    assert Edition(id="1", product="Profit", version="7") != RELEASE


def test_a_record_shows_what_it_holds() -> None:
    shown = "Edition(id='1', product='Profit', version='7', title='', release_date=None)"
    assert repr(Edition(id="1", product="Profit", version="7")) == shown


def test_how_records_compare_and_show_is_not_compiled_for_each_of_them() -> None:
    for name in ("__eq__", "__hash__", "__repr__"):
        assert getattr(Edition, name) is getattr(Release, name)
