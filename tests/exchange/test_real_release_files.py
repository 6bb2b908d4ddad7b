"""Files that vendors really published: each is taken as it should be, or refused by its name."""

from pathlib import Path

import pytest

from tests.exchange.reading import read, refusal
from tui.api.models.publishing import NotePublish, ReleasePublish
from tui.api.models.releases import Impact, NoteKind
from tui.exchange.releases import read_releases

pytestmark = pytest.mark.data

TAKEN = """
    dotnet-md/8.0.0.md                      1   8  .NET                2023-11-14  8.0.0
    dotnet-md/8.0.12.md                     1   7  .NET                2025-01-14  8.0.12
    dotnet-md/8.0.16.md                     1   7  .NET                2025-05-13  8.0.16
    dotnet-md/8.0.2.md                      1   7  .NET                2024-02-13  8.0.2
    dotnet-md/8.0.23.md                     1   7  .NET                2026-01-13  8.0.23
    dotnet-md/8.0.27.md                     1   7  .NET                2026-05-12  8.0.27
    dotnet-md/8.0.4.md                      1   7  .NET                2024-04-09  8.0.4
    dotnet-json/8.0.21__release.json        1   1  .NET                2025-10-14  8.0.21
    dotnet-json/release.json                1   1  .NET                2023-11-14  8.0.0
    feeds/Maccy__appcast.xml                1   1  Maccy               2026-08-10  2.7.1
    feeds/topo-incidents__releases.atom    10  11  topo-incidents      2023-11-23  2023-11-22
    k9s/release_0.1.1.md                    1   3  Portal              -           0.1.1
    k9s/release_0.4.6.md                    1   2  Portal              -           0.4.6
    k9s/release_v0.13.6.md                  1   2  Portal              -           0.13.6
    k9s/release_v0.21.8.md                  1   5  Portal              -           0.21.8
    k9s/release_v0.25.2.md                  1   3  Portal              -           0.25.2
    k9s/release_v0.31.6.md                  1   6  Portal              -           0.31.6
    mozilla-json/firefox-10.0-release.json  1  17  Firefox             2012-01-31  10.0
    mozilla-json/firefox-148.0.2-release.json 1 8  Firefox             2026-03-10  148.0.2
    mozilla-json/firefox-37.0.1-release.json 1  5  Firefox             2015-04-03  37.0.1
    mozilla-json/firefox-60.0.1-release.json 1  9  Firefox             2018-05-16  60.0.1
    mozilla-json/firefox-88.0.1-release.json 1  5  Firefox             2021-05-05  88.0.1
    mozilla-json/firefox-for-android-122.0-release.json 1 5 Firefox_for_Android 2024-01-23 122.0
    mozilla-json/firefox-for-android-28.0.1-release.json 1 20 Firefox_for_Android 2014-03-24 28.0.1
    mozilla-json/firefox-for-android-67.0-release.json 1 5 Firefox_for_Android 2019-05-21 67.0
    mozilla-json/firefox-for-ios-142.0-release.json 1 5 Firefox_for_iOS 2025-08-19 142.0
    netbox/version-3.0.md                  13  30  NetBox              2021-12-06  3.0.12
    netbox/version-3.2.md                  10  25  NetBox              2022-08-16  3.2.9
    netbox/version-3.4.md                  11  28  NetBox              2023-04-27  3.4.10
    netbox/version-3.6.md                  10  24  NetBox              2023-12-28  3.6.9
    netbox/version-4.0.md                  11  27  NetBox              2024-09-03  4.0.11
    netbox/version-4.2.md                  10  22  NetBox              2025-04-30  4.2.9
    netbox/version-4.4.md                  11  25  NetBox              2026-01-06  4.4.10
    netbox/version-4.6.md                   9  31  NetBox              2026-08-11  4.6.8
    single-file/Radicale__CHANGELOG.md     84  85  Radicale            -           3.8.0.dev
    single-file/email-reply-parser__CHANGELOG.MD 29 29 email-reply-parser -        2.3.5
    single-file/httpx__CHANGELOG.md        77 147  httpx               2024-12-06  0.28.1
    single-file/tinytuya__RELEASE.md       75  78  tinytuya            -           1.20.0
    vng-gemma-zaken-nl/release_notes.md     3   3  Zaken_API           -           1.5.2
    vng-gemma-zaken-nl/release_notes_1.1.0.md 1 2  Besluiten_API       -           1.1.0
    vng-gemma-zaken-nl/release_notes_1.3.2.md 1 4  Catalogi_API        -           1.3.2
    vng-gemma-zaken-nl/release_notes_1.6.0.md 1 5  Documenten_API      -           1.6.0
    vng-gemma-zaken-nl/zaken__release_notes_1.6.0.md 1 3 Zaken_API     -           1.6.0
    vscode/v0_3_0.md                        1  17  Visual_Studio_Code  -           0.3.0
    vscode/v0_7_0.md                        1  15  Visual_Studio_Code  -           0.7.1
    vscode/v0_9_0.md                        1  14  Visual_Studio_Code  -           0.9.1
    vscode/v1_12.md                         1  15  Visual_Studio_Code  -           1.12
    vscode/v1_17.md                         1  15  Visual_Studio_Code  -           1.17
    vscode/v1_19.md                         1  15  Visual_Studio_Code  -           1.19
    vscode/v1_21.md                         1  16  Visual_Studio_Code  -           1.21
    vscode/v1_24.md                         1  14  Visual_Studio_Code  2018-06-06  1.24
    vscode/v1_29.md                         1  17  Visual_Studio_Code  2018-11-12  1.29
    vscode/v1_31.md                         1  15  Visual_Studio_Code  2019-02-06  1.31
    vscode/v1_33.md                         1  15  Visual_Studio_Code  2019-04-04  1.33
    vscode/v1_38.md                         1  14  Visual_Studio_Code  2019-09-04  1.38
    vscode/v1_41.md                         1  17  Visual_Studio_Code  2019-12-12  1.41
    vscode/v1_43.md                         1  17  Visual_Studio_Code  2020-03-09  1.43
    vscode/v1_5.md                          1  16  Visual_Studio_Code  -           1.5
    vscode/v1_52.md                         1  22  Visual_Studio_Code  2020-12-11  1.52
    vscode/v1_54.md                         1  18  Visual_Studio_Code  2021-03-04  1.54
    vscode/v1_57.md                         1  14  Visual_Studio_Code  2021-06-10  1.57
    vscode/v1_59.md                         1  14  Visual_Studio_Code  2021-08-05  1.59
    vscode/v1_71.md                         1  16  Visual_Studio_Code  2022-09-01  1.71
    vscode/v1_82.md                         1  17  Visual_Studio_Code  2023-09-07  1.82
    vscode/v1_85.md                         1  18  Visual_Studio_Code  2023-12-07  1.85
    vscode/v1_87.md                         1  15  Visual_Studio_Code  2024-02-28  1.87
    vscode/v1_9.md                          1  15  Visual_Studio_Code  -           1.9
    vscode/v1_91.md                         1  15  Visual_Studio_Code  2024-07-03  1.91
    vscode/v1_93.md                         1  24  Visual_Studio_Code  2024-09-05  1.93
    vscode/v1_96.md                         1  20  Visual_Studio_Code  2024-12-11  1.96
    vscode/v1_98.md                         1  18  Visual_Studio_Code  2025-03-05  1.98
    vscode/vJanuary.md                      1  10  Visual_Studio_Code  -           0.10.9
    xml-changelog/jtensors__README-CHANGES.xml 28 33 com.io7m.jtensors 2012-02-06  0.2.0
"""
"""File, number of releases, number of notes; product, date and version of the first release."""

