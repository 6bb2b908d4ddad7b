"""What publishing a file would do, or why it is not done, in words."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from tui import i18n
from tui.api.errors import FieldError, Invalid
from tui.api.models.publishing import Published, ReleaseDocument, ReleasePublish
from tui.exchange.releases import FileRefused, Reading

MOST_RELEASES = 8
MOST_REMARKS = 4
MOST_NAME = 50
"""Cells for the name of a release."""


def preview(reading: Reading) -> Content:
    """Return the releases of a file with their notes, and what was left out of it on purpose."""
    releases = reading.document.releases
    lines = list(_releases(releases[:MOST_RELEASES]))
    if (more := len(releases) - MOST_RELEASES) > 0:
        lines.append(_more(more))
    notes = sum(len(release.notes) for release in releases)
    found = i18n.plural("publishing.file.releases", len(releases))
    counted = i18n.plural("releases.count", notes, value=notes)
    lines.append(Content.styled(f"{found}, {counted}", "bold"))
    lines += [
        _at(remark.line, i18n.filled(remark.key, remark.parameters), "$muted")
        for remark in reading.remarks[:MOST_REMARKS]
    ]
    if (more := len(reading.remarks) - MOST_REMARKS) > 0:
        lines.append(_more(more))
    return Content("\n").join(lines)


def _releases(releases: Sequence[ReleasePublish]) -> Iterator[Content]:
    names = [Content(_name(release)) for release in releases]
    width = min(MOST_NAME, max(name.cell_length for name in names))
    for name, release in zip(names, releases, strict=True):
        notes = i18n.plural("releases.count", len(release.notes), value=len(release.notes))
        fitted = name.truncate(width, ellipsis=True, pad=True)
        yield Content.assemble(fitted, "  ", (notes, "$muted"))


def _name(release: ReleasePublish) -> str:
    return f"{release.product} {release.version}"


def _more(number: int) -> Content:
    return Content.styled(i18n.plural("publishing.file.more", number), "$muted")


def _at(line: int | None, words: str, style: str) -> Content:
    place = "" if line is None else i18n.t("publishing.file.line", line=line)
    return Content.styled(f"{place} {words}".strip(), style)


def refusal(refused: FileRefused) -> Content:
    """Return why a file is not taken, with the place in it."""
    if refused.code == "field" and refused.parameters.get("field") == "product":
        return wrong(i18n.t("publishing.file.no_product"))
    words = i18n.filled(refused.key, refused.parameters)
    return Content.assemble("✗ ", _at(refused.line, words, "")).stylize("$text-error")


def wrong(words: str) -> Content:
    """Return what is wrong."""
    return Content.styled(f"✗ {words}", "$text-error")


def refused_releases(document: ReleaseDocument, invalid: Invalid) -> Content:
    """Return what the portal has against the releases of a document."""
    return wrong("\n✗ ".join(_said(document, field) for field in invalid.fields[:MOST_REMARKS]))


def _said(document: ReleaseDocument, field: FieldError) -> str:
    words = i18n.wrong(field.code, field.parameters)
    return " ".join([*_named(document, field.field), words])


def _named(document: ReleaseDocument, field: str) -> Iterator[str]:
    """Yield the release that a field such as `releases.3.version` is of."""
    _, _, rest = field.partition("releases.")
    number = rest.partition(".")[0]
    if number.isdecimal() and int(number) < len(document.releases):
        release = document.releases[int(number)]
        yield f"{_name(release)}:"


def outcome(published: Published) -> str:
    """Return what was published."""
    if not published.added and not published.changed:
        return i18n.t("publishing.file.unchanged")
    return i18n.t(
        "publishing.file.done",
        added=published.added,
        changed=published.changed,
        notes=published.notes,
    )
