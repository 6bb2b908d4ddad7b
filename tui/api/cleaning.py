"""What may stand in a text that comes from somebody else.

A terminal obeys what it is sent, so a control character in a customer's text is a command to the
reader's terminal. This is the one table of what is taken out; the text types of the models use it
where text enters, and the line filter of the terminal uses it again where text leaves.
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

MAX_COMBINING = 6
"""Marks kept on one letter; more is drawn over the lines above and below."""

_FIRST_MARK = "\u0300"
"""Below it every printable character stays: Unicode has no marks and no pictures there."""

# Characters that steer a terminal, hide text or reverse it. Tab and newline are not among them.
_UNSAFE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 (a carriage return is a newline before this), DEL, C1
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # drawn as nothing
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidirectional controls
    "\u200b\u200c\u2060-\u2065\ufeff\ufe00-\ufe0d\ufff0-\ufffb"  # zero width
    "\u2028\u2029"  # line breaks of Unicode (newlines before this)
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # controls of shorthand and of music
    "\ud800-\udfff"  # halves of a surrogate pair
    "\ufdd0-\ufdef"  # not characters, as the last two of every plane
    + "".join(f"{chr(last - 1)}{chr(last)}" for last in range(0xFFFF, 0x110000, 0x10000))
    + "\U000e0000-\U000e0fff"  # tags: text that nobody sees
)

# Pictures that a joiner or a variation selector may stand behind; no marks and no spaces.
_PICTURES = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf"
    "\u2934\u2935\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_NEWLINES = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")


class _Patterns(NamedTuple):
    """Made at first use: the first paint has nothing to clean."""

    unsafe: re.Pattern[str]
    stray_selector: re.Pattern[str]
    stray_joiner: re.Pattern[str]
    marked: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        unsafe=re.compile(f"[{_UNSAFE}]"),
        stray_selector=re.compile(f"(?<![{_PICTURES}0-9#*])[\ufe0e\ufe0f]"),
        stray_joiner=re.compile(f"(?<![{_PICTURES}\ufe0f])\u200d|\u200d(?![{_PICTURES}])"),
        # By what it is not: compiling a set up to the last character takes 2 ms.
        marked=re.compile(f"[^\x00-{chr(ord(_FIRST_MARK) - 1)}]{{{MAX_COMBINING + 1},}}"),
    )


def _is_harmless(text: str) -> bool:
    return text.isprintable() and (text.isascii() or max(text) < _FIRST_MARK)


def without_controls(text: str) -> str:
    """Return `text` without what could steer a terminal; tabs and newlines stay."""
    if _is_harmless(text):
        return text
    patterns = _patterns()
    text = patterns.unsafe.sub("", text)
    if text.isascii():
        return text
    # In this order: what one step takes out must not leave behind what the step before kept.
    text = patterns.stray_selector.sub("", text)
    text = patterns.stray_joiner.sub("", text)
    return patterns.marked.sub(_cap_marks, text)


def clean_text(text: str) -> str:
    """Clean a text of several lines: every kind of line break becomes a newline."""
    if _is_harmless(text):
        return text
    return without_controls(_NEWLINES.sub("\n", text))


def clean_line(text: str) -> str:
    """Clean a text of one line: white space is folded to single spaces and taken off the ends."""
    return " ".join(clean_text(text).split())


def clean_file_name(text: str) -> str:
    """Clean a file's name: one line, no folders, not hidden, not a device of another system."""
    name = clean_line(re.sub(r'[/\\:*?"<>|]', "_", text)).strip(". ")
    if re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name):
        name = f"_{name}"
    return name or "_"


def _cap_marks(stretch: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in stretch[0]:
        marks = marks + 1 if _is_mark(character) else 0
        if marks <= MAX_COMBINING:
            kept.append(character)
    return "".join(kept)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me") or unicodedata.combining(character) > 0
