"""Changelogs in one file: which headings are releases, and what becomes of the text below them."""

from datetime import date

import pytest

from tests.exchange.reading import bodies, notes, read, refusal, releases, titles, versions
from tui.api.models.releases import Impact, NoteKind
from tui.exchange.releases.headings import product_named, product_of_file, read_heading

HEADINGS = [
    ("[8.2.8] - 2026-06-30", "8.2.8", "2026-06-30", ""),
    ("0.28.1 (6th December, 2024)", "0.28.1", "2024-12-06", ""),
    ("0.13.0.dev2 (May 12th, 2020)", "0.13.0.dev2", "2020-05-12", ""),
    ("0.8.0 (November 27, 2019)", "0.8.0", "2019-11-27", ""),
    ("v3.0.12 (2021-12-06)", "3.0.12", "2021-12-06", ""),
    ("3.8.0.dev", "3.8.0.dev", "None", ""),
    ("2.0 (14 januari 2025)", "2.0", "2025-01-14", ""),
    ("1.2.0-beta.3 - 5 okt. 2024", "1.2.0-beta.3", "2024-10-05", ""),
    ("v1.20.0 - Monitor Reliability, Security", "1.20.0", "None", "Monitor Reliability, Security"),
    ("2.1.10 - Wild Radish", "2.1.10", "None", "Wild Radish"),
    ("[0.0.5] - 2014-12-13 [YANKED]", "0.0.5", "2014-12-13", "YANKED"),
    ("Release v0.4.6", "0.4.6", "None", ""),
    ("Version 12", "12", "None", ""),
    ("Versie 2.1 (2024-6-5)", "2.1", "2024-06-05", ""),
    ("August 2024 (version 1.93)", "1.93", "None", "August 2024"),
]


@pytest.mark.parametrize(("text", "version", "day", "title"), HEADINGS, ids=lambda cell: cell)
def test_a_heading_says_version_date_and_title(
    text: str, version: str, day: str, title: str
) -> None:
    said = read_heading(text)
    assert said is not None
    assert (said.version, str(said.day), said.title) == (version, day, title)


@pytest.mark.parametrize("text", ["Upgrade checklist", "2024-06-05", "Added", "Top 10", "1 thing"])
def test_a_heading_without_a_version_is_no_release(text: str) -> None:
    assert read_heading(text) is None


@pytest.mark.parametrize("text", ["1.1 Scope", "Support for Python 3.12", "NetBox v3.0"])
def test_a_heading_that_may_be_something_else_is_not_certain(text: str) -> None:
    said = read_heading(text)
    assert said is not None
    assert not said.certain


@pytest.mark.parametrize(
    ("title", "product"),
    [
        ("NetBox v3.0", "NetBox"),
        (".NET 8.0.12 - January 14, 2025", ".NET"),
        ("Release notes Catalogi API 1.3.2", "Catalogi API"),
        ("Zaken API (zrc 1.5.1 -> zrc 1.5.2)", "Zaken API"),
        ("Visual Studio Code August 2016 1.5", "Visual Studio Code"),
        ("Changelog of Profit", "Profit"),
        ("What's new in Profit", "Profit"),
        ("Changelog", ""),
        ("RELEASE NOTES", ""),
        ("Release v0.4.6", ""),
        ("New features", ""),
        ("August 2024 (version 1.93)", ""),
    ],
)
def test_a_title_names_the_product(title: str, product: str) -> None:
    assert product_named(title) == product


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("httpx__CHANGELOG.md", "httpx"),
        ("tinytuya__RELEASE.md", "tinytuya"),
        ("notes/open-zaak_CHANGELOG.md", "open-zaak"),
        ("release_v0.13.6.md", ""),
        ("version-3.0.md", ""),
        ("CHANGELOG.md", ""),
        ("8.0.12.md", ""),
    ],
)
def test_a_file_name_names_the_product(name: str, product: str) -> None:
    assert product_of_file(name) == product


def test_the_product_comes_from_the_nearest_that_names_one() -> None:
    text = "# Changelog\n\n## 1.0\n\n- x\n"
    assert (
        read(text, "httpx__CHANGELOG.md", product="Given").document.releases[0].product == "Given"
    )
    assert releases(text.replace("# Ch", "# Named ch"), "httpx.md")[0].product == "Named"
    assert releases(text, "httpx__CHANGELOG.md")[0].product == "httpx"
    assert releases(text)[0].product == "Portal"


def test_every_kind_of_heading_is_understood() -> None:
    text = "Changelog\n=========\n\nv2.0\n----\n\n- new\n\n1.0\n---\n\n- old\n"
    assert versions(text) == ["2.0", "1.0"]


