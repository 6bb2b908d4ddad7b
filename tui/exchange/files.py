"""The text of a file's bytes, and why a file is refused."""

import codecs
from dataclasses import dataclass

from tui.api.cleaning import clean_text

MAX_FILE_SIZE = 10 * 1024 * 1024
MAX_LINES = 100_000
MOST_TOLD = 200
"""Characters of a text of the file that a reason or a remark repeats."""

_BINARY = (
    (b"PK\x03\x04", "ZIP"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF-", "PDF"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x1f\x8b", "gzip"),
    (b"\x7fELF", "ELF"),
    (b"\xd0\xcf\x11\xe0", "Microsoft Office 97"),
)
# The mark of UTF-32 begins with that of UTF-16, so it is looked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class FileRefused(Exception):
    """A file cannot be taken: `code` says why and `line` where (from 1), if it is one place.

    The words are the text `refused.<code>`; they say what to do, and not the file's name.
    """

    def __init__(self, code: str, line: int | None = None, **details: object) -> None:
        super().__init__(code, line, details)
        self.name = ""
        self.code = code
        self.line = line
        self._details = details

    @property
    def key(self) -> str:
        """The text key of the reason."""
        return f"refused.{self.code}"

    @property
    def parameters(self) -> dict[str, object]:
        """What the text of `key` needs."""
        details = {name: _short(detail) for name, detail in self._details.items()}
        return {"name": self.name, "line": self.line, **details}


@dataclass(frozen=True)
class Remark:
    """Something of a file that was taken on purpose otherwise than it stands there."""

    code: str
    line: int
    what: str

    @property
    def key(self) -> str:
        """The text key."""
        return f"remark.{self.code}"

    @property
    def parameters(self) -> dict[str, object]:
        """What the text of `key` needs."""
        return {"line": self.line, "what": _short(self.what)}


def _short(detail: object) -> object:
    """Return a detail, a text so far as it is told."""
    if isinstance(detail, str) and len(detail) > MOST_TOLD:
        return f"{detail[: MOST_TOLD - 1]}…"
    return detail


def text_of(data: bytes) -> str:
    """Return the cleaned text of a file: UTF-8, or what its byte order mark says."""
    if len(data) > MAX_FILE_SIZE:
        raise FileRefused("too_large", limit=MAX_FILE_SIZE // 2**20)
    for start, name in _BINARY:
        if data.startswith(start):
            raise FileRefused("not_text", format=name)
    text = _decoded(data)
    if not text.strip():
        raise FileRefused("empty")
    if text.count("\n") + 1 > MAX_LINES:
        raise FileRefused("too_many_lines", limit=MAX_LINES)
    return text


def _decoded(data: bytes) -> str:
    mark, encoding = next((it for it in _MARKS if data.startswith(it[0])), (b"", "utf-8"))
    if not mark and _looks_like_utf16(data):
        raise FileRefused("utf16_without_mark")
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        before = data[len(mark) : len(mark) + error.start].decode(encoding, "ignore")
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        raise FileRefused(
            "encoding", _last_line(before), byte=len(mark) + error.start + 1, encoding=name
        ) from None
    if "\0" in text:
        before = text[: text.index("\0")]
        byte = len(mark) + len(before.encode(encoding)) + 1
        raise FileRefused("nul", _last_line(before), byte=byte)
    return clean_text(text)


def _looks_like_utf16(data: bytes) -> bool:
    """Whether every other byte of the beginning is mostly zero, as in Western text."""
    sample = data[:4096]
    if len(sample) < 4:
        return False
    zeros = sorted((sample[0::2].count(0), sample[1::2].count(0)))
    return zeros[1] * 2 > len(sample) // 2 and zeros[0] * 10 < len(sample)


def _last_line(text: str) -> int:
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
