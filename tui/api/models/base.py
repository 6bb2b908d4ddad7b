"""The two kinds of model: what is read, and what is written."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """What a backend answers; fields that a newer backend adds are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Input(BaseModel):
    """What a caller sends; a field that does not belong there is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