def test_what_only_looks_like_a_heading_is_text() -> None:
    text = (
        "## 1.0\n\n- item\n\n```\n## 0.9\n```\n\n<pre>\n## 0.8\n</pre>\n\n> ## 0.7\n\n    ## 0.6\n"
    )
    assert versions(text) == ["1.0"]
    assert all(f"## 0.{number}" in bodies(text)[0] for number in (6, 7, 8, 9))


def test_small_releases_may_have_smaller_headings() -> None:
    text = "# [1.1.0](http://x) (2020-02-01)\n\n* b\n\n## [1.0.1](http://x) (2020-01-01)\n\n* a\n"
    assert versions(text) == ["1.1.0", "1.0.1"]


def test_a_series_is_the_title_of_its_versions() -> None:
    assert versions("# NetBox v3.0\n\n## v3.0.1\n\n- b\n\n## v3.0.0\n\n- a\n") == ["3.0.1", "3.0.0"]
    text = "# August 2016 (version 1.5)\n\n## 1.5.1 Recovery Build\n\na\n\n## Editor\n\nb\n"
    assert versions(text) == ["1.5"]


def test_what_stands_above_and_below_the_releases_is_left_out() -> None:
    text = "# Tool\n\nHow to use it.\n\n## Changelog\n\n### 1.0\n\n- first\n\n## Licence\n\nMIT\n"
    reading = read(text)
    assert [note.texts[0].body for note in reading.document.releases[0].notes] == ["- first"]
    assert [(it.code, it.line, it.what) for it in reading.remarks] == [("left_out", 11, "Licence")]


@pytest.mark.parametrize(
    "heading", ["[Unreleased]", "UNRELEASED", "Unreleased changes", "2.0 (unreleased)", "Upcoming"]
)
def test_an_unreleased_section_is_left_out_with_a_remark(heading: str) -> None:
    reading = read(f"# Changelog\n\n## {heading}\n\n- soon\n\n## 1.0\n\n- now\n")
    assert [release.version for release in reading.document.releases] == ["1.0"]
    assert "soon" not in repr(reading.document)
    assert [(remark.code, remark.line) for remark in reading.remarks] == [("unreleased", 3)]


def test_a_release_without_text_is_taken_without_notes() -> None:
    reading = read("# Changelog\n\n## 1.1\n\n---\n\n## 1.0\n\n- x\n")
    assert [len(release.notes) for release in reading.document.releases] == [0, 1]
    assert [(remark.code, remark.line) for remark in reading.remarks] == [("no_notes", 3)]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Added", NoteKind.ADDED),
        ("New Features", NoteKind.ADDED),
        ("[Fixed]", NoteKind.FIXED),
        ("Resolved Bugs", NoteKind.FIXED),
        ("🐛 Bug Fixes", NoteKind.FIXED),
        ("Enhancements", NoteKind.CHANGED),
        ("Deprecations", NoteKind.DEPRECATED),
        ("Removed", NoteKind.REMOVED),
        ("Security", NoteKind.SECURITY),
        ("Toegevoegd", NoteKind.ADDED),
        ("Opgelost", NoteKind.FIXED),
        ("Gewijzigd", NoteKind.CHANGED),
        ("Verwijderd", NoteKind.REMOVED),
        ("Beveiliging", NoteKind.SECURITY),
    ],
)
def test_a_heading_of_kind_sets_the_kind_and_no_area(heading: str, kind: NoteKind) -> None:
    (note,) = notes(f"## 1.0\n\n### {heading}\n\n- Leaks are **gone** ([#1](http://x))\n- b\n- c\n")
    assert (note.kind, note.area, note.impact) == (kind, "", Impact.NONE)
    assert note.texts[0].title == "Leaks are gone (#1) (+2)"


@pytest.mark.parametrize("heading", ["Breaking Changes", "⚠ BREAKING", "Brekende wijzigingen"])
def test_breaking_changes_ask_for_action(heading: str) -> None:
    (note,) = notes(f"## 1.0\n\n### {heading}\n\n- a\n")
    assert (note.kind, note.impact) == (NoteKind.CHANGED, Impact.ACTION_REQUIRED)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Bug fixes (see below)", NoteKind.FIXED),
        ("Veld voor initiator toegevoegd", NoteKind.ADDED),
        ("Advisory CVE-2025-21172", NoteKind.SECURITY),
        ("Debug", NoteKind.CHANGED),
    ],
)
def test_any_other_heading_is_area_and_title(heading: str, kind: NoteKind) -> None:
    (note,) = notes(f"## 1.0\n\n### {heading}\n\n- a\n")
    assert (note.kind, note.area, note.texts[0].title) == (kind, heading, heading)


def test_a_long_title_is_cut_at_a_word() -> None:
    (title,) = titles(f"## 1.0\n\n### Added\n\n- {'word ' * 40}\n- b\n")
    assert title.endswith("word… (+1)")
    assert len(title) <= 120


