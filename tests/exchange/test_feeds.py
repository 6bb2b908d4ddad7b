"""Feeds: a release for each entry, whatever calls itself a feed."""

import pytest

from tests.exchange.hostile import BILLION_LAUGHS, atom
from tests.exchange.reading import bodies, notes, refusal, releases, titles, versions

ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
SPARKLE = 'xmlns:sparkle="http://www.andymatuschak.org/xml-namespaces/sparkle"'


def entry(inside: str, attributes: str = "", feed: str = "") -> str:
    return f"<feed {ATOM} {attributes}><title>Profit</title>\n<entry>{inside}</entry>{feed}</feed>"


def item(inside: str, channel: str = "<title>Profit</title>") -> str:
    return f'<rss version="2.0" {SPARKLE}><channel>{channel}\n<item>{inside}</item></channel></rss>'


REFUSED = {
    "billion laughs": (BILLION_LAUGHS, "xml_dtd", 2),
    "JSON named .atom": ('{"version": "https://jsonfeed.org/version/1"}', "format", None),
    "HTML served as a feed": ("<!doctype html><title>404</title>", "format", None),
    "XHTML served as a feed": ('<?xml version="1.0"?>\n<!DOCTYPE html><html/>', "xml_dtd", 2),
    "RSS in Atom's namespace": (f"<rss {ATOM}><channel/></rss>", "format", 1),
    "Atom without its namespace": ("<feed><entry/></feed>", "format", 1),
    "RSS 1.0": ('<rdf:RDF xmlns:rdf="urn:x"/>', "format", 1),
    "another XML": ('<?xml version="1.0"?>\n<project/>', "format", 2),
    "no entries": (f"<feed {ATOM}/>", "feed_empty", 1),
    "RSS without a channel": ('<rss version="2.0"/>', "feed_empty", 1),
    "no version": (entry("<title>We moved</title>"), "feed_version", 2),
    "no title": (entry(""), "feed_version", 2),
    "a version twice": (
        entry("<title>v1.0</title>", feed="\n<entry><title>1.0</title></entry>"),
        "version_twice",
        3,
    ),
    "a version twice on a line": (
        entry("<title>v1.0</title>", feed="<entry><title>1.0</title></entry>"),
        "version_twice",
        2,
    ),
    "a day that there is not": (
        entry("<title>1.0</title>\n<updated>2024-02-30</updated>"),
        "bad_date",
        3,
    ),
    "no day": (item("<title>1.0</title>\n<pubDate>soon</pubDate>"), "bad_date", 3),
    "long version": (entry(f"<title>1.{'9' * 200}</title>"), "field_long", 2),
    "long text": (atom("word " * 500_000), "field_long", 1),
    "many lines": (atom("<br>x" * 100_001), "too_many_lines", 1),
    "cut off": (entry("<title>1.0</title>")[:-10], "xml", 2),
    "Latin-1 that says so": (
        b'<?xml version="1.0" encoding="iso-8859-1"?>\n<feed>\xe9</feed>',
        "encoding",
        2,
    ),
    "UTF-8 that is Latin-1": (b'<?xml version="1.0" encoding="utf-8"?><feed>\xe9', "encoding", 1),
}


@pytest.mark.parametrize(("text", "code", "line"), REFUSED.values(), ids=REFUSED.keys())
def test_a_feed_that_cannot_be_taken_is_refused(
    text: str | bytes, code: str, line: int | None
) -> None:
    refused = refusal(text, "releases.atom")
    assert (refused.code, refused.line, refused.name) == (code, line, "releases.atom")


def test_an_unknown_root_is_refused_by_its_name() -> None:
    assert refusal('<?xml version="1.0"?><project/>').parameters["format"] == "XML (project)"


def test_a_release_of_github_is_named_by_its_tag() -> None:
    link = '<link rel="alternate" href="https://github.com/a/b/releases/tag/b%401.2.0"/>'
    (release,) = releases(entry(f"<title>For Python 3.12</title>{link}"))
    assert (release.version, release.title, release.product) == (
        "b@1.2.0", "For Python 3.12", "Profit"
    )  # fmt: skip
    assert release.url.endswith("/releases/tag/b%401.2.0")


def test_a_title_names_version_and_name() -> None:
    (release,) = releases(entry("<title>v1.2.0 - Wild Radish</title>"))
    assert (release.version, release.title) == ("1.2.0", "Wild Radish")


