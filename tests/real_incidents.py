"""What people really wrote to a help desk, and worse, as somebody would paste it into a form."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

FOLDER = "incidents"
LONGEST_SUBJECT = 200
LONGEST_WORD = 100
"""Two of them fit into a search."""
_FILLERS = "\u115f\u1160\u3164\uffa0"
"""Letters that are drawn as nothing."""
_SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\U000110bd"
"""What Unicode calls controls and is drawn: it stands before numbers."""
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]")


@dataclass(frozen=True)
class Written:
    """A subject, a description and a comment, as they were before anything cleaned them."""

    source: str
    subject: str
    description: str
    comment: str


def written(folder: Path) -> list[Written]:
    """Return what stands in the files, each text for itself."""
    return [text for path in files(folder) for text in _of(path)]


def files(folder: Path) -> list[Path]:
    """Return every file, in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def odd(folder: Path) -> list[Written]:
    """Return the small files as they come from whoever takes them for another encoding."""
    found: list[Written] = []
    for path in files(folder):
        data = path.read_bytes()
        if path.suffix in (".eml", ".in", ".in_", ".input"):
            wide = data.decode("latin-1").encode("utf-16")
            found += [
                _same(f"{path.name}, half a pair for a byte", _as_halves(data)),
                _same(f"{path.name}, a NUL after each letter", wide.decode("latin-1")),
                _same(f"{path.name}, an older encoding", data.decode("cp437")),
            ]
    return found


def steering(text: str) -> list[str]:
    """Return what in a text would steer a terminal or turn a line around."""
    return [ascii(found) for found in _STEERING.findall(text)]


def is_ordinary(text: str) -> bool:
    """Whether nothing in a text is there to steer, to hide or to pile up."""
    return _kinds(text) <= {*"LNPSZ"} and not {*text} & {*_FILLERS, "\u2028", "\u2029"}


def has_nothing_to_read(text: str) -> bool:
    """Whether there is no letter in a text, no number and no sign."""
    drawn = _kinds(text.translate(dict.fromkeys(map(ord, _FILLERS)))) & {*"LNPSM"}
    return not drawn and not {*text} & {*_SIGNS}


def longest_word(text: str) -> str:
    """Return what stands between spaces, to be searched for, or nothing where that is too long."""
    words = (word for word in text.split() if len(word) <= LONGEST_WORD)
    return max(words, key=len, default="")


def _kinds(text: str) -> set[str]:
    return {unicodedata.category(character)[0] for character in text if character not in "\n\t"}


def _as_halves(data: bytes) -> str:
    """Return bytes as Python hands over an argument that is not UTF-8."""
    return data.decode("ascii", "surrogateescape") + "\udcff \ud83d"


def _same(source: str, text: str) -> Written:
    """Return a text whose beginning is its subject, if there is anything to read in it."""
    start = text[:LONGEST_SUBJECT]
    return Written(source, source if has_nothing_to_read(start) else start, text, text)


def _of(path: Path) -> Iterator[Written]:
    data = path.read_bytes()
    if path.suffix == ".eml":
        mail = message_from_bytes(data, policy=default)
        yield Written(path.name, _subject(mail) or path.name, _body(mail), _body(mail))
    elif path.suffix == ".json":
        yield from _in_json(path.name, json.loads(data))
    else:
        text = data.decode("utf-8", "replace")
        first = next((line for line in text.splitlines() if line.strip()), path.name)
        yield Written(path.name, first[:LONGEST_SUBJECT], text, text)


def _in_json(source: str, found: Any) -> Iterator[Written]:
    match found:
        case [str(), *_]:
            yield from (_same(f"{source} {text[:20]!a}", text) for text in found)
        case [dict(), *_]:
            yield _same(source, "\n".join(one["fields"]["name"] for one in found))
        case {"text": text, "text_extra": more}:
            yield Written(source, text, more, more)
        case _:
            for one in (*found["issues"], *found["pulls"]):
                comments = [each["body"] for each in one["comments"] if each["body"]]
                body = one["body"] or one["title"]
                yield Written(source, one["title"], body, "\n\n".join(comments) or body)


def _subject(mail: EmailMessage) -> str:
    return str(mail["subject"] or "")[:LONGEST_SUBJECT]


def _body(mail: EmailMessage) -> str:
    """Return the text of a mail as a reader shows it: marks stand for what is wrong in it."""
    texts = [part for part in mail.walk() if part.get_content_maintype() == "text"]
    part = texts[0] if texts else mail
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return str(mail.preamble or mail["subject"] or "-")
    try:
        return data.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return data.decode("utf-8", "replace")
