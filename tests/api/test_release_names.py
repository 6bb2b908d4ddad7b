"""What a release is called, and which notes press."""

import pytest

from tui.api.ids import new_id
from tui.api.models.releases import Impact, NoteKind, NoteSummary, Release
from tui.api.models.wire import parse


@pytest.mark.parametrize(
    ("product", "version", "name"),
    [
        ("Profit", "7", "Profit 7"),
        ("Profit", "Profit 7", "Profit 7"),
        (".NET", ".net 8.0.12", ".net 8.0.12"),
        ("Vim", "v1.2", "Vim v1.2"),
    ],
)
def test_a_release_is_called_by_its_product_once(product: str, version: str, name: str) -> None:
    assert Release(id=new_id(), product=product, version=version).full_version == name
    assert note(product=product, version=version).full_version == name


def test_what_asks_something_of_the_reader_presses() -> None:
    pressing = {impact for impact in Impact if note(impact=impact).is_pressing}
    assert pressing == {Impact.ACTION_REQUIRED, Impact.STATUTORY}


def note(**fields: object) -> NoteSummary:
    """Return a note with these fields."""
    return parse(
        NoteSummary,
        {
            "id": new_id(),
            "release_id": new_id(),
            "product": "Profit",
            "version": "7",
            "kind": NoteKind.ADDED,
            "impact": Impact.NONE,
            "title": "T",
            "language": "en",
            "read": False,
            **fields,
        },
    )
