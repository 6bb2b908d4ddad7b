"""Passwords: argon2id, imported when the first one is looked at."""

from typing import Protocol

from tui.secret import Secret


class Hasher(Protocol):
    """What keeps passwords."""

    def hash(self, password: Secret) -> str:
        """Return what is kept of `password`."""
        ...

    def verify(self, password: Secret, kept: str) -> bool:
        """Whether `kept` was made of `password`; costs what making it cost."""
        ...


class Argon2:
    """argon2id at the cost of RFC 9106's second choice, or at next to none for tests."""

    def __init__(self, *, quick: bool = False) -> None:
        self._cost = (1, 8, 1) if quick else (3, 65536, 4)

    def hash(self, password: Secret) -> str:
        """Return the encoded hash, which names its own cost."""
        from argon2 import PasswordHasher

        return PasswordHasher(*self._cost).hash(_secret(password))

    def verify(self, password: Secret, kept: str) -> bool:
        """Compare at the cost that `kept` names."""
        from argon2 import PasswordHasher
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return PasswordHasher().verify(kept, _secret(password))
        except (VerificationError, InvalidHashError):
            return False


def _secret(password: Secret) -> bytes:
    return password.reveal().encode("utf-8", "replace")  # as it goes over a wire
