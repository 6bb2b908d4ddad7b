"""Links: what counts as one, and what a click does."""

from tests.widgets.reader.driver import chapters, reading
from tui.widgets.reader import Link, Reader
from tui.widgets.reader.document import Document
from tui.widgets.reader.link_list import MAX_LINKS, LinkList
from tui.widgets.reader.links import is_openable


def links(markdown: str, url: str = "") -> list[Link]:
    """Every link of a document that stands at `url`."""
    found = LinkList(Document(markdown, url=url))
    while found.find_further():
        pass
    return list(found.found)


def test_a_break_in_a_link_is_a_space_where_it_is_listed() -> None:
    assert links("[three<br>four](https://x.nl)") == [Link("three four", "https://x.nl")]


def test_references_resolve_wherever_they_are_defined() -> None:
    text = "See [the *site*][Site] and [docs].\n\n" + chapters(80)
    text += "\n\n[site]: https://x.nl/?a=1&amp;b=2\n[docs]: <https://d.nl> 'D'\n"
    assert links(text) == [
        Link("the site", "https://x.nl/?a=1&b=2"),
        Link("docs", "https://d.nl"),
    ]


def test_bare_addresses_are_links_but_not_in_code() -> None:
    found = links("See https://x.nl/a_(b). Or (http://y.nl), `https://no.nl`.\n\n    https://no.nl")
    assert [link.url for link in found] == ["https://x.nl/a_(b", "http://y.nl"]


def test_links_of_the_whole_text_are_listed_each_address_once() -> None:
    text = "[one](https://x.nl/1)\n\n" + chapters(80) + "\n\n[two](https://x.nl/2) <https://x.nl/1>"
    assert links(text) == [Link("one", "https://x.nl/1"), Link("two", "https://x.nl/2")]


def test_links_in_tables_lists_and_quotes_are_listed() -> None:
    text = "|a|\n|-|\n|[t](https://x.nl/t)|\n\n- > [q](https://x.nl/q)"
    assert [link.text for link in links(text)] == ["t", "q"]


def test_only_the_web_is_linked_to() -> None:
    text = "[a](mailto:a@x.nl) [b](javascript:x) [c](../c.md) [d](#d) [e](ssh://x) <f@x.nl>"
    assert links(text) == []


def test_relative_addresses_are_those_of_the_page_that_the_text_stands_on() -> None:
    text = "[a](../a.md) [b](/b) [c](#c) [d](//y.nl/d) [e](mailto:a@x.nl) ![f](f.png)"
    assert [link.url for link in links(text, "https://x.nl/notes/7/")] == [
        "https://x.nl/notes/a.md",
        "https://x.nl/b",
        "https://x.nl/notes/7/#c",
        "https://y.nl/d",
        "https://x.nl/notes/7/f.png",
    ]
    assert links(text, "file:///etc/") == []
    assert links("[a](//[x) [b](a)", "https://[x") == []


def test_a_link_that_leads_nowhere_is_drawn_as_text() -> None:
    document = Document("[a](../a.md)")
    assert document.has(1)
    [block] = document.blocks(1)
    assert [span.looks for span in block.body.spans] == [()]  # type: ignore[union-attr]


def test_of_thousands_of_links_the_first_are_listed() -> None:
    found = links("".join(f"[{n}](https://x.nl/{n})\n" for n in range(10_000)))
    assert len(found) == MAX_LINKS
    assert found[-1].text == str(MAX_LINKS - 1)


def test_only_addresses_of_the_web_can_be_opened() -> None:
    assert is_openable("https://x.nl/a?b=c#d")
    assert is_openable("http://x.nl")
    for url in ("javascript:alert(1)", "file:///etc/passwd", "ssh://x", "data:x", "x.nl", "/a", ""):
        assert not is_openable(url)
    assert not is_openable("https://")
    assert not is_openable("https://[x")
    assert not is_openable("https://x.nl/\x1b[2J")


async def test_a_click_on_a_link_asks_and_opens_nothing() -> None:
    async with reading() as desk:
        await desk.show(
            "漢 [here](https://x.nl) [mail](mailto:a@x.nl) https://y.nl [r](r)", url="https://z.nl"
        )
        for left in (4, 9, 15, 0, 40, 26):
            await desk.pilot.click(Reader, offset=(left, 0))
        opened = [message.url for message in desk.heard(Reader.LinkOpened)]  # type: ignore[attr-defined]
        assert opened == ["https://x.nl", "https://y.nl", "https://z.nl/r"]


async def test_the_last_line_tells_how_many_links_there_are() -> None:
    async with reading() as desk:
        await desk.show("[a](https://x.nl/a) [b](https://x.nl/b)")
        await desk.tells("2 links")
        await desk.show("[a](https://x.nl/a)")
        await desk.tells("1 link")
        await desk.show("".join(f"[{n}](https://x.nl/{n})\n\n" for n in range(5_000)))
        await desk.tells("1000+ links · 0 %")
        assert len(await desk.reader.links()) == MAX_LINKS
        await desk.show("None.")
        await desk.tells("")
