"""What the forms of incidents and of what is said about them have in common."""

from typing import TypeVar

from tui.api.models.base import Input
from tui.widgets.form import Form

M = TypeVar("M", bound=Input)


def identified(model: type[M], submitted: Form.Submitted, **more: object) -> M:
    """Return what was filled in, with the id that was made when the form was opened first."""
    values = submitted.value.model_dump() | {"id": submitted.idempotency_key} | more
    return model.model_validate(values)
