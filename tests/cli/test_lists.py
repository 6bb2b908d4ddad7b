"""A list is written for who reads it: lines for people, fields for programs, or a document."""

import json
from functools import partial

import pytest

from tui.api.models.paging import Count, Page
from tui.cli import lists

WHOLE = Page(("a", "bb"))
CUT = Page(("a", "bb"), after="further")
NOTHING: Page[str] = Page(())

say = partial(
    lists.say_page,
    count=Count(3),
    as_json=False,
    lines=partial(lists.in_columns, lambda item: (item, "word")),
    fields=lambda item: (item, "field"),
    nothing="cli.support.none",
)


@pytest.mark.parametrize(
    ("page", "out", "err"),
    [
        (WHOLE, "a   word\nbb  word\n", ""),
        (CUT, "a   word\nbb  word\n", "--after further"),
        (NOTHING, "", "No incident fits."),
    ],
)
def test_people_read_columns_and_whether_there_is_more_or_nothing(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    page: Page[str],
    out: str,
    err: str,
) -> None:
    monkeypatch.setattr(lists, "on_terminal", lambda: True)
    say(page)
    told = capsys.readouterr()
    assert told.out == out
    assert err in told.err
    assert bool(told.err) is bool(err)


@pytest.mark.parametrize(
    ("page", "out"), [(CUT, "a\tfield\nbb\tfield\n"), (NOTHING, "")], ids=["cut", "nothing"]
)
def test_programs_read_fields_and_nothing_else(
    capsys: pytest.CaptureFixture[str], page: Page[str], out: str
) -> None:
    say(page)
    assert capsys.readouterr() == (out, "")


def test_a_document_tells_how_many_there_are_and_where_it_goes_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say(CUT, as_json=True)
    document = json.loads(capsys.readouterr().out)
    assert document == {
        "items": ["a", "bb"],
        "total": 3,
        "total_exact": True,
        "next": "further",
    }
