"""What holds for any file at all."""

import re
from string import ascii_lowercase

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.exchange.reading import read
from tui.exchange.releases import FileRefused, Reading, read_releases

PIECES = [
    "---", "...", "version: 1.0", "date: 2024-6-5", "date: 2024-02-30", "a: &a [", "b: *a", "!!x",
    "# Changelog", "# Profit 7.1", "## [1.0] - 2024-01-01", "## 1.0", "## 0.9 (6th May, 2020)",
    "## [Unreleased]", "### Added", "### Area", "**Fixed**:", "- item", "  - deeper", "1. one",
    "text", "===", "```", "~~~", "<!-- ", "-->", "<div>", "> quote", "[a]: http://x", "[a]",
    "    code", "|a|b|", "|-|-|", "![i](p)", "<img src=x>", "\\", "`", "&amp;", "", "", "\x1b[2J",
    "\u202e", "²",
]  # fmt: skip

ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
XML_PIECES = [
    '<?xml version="1.0" encoding="latin-1"?>', f"<feed {ATOM} xml:lang='nl'>", "</feed>", "<rss>",
    "<entry>", "</entry>", "<title>v1.0</title>", "<title>2.0 (2024-02-30)</title>", "<channel>",
    '<content type="html">', "<content>", "</content>", "&lt;p&gt;", "&lt;pre&gt;", "<item>",
    "</item>", "<description><![CDATA[", "]]></description>", "</channel>", "</rss>",
    "<pubDate>5 Jun 2024</pubDate>", '<changelog xmlns="urn:com.io7m.changelog:4.0">',
    "</changelog>", "<releases>", "</releases>", '<release version="1" date="2024-06-05">',
    "</release>", "<changes>", '<change summary="*"/>', "</changes>", "<!DOCTYPE x>", "&x;",
    "&#27;", "<!-- -->", "text", "<", "\u202e", "\n",
]  # fmt: skip
JSON_PIECES = [
    '{"product":"Firefox","version":"1.0","release_date":"2024-06-05","notes":[', "]}", "}", "{",
    ",", '{"note":"```"}', '{"note":"<b>x","tag":"New","id":1}', '{"is_public":false}',
    '"text":"<p>"', '{"channel-version":"8.0","release":{', '"release-version":"8.0.1"',
    '"cve-list":[', "]", "null", '{"cve-id":"*","cve-url":"http://x/)"}',
    '{"channel-version":"8.0","releases":[', '"\\ud800"', "NaN", '{"releases-index":[]}',
    '"version":""', "1e999", "[", ":", '"notes"', "\n",
]  # fmt: skip

WORDS = st.lists(st.text(ascii_lowercase, min_size=3, max_size=8), min_size=1, max_size=6).map(
    " ".join
)
ITEMS = st.lists(WORDS, min_size=1, max_size=4)
SECTIONS = st.lists(
    st.tuples(st.sampled_from(["Added", "Fixed", "Area", "Opgelost"]), ITEMS), max_size=4
)
RELEASES = st.lists(st.tuples(WORDS | st.just(""), SECTIONS), min_size=1, max_size=5)


def outcome(data: bytes) -> Reading | tuple[str, int | None]:
    try:
        return read_releases(data, "x.md", default_product="Portal")
    except FileRefused as refused:
        return refused.code, refused.line


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
@example(b"---\n%YAML " + b"9" * 5000 + b".1\na: b\n---\n")
def test_any_bytes_are_taken_or_refused(data: bytes) -> None:
    outcome(data)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "utf-16-le"]))
def test_any_text_is_taken_or_refused(text: str, encoding: str) -> None:
    outcome(f"## 1.0\n{text}".encode(encoding, "surrogatepass"))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("\n".join))
def test_any_pieces_of_release_notes_are_taken_or_refused_and_again_the_same(text: str) -> None:
    assert outcome(text.encode()) == outcome(text.encode())


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from([XML_PIECES, JSON_PIECES]).flatmap(
        lambda pieces: st.tuples(
            st.sampled_from(pieces), st.lists(st.sampled_from(pieces), max_size=20)
        )
    )
)
def test_any_pieces_of_feeds_and_json_are_taken_or_refused(it: tuple[str, list[str]]) -> None:
    text = it[0] + "".join(it[1])
    assert outcome(text.encode()) == outcome(text.encode())


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=200), st.sampled_from([b"<?xml?>", b"<feed>", b"{", b"[{", b"<!doctype x"])
)
def test_any_bytes_behind_a_true_beginning_are_taken_or_refused(data: bytes, start: bytes) -> None:
    outcome(start + data)


@settings(max_examples=100, deadline=None)
@given(RELEASES)
def test_no_word_of_a_changelog_is_lost(
    written: list[tuple[str, list[tuple[str, list[str]]]]],
) -> None:
    lines = ["# Changelog", ""]
    for number, (lead, sections) in reversed(list(enumerate(written))):
        lines += [f"## 1.{number}", "", lead, ""]
        for heading, items in sections:
            lines += [f"### {heading}", "", *(f"- {item}" for item in items), ""]
    found = {release.version: release for release in read("\n".join(lines)).document.releases}
    for number, (lead, sections) in enumerate(written):
        texts = [note.texts[0].body for note in found[f"1.{number}"].notes]
        expected = [lead, *(item for _, items in sections for item in items)]
        assert re.findall(r"\w+", " ".join(texts)) == " ".join(expected).split()


@settings(max_examples=100, deadline=None)
@given(RELEASES)
def test_a_document_keeps_its_own_rules(
    written: list[tuple[str, list[tuple[str, list[str]]]]],
) -> None:
    text = "".join(
        f"## 1.{number}\n\n{lead}\n\n"
        + "".join(f"### {heading}\n\n- {' '.join(items)}\n\n" for heading, items in sections)
        for number, (lead, sections) in enumerate(written)
    )
    releases = read(text).document.releases
    assert len({release.sort_key for release in releases}) == len(releases)
    for release in releases:
        assert len({note.anchor for note in release.notes}) == len(release.notes)
        assert all(len(note.texts[0].title) <= 120 for note in release.notes)
