"""Links: what `klantportal open` opens, in the form in which people pass it on.

incident/1042                    the number that the own organisation gave it
incident/Voorbeeld BV/1042       and whose number it is, as the vendor's people need to know
"""

from collections.abc import Mapping
from dataclasses import dataclass

INCIDENT = "incident"

OPENED: Mapping[str, tuple[str, ...]] = {INCIDENT: ("incidents", "support")}
"""What can be opened, and the areas that show it: the first that the person has."""

_MOST_DIGITS = 10
"""No number is longer."""


@dataclass(frozen=True, slots=True)
class Link:
    """One thing that can be opened; `customer` is the name or the id of whose it is, if told."""

    kind: str
    number: int
    customer: str = ""

    def __str__(self) -> str:
        return "/".join(filter(None, (self.kind, self.customer, str(self.number))))


def parse(text: str) -> Link | None:
    """Return the link that is written, None where that is none."""
    kind, slash, rest = text.strip().partition("/")
    return _named(kind, rest) if slash and kind in OPENED else None


def incident(text: str) -> Link | None:
    """Return the incident that somebody calls so: by `#1042`, `1042`, `CUSTOMER/1042`, or a link.

    A customer's name may have slashes in it, a number has none.
    """
    return parse(text) or _named(INCIDENT, text.strip())


def _named(kind: str, name: str) -> Link | None:
    customer, _, number = name.rpartition("/")
    digits = number.strip().removeprefix("#")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS):
        return None
    return Link(kind, int(digits), customer.strip())
