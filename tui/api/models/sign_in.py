"""What one signs in with, and what one joins with."""

from typing import Annotated

from pydantic import Field

from tui.api.models.base import Input
from tui.api.models.forms import Choice
from tui.api.models.session import Hat, Language
from tui.api.models.text import Line
from tui.secret import Secret


class SignIn(Input):
    """E-mail and password; `hat` where the person already chose one."""

    email: Line
    password: Secret
    hat: Hat | None = None


class Join(Input):
    """The code of an invitation, with what the person who was invited makes up."""

    code: Annotated[Line, Field(min_length=1, max_length=100)]
    name: Annotated[Line, Field(min_length=1, max_length=200)]
    password: Secret
    """A new one; that of the account, where the invited e-mail address has one already."""
    language: Annotated[Language | None, Choice("language")] = None
