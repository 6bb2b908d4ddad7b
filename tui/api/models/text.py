"""The text types: every text of a model is one of these, and is cleaned when it is parsed.

Lengths are in characters after cleaning. A field that needs another limit adds its own
`Field(max_length=...)`.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated

from tui.api.cleaning import clean_file_name, clean_line, clean_text

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

LINE_LENGTH = 300
TEXT_LENGTH = 100_000
MARKDOWN_LENGTH = 2_000_000
FILE_NAME_LENGTH = 200

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Cleaned:
    """Says how a text is cleaned, and how long it may be then; read when it is first parsed."""

    def __init__(self, clean: Callable[[str], str], longest: int, shortest: int = 0) -> None:
        self.clean = clean
        self.longest = longest
        self.shortest = shortest

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """Clean first, then measure."""
        from pydantic import AfterValidator, StringConstraints

        length = StringConstraints(min_length=self.shortest or None, max_length=self.longest)
        return handler.generate_schema(Annotated[str, AfterValidator(self.clean), length])


class Matching:
    """Says what a text must look like as a whole."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """Compare; nothing is cleaned."""
        from pydantic_core import core_schema

        return core_schema.str_schema(pattern=self.pattern)


class NotBlank:
    """Says that a text has something in it to read; stands before limits of its length."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """Clean first, then look."""
        from pydantic_core import PydanticKnownError, core_schema

        def filled(value: str) -> str:
            if not value.strip():
                raise PydanticKnownError("string_too_short", {"min_length": 1})
            return value

        return core_schema.no_info_after_validator_function(filled, handler(source))


class Spelled:
    """Says that a date is written as a date, and is no number of seconds."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """Look at how it is written first."""
        from pydantic_core import PydanticKnownError, core_schema

        def spelled(value: object) -> object:
            if isinstance(value, str) and not _DAY.fullmatch(value):
                raise PydanticKnownError("date_type")
            return value

        return core_schema.no_info_before_validator_function(spelled, handler(source))


Line = Annotated[str, Cleaned(clean_line, LINE_LENGTH)]
"""One line, at most 300 characters."""

Text = Annotated[str, Cleaned(clean_text, TEXT_LENGTH)]
"""Several lines, at most 100,000 characters."""

Markdown = Annotated[str, Cleaned(clean_text, MARKDOWN_LENGTH)]
"""Markdown, at most 2,000,000 characters."""

FileName = Annotated[str, Cleaned(clean_file_name, FILE_NAME_LENGTH, shortest=1)]
"""The name of a file without its folders, at most 200 characters."""

Id = Annotated[str, Matching(r"^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$")]
"""A UUID as text; new ones are version 7, made by `tui.api.ids.new_id`."""

Day = Annotated[date, Spelled()]
"""A date where everything comes as text, as in a query: `2026-01-31` and nothing else."""

Word = Annotated[str, Matching(r"^[a-z][a-z0-9_.]{0,59}$")]
"""A word of this program, such as a code."""

Token = Annotated[str, Matching(r"^[A-Za-z0-9._~+/=-]{1,4096}$")]
"""What opens a session: characters that may stand in a header (RFC 6750, 2.1)."""
