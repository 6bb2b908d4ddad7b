"""Where the tokens of open sessions are kept: the keyring, or a file that its owner alone can read.

The token of a portal on the web is in the operating system's keyring where that keeps anything; the
file then says so by null. Whoever can read an embedded portal's token can read the portal itself,
so that one is always in the file. What was last seen of a portal goes with its token.
"""

import json
import os
import stat
from typing import cast

from tui import os_keyring
from tui.last_seen import LastSeen
from tui.os_keyring import Keyring
from tui.paths import Paths
from tui.portals import shown
from tui.secret import Secret
from tui.whole_files import sweep, write_whole

_WEB = ("https://", "http://")


class TokenStore:
    """Tokens by portal. Every verb may wait for the keyring, and raise `OSError`."""

    def __init__(self, paths: Paths, keyring: Keyring | None = None) -> None:
        self._file = paths.tokens_file
        self._seen = paths.last_seen_folder
        self._keyring = keyring or os_keyring.usual()

    def __contains__(self, portal: str) -> bool:
        return shown(portal) in self._read()

    def load(self, portal: str) -> Secret | None:
        """Return the token of the session at `portal`, or None."""
        portal, tokens = shown(portal), self._read()
        token = tokens.get(portal, "")
        if token is None:
            return self._keyring.load(portal)
        return Secret(token) if token else None

    def save(self, portal: str, token: Secret) -> None:
        """Keep the token of the session at `portal`."""
        portal = shown(portal)
        LastSeen(self._seen, portal).drop()
        is_kept = portal.startswith(_WEB) and self._keyring.save(portal, token)
        self._write({**self._read(), portal: None if is_kept else token.reveal()})

    def forget(self, portal: str) -> None:
        """Drop the token of the session at `portal`."""
        portal, tokens = shown(portal), self._read()
        LastSeen(self._seen, portal).drop()
        if portal not in tokens:
            return
        if tokens.pop(portal) is None:
            self._keyring.forget(portal)
        self._write(tokens)

    def is_in_keyring(self, portal: str) -> bool:
        """Whether the token of the session at `portal` was given to the keyring."""
        tokens, portal = self._read(), shown(portal)
        return portal in tokens and tokens[portal] is None

    def close_to_others(self) -> bool:
        """Take away what others may do with the file; returns whether they could."""
        if os.name != "posix" or not self._file.exists():
            return False
        if not stat.S_IMODE(self._file.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
            return False
        self._file.chmod(stat.S_IRUSR | stat.S_IWUSR)
        return True

    def _read(self) -> dict[str, str | None]:
        try:
            tokens = json.loads(self._file.read_bytes())
        except (FileNotFoundError, ValueError):
            return {}
        if not isinstance(tokens, dict):
            return {}
        pairs = cast("dict[str, object]", tokens).items()
        return {portal: token for portal, token in pairs if isinstance(token, str | None)}

    def _write(self, tokens: dict[str, str | None]) -> None:
        content = json.dumps(tokens, indent=2, sort_keys=True)
        write_whole(self._file, content.encode())
        sweep(self._file.parent)  # a program that was killed may have left a token there
