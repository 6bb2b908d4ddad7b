"""Templates of the support desk: texts that are put into an answer, where they can be changed."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from tui.api.models.base import Input
from tui.api.models.forms import Hidden, Long
from tui.api.models.record import record
from tui.api.models.session import Language
from tui.api.models.text import Id, Line, Markdown
from tui.api.policy import TemplateAction
from tui.api.vocabulary import Vocabulary

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

MOST_TEMPLATES = 200
"""How many there are at most: so many are found at a glance, and listed whole."""

LONGEST_TEMPLATE = 5_000
"""Characters of a text."""

PLACEHOLDER = re.compile(r"\{\{[ \t]*([^{}\n]*?)[ \t]*\}\}")
"""A placeholder in a text: a name between two pairs of braces."""


class Placeholder(Vocabulary):
    """What can be filled in: the fields of `Fillings` that are text."""

    NUMBER = "number"
    SUBJECT = "subject"
    GIVEN_NAME = "given_name"
    REQUESTER = "requester"
    ORGANISATION = "organisation"
    ENGINEER = "engineer"


class KnownPlaceholders:
    """Says that a text has no placeholders but those that can be filled in."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """Clean first, then look."""
        from pydantic_core import PydanticCustomError, core_schema

        def known(value: str) -> str:
            for name in PLACEHOLDER.findall(value):
                if name not in {*Placeholder}:
                    raise PydanticCustomError(
                        "unknown_placeholder", "nothing is called {name}", {"name": name[:100]}
                    )
            return value

        return core_schema.no_info_after_validator_function(known, handler(source))


Wording = Annotated[Markdown, Field(max_length=LONGEST_TEMPLATE), KnownPlaceholders()]


@record
class Template:
    """A text with a name, in Dutch, in English or in both; one that is empty is not there."""

    id: Id
    name: Line
    nl: Markdown = ""
    en: Markdown = ""
    changed_at: datetime
    changed_by: Line = ""
    """Who of the vendor's people wrote it as it is now."""
    version: int = 1
    allowed: frozenset[TemplateAction] = frozenset()
    """What the caller may do to it."""


@record
class Fillings:
    """What templates are filled in with for one incident."""

    language: Language | None = None
    """What its requester speaks, as far as that one said so."""
    number: int
    subject: Line
    given_name: Line
    """That of the requester; the whole name where there is none."""
    requester: Line
    organisation: Line
    engineer: Line
    """The caller's own name."""


class TemplateEdit(Input):
    """All that a template says; it is there in one language at least."""

    name: Annotated[Line, Field(min_length=1, max_length=100)]
    nl: Annotated[Wording, Long(lines=8)] = ""
    en: Annotated[Wording, Long(lines=8)] = ""


class TemplateNew(TemplateEdit):
    """A template to add; `id` is made with the form."""

    id: Annotated[Id, Hidden()]