def test_sections_of_an_entry_become_notes() -> None:
    html = "<h2>Fixed</h2><ul><li>A leak</li><li>b</li></ul><h2>Import</h2><p>New.</p>"
    text = atom(html)
    assert titles(text) == ["A leak (+1)", "Import"]
    assert [note.area for note in notes(text)] == ["", "Import"]
    assert bodies(text) == ["- A leak\n- b", "New."]


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ('<content type="html">&lt;b&gt;a&lt;/b&gt; &amp;lt;i&amp;gt;</content>', "**a** \\<i>"),
        ('<content type="text">&lt;b&gt; *</content>', "\\<b> \\*"),
        ("<content>a\n\nb</content>", "a\n\nb"),
        ('<content type="xhtml"><p xmlns="urn:h">a <b>b</b> &lt;</p></content>', "a **b** \\<"),
        ("<summary>a</summary>", "a"),
        ('<content type="html">&lt;script&gt;x&lt;/script&gt;a</content>', "a"),
    ],
)
def test_content_is_what_its_type_says(content: str, body: str) -> None:
    assert bodies(entry(f"<title>1.0</title>{content}")) == [body]


def test_the_day_of_an_entry_is_that_of_its_publication() -> None:
    days = "<updated>2024-06-07T08:00:00Z</updated><published>2024-06-05T10:00:00Z</published>"
    assert str(releases(entry(f"<title>1.0</title>{days}"))[0].release_date) == "2024-06-05"


@pytest.mark.parametrize(
    ("language", "attributes", "content"),
    [("nl", 'xml:lang="nl"', ""), ("fr", 'xml:lang="nl"', ' xml:lang="fr"'), ("en", "", "")],
)
def test_the_language_is_that_of_the_feed_or_closer(
    language: str, attributes: str, content: str
) -> None:
    text = entry(f"<title>1.0</title><content{content}>x</content>", attributes)
    assert notes(text)[0].texts[0].language == language


def test_an_item_and_its_text_may_have_their_own_language() -> None:
    named = "<title>1.0</title><description{}>x</description>"
    channel = "<title>Profit</title><language>en</language>"
    closer = item(named.format(' xml:lang="nl"'), channel)
    outer = item(named.format(""), channel).replace("<item>", '<item xml:lang="fr">')
    assert [notes(text)[0].texts[0].language for text in (closer, outer)] == ["nl", "fr"]


def test_all_entries_together_have_at_most_as_many_lines_as_a_file() -> None:
    each = "<content>" + "x&#10;" * 40_000 + "</content>"
    more = "".join(f"\n<entry><title>v{it}.0</title>{each}</entry>" for it in (2, 3))
    assert refusal(entry(f"<title>v1.0</title>{each}", feed=more)).code == "too_many_lines"


def test_an_appcast_names_versions_in_its_own_elements() -> None:
    older = '<enclosure sparkle:shortVersionString="2.7" sparkle:version="62" url="http://x/"/>'
    newer = (
        "<sparkle:shortVersionString>2.7</sparkle:shortVersionString>"
        "<sparkle:version>62</sparkle:version>"
    )
    for names in (older, newer):
        assert versions(item(f"<title>Autumn</title>{names}")) == ["2.7"]
    assert versions(item("<title>Autumn</title><sparkle:version>62</sparkle:version>")) == ["62"]


def test_an_item_has_day_channel_link_language_and_text() -> None:
    (release,) = releases(
        item(
            "<title>Profit 7.1</title><pubDate>Wed, 05 Jun 2024 10:00:00 +0200</pubDate>"
            "<link>https://x.org/7.1</link><sparkle:channel>beta</sparkle:channel>"
            "<description><![CDATA[<ul><li>a</li></ul>]]></description>",
            "<title>Profit Changelog</title><language>nl-NL</language>",
        )
    )
    assert (release.product, release.version, release.channel) == ("Profit", "7.1", "beta")
    assert (str(release.release_date), release.url) == ("2024-06-05", "https://x.org/7.1")
    assert (release.notes[0].texts[0].language, release.notes[0].texts[0].body) == ("nl-NL", "- a")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "/a", "file:///a", "https://" + "a" * 300])
def test_only_addresses_of_the_web_that_fit_are_kept(link: str) -> None:
    assert releases(item(f"<title>1.0</title><link>{link}</link>"))[0].url == ""


def test_a_release_without_text_is_told_of() -> None:
    assert notes(entry("<title>1.0</title>")) == ()
