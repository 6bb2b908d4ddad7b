"""What went wrong, as one text and one exit code."""

from enum import IntEnum

from tui import i18n
from tui.api.errors import (
    Fault,
    FieldError,
    Forbidden,
    Incompatible,
    Invalid,
    PortalError,
    Unauthenticated,
    Unavailable,
)


class Exit(IntEnum):
    """The exit codes of the program."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    SIGNED_OUT = 3
    UNREACHABLE = 4
    INTERRUPTED = 130


class Stopped(Exception):
    """A verb cannot go on; the text says why and what to do."""

    def __init__(self, key: str, code: Exit = Exit.USAGE, **parameters: object) -> None:
        super().__init__(key)
        self.text = i18n.t(key, **parameters)
        self.code = code


def code_of(error: PortalError) -> Exit:
    """Return the exit code for what a portal raised."""
    match error:
        case Unauthenticated():
            return Exit.SIGNED_OUT
        case Unavailable() | Incompatible():
            return Exit.UNREACHABLE
        case _:
            return Exit.REFUSED


def is_unforeseen(error: PortalError) -> bool:
    """Whether a report helps more than a text does."""
    return isinstance(error, Unavailable) and error.fault is Fault.UNEXPECTED


def text_of(error: PortalError) -> str:
    """Return what happened and what to do, in the reader's language."""
    own = f"cli.{error.key}"  # where the words of the screen would mislead here
    lines = [i18n.filled(own if i18n.has(own) else error.key, error.parameters)]
    match error:
        case Invalid(fields=fields):
            lines += [f"  {field.field}: {wrong(field)}" for field in fields]
        case Forbidden(people=people) if people:
            lines.append(i18n.t("cli.ask", people=", ".join(people)))
        case _:
            pass
    return "\n".join(lines)


def wrong(field: FieldError) -> str:
    """Return what is wrong with a field."""
    return i18n.wrong(field.code, field.parameters)
