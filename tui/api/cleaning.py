"""What may stand in a text that comes from somebody else.

A terminal obeys what it is sent, so a control character in a customer's text is a command to the
reader's terminal. This is the one table of what is taken out; the text types of the models use it
where text enters, and the line filter of the terminal uses it again where text leaves.
"""

import re
import unicodedata

MAX_COMBINING = 6
"""Marks kept on one letter; more is drawn over the lines above and below."""

_FIRST_COMBINING = "\u0300"

# Characters that steer a terminal, hide text or reverse it. Tab and newline are not among them.
_UNSAFE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 (a carriage return is a newline before this), DEL, C1
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # drawn as nothing
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidirectional controls
    "\u200b\u200c\u2060-\u2065\ufeff\ufe00-\ufe0d\ufff0-\ufffb"  # zero width
    "\ud800-\udfff"  # halves of a surrogate pair
    "\ufdd0-\ufdef\ufffe\uffff"  # not characters
    "\U000e0000-\U000e0fff"  # tags: text that nobody sees
)
_EMOJI = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
_UNSAFE_PATTERN = re.compile(
    f"[{_UNSAFE}]"
    # A joiner belongs between two emoji, a variation selector behind one: elsewhere they hide.
    f"|(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])"
    f"|(?<![{_EMOJI}0-9#*])[\ufe0e\ufe0f]"
    + "".join(
        f"|[{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}]"
        for plane in range(0x10000, 0x110000, 0x10000)
    )
)
_NEWLINES = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_SPACES = re.compile(r"\s+")


def without_controls(text: str) -> str:
    """Return `text` without what could steer a terminal; tabs and newlines stay."""
    if text.isascii() and text.isprintable():
        return text
    text = _UNSAFE_PATTERN.sub("", text)
    if not text.isascii() and max(text, default="") >= _FIRST_COMBINING:
        text = _cap_combining(text)
    return text


def clean_text(text: str) -> str:
    """Clean a text of several lines: every kind of line break becomes a newline."""
    return without_controls(_NEWLINES.sub("\n", text))


def clean_line(text: str) -> str:
    """Clean a text of one line: white space is folded to single spaces and taken off the ends."""
    return _SPACES.sub(" ", clean_text(text)).strip()


def clean_file_name(text: str) -> str:
    """Clean a file's name: one line, no folders, not hidden, not a device of another system."""
    name = re.sub(r'[/\\:*?"<>|]', "_", clean_line(text)).lstrip(". ").rstrip(". ")
    if re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name):
        name = f"_{name}"
    return name or "_"


def _cap_combining(text: str) -> str:
    kept: list[str] = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) or _is_mark(character) else 0
        if run <= MAX_COMBINING:
            kept.append(character)
    return "".join(kept)


def _is_mark(character: str) -> bool:
    return character >= _FIRST_COMBINING and unicodedata.category(character) in ("Mn", "Me")