TAKEN_ROWS = [line.split() for line in TAKEN.strip().splitlines()]

REFUSED = {
    "dotnet-json/releases-index.json": ("index", 3),
    "mozilla-json/firefox-125.0-release.json": ("not_public", 6),
    "single-file/open-zaak__CHANGELOG.rst": ("format", None),
    "single-file/textual__CHANGELOG.md": ("version_twice", 2898),
}
"""File; why, and on which line."""

TWICE = "single-file/textual__CHANGELOG.md"


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "release-notes"


def taken(path: Path) -> tuple[ReleasePublish, ...]:
    return read(path.read_bytes(), path.name).document.releases


def notes(release: ReleasePublish) -> dict[str, NotePublish]:
    return {note.anchor: note for note in release.notes}


@pytest.mark.parametrize(
    ("file", "number", "noted", "product", "day", "version"), TAKEN_ROWS, ids=lambda cell: cell
)
def test_a_real_file_gives_its_releases_and_notes(
    folder: Path, file: str, number: str, noted: str, product: str, day: str, version: str
) -> None:
    releases = taken(folder / file)
    first = releases[0]
    assert (len(releases), sum(len(it.notes) for it in releases)) == (int(number), int(noted))
    assert (first.product, first.version) == (product.replace("_", " "), version)
    assert (str(first.release_date) if first.release_date else "-") == day


