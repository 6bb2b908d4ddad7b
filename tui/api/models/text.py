"""The text types: every text of a model is one of these, and is cleaned when it is parsed.

Lengths are in characters after cleaning. A field that needs another limit adds its own
`Field(max_length=...)`.
"""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from tui.api.cleaning import clean_file_name, clean_line, clean_text

LINE_LENGTH = 300
TEXT_LENGTH = 100_000
MARKDOWN_LENGTH = 2_000_000

Line = Annotated[str, AfterValidator(clean_line), StringConstraints(max_length=LINE_LENGTH)]
"""One line, at most 300 characters."""

Text = Annotated[str, AfterValidator(clean_text), StringConstraints(max_length=TEXT_LENGTH)]
"""Several lines, at most 100,000 characters."""

Markdown = Annotated[str, AfterValidator(clean_text), StringConstraints(max_length=MARKDOWN_LENGTH)]
"""Markdown, at most 2,000,000 characters."""

FileName = Annotated[
    str, AfterValidator(clean_file_name), StringConstraints(min_length=1, max_length=200)
]
"""The name of a file without its folders, at most 200 characters."""

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$")]
"""A UUID as text; new ones are version 7, made by `tui.api.ids.new_id`."""
