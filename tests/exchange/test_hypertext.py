"""HTML becomes Markdown in which nothing of it is markup any more."""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.exchange.hostile import filled
from tui.exchange.files import FileRefused
from tui.exchange.hypertext import markdown_of, markdown_of_text

MADE = {
    "paragraphs": ("<p>One\n two</p><p>three</p>", "One two\n\nthree"),
    "line break": ("a<br>b<br/>c", "a\\\nb\\\nc"),
    "two line breaks": ("a<br><br>b", "a\n\nb"),
    "headings": ("<h2>What's <b>new</b></h2>x<h3></h3>y", "## What's **new**\n\nx\n\ny"),
    "a heading that ends in a sharp": ("<h1>C#</h1>", "# C\\#"),
    "list": ("<p>New:</p><ul><li>a</li><li>b</li></ul>end", "New:\n\n- a\n- b\n\nend"),
    "numbers": ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
    "list in a list": ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c"),
    "item with paragraphs": ("<ul><li><p>a</p><p>b</p></ul>", "- a\n\n  b"),
    "item without a list": ("<li>a<li>b", "- a\n- b"),
    "quote": ("<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n>\n> b\n\nc"),
    "emphasis": ("<b>a </b><i>b</i><strong><em>c</em></strong>", "**a** *b****c***"),
    "link": ('<a href="https://x.org/a?b=1&amp;c=2">a</a>', "[a](https://x.org/a?b=1&c=2)"),
    "link with signs": ("<a href='http://x.org/(a) <b>'>a]</a>", "[a\\]](http://x.org/%28a%29%20%3Cb%3E)"),
    "link to a script": ('<a href="javascript:alert(1)">a</a>', "a"),
    "link to a script with signs": ('<a href="java&#115;cript:alert(1)">a</a>', "a"),
    "link to a file": ('<a href="file:///etc/passwd">a</a>', "a"),
    "link to data": ('<a href="data:text/html,x">a</a>', "a"),
    "link without a host": ('<a href="//x.org">a</a><a href="https://">b</a>', "ab"),
    "exclamation before a link": ("a!<a href=http://x.org>b</a>!", "a&#33;[b](http://x.org)!"),
    "long link": (f'<a href="http://x/{"a" * 2000}">a</a>', "a"),
    "image": ('<img src="http://x/y.png" alt="A *plan*">', "A \\*plan\\*"),
    "code": ("<code>a_b &lt;c&gt;</code>", "`a_b <c>`"),
    "code with backticks": ("<code>`a``b</code>", "``` `a``b ```"),
    "code beside code": ("<code>a</code><code>`b</code>", "`a` `` `b ``"),
    "code by itself": ("<pre><code>a\n  b &lt;\n</code></pre>c", "```\na\n  b <\n```\n\nc"),
    "code with a fence": ("<pre>```\n&lt;b&gt;</pre>", "````\n```\n<b>\n````"),
    "code in an item": ("<ul><li>a<pre>b\n\nc</pre></ul>", "- a\n\n  ```\n  b\n\n  c\n  ```"),
    "table": ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "a | b\n\n1 | 2"),
    "rule": ("a<hr>b", "a\n\n---\n\nb"),
    "escaped tag": ("&lt;script&gt;", "\\<script>"),
    "escaped entity": ("&amp;lt;b&amp;gt; R&amp;D", "\\&lt;b\\&gt; R\\&D"),
    "a sign alone": ("a < b << c <3", "a \\< b \\<\\< c \\<3"),
    "Markdown": ("*a* _b_ [c](d) `e` \\f", "\\*a\\* \\_b\\_ \\[c\\](d) \\`e\\` \\\\f"),
    "a name": ("snake_case", "snake_case"),
    "what begins a block": ("<p># a<p>- b<p>1. c<p>~~~", "\\# a\n\n\\- b\n\n1\\. c\n\n\\~~~"),
    "what begins a line": ("a<br>===<br>2) b", "a\\\n\\===\\\n2\\) b"),
    "script and style": ("a<script>b<p>c</script><style>d</style>e", "ae"),
    "script without an end": ("a<script>b<p>c", "a"),
    "comment": ("a<!-- <b> -->b<!-- c", "ab"),
    "declaration": ("<!DOCTYPE html><?php x ?>a", "a"),
    "steering": ("a&#27;[2Jb&#x9b;c&#8238;d\u202e", "a\\[2Jb›cd"),
    "unseen between": ("&#8203;# a", "\\# a"),
    "a number that no character has": (f"a&#{'9' * 5000};b&#xd800;", "ab\ufffd"),
    "nothing": ("<p> <b></b><br> </p><ul><li></ul>", ""),
}  # fmt: skip

