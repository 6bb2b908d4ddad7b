""".NET's release.json and releases.json: releases with the security holes that they close.

The form is that of the repository dotnet/core. Downloads and their hashes are no notes and stay
out; an index (releases-index.json) tells of no release and is refused.
"""

from tui.api.cleaning import clean_line
from tui.exchange.addresses import web_address
from tui.exchange.files import FileRefused
from tui.exchange.hypertext import markdown_of_text
from tui.exchange.releases.notes import Named, notes_in
from tui.exchange.releases.told import Found, Given, Told, day_in, told_at
from tui.exchange.strict_json import JsonObject

_PRODUCT = ".NET"
_NAMES = ({"channel-version", "release"}, {"channel-version", "releases"}, {"releases-index"})


def is_dotnet(document: JsonObject) -> bool:
    """Whether the file is one of these, or their index."""
    return any(names <= document.values.keys() for names in _NAMES)


def read_dotnet(document: JsonObject, given: Given) -> Found:
    """Return the releases of such a file; raises FileRefused."""
    if "releases-index" in document.values:
        raise FileRefused("index", document.line_of("releases-index"))
    one = [document.object("release")] if "release" in document.values else []
    releases = one or document.objects("releases")
    if not releases:
        raise FileRefused("no_release", document.line_of("releases"))
    product = given.product_of(_PRODUCT)
    return Found([_told(release, product, given) for release in releases])


def _told(release: JsonObject, product: str, given: Given) -> Told:
    line = release.line_of("release-version")
    version = clean_line(release.text("release-version"))
    with told_at(release.line_of("cve-list")):
        markdown = _markdown(release)
        named = Named("", f"{product} {version}", given.language_of(markdown))
        notes = notes_in(markdown, named, given.inlines)
    day = day_in(release.text("release-date"), release.line_of("release-date"))
    url = web_address(release.text("release-notes"))
    return Told(line, product, version, day=day, url=url, notes=notes)


def _markdown(release: JsonObject) -> str:
    holes = [_hole(hole) for hole in release.objects("cve-list")]
    return "\n".join(["## Security", "", *holes]) if holes else ""


def _hole(hole: JsonObject) -> str:
    name = markdown_of_text(clean_line(hole.text("cve-id")))
    url = web_address(hole.text("cve-url"))
    return f"- [{name}]({url})" if url else f"- {name}"