def test_a_heading_too_long_for_a_title_stays_in_the_text() -> None:
    words = " ".join(f"w{number}" for number in range(100))
    (body,) = bodies(f"## 1.0\n\n### {words}\n\ntext\n")
    assert words in body


def test_leading_text_is_a_note_only_if_there_is_something_to_read() -> None:
    assert titles("## 1.0 - Daisy\n\nHello all.\n\n### Area\n\n- a\n") == ["Daisy", "Area"]
    assert titles("## 1.0\n\nHello all.\n\n### Area\n\n- a\n") == ["Portal 1.0", "Area"]
    for nothing in ("---", "![picture](p.png)", "<!-- draft -->", "<br/>", "<img src='p.png'>"):
        assert titles(f"## 1.0\n\n{nothing}\n\n### Area\n\n- a\n") == ["Area"], nothing


def test_a_release_without_sections_is_one_note() -> None:
    assert titles("## 1.0 - Frame fix\n\n- a\n- b\n") == ["Frame fix"]
    assert titles("## 1.0\n\n- Fix `verify=False`.\n") == ["Fix verify=False."]
    assert titles("## 1.0\n\nFirst sentence. Second one.\n") == ["First sentence."]


def test_bold_lines_are_headings_only_where_there_are_no_others() -> None:
    text = "## 1.0\n\n**Deprecations**:\n\n- a\n\n__Other__\n\n- b\n"
    assert [note.anchor for note in notes(text)] == ["deprecations", "other"]
    assert [note.anchor for note in notes(text + "\n### Real\n\n- c\n")] == ["intro", "real"]
    assert len(notes("## 1.0\n\n**All of this is bold.**\n\n- b\n")) == 1


def test_anchors_are_unique_and_stay_when_another_section_changes() -> None:
    headings = ("Fixed", "Éditeur & co", "Fixed", "Intro")
    text = "## 1.0\n\n" + "".join(f"### {heading}\n\n- a\n\n" for heading in headings)
    anchors = [note.anchor for note in notes(text)]
    assert anchors == ["fixed", "éditeur-co", "fixed-2", "intro-2"]
    assert [note.anchor for note in notes(text.replace("- a", "- A\n- more"))] == anchors


def test_a_body_is_the_source_itself() -> None:
    body = "- one  \n  two\n\n      code\n\n| a | b |\n|---|:-:|\n| 1 | `|` |\n\n![p](p.png)"
    assert bodies(f"## 1.0\n\n### Area\n\n{body}\n\n---\n\n## 0.9\n\n- x\n".split("## 0.9")[0]) == [
        body
    ]


def test_comments_go_and_code_that_shows_one_stays() -> None:
    text = (
        "## 1.0\n\n<!-- a\nb -->\n\nText <!-- c --> here.\n\n`<!-- d -->`\n\n```\n<!-- e -->\n```\n"
    )
    assert bodies(text) == ["Text  here.\n\n`<!-- d -->`\n\n```\n<!-- e -->\n```"]


def test_links_by_name_work_in_every_note() -> None:
    text = "## [1.0]\n\n### Added\n\n- See [the Docs]\n\n### Fixed\n\n- b\n\n[the docs]: http://d\n"
    text += "[1.0]: https://example.org/1.0\n"
    (release,) = releases(text)
    assert release.url == "https://example.org/1.0"
    assert bodies(text) == ["- See [the Docs]\n\n[the docs]: http://d", "- b"]


def test_the_language_is_dutch_where_its_words_are() -> None:
    def language(text: str) -> str:
        return notes(f"## 1.0\n\n{text}\n")[0].texts[0].language

    assert language("Het veld is voor een gebruiker van de API.") == "nl"
    assert language("The field is for a user of the API.") == "en"
    assert language("xyz") == "en"


def test_a_day_that_there_is_not_is_refused() -> None:
    refused = refusal("# Changelog\n\n## 1.0 - 2024-02-30\n\n- x\n")
    assert (refused.code, refused.line) == ("bad_date", 3)


def test_a_month_is_no_date() -> None:
    (release,) = releases("# August 2024 (version 1.93)\n\n## Editor\n\n- x\n")
    assert (release.title, release.release_date) == ("August 2024", None)


def test_a_version_written_in_two_ways_is_one_version() -> None:
    refused = refusal("# Changelog\n\n## v1.0\n\n- x\n\n## [1.0] - 2024-01-01\n\n- y\n")
    assert (refused.code, refused.line, refused.parameters["first"]) == ("version_twice", 7, 3)
    assert releases("# Changelog\n\n## 1.0 - 2024-01-01\n\n- x\n")[0].release_date == date(
        2024, 1, 1
    )
