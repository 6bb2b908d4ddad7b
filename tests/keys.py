"""One key means one thing everywhere, and the guide tells it: rules from commands to complaints."""

import re
from collections.abc import Iterable, Iterator

from tui.widgets.commands import Command

SYNONYMS = {
    "move": "down",
    "choose": "open",
    "close": "back",
    "leave": "back",
    "leave_field": "back",
    "deselect": "back",
    "palette": "commands",
    "send": "submit",
}
"""Commands whose own name is another word for the same meaning."""

KEY_EXCEPTIONS = {
    ("question_mark", "help.close"): "the key that opens the sheet puts it away",
    ("right_curly_bracket", "support.next"): "in a queue everything waits to be looked at",
    ("left_curly_bracket", "support.previous"): "in a queue everything waits to be looked at",
    ("ctrl+o", "reading.close"): "the key that opens the sheet puts it away",
    ("exclamation_mark", "needs.close"): "the key that opens the sheet puts it away",
}

FIXED = {
    **{key: {"down"} for key in ("down", "j")},
    **{key: {"up"} for key in ("up", "k")},
    **{key: {"first"} for key in ("home", "g")},
    **{key: {"last"} for key in ("end", "G")},
    "pageup": {"page_up"},
    "pagedown": {"page_down"},
    "enter": {"open", "edit"},
    **{key: {"back"} for key in ("escape", "q")},
    "Q": {"quit"},
    **{digit: {f"tab_{digit}"} for digit in "1234567890"},
    "right_square_bracket": {"next_tab"},
    "left_square_bracket": {"previous_tab"},
    "slash": {"search"},
    "tab": {"other_pane"},
    "n": {"next_match"},
    "N": {"previous_match"},
    "right_curly_bracket": {"next_unread"},
    "left_curly_bracket": {"previous_unread"},
    "a": {"add", "attach"},
    "r": {"reply", "retry"},
    "m": {"mark"},
    "M": {"mark_all"},
    "space": {"select"},
    "y": {"copy"},
    "s": {"save", "export"},
    "o": {"links"},
    "b": {"bookmark"},
    "w": {"watch"},
    "c": {"compare"},
    "z": {"undo"},
    "exclamation_mark": {"for_me"},
    **{key: {"help"} for key in ("question_mark", "f1")},
    **{key: {"commands"} for key in ("colon", "ctrl+p")},
    "ctrl+g": {"editor"},
    "ctrl+c": {"call_off"},
    "ctrl+s": {"submit", "save"},
}
"""What these keys mean wherever they mean something."""

_KEY_NAMES = {
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "esc": "escape",
    "/": "slash",
    "?": "question_mark",
    ":": "colon",
    "{": "left_curly_bracket",
    "}": "right_curly_bracket",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "!": "exclamation_mark",
    "*": "asterisk",
    "=": "equals_sign",
    "+": "plus",
}


def meaning(command: Command) -> str:
    """Return what a command means, whichever widget it belongs to."""
    word = command.name.rpartition(".")[2]
    return SYNONYMS.get(word, word)


def key_faults(commands: Iterable[Command]) -> Iterator[str]:
    """Keys that mean two things, or another one than is fixed."""
    meanings: dict[str, set[str]] = {}
    for command in commands:
        for key in command.keys.split(","):
            if (key, command.name) not in KEY_EXCEPTIONS:
                meanings.setdefault(key, set()).add(meaning(command))
    for key, found in meanings.items():
        allowed = FIXED.get(key)
        if allowed is None and len(found) > 1:
            yield f"{key} means {', '.join(sorted(found))}"
        elif allowed is not None and not found <= allowed:
            yield f"{key} means {', '.join(sorted(found - allowed))}, not {' or '.join(allowed)}"


def keys_of_the_guide(guide: str) -> set[str]:
    """Return the keys in the guide's table, by Textual's names."""
    chapter = guide.partition("## Keys")[2].partition("\n## ")[0]
    table = "".join(re.findall(r"^\|.*$", chapter, re.MULTILINE))
    spelt = table.replace("`1`..`9`", f"`{' '.join('123456789')}`")
    names = " ".join(re.findall(r"`([^`]+)`", spelt)).split()
    return {_KEY_NAMES.get(name, name) for name in names}


def guide_faults(guide: str, commands: Iterable[Command]) -> Iterator[str]:
    """Commands whose keys the guide does not tell, and keys in it that do nothing."""
    told = keys_of_the_guide(guide)
    declared: set[str] = set()
    for command in commands:
        keys = set(command.keys.split(","))
        declared |= keys
        if not keys & told:
            yield f"the guide does not tell of {command.name} ({command.keys})"
    yield from (f"the guide tells of {key}, which does nothing" for key in sorted(told - declared))
