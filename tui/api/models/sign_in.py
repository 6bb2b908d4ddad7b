"""What one signs in with."""

from tui.api.models.base import Input
from tui.api.models.session import Hat
from tui.api.models.text import Line
from tui.secret import Secret


class SignIn(Input):
    """E-mail and password; `hat` where the person already chose one."""

    email: Line
    password: Secret
    hat: Hat | None = None