LONG = [
    "<div>", "<div>x", "<b>", "<b>x", "<b><i>x</b>", "<blockquote>x", "<ul><li>", "<ul><li>x",
    "<li>a", "<ol><li>a", "<br>x", "<a href=http://x>y", "<a ", '<a "', "<a \"'", "<a href=",
    "<!--", "<!", "<![CDATA[", "<?", "</", "<", "<<a", "<script>", "<script></script", "&", "&amp",
    "&#", "`", "*", "<code>`</code>", "<pre>`", "<td>x", "x", "_", "\\", "<p>x", "<h1>x", "<hr>",
    "<a b='",
]  # fmt: skip

PIECES = [
    "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href='http://x/'>", "<a href='x:y'>", "</a>",
    "<code>", "</code>", "<pre>", "</pre>", "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<br>",
    "<blockquote>", "</blockquote>", "<h2>", "</h2>", "<td>", "<tr>", "<img alt='<b>`'>", "<hr>",
    "<script>", "</script>", "<!--", "-->", "&lt;", "&gt;", "&amp;", "&#96;", "&#10;", "&#8203;",
    "<", ">", "`", "``", "```", "~~~", "*", "**", "_", "[", "]", "](http://x)", "](x:y)", "(", ")",
    "!", "#", "- ", "1. ", "\\", "|", "---", "===", ":", " ", "\n", "\n\n", "    ", "\t", "x",
    "lt;", "script>", "[x]: http://x", "http://x", "'", '"', "é", "/", "=",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def inline(markdown: str) -> Iterator[Token]:
    """Every token of the Markdown, those within paragraphs too."""
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        yield token
        yield from token.children or ()


@pytest.mark.parametrize(("html", "markdown"), MADE.values(), ids=MADE.keys())
def test_html_is_told_in_markdown(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


@settings(max_examples=800, deadline=None)
@given(SOUP | st.text(max_size=60))
@example("<code>a</code><code>`&lt;b&gt;`c</code>")
@example("<pre>```\n</pre>&lt;b&gt;")
def test_nothing_of_any_html_is_markup_any_more(html: str) -> None:
    for token in inline(markdown_of(html)):
        assert token.type not in ("html_inline", "html_block", "image", "table_open")
        if token.type == "link_open":
            assert re.match(r"https?://", str(token.attrs["href"]))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([it for it in PIECES if "<" not in it]), max_size=20).map("".join))
def test_plain_text_stays_what_it_is_and_is_never_markup(text: str) -> None:
    kinds = [token.type for token in inline(markdown_of_text(text))]
    assert set(kinds) <= {
        "paragraph_open", "inline", "paragraph_close", "text", "hardbreak", "softbreak"
    }  # fmt: skip
    shown = "".join(token.content for token in inline(markdown_of_text(text)) if not token.children)
    assert shown.split() == [] or "".join(shown.split()) == "".join(
        text.replace("\u200b", "").split()
    )


@pytest.mark.parametrize("piece", LONG)
def test_a_megabyte_of_anything_is_told_or_refused(piece: str) -> None:
    with suppress(FileRefused):
        markdown_of(filled(piece, 1_000_000))


@pytest.mark.parametrize("piece", ["x", "`", "<", "<p>x", "<li>x", "<code>`</code>"])
def test_what_would_be_longer_than_a_text_may_be_is_refused(piece: str) -> None:
    with pytest.raises(FileRefused) as caught:
        markdown_of("<pre>" * (piece == "`") + filled(piece) + "x")
    assert caught.value.code in ("field_long", "too_many_lines")


def test_what_is_deep_is_told_at_a_bounded_depth() -> None:
    markdown = markdown_of("<ul><li>a" * 1000 + "<blockquote>" * 1000 + "b")
    assert max(map(len, markdown.split("\n"))) < 40
    assert markdown.count("a") == 1000
