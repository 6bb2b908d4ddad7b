"""XML: a small tree with lines; what could fetch, repeat or swallow memory is refused."""

import pytest

from tests.exchange.hostile import BILLION_LAUGHS, MAX_TEXT
from tui.exchange.files import FileRefused
from tui.exchange.strict_xml import MAX_ATTRIBUTES, MAX_DEPTH, MAX_PARTS, read_xml

MANY = " ".join(f'a{number}=""' for number in range(MAX_ATTRIBUTES + 1))

REFUSED = {
    "billion laughs": (BILLION_LAUGHS, "xml_dtd", 2),
    "a file fetched": ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///x">]><a>&b;</a>', "xml_dtd", 1),
    "an address fetched": ('\n<!DOCTYPE a SYSTEM "http://x/y.dtd"><a/>', "xml_dtd", 2),
    "a parameter entity": ('<!DOCTYPE a [<!ENTITY % b SYSTEM "x">%b;]><a/>', "xml_dtd", 1),
    "an empty document type": ("<!DOCTYPE a><a/>", "xml_dtd", 1),
    "an entity from nowhere": ("<a>\n&b;</a>", "xml", 2),
    "an entity of HTML": ("<a>\n&nbsp;</a>", "xml", 2),
    "deep": ("<a>\n" * 100_000, "xml_deep", MAX_DEPTH + 1),
    "deep and closed": ("<a>" * 100_000 + "</a>" * 100_000, "xml_deep", 1),
    "many elements": ("<a>\n" + "<b/>" * MAX_PARTS + "</a>", "xml_large", 2),
    "many elements with attributes": ("<a>" + '<b c=""/>' * MAX_PARTS + "</a>", "xml_large", 1),
    "many attributes": (f"<a>\n<b {MANY}/></a>", "xml_attributes", 2),
    "attributes that look like tags": (f"<b {MANY}/>".replace('""', '">"'), "xml_attributes", 1),
    "not closed": ("<a>\n<b>\n</a>", "xml", 3),
    "ends too early": ("<a>\n", "xml", 2),
    "two roots": ("<a/>\n<b/>", "xml", 2),
    "text behind it": ("<a/>\nb", "xml", 2),
    "an attribute twice": ('<a\nb="" b=""/>', "xml", 2),
    "no namespace": ("<a>\n<b:c/></a>", "xml", 2),
    "a character that there is not": ("<a>\n&#x1b;</a>", "xml", 2),
    "half a pair": ("<a>\n&#xd800;</a>", "xml", 2),
    "space before the declaration": ('\n<?xml version="1.0"?><a/>', "xml", 2),
    "JSON": ('{"a": 1}', "xml", 1),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code", "line"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_dangerous_or_wrong_is_refused_by_name_and_line(
    text: str, code: str, line: int
) -> None:
    with pytest.raises(FileRefused) as caught:
        read_xml(text)
    assert (caught.value.code, caught.value.line) == (code, line)


def test_a_tree_has_names_attributes_texts_and_lines() -> None:
    root = read_xml('<a xmlns="urn:x" xmlns:y="urn:y">\none <b c="1" y:c="2">two</b>\n<y:b/></a>')
    (b,) = root.children("b")
    assert (root.space, root.name, root.line, b.line) == ("urn:x", "a", 1, 2)
    assert (b.get("c"), b.get("c", "urn:y"), b.get("d")) == ("1", "2", "")
    assert root.text().split() == ["one", "two"]
    assert [it.name for it in root.children("b", "urn:y")] == ["b"]
    assert root.child("c") is None


@pytest.mark.parametrize("encoding", ["utf-7", "utf-16", "ascii", "iso-8859-1", "x-nothing"])
def test_the_encoding_that_a_text_declares_is_passed_over(encoding: str) -> None:
    assert read_xml(f'<?xml version="1.0" encoding="{encoding}"?><a>é+ADw-</a>').text() == "é+ADw-"


def test_ten_megabytes_of_text_are_one_text() -> None:
    assert len(read_xml(f"<a>{'x' * MAX_TEXT}</a>").text()) == MAX_TEXT


def test_whole_depth_can_be_read_as_text() -> None:
    assert read_xml("<a>" * MAX_DEPTH + "x" + "</a>" * MAX_DEPTH).text() == "x"
