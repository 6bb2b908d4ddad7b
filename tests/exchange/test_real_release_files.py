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
    k9s/release_0.1.1.md                    1   3  Portal              -           0.1.1
    k9s/release_0.4.6.md                    1   2  Portal              -           0.4.6
    k9s/release_v0.13.6.md                  1   2  Portal              -           0.13.6
    k9s/release_v0.21.8.md                  1   5  Portal              -           0.21.8
    k9s/release_v0.25.2.md                  1   3  Portal              -           0.25.2
    k9s/release_v0.31.6.md                  1   6  Portal              -           0.31.6
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
"""
"""File, number of releases, number of notes; product, date and version of the first release."""

TAKEN_ROWS = [line.split() for line in TAKEN.strip().splitlines()]

REFUSED_FOLDERS = {"dotnet-json": "JSON", "mozilla-json": "JSON", "xml-changelog": "XML"}
REFUSED_FILES = {
    "feeds/Maccy__appcast.xml": "RSS",
    "feeds/topo-incidents__releases.atom": "Atom",
    "single-file/open-zaak__CHANGELOG.rst": "reStructuredText",
}
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


def test_other_formats_are_refused_by_their_name(folder: Path) -> None:
    expected = {
        f"{name}/{path.name}": format_name
        for name, format_name in REFUSED_FOLDERS.items()
        for path in (folder / name).iterdir()
    } | REFUSED_FILES
    for file, format_name in expected.items():
        refused = refusal((folder / file).read_bytes(), file)
        assert (refused.code, refused.parameters["format"]) == ("format", format_name), file


def test_every_real_file_has_a_verdict_here(folder: Path) -> None:
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    judged = {row[0] for row in TAKEN_ROWS} | set(REFUSED_FILES) | {TWICE}
    assert {file for file in files - judged if file.split("/")[0] not in REFUSED_FOLDERS} == set()


def test_a_real_version_that_stands_twice_is_refused_with_both_lines(folder: Path) -> None:
    refused = refusal((folder / TWICE).read_bytes(), TWICE)
    assert (refused.code, refused.line) == ("version_twice", 2898)
    assert refused.parameters["first"] == 2891


def test_the_same_changelog_without_the_slip_is_taken_whole(folder: Path) -> None:
    data = (folder / TWICE).read_bytes().replace(b"## [0.15.0]", b"## [0.15.0b1]", 1)
    releases = read(data, "textual__CHANGELOG.md").document.releases
    assert (len(releases), releases[0].product) == (226, "textual")
    assert releases[0].sort_key > releases[1].sort_key > releases[-1].sort_key
    # The links at the end of the file belong to the headings, and are no text of the last note.
    assert releases[0].url == "https://github.com/Textualize/textual/compare/v8.2.7...v8.2.8"
    assert "[8.2.8]:" not in releases[-1].notes[-1].texts[0].body


def test_again_is_the_same_document(folder: Path) -> None:
    for file in ("netbox/version-4.6.md", "vscode/v1_93.md", "vng-gemma-zaken-nl/release_notes.md"):
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
