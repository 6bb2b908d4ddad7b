"""YAML above the text: what it says counts, and what is wrong in it is refused with its line."""

import pytest

from tests.exchange.reading import read, refusal, releases


def file(front: str, text: str = "# Notes\n\nHello.\n") -> str:
    return f"---\n{front}\n---\n\n{text}"


def test_the_front_matter_describes_the_release() -> None:
    front = "product: Profit\nversion: Profit 7\ndate: 5 juni 2024\nlang: nl"
    (release,) = releases(file(front, "## Toegevoegd\n\n- x\n"))
    assert (release.product, release.version) == ("Profit", "Profit 7")
    assert str(release.release_date) == "2024-06-05"
    assert release.notes[0].texts[0].language == "nl"


@pytest.mark.parametrize("day", ["2024-6-5", "2024-06-05", "2024-06-05T10:00:00Z", "June 5, 2024"])
def test_dates_are_read_as_they_are_written(day: str) -> None:
    assert str(releases(file(f"version: 1.10\ndate: {day}"))[0].release_date) == "2024-06-05"


def test_a_version_that_looks_like_a_number_stays_what_it_is() -> None:
    assert releases(file("version: 1.10"))[0].version == "1.10"


def test_a_release_keeps_its_name_when_its_download_is_updated() -> None:
    text = "# August 2024 (version 1.93)\n\nHello.\n"
    for download in ("1.93.0", "1.93.1"):
        assert releases(file(f"DownloadVersion: {download}", text))[0].version == "1.93"
    assert releases(file("DownloadVersion: 1.93.1"))[0].version == "1.93.1"


def test_titles_of_the_front_matter_name_the_product() -> None:
    text = "# August 2024 (version 1.93)\n\nHello.\n"
    (release,) = releases(file("PageTitle: Visual Studio Code August 2024", text))
    assert release.product == "Visual Studio Code"


def test_a_changelog_may_have_front_matter_too() -> None:
    text = "# Changelog\n\n## 1.1\n\n- b\n\n## 1.0\n\n- a\n"
    found = releases(file("title: Changelog\nproduct: Profit", text))
    assert [(it.product, it.version) for it in found] == [("Profit", "1.1"), ("Profit", "1.0")]


def test_a_rule_on_the_first_line_is_no_front_matter() -> None:
    assert releases("---\n\n# Changelog\n\n## 1.0\n\n- x\n")[0].version == "1.0"
    assert releases("---\n# Changelog\n\n## 1.0\n\n- x\n")[0].version == "1.0"


def test_lines_are_counted_from_the_beginning_of_the_file() -> None:
    refused = refusal(file("title: x", "# Changelog\n\n## 1.0 - 2024-02-30\n\n- x\n"))
    assert (refused.code, refused.line) == ("bad_date", 7)


@pytest.mark.parametrize(
    ("front", "code", "line"),
    [
        ("version: 1.0\ntitle: 'open", "front_matter", 3),
        ("a: b: c", "front_matter", 2),
        ("version: 1.0\n\ttab: x", "front_matter", 3),
        ('version: "\\UFFFFFFFF"', "front_matter", 1),
        ("version: 1.0\nVersion: 2.0", "key_twice", 3),
        ("version: 1.0\ndate: 2024-02-30", "bad_date", 3),
        ("version: 1.0\ndate: soon", "bad_date", 3),
        ("version: !!python/object/apply:os.system [ls]", "front_matter_tag", 2),
        ("version: 1.0\n? [a]\n: b", "front_matter_keys", 3),
        ("a: &a [x, x]\nb: [*a, *a]\nversion: 1.0", "front_matter_alias", 3),
        ("a: " + "[" * 100, "front_matter_deep", 2),
        ("a: " + "x" * 70_000, "front_matter_large", 1),
        ("version: 1.0\nlang: x", "field", 6),
    ],
)
def test_front_matter_that_is_wrong_is_refused_with_its_line(
    front: str, code: str, line: int
) -> None:
    refused = refusal(file(front, "# 1.0\n\nx\n"))
    assert (refused.code, refused.line) == (code, line)


def test_front_matter_that_was_cut_off_is_refused() -> None:
    refused = refusal("---\nversion: 1.0\ntitle: x\n")
    assert (refused.code, refused.line) == ("front_matter_open", 1)


def test_nothing_of_the_front_matter_is_shown() -> None:
    assert "secret" not in repr(read(file("version: 1.0\nauthor: secret")).document)


def test_a_control_character_does_not_make_the_front_matter_wrong() -> None:
    assert releases(file("version: 1.0\nauthor: a\x1bb"))[0].version == "1.0"
