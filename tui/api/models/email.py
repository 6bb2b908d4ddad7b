"""E-mail addresses that are sent."""

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from tui.api.models.text import Line


def _address(written: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(written, check_deliverability=False, strict=True).normalized
    except EmailNotValidError:
        raise PydanticCustomError("email", "not an e-mail address") from None


Email = Annotated[Line, AfterValidator(_address)]
"""An address that mail can be sent to, as far as its form tells."""
