"""Sort keys: text that orders releases as they appeared."""

from itertools import pairwise

from tests.exchange.reading import releases
from tui.exchange.releases.versions import version_key


def oldest_first(text: str) -> list[str]:
    found = sorted(releases(text), key=lambda release: release.sort_key.encode())
    return [release.version for release in found]


def changelog(*headings: str) -> str:
    return "# Changelog\n\n" + "".join(f"## {heading}\n\n- x\n\n" for heading in headings)


def test_a_file_may_run_from_new_to_old_or_from_old_to_new() -> None:
    dated = ["0.9 - 2024-01-01", "0.10 - 2024-02-01", "0.11 - 2024-03-01"]
    for headings in (dated, ["0.9", "0.10", "0.11"]):
        assert oldest_first(changelog(*headings)) == ["0.9", "0.10", "0.11"]
        assert oldest_first(changelog(*reversed(headings))) == ["0.9", "0.10", "0.11"]


def test_the_order_of_the_file_decides_where_dates_do_not() -> None:
    headings = ["2.0 - 2024-03-01", "1.9.1 - 2024-02-01", "2.0rc1", "1.9 - 2024-02-01", "1.8"]
    assert oldest_first(changelog(*headings)) == ["1.8", "1.9", "2.0rc1", "1.9.1", "2.0"]


def test_a_release_keeps_its_key_when_a_newer_one_is_put_above_it() -> None:
    before = releases(changelog("1.1 - 2024-02-01", "1.0 - 2024-01-01"))
    after = releases(changelog("1.2 - 2024-03-01", "1.1 - 2024-02-01", "1.0 - 2024-01-01"))
    assert [release.sort_key for release in after[1:]] == [release.sort_key for release in before]


def test_versions_are_ordered_by_their_numbers() -> None:
    ordered = [
        "0.9",
        "0.10.0.dev0",
        "0.10.0.dev2",
        "0.10.0-alpha.1",
        "0.10.0-beta.2",
        "0.10.0rc1",
        "0.10.0-rc.10",
        "0.10.0",
        "0.10.0.post1",
        "v0.10.1",
        "10.0",
    ]
    keys = [version_key(version) for version in ordered]
    assert all(first < second for first, second in pairwise(keys))


def test_a_name_that_is_no_number_has_no_key() -> None:
    assert version_key("Profit 7") == ""


def test_a_number_too_long_for_any_computer_is_still_a_version() -> None:
    assert version_key("1." + "9" * 10_000) > version_key("1.9")
