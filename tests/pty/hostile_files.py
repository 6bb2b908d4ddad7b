"""Files of a publisher whose names and texts mean harm."""

import json

from tests.hostile import CASES
from tests.pty.hostile_places import Place, Variant
from tests.pty.hostile_stage import Home
from tui.api.cleaning import clean_line

LAST = "ÿ.md"
"""Sorts behind every hostile name, so that it is offered once all of those were passed over."""
SHOWN = 8
"""Releases of a file that are told one by one."""
LONGEST_NAME = 60
"""Characters, in any script fewer bytes than a file system takes."""


def names(variant: Variant) -> list[str]:
    """Return a name for each text that stands for more than its letters."""
    if variant is not Variant.HOSTILE:
        return [variant.text(Place.FILE_NAME, 0)]
    written = (case.text.replace("/", "_").replace("\0", "")[:LONGEST_NAME] for case in CASES)
    return [name for name in written if clean_line(name) != name]


def write_files(home: Home) -> int:
    """Write the folder `files`, and return how many files `<number>.json` are in it.

    Together these have the whole corpus in their versions. `names/` holds a file of every name;
    the first of them and `again.json` tell of the same versions otherwise, and `date.md` of a
    day that there is not.
    """
    folder, variant = home.folder / "files", home.variant
    (folder / "names").mkdir(parents=True)
    for name in (*names(variant), LAST):
        (folder / "names" / name).touch()
    versions = [f"{at} {text}" for at, text in enumerate(variant.packed(Place.FILE_TEXT, 80))]
    groups = [versions[start : start + SHOWN] for start in range(0, len(versions), SHOWN)]
    for number, group in enumerate(groups):
        (folder / f"{number}.json").write_text(_releases(group, "CVE"))
    (folder / "names" / names(variant)[0]).write_text(_releases(groups[0], "CVE-1"))
    (folder / "again.json").write_text(_releases(groups[0], "CVE-2"))
    day = json.dumps("".join(variant.packed(Place.FILE_TEXT, 80)))
    (folder / "date.md").write_text(f"---\nversion: '1'\ndate: {day}\n---\nText.\n")
    return len(groups)


def _releases(versions: list[str], hole: str) -> str:
    """Return the releases as .NET tells of them."""
    releases = [
        {"release-version": it, "release-date": "2024-01-01", "cve-list": [{"cve-id": hole}]}
        for it in versions
    ]
    return json.dumps({"channel-version": "1", "releases": releases})
