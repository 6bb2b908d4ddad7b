"""A note as one takes it along: its address, its Markdown, a name for its file."""

import re

from tui.api.cleaning import clean_file_name
from tui.api.models.releases import Note
from tui.screens.releases.columns import meta_line

NAME_LENGTH = 80
"""Characters of a file name before its ending."""

_HEADING = re.compile(r"#{1,6}[ \t]+(?P<text>[^\n]*?)[ \t#]*(?:\n|\Z)")
_NO_NAME = re.compile(r"(?:[^\w.]|\.(?!\w))+")
_NO_ANCHOR = re.compile(r"[^\w\- ]")


def whole(note: Note, zone: str) -> str:
    """Return the whole note as Markdown, with its title and what stands below that.

    The days in it are those of a time zone.
    """
    return f"# {note.title}\n\n{meta_line(note, zone)}\n\n{note.body.strip()}\n"


def heading_address(note: Note, section: str) -> str:
    """Return the address of the heading that a section begins with, "" where it has none.

    Headings are addressed as the web's Markdown renderers do: small letters, hyphens for blanks.
    """
    match = _HEADING.match(section)
    if match is None or not note.url:
        return ""
    anchor = _NO_ANCHOR.sub("", match["text"].lower()).strip().replace(" ", "-")
    return f"{note.url.partition('#')[0]}#{anchor}" if anchor else ""


def file_name(note: Note) -> str:
    """Return a name for the note's file that any system takes."""
    words = _NO_NAME.sub("-", f"{note.full_version} {note.title}").strip("-.")
    return clean_file_name(f"{words[:NAME_LENGTH].rstrip('-.') or 'note'}.md")
