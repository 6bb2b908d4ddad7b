"""Files of a publisher whose names and texts mean harm."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.hostile import CASES
from tests.pty.hostile_places import Place, Variant
from tests.pty.hostile_stage import Home
from tui.api.cleaning import clean_line

LAST = "ÿ.md"
"""Sorts behind every hostile name, so that it is offered once all of those were passed over."""
REFUSED = ("date.md", "twice.md", "no-version.xml")
"""Files that are refused with a text of theirs in the reason."""
CHANGELOG = "changelog.md"
"""Has the corpus in its notes, of which a publisher sees the number."""
AGAIN = "again.json"
"""Tells of the same versions as the first file of `names`, otherwise."""
_SHOWN = 8
"""Releases of a file that are told one by one."""
_LONGEST_NAME = 60
"""Characters, in any script fewer bytes than a file system takes."""


def names(variant: Variant) -> list[str]:
    """Return a name for each text that stands for more than its letters."""
    if variant is not Variant.HOSTILE:
        return [variant.text(Place.FILE_NAME, 0)]
    written = (case.text.replace("/", "_").replace("\0", "")[:_LONGEST_NAME] for case in CASES)
    return [name for name in written if clean_line(name) != name]


def write_files(home: Home) -> Sequence[str]:
    """Write the folder `files`, and return the files of it whose releases hold the whole corpus.

    Its folder `names` has a file of every name.
    """
    folder, variant = home.folder / "files", home.variant
    (folder / "names").mkdir(parents=True)
    for name in (*names(variant), LAST):
        (folder / "names" / name).touch()
    lines = variant.packed(Place.FILE_TEXT, 80)
    versions = [f"{at} {line}" for at, line in enumerate(lines)]
    groups = [versions[start : start + _SHOWN] for start in range(0, len(versions), _SHOWN)]
    tables = {f"{number}.json": _table(group, "CVE") for number, group in enumerate(groups)}
    good = tables | {
        CHANGELOG: _changelog(variant.texts(Place.FILE_TEXT)),
        "front.md": f"---\nproduct: {_quoted(lines[0])}\nversion: {_quoted(lines[-1])}\n---\nText.",
        "feed.xml": _feed(lines[0], "".join(lines), "v2.0"),
    }
    whole, key = "".join(lines), _quoted(f"key {lines[0]}")
    others = {
        f"names/{names(variant)[0]}": _table(groups[0], "CVE-1"),
        AGAIN: _table(groups[0], "CVE-2"),
        "nul.md": f"{good[CHANGELOG]}\0",
        "date.md": f"---\nversion: '1'\ndate: {_quoted(whole)}\n---\nText.",
        "twice.md": f"---\n{key}: a\n{key}: b\n---\nText.",
        "no-version.xml": _feed(lines[0], whole, lines[-1]),
    }
    _write(folder, good | others)
    return [*good]


def _write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _quoted(text: str) -> str:
    """Return a text as YAML and JSON write one."""
    return json.dumps(text)


def _table(versions: Sequence[str], hole: str) -> str:
    """Return releases as .NET tells of them."""
    releases = [
        {"release-version": it, "release-date": "2024-01-01", "cve-list": [{"cve-id": hole}]}
        for it in versions
    ]
    return json.dumps({"channel-version": "1", "releases": releases})


def _changelog(texts: Sequence[str]) -> str:
    """Return a changelog with a release for each text; a NUL would make it no text at all."""
    releases = (f"## 1.0.{at} - 2024-01-01\n\n- before {it}" for at, it in enumerate(texts))
    return "# Changelog\n\n" + "\n\n".join(releases).replace("\0", "")


def _feed(product: str, content: str, title: str) -> str:
    """Return a feed with one release, each character of its texts by number."""
    entry = f"<title>{_numbered(title)}</title><content>{_numbered(content)}</content>"
    head = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{_numbered(product)}</title>'
    return f"{head}<entry>{entry}</entry></feed>"


def _numbered(text: str) -> str:
    return "".join(f"&#{code};" for code in _of_xml(text))


def _of_xml(text: str) -> Iterator[int]:
    """Yield the characters that XML 1.0 has."""
    for character in text:
        if character in "\t\r\n" or (character >= " " and character not in "\ufffe\uffff"):
            yield ord(character)
