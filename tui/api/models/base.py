"""The two kinds of model: what is read, and what is written.

Validators are built when a model is first validated: the start needs few of them, and what comes
from the own store needs none.
"""

import os

# Looking for plug-ins of pydantic reads the metadata of everything that is installed.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """What a backend answers; fields that a newer backend adds are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class Input(BaseModel):
    """What a caller sends; a field that does not belong there is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
