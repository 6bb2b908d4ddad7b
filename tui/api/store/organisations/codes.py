"""Codes of invitations: random, read and typed by people, kept by their hash alone.

A code is 25 letters and digits (125 bits) in groups of five, of the alphabet of Douglas
Crockford's base 32: what looks alike is one sign, so that I and L are taken for 1 and O for 0.
"""

import secrets

from tui.api.store.database import folding

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _SIZE = 5, 5
_ALIKE = str.maketrans("ILO", "110", "- ")


def new_code() -> str:
    """Return a code that nobody has yet."""
    signs = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _SIZE)]
    return "-".join("".join(signs[at : at + _SIZE]) for at in range(0, len(signs), _SIZE))


def hash_of(code: str) -> str:
    """Return what the store keeps of a code, however it was typed."""
    return folding.digest(_signs(code))


def subject_of(code: str) -> str:
    """Return by what the tries at a code are counted: the first group says which one is meant."""
    return f"invitation:{folding.digest(_signs(code)[:_SIZE])}"


def _signs(code: str) -> str:
    return code.upper().translate(_ALIKE)
