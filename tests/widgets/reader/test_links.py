"""Links: what counts as one, and what a click does."""

from tests.widgets.reader.driver import chapters, reading, whole
from tui.widgets.reader import Link, Reader, is_openable


def test_a_break_in_a_heading_or_link_is_a_space_where_it_is_listed() -> None:
    document = whole("# one<br>two\n\n[three<br>four](https://x.nl)")
    document.blocks(1)
    assert [one.text for one in document.outline()] == ["one two"]
    assert [link.text for link in document.links] == ["three four"]


def test_references_resolve_wherever_they_are_defined() -> None:
    text = "See [the *site*][Site] and [docs].\n\n" + chapters(80)
    document = whole(text + "\n\n[site]: https://x.nl/?a=1&amp;b=2\n[docs]: <https://d.nl> 'D'\n")
    document.blocks(1)
    assert document.links == [
        Link("the site", "https://x.nl/?a=1&b=2"),
        Link("docs", "https://d.nl"),
    ]


def test_bare_addresses_are_links() -> None:
    document = whole("See https://x.nl/a_(b). Or (http://y.nl), `https://no.nl`.")
    document.blocks(1)
    assert [link.url for link in document.links] == ["https://x.nl/a_(b", "http://y.nl"]


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
        await desk.show("漢 [here](https://x.nl) [mail](mailto:a@x.nl) https://y.nl")
        for left in (4, 9, 15, 0, 40):
            await desk.pilot.click(Reader, offset=(left, 0))
        opened = [message.url for message in desk.heard(Reader.LinkOpened)]  # type: ignore[attr-defined]
        assert opened == ["https://x.nl", "https://y.nl"]