@pytest.mark.parametrize(("file", "why"), REFUSED.items(), ids=REFUSED.keys())
def test_other_files_are_refused_with_their_place(
    folder: Path, file: str, why: tuple[str, int | None]
) -> None:
    refused = refusal((folder / file).read_bytes(), file)
    assert (refused.code, refused.line) == why


def test_every_real_file_has_a_verdict_here(folder: Path) -> None:
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files == {row[0] for row in TAKEN_ROWS} | REFUSED.keys()


def test_a_real_version_that_stands_twice_is_refused_with_both_lines(folder: Path) -> None:
    assert refusal((folder / TWICE).read_bytes(), TWICE).parameters["first"] == 2891


def test_the_same_changelog_without_the_slip_is_taken_whole(folder: Path) -> None:
    data = (folder / TWICE).read_bytes().replace(b"## [0.15.0]", b"## [0.15.0b1]", 1)
    releases = read(data, "textual__CHANGELOG.md").document.releases
    assert (len(releases), releases[0].product) == (226, "textual")
    assert releases[0].sort_key > releases[1].sort_key > releases[-1].sort_key
    # The links at the end of the file belong to the headings, and are no text of the last note.
    assert releases[0].url == "https://github.com/Textualize/textual/compare/v8.2.7...v8.2.8"
    assert "[8.2.8]:" not in releases[-1].notes[-1].texts[0].body


def test_again_is_the_same_document(folder: Path) -> None:
    for file in (row[0] for row in TAKEN_ROWS):
        data = (folder / file).read_bytes()
        assert read(data, file) == read(data, file)


def test_sections_of_kind_are_named_by_their_first_item(folder: Path) -> None:
    found = notes(taken(folder / "netbox/version-3.0.md")[-1])
    title = "Python 3.6 is no longer supported. NetBox v3.0 supports Python 3.7, 3.8, and 3.9. (+8)"
    breaking, features = found["breaking-changes"], found["new-features"]
    assert breaking.texts[0].title == title
    assert (breaking.kind, breaking.impact) == (NoteKind.CHANGED, Impact.ACTION_REQUIRED)
    assert features.texts[0].title == "Updated User Interface (#5893) (+8)"
    assert (features.kind, features.area) == (NoteKind.ADDED, "")
    assert found["intro"].texts[0].title == "NetBox 3.0.0"
    assert found["rest-api-changes"].area == "REST API Changes"


def test_bold_lines_stand_for_the_headings_that_a_release_lacks(folder: Path) -> None:
    release = taken(folder / "single-file/httpx__CHANGELOG.md")[1]
    found = notes(release)
    assert list(found) == ["intro", "deprecations", "the-following-changes-are-also-included"]
    assert found["deprecations"].kind is NoteKind.DEPRECATED
    assert found["deprecations"].texts[0].title.startswith("The verify argument as a string")


def test_what_is_not_released_yet_is_left_out_with_a_remark(folder: Path) -> None:
    remarks = read((folder / "single-file/httpx__CHANGELOG.md").read_bytes()).remarks
    assert [(remark.code, remark.line) for remark in remarks] == [("unreleased", 7)]


def test_a_heading_between_two_releases_belongs_to_the_one_before(folder: Path) -> None:
    releases = {it.version: it for it in taken(folder / "single-file/Radicale__CHANGELOG.md")}
    assert list(notes(releases["3.0.0"])) == ["intro", "upgrade-checklist"]
    assert releases["2.1.10"].title == "Wild Radish"


def test_a_comment_in_a_fence_is_no_heading(folder: Path) -> None:
    release = taken(folder / "k9s/release_v0.13.6.md")[0]
    assert list(notes(release)) == ["notes", "resolved-bugs-features-prs"]
    assert "# K9s plugin.yml" in release.notes[0].texts[0].body


