"""What the tests of release files share: reading a text, and looking at what came of it."""

from tui.api.models.publishing import NotePublish, ReleasePublish
from tui.exchange.releases import FileRefused, Reading, read_releases


def read(text: str | bytes, name: str = "CHANGELOG.md", product: str = "") -> Reading:
    """Read a file with this text; where nothing names the product it is Portal."""
    data = text.encode() if isinstance(text, str) else text
    return read_releases(data, name, product=product, default_product="Portal")


def releases(text: str | bytes, name: str = "CHANGELOG.md") -> tuple[ReleasePublish, ...]:
    return read(text, name).document.releases


def versions(text: str | bytes) -> list[str]:
    return [release.version for release in releases(text)]


def notes(text: str | bytes) -> tuple[NotePublish, ...]:
    """The notes of the only release."""
    (release,) = releases(text)
    return release.notes


def titles(text: str | bytes) -> list[str]:
    return [note.texts[0].title for note in notes(text)]


def bodies(text: str | bytes) -> list[str]:
    return [note.texts[0].body for note in notes(text)]


def refusal(text: str | bytes, name: str = "CHANGELOG.md") -> FileRefused:
    """The refusal of a file with this text."""
    try:
        reading = read(text, name)
    except FileRefused as refused:
        return refused
    raise AssertionError(f"taken: {reading.document!r:.300}")
