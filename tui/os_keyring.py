"""The keyring of the operating system, where there is one that keeps what it is given.

The library and its back ends come with the extra `klantportal[keyring]`. Some back ends accept a
secret and store nothing, others fail when they are used: so a word is written, read and deleted
before anything is entrusted to one. A keyring may ask the person to unlock it, so call it in a
thread.
"""

import secrets
from typing import Protocol

from tui.secret import Secret

SERVICE = "klantportal"
"""The name under which a keyring shows what is ours."""

_PROBE = "probe"


class Keyring(Protocol):
    """Keeps a secret under each name."""

    def load(self, name: str) -> Secret | None:
        """Return what is kept under `name`, None where nothing is or it cannot be read."""
        ...

    def save(self, name: str, secret: Secret) -> bool:
        """Keep a secret; returns whether it is kept now."""
        ...

    def forget(self, name: str) -> None:
        """Keep nothing under `name` any more."""
        ...


class NoKeyring:
    """Keeps nothing."""

    def load(self, name: str) -> Secret | None:
        """Return None."""
        return None

    def save(self, name: str, secret: Secret) -> bool:
        """Return that it is not kept."""
        return False

    def forget(self, name: str) -> None:
        """There is nothing to forget."""


class OsKeyring:
    """What the `keyring` library finds on this machine."""

    def load(self, name: str) -> Secret | None:
        """Return what is kept under `name`, None where nothing is or it cannot be read."""
        import keyring
        from keyring.errors import KeyringError

        try:
            kept = keyring.get_password(SERVICE, name)
        except KeyringError:
            return None
        return Secret(kept) if kept else None

    def save(self, name: str, secret: Secret) -> bool:
        """Keep a secret where the keyring proves to keep anything; returns whether it did."""
        import keyring
        from keyring.errors import KeyringError

        try:
            if not self._keeps_a_word():
                return False
            keyring.set_password(SERVICE, name, secret.reveal())
        except KeyringError:
            return False
        return self.load(name) == secret

    def forget(self, name: str) -> None:
        """Keep nothing under `name` any more; a keyring out of reach keeps it until it expires."""
        from contextlib import suppress

        import keyring
        from keyring.errors import KeyringError

        with suppress(KeyringError):
            keyring.delete_password(SERVICE, name)

    def _keeps_a_word(self) -> bool:
        import keyring

        word = secrets.token_hex(8)
        keyring.set_password(SERVICE, _PROBE, word)
        kept = keyring.get_password(SERVICE, _PROBE)
        keyring.delete_password(SERVICE, _PROBE)
        return kept == word


def usual() -> Keyring:
    """Return the keyring of this machine, or one that keeps nothing without the library."""
    from importlib.util import find_spec

    return OsKeyring() if find_spec("keyring") else NoKeyring()
