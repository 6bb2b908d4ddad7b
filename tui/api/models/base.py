"""What a caller sends: models that check what is put into them.

Validators are built when a model is first used. What a backend answers is a `record`.
"""

from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    """What a caller sends; a field that does not belong there is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
