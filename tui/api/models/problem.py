"""An error as it goes over HTTP: problem details (RFC 9457) with the parameters of the error tree.

`tui.api.problems` makes errors of them, and them of errors.
"""

from dataclasses import field as field_of
from typing import Annotated, Any

from pydantic import Field

from tui.api.errors import Fault, Reason, Remedy
from tui.api.models.record import record
from tui.api.models.text import Line, Word

Scalar = bool | int | float | Line | None


@record
class FieldProblem:
    """What is wrong with one field, as a code with its parameters.

    `field` is a path such as `releases.0.notes.2.title`, or the name of a parameter or a header.
    """

    field: Line
    code: Word
    parameters: dict[Line, Scalar] = field_of(default_factory=dict[Line, Scalar])


@record
class Problem:
    """What went wrong. `type` alone says which error it is; the others are its parameters."""

    type: Line = "about:blank"
    title: Line = ""
    """One English sentence for whoever reads the traffic; programs do not look at it."""
    status: int = 0
    """The status of the answer, once more."""
    reason: Reason | None = None
    """Why it is refused (unauthenticated, forbidden)."""
    remedy: Remedy | None = None
    """What to do about it (unauthenticated, forbidden)."""
    permission: Line = ""
    """The permission that is missing (forbidden)."""
    people: tuple[Line, ...] = ()
    """Who can grant it, by name (forbidden)."""
    what: Line = ""
    """What kind of thing does not exist (not-found)."""
    fields: tuple[FieldProblem, ...] = ()
    """Everything that is wrong with what was sent (invalid)."""
    current: Any = None
    """The state that there is now, in the form in which it is read (conflict)."""
    fault: Fault | None = None
    """Why the portal cannot answer now (unavailable)."""
    detail: Line = ""
    """The number of the request, to be named to the administrator (unavailable)."""
    retry_after: Annotated[float, Field(ge=0)] | None = None
    """Seconds until it is worth trying again, also in the header `Retry-After`."""
    needed: Line = ""
    """The version that is needed (incompatible)."""
    found: Line = ""
    """The version that there is (incompatible)."""
