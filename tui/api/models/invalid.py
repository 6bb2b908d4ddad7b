"""From what pydantic finds wrong with an input to the error of the contract."""

from collections.abc import Generator
from contextlib import contextmanager

from pydantic import ValidationError

from tui.api.errors import FieldError, Invalid


@contextmanager
def checked(**called: str) -> Generator[None]:
    """Raise `Invalid` where an input made in here is wrong; `called` gives fields other names.

    What was put in is not repeated: it may be a password, or long.
    """
    try:
        yield
    except ValidationError as error:
        raise Invalid(_fields(error, called)) from None


def _fields(error: ValidationError, called: dict[str, str]) -> tuple[FieldError, ...]:
    fields: list[FieldError] = []
    for wrong in error.errors(include_url=False, include_input=False):
        name = ".".join(map(str, wrong["loc"]))
        fields.append(FieldError(called.get(name, name), wrong["type"], wrong.get("ctx", {})))
    return tuple(fields)