def test_a_section_keeps_the_targets_of_its_links(folder: Path) -> None:
    found = notes(taken(folder / "dotnet-md/8.0.12.md")[0])
    body = found["notable-changes"].texts[0].body
    assert "[.NET January 2025 Blog][dotnet-blog]" in body
    assert "\n[dotnet-blog]: https://devblogs.microsoft.com/" in body
    assert "[dotnet-blog]:" not in found["downloads"].texts[0].body


def test_a_release_between_two_versions_is_the_second(folder: Path) -> None:
    releases = taken(folder / "vng-gemma-zaken-nl/release_notes.md")
    assert [(it.product, it.version) for it in releases] == [
        ("Zaken API", "1.5.2"),
        ("Catalogi API", "1.3.2"),
        ("Documenten API", "1.6.0"),
    ]


def test_the_language_is_seen_in_the_text(folder: Path) -> None:
    for name, language in (("vng-gemma-zaken-nl", "nl"), ("vscode", "en"), ("netbox", "en")):
        for path in (folder / name).iterdir():
            found = {it.texts[0].language for release in taken(path) for it in release.notes}
            assert found == {language}, path.name


def test_what_writers_told_themselves_is_not_shown(folder: Path) -> None:
    for file in ("vng-gemma-zaken-nl/zaken__release_notes_1.6.0.md", "vscode/v1_93.md"):
        for note in taken(folder / file)[0].notes:
            assert "<!--" not in note.texts[0].body


def test_releases_of_many_files_are_in_the_order_of_their_months(folder: Path) -> None:
    paths = [folder / row[0] for row in TAKEN_ROWS if row[0].startswith("vscode/")]
    found = sorted((taken(path)[0] for path in paths), key=lambda release: release.sort_key)
    expected = ["0.3.0", "0.7.1", "0.9.1", "0.10.9", "1.5", "1.9", "1.12", "1.17", "1.19", "1.21"]
    assert [release.version for release in found][:11] == [*expected, "1.24"]
    assert found[-1].version == "1.98"


def test_the_arguments_overrule_what_a_file_says(folder: Path) -> None:
    data = (folder / "netbox/version-4.6.md").read_bytes()
    document = read_releases(
        data, "x.md", product="Profit", default_product="-", language="nl"
    ).document
    assert {release.product for release in document.releases} == {"Profit"}
    assert document.releases[0].notes[0].texts[0].language == "nl"


def test_a_feed_keeps_its_language_links_and_sections(folder: Path) -> None:
    releases = {it.version: it for it in taken(folder / "feeds/topo-incidents__releases.atom")}
    found = notes(releases["2023-09-01"])
    assert list(found) == ["what-s-changed", "new-contributors"]
    text = found["what-s-changed"].texts[0]
    assert text.language == "en-US"
    assert text.body.startswith(
        "- Added GitHub action workflow for new releases by [@tarlepp](https:"
    )
    assert releases["2023-09-01"].title == "Arrived late for lessons"


def test_an_appcast_tells_its_items_as_a_list(folder: Path) -> None:
    (release,) = taken(folder / "feeds/Maccy__appcast.xml")
    text = release.notes[0].texts[0]
    assert text.title == "Updated app icon for Liquid Glass. (+11)"
    assert text.body.count("\n- ") == 11
    assert release.url == "https://github.com/p0deje/Maccy/releases/tag/2.7.1"


def test_notes_of_mozilla_have_kinds_areas_and_no_html(folder: Path) -> None:
    (release,) = taken(folder / "mozilla-json/firefox-10.0-release.json")
    found = notes(release)
    assert (found["3"].kind, found["18"].area) == (NoteKind.ADDED, "HTML5")
    assert "[bug 615976](https://bugzilla.mozilla.org/" in found["3"].texts[0].body
    assert not any("<a " in note.texts[0].body for note in release.notes)


def test_changes_in_xml_that_break_ask_for_action(folder: Path) -> None:
    path = folder / "xml-changelog/jtensors__README-CHANGES.xml"
    found = notes(next(it for it in taken(path) if it.version == "10.0.0"))
    assert list(found) == ["changes", "breaking-changes"]
    assert found["breaking-changes"].impact is Impact.ACTION_REQUIRED
    assert found["changes"].texts[0].body.endswith("- Add element-wise multiplication (24)")
