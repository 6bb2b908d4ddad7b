"""How a form asks for the fields of an input: metadata for `Annotated`.

    class OrganisationEdit(Input):
        id: Annotated[Id, Hidden()]
        legal_name: Line
        sector: Annotated[Sector | None, Choice("sector")] = None
        about: Annotated[Text, Long(lines=8)] = ""

A form asks in the order of the fields. A text, number or date without metadata is one line, a
`bool` is yes or no, a `Secret` a line of dots.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Long:
    """A text of several lines; `lines` are shown at once."""

    lines: int = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """One of an enumeration, or a set of them: `words` begins the text keys of its members."""

    words: str


@dataclass(frozen=True, slots=True)
class Files:
    """Asked for by the paths of files of this machine; whoever sends the form uploads them first
    and puts what came of it in their place."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Not asked for: the form sends the value that it was given."""
