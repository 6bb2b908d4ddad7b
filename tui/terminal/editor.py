"""A long text in the person's own editor; the terminal is the editor's in the meantime."""

import os
import shlex
import subprocess
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

LARGEST = 8 * 2**20
"""Bytes of a text that is taken back."""


class Refusal(StrEnum):
    """Why there is no new text; the text key is `editor.<reason>`."""

    NOT_SET = "not_set"
    NOT_FOUND = "not_found"
    STOPPED = "stopped"
    TOO_LARGE = "too_large"
    NO_FILE = "no_file"


class EditorRefused(Exception):
    """The old text stays; `detail` is a command, an exit status or what the system says."""

    def __init__(self, reason: Refusal, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def editor_command(environ: Mapping[str, str]) -> list[str]:
    """Return the words of VISUAL or else EDITOR. Raises `EditorRefused` where both are empty."""
    for name in ("VISUAL", "EDITOR"):
        try:
            if words := shlex.split(environ.get(name, "")):
                return words
        except ValueError as error:  # a quote that is not closed
            raise EditorRefused(Refusal.NOT_FOUND, environ[name]) from error
    raise EditorRefused(Refusal.NOT_SET)


def edit_text(text: str) -> str:
    """Open the editor on `text` and return what it left there, not cleaned.

    Blocks until the editor ends; the caller lets go of the terminal first. The file and what an
    editor puts beside it are removed in any case. Raises `EditorRefused`.
    """
    command = editor_command(os.environ)
    try:
        return _edited(command, text)
    except OSError as error:
        raise EditorRefused(Refusal.NO_FILE, error.strerror or "") from error


def _edited(command: list[str], text: str) -> str:
    from tempfile import TemporaryDirectory

    # A folder that others cannot enter: editors leave copies and swap files beside the text.
    with TemporaryDirectory(prefix="klantportal-") as folder:
        file = Path(folder, "text.md")
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(text.encode(errors="replace"))
        _run([*command, str(file)])
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise EditorRefused(Refusal.TOO_LARGE)
    edited = content.decode(errors="replace")
    # Editors end the last line, which the text may not have had.
    return edited if text.endswith("\n") else edited.removesuffix("\n")


def _run(command: list[str]) -> None:
    try:
        status = subprocess.run(command, check=False).returncode  # noqa: S603 - the person's own
    except (FileNotFoundError, PermissionError) as error:
        raise EditorRefused(Refusal.NOT_FOUND, command[0]) from error
    if status:
        raise EditorRefused(Refusal.STOPPED, str(status))
