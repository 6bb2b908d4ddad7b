"""Release notes in JSON and changelogs in XML."""

import json

import pytest

from tests.exchange.reading import bodies, notes, read, refusal, releases, titles, versions
from tui.api.models.releases import Impact, NoteKind

IO7M = 'xmlns="urn:com.io7m.changelog:4.0"'


def mozilla(*notes: dict[str, object], **changed: object) -> str:
    document = {
        "product": "Firefox", "version": "88.0", "release_date": "2021-04-19", "is_public": True,
        "channel": "Release", "text": "", "notes": list(notes), **changed,
    }  # fmt: skip
    return json.dumps(document, indent=1)


def dotnet(**changed: object) -> str:
    release = {"release-version": "8.0.1", "release-date": "2024-01-09", **changed}
    return json.dumps({"channel-version": "8.0", "release": release}, indent=1)


def io7m(inside: str) -> str:
    return f'<changelog {IO7M} project="org.x"><releases>\n{inside}</releases></changelog>'


def maven(inside: str) -> str:
    return (
        '<?xml version="1.0"?><document xmlns="http://maven.apache.org/changes/2.0.0">'
        f"<properties><title>Profit</title></properties><body>\n{inside}</body></document>"
    )


REFUSED = {
    "another JSON": ('{"name": "x", "version": "1.0"}', "format", None),
    "a list": ('[{"version": "1.0"}]', "format", None),
    "not public": (mozilla(is_public=False), "not_public", 5),
    "notes that are none": (mozilla(notes="x"), "json_value", 8),
    "a note that is none": ('{"product": "", "version": "", "release_date": "", "notes": [1]}',
                            "json_value", 1),
    "a number for a version": (mozilla(version=88), "json_value", 3),
    "no version": (mozilla(version=""), "field", 3),
    "a day that there is not": (mozilla(release_date="2021-02-30"), "bad_date", 4),
    "a long note": (mozilla({"note": "word " * 500_000}), "field_long", 10),
    "an open fence": (mozilla({"id": 1, "note": "```\nx"}), "fence_open", 11),
    "an index": ('{\n"releases-index": [{"channel-version": "8.0"}]}', "index", 2),
    "no releases": ('{"channel-version": "8.0",\n"releases": []}', "no_release", 2),
    "a release that is none": ('{"channel-version": "8.0",\n"release": []}', "json_value", 2),
    "holes that are none": (dotnet(**{"cve-list": "x"}), "json_value", 6),
    "no releases in XML": (io7m(""), "no_release", 1),
    "nothing released": (io7m('<release version="1.0" is-open="true"/>'), "only_unreleased", 1),
    "no version in XML": (io7m("<release/>"), "xml_version", 2),
    "no day in XML": (io7m('<release version="1" date="2024-02-30"/>'), "bad_date", 2),
    "only in Git": (maven('<release version="1" date="in Git"/>'), "only_unreleased", 1),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code", "line"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_taken_is_refused(text: str, code: str, line: int | None) -> None:
    refused = refusal(text, "notes.json")
    assert (refused.code, refused.line, refused.name) == (code, line, "notes.json")


def test_a_tag_is_a_kind_or_an_area() -> None:
    found = notes(mozilla(*({"id": it, "note": "x", "tag": tag} for it, tag in enumerate(
        ["New", "Fixed", "Changed", "Developer", ""], 1
    ))))  # fmt: skip
    assert [(note.kind, note.area) for note in found] == [
        (NoteKind.ADDED, ""), (NoteKind.FIXED, ""), (NoteKind.CHANGED, ""),
        (NoteKind.CHANGED, "Developer"), (NoteKind.CHANGED, ""),
    ]  # fmt: skip
    assert [note.anchor for note in found] == ["1", "2", "3", "4", "5"]


def test_a_release_of_mozilla_is_described() -> None:
    (release,) = releases(mozilla({"id": 7, "note": "Faster start. And more."}, text="Thanks!"))
    assert (release.product, release.version, release.channel) == ("Firefox", "88.0", "Release")
    assert str(release.release_date) == "2021-04-19"
    assert [it.texts[0].title for it in release.notes] == ["Firefox 88.0", "Faster start."]


def test_html_in_markdown_becomes_markdown() -> None:
    note = "See <a href='http://x.org/'>bug 1</a> &lt;b&gt; [2][1] `<i>`\n\n[1]: http://y.org/"
    expected = "See [bug 1](http://x.org/) \\<b> [2](http://y.org/) `<i>`"
    assert bodies(mozilla({"note": note})) == [expected]


def test_a_note_that_is_not_public_is_left_out_with_a_remark() -> None:
    reading = read(mozilla({"id": 5, "note": "x", "is_public": False}, {"id": 6, "note": "y"}))
    assert [(it.code, it.line, it.what) for it in reading.remarks] == [("not_public", 9, "5")]
    assert [it.anchor for it in reading.document.releases[0].notes] == ["6"]


def test_notes_of_the_same_number_are_two_notes() -> None:
    found = notes(mozilla({"id": 5, "note": "x"}, {"id": 5, "note": "y"}, {"note": "z"}))
    assert [note.anchor for note in found] == ["5", "5-2", "note"]


def test_holes_that_dotnet_closes_are_a_note_of_security() -> None:
    text = dotnet(**{"cve-list": [
        {"cve-id": "CVE-2024-0056", "cve-url": "https://x.org/1"},
        {"cve-id": "CVE-2024-0057", "cve-url": "javascript:x"},
    ], "release-notes": "https://x.org/8.0.1.md"})  # fmt: skip
    (release,) = releases(text)
    assert (release.product, release.version, release.url) == (
        ".NET", "8.0.1", "https://x.org/8.0.1.md"
    )  # fmt: skip
    assert [note.kind for note in release.notes] == [NoteKind.SECURITY]
    assert bodies(text) == ["- [CVE-2024-0056](https://x.org/1)\n- CVE-2024-0057"]


def test_a_release_of_dotnet_without_holes_has_no_notes() -> None:
    reading = read(dotnet())
    assert [(it.code, it.line, it.what) for it in reading.remarks] == [("no_notes", 4, "8.0.1")]


def test_many_releases_of_dotnet_stand_in_one_file() -> None:
    releases = [{"release-version": it, "release-date": "2024-01-09"} for it in ("8.0.2", "8.0.1")]
    text = json.dumps({"channel-version": "8.0", "releases": releases})
    assert versions(text) == ["8.0.2", "8.0.1"]


def test_changes_that_break_stand_apart() -> None:
    text = io7m(
        '<release version="1.0" date="2024-01-09T00:00:00+00:00"><changes>'
        '<change summary="A &lt;b&gt;"><tickets><ticket id="7"/><ticket id="8"/></tickets></change>'
        '<change summary="No *more*" compatible="false"/></changes></release>'
    )
    (release,) = releases(text)
    assert (release.product, str(release.release_date)) == ("org.x", "2024-01-09")
    assert bodies(text) == ["- A \\<b> (7, 8)", "- No \\*more\\*"]
    assert [note.impact for note in release.notes] == [Impact.NONE, Impact.ACTION_REQUIRED]


def test_what_is_still_worked_at_is_left_out_with_a_remark() -> None:
    reading = read(io7m('<release version="2" is-open="true"/>\n<release version="1"/>'))
    assert [(it.code, it.line, it.what) for it in reading.remarks] == [
        ("unreleased", 2, "2"), ("no_notes", 3, "1")
    ]  # fmt: skip


def test_a_changelog_in_xml_keeps_its_language() -> None:
    change = '<changes><change summary="The new one"/></changes></release>'
    text = io7m(f'<release version="2" xml:lang="nl">{change}<release version="1">{change}')
    text = text.replace(IO7M, f'{IO7M} xml:lang="fr"')
    assert [it.notes[0].texts[0].language for it in releases(text)] == ["nl", "fr"]


def test_actions_of_maven_have_kinds() -> None:
    text = maven(
        '<release version="1.1" date="2024-01-09" description="Spring">'
        '<action type="add" issue="X-1">A <b>b</b></action><action type="fix">c</action>'
        '<action type="remove">d</action><action>e</action></release>'
    )
    (release,) = releases(text)
    assert (release.product, release.version, release.title) == ("Profit", "1.1", "Spring")
    assert titles(text) == ["A b (X-1)", "c", "d", "e"]
    assert [note.kind for note in release.notes] == [
        NoteKind.ADDED, NoteKind.FIXED, NoteKind.REMOVED, NoteKind.CHANGED
    ]  # fmt: skip
