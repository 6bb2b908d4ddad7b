"""Where the tokens of open sessions are kept: a file that its owner alone can read."""

import json
import os
import stat
from pathlib import Path
from typing import cast

from tui.portals import shown
from tui.secret import Secret
from tui.whole_files import write_whole


class TokenStore:
    """Tokens by portal. Every verb may raise `OSError`."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def load(self, portal: str) -> Secret | None:
        """Return the token of the session at `portal`, or None."""
        token = self._read().get(shown(portal))
        return Secret(token) if token else None

    def save(self, portal: str, token: Secret) -> None:
        """Keep the token of the session at `portal`."""
        self._write({**self._read(), shown(portal): token.reveal()})

    def forget(self, portal: str) -> None:
        """Drop the token of the session at `portal`."""
        tokens = self._read()
        if tokens.pop(shown(portal), None) is not None:
            self._write(tokens)

    def close_to_others(self) -> bool:
        """Take away what others may do with the file; returns whether they could."""
        if os.name != "posix" or not self._file.exists():
            return False
        if not stat.S_IMODE(self._file.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
            return False
        self._file.chmod(stat.S_IRUSR | stat.S_IWUSR)
        return True

    def _read(self) -> dict[str, str]:
        try:
            tokens = json.loads(self._file.read_bytes())
        except (FileNotFoundError, ValueError):
            return {}
        if not isinstance(tokens, dict):
            return {}
        pairs = cast("dict[str, object]", tokens).items()
        return {portal: token for portal, token in pairs if isinstance(token, str)}

    def _write(self, tokens: dict[str, str]) -> None:
        content = json.dumps(tokens, indent=2, sort_keys=True)
        write_whole(self._file, content.encode())
