"""E-mail addresses that are sent."""

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from tui.api.models.text import Line


def address(written: str) -> str:
    """Return an address as it is kept; raises `ValueError` for what is none."""
    from email_validator import validate_email

    return validate_email(written, check_deliverability=False, strict=True).normalized


def _checked(written: str) -> str:
    try:
        return address(written)
    except ValueError:
        raise PydanticCustomError("email", "not an e-mail address") from None


Email = Annotated[Line, AfterValidator(_checked)]
"""An address that mail can be sent to, as far as its form tells."""
