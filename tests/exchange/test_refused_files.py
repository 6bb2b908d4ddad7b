"""Files that cannot be taken: each is refused with a reason, a place and what to do."""

import json
import time
from collections.abc import Callable

import pytest

from tests.exchange.hostile import BILLION_LAUGHS, atom
from tests.exchange.reading import bodies, refusal, releases
from tui import i18n
from tui.exchange.files import MAX_FILE_SIZE, MAX_LINES, MOST_TOLD, FileRefused, Remark
from tui.exchange.releases import read_releases
from tui.i18n import filled

IO7M = "urn:com.io7m.changelog:4.0"
LOG = "# Changelog\n\n## 1.0\n\n"
TEXT = "# Changelog\n\n## 1.0\n\n- café\n"
PATIENCE = 20.0  # seconds; on a free machine each case takes under three

LONG_RELEASE = {"release-version": "9" * 9_000, "release-date": ""}

REFUSED: dict[str, tuple[str | bytes, str, int | None]] = {
    "empty": (b"", "empty", None),
    "white space": (b" \n\n\t", "empty", None),
    "byte order mark alone": (b"\xef\xbb\xbf", "empty", None),
    "zip": (b"PK\x03\x04rest", "not_text", None),
    "png": (b"\x89PNG\r\n\x1a\n", "not_text", None),
    "pdf": (b"%PDF-1.7", "not_text", None),
    "sqlite": (b"SQLite format 3\0", "not_text", None),
    "zero byte": (b"# 1.0\n\nx\0y", "nul", 3),
    "latin-1": ("# 1.0\n\ncafé".encode("latin-1"), "encoding", 3),
    "half a character": ("# 1.0\n\ncafé".encode()[:-1], "encoding", 3),
    "half of UTF-16": (b"\xff\xfea", "encoding", 1),
    "UTF-16 without a mark": (TEXT.encode("utf-16-le"), "utf16_without_mark", None),
    "UTF-16 the other way": (TEXT.encode("utf-16-be"), "utf16_without_mark", None),
    "json": ('{"version": "1.0"}', "format", None),
    "json list": ('[\n  {"version": "1.0"}]', "format", None),
    "html": ("<!DOCTYPE html>\n<h1>1.0</h1>", "format", None),
    "xml": ('<?xml version="1.0"?>\n<changelog/>', "format", 2),
    "xml of many lines": ("<feed>" + "\n" * 200_000 + "</feed>", "too_many_lines", None),
    "xml in UTF-16 without a mark": ("<feed/>".encode("utf-16-le"), "utf16_without_mark", None),
    "json with half a character": ('{"a":\n"\\ud800"}', "json_surrogate", 2),
    "json without an end": ('{"a":\n', "json", 2),
    "json in the deep": ('{"a":\n' * 90_000, "json_deep", 51),
    "json with a name twice": ('{"a": 1,\n"a": 2}', "key_twice", 2),
    "json with no number": ('{"a":\nNaN}', "json_number", 2),
    "json of many values": ("[{" + '},{' * 300_000 + "}]", "json_large", 1),
    "json of another kind": ('{"notes": [],\n"product": 1, "version": "", "release_date": ""}',
                             "json_value", 2),
    "xml in the deep": ("<feed>\n" * 90_000, "xml_deep", 101),
    "xml with entities": (BILLION_LAUGHS, "xml_dtd", 2),
    "xml of many elements": ("<feed>" + "<a/>" * 300_000 + "</feed>", "xml_large", 1),
    "xml of many attributes": ("<feed " + " ".join(f'a{it}=""' for it in range(101)) + "/>",
                               "xml_attributes", 1),
    "xml without an end": ("<feed>\n", "xml", 2),
    "feed without entries": ("<rss><channel/></rss>", "feed_empty", 1),
    "feed without versions": ("<rss><channel>\n<item/></channel></rss>", "feed_version", 2),
    "release without a version": (f'<changelog xmlns="{IO7M}"><releases>\n<release/></releases>'
                                  "</changelog>", "xml_version", 2),
    "changelog without releases": (f'<changelog xmlns="{IO7M}"/>', "no_release", 1),
    "index": ('{"releases-index":\n[]}', "index", 1),
    "not public": ('{"product": "", "version": "", "release_date": "", "notes": [],\n'
                   '"is_public": false}', "not_public", 2),
    "reStructuredText": ("1.0\n---\n\n* :issue:`3` x\n", "format", None),
    "readme": (
        "# Tool\n\n## Install\n\npip install tool==1.2\n\n## Python 3.12\n",
        "no_version",
        None,
    ),
    "csv": ("version,date\n1.0,2024-01-01\n", "no_version", None),
    "source code": ("#!/bin/sh\n# Version 1.0\necho\n", "no_version", None),
    "prose": ("Version 1.0 is out.\n", "no_version", None),
    "nothing released": ("# Changelog\n\n## [Unreleased]\n\n- x\n", "only_unreleased", None),
    "open fence": (LOG + "```\n\n## 0.9\n\n- x\n", "fence_open", 5),
    "open comment": (LOG + "<!-- todo\n\n## 0.9\n\n- x\n", "comment_open", 5),
    "long version": (f"## 1.{'9' * 100}\n\nx", "field_long", 1),
    "endless version": (f"## 1.{'9' * 100_000}\n\nx", "field_long", 1),
    "long text": (LOG + "word " * 500_000, "field_long", 3),
    "too many releases": ("".join(f"## {it}.0\n" for it in range(5001)), "field_long", 1),
    "too many lines": (LOG + "x\n" * MAX_LINES, "too_many_lines", None),
    "too large": (b"x" * (MAX_FILE_SIZE + 1), "too_large", None),
}  # fmt: skip

TAKEN: dict[str, Callable[[], str]] = {
    "deep quotes": lambda: LOG + ">" * 100_000 + " x",
    "deep lists": lambda: LOG + "- " * 50_000 + "x",
    "deep indentation": lambda: LOG + "".join(" " * (2 * it) + "- a\n" for it in range(1000)),
    "one line of a megabyte": lambda: LOG + "x" * 1_000_000,
    "a heading of a megabyte": lambda: "## 1.0 " + "[" * 1_000_000 + "\n\nx",
    "many items": lambda: LOG + "- a\n" * 50_000,
    "many sections": lambda: LOG + "### s\n\nx\n\n" * 10_000,
    "many releases": lambda: "".join(f"## {it}.0\n\n- x\n\n" for it in range(5000)),
    "many comments": lambda: LOG + "<div>\n" + "<!-- a -->\n" * 50_000 + "</div>\n\nx\n",
    "many comments begun": lambda: LOG + "<div>\n" + "<!-- a\n" * 50_000 + "</div>\n",
    "many links by name": lambda: LOG + "[a]" * 100_000 + "\n\n[a]: http://x\n",
    "many definitions": lambda: LOG + "".join(f"[a{it}]: http://x\n" for it in range(50_000)),
    "a big table": lambda: LOG + "|a|b|\n|-|-|\n" + "|1|2|\n" * 30_000,
    "brackets that never close": lambda: LOG + ("- " + "[" * 1900 + "\n") * 200,
    "stars": lambda: LOG + "*" * 100_000,
    "many entries": lambda: f'<feed xmlns="http://www.w3.org/2005/Atom">{_entries(5000)}</feed>',
    "deep html": lambda: atom("<div>" * 200_000 + "x"),
    "deep lists in html": lambda: atom("<ul><li>x" * 50_000),
    "many items in html": lambda: atom("<li>a" * 50_000),
    "comments begun in html": lambda: atom("<!--" * 250_000),
}


def _entries(number: int) -> str:
    return "".join(f"<entry><title>{it}.0</title></entry>" for it in range(number))


@pytest.mark.parametrize(("data", "code", "line"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_taken_is_refused(data: str | bytes, code: str, line: int | None) -> None:
    refused = refusal(data)
    assert (refused.code, refused.line, refused.name) == (code, line, "CHANGELOG.md")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(("data", "code", "line"), REFUSED.values(), ids=REFUSED.keys())
def test_every_reason_is_told_in_both_languages(
    data: str | bytes, code: str, line: int | None, language: str
) -> None:
    i18n.use(language)
    refused = refusal(data)
    text = filled(refused.key, refused.parameters)
    assert text != refused.key
    assert "{" not in text


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    "remark",
    [Remark(code, 3, "Next") for code in ("unreleased", "left_out", "no_notes", "not_public")],
)
def test_every_remark_is_told_in_both_languages(remark: Remark, language: str) -> None:
    i18n.use(language)
    text = i18n.t(remark.key, **remark.parameters)
    assert "3" in text
    assert "Next" in text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (f"---\nversion: '1'\ndate: {'x' * 9_000}\n---\n\nx", "bad_date"),
        (f"---\n{'k' * 900}: a\n{'k' * 900}: b\n---\n\nx", "key_twice"),
        (json.dumps({"channel-version": "", "releases": [LONG_RELEASE] * 2}), "version_twice"),
        (json.dumps({"channel-version": "", "release": {"release-date": "x" * 9_000}}), "bad_date"),
    ],
)
def test_a_reason_repeats_little_of_the_file(data: str, code: str) -> None:
    refused = refusal(data)
    assert refused.code == code
    assert all(len(str(value)) <= MOST_TOLD for value in refused.parameters.values())
    assert any(str(value).endswith("…") for value in refused.parameters.values())
    assert len(Remark("not_public", 3, "x" * 9_000).parameters["what"]) == MOST_TOLD


@pytest.mark.parametrize("make", TAKEN.values(), ids=TAKEN.keys())
def test_an_endless_file_is_taken_in_a_moment(make: Callable[[], str]) -> None:
    data = make().encode()
    started = time.monotonic()
    read_releases(data, "x.md", default_product="Portal")
    assert time.monotonic() - started < PATIENCE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_encoding_with_a_mark_is_read(encoding: str, newline: str) -> None:
    data = TEXT.replace("\n", newline).encode(encoding)
    assert bodies(data) == ["- café"]


def test_a_byte_is_named_by_its_place_in_the_file() -> None:
    refused = refusal(b"\xef\xbb\xbf# 1.0\r\n\r\nab\xff")
    assert (refused.line, refused.parameters["byte"]) == (3, 15)


def test_what_steers_a_terminal_never_comes_in() -> None:
    (release,) = releases("## 1.0 - a\x1b[2Jb\n\n### \u202eArea\x9b\n\n- \x07x\n")
    text = repr(release.model_dump())
    assert all(mark not in text for mark in ("\\x1b", "\\u202e", "\\x9b", "\\x07"))


def test_what_nobody_sees_makes_no_other_version() -> None:
    refused = refusal("# Changelog\n\n## 1.0\n\n- x\n\n## 1.\u200b0\n\n- y\n")
    assert (refused.code, refused.line) == ("version_twice", 7)


def test_a_refusal_is_one_error_and_names_the_file() -> None:
    with pytest.raises(FileRefused) as caught:
        read_releases(b"", "folder/empty.md", default_product="Portal")
    assert caught.value.parameters["name"] == "folder/empty.md"
