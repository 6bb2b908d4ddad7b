"""A template with the facts of one incident in it: what the desk then sends as it likes."""

from re import Match

from markdown_it import MarkdownIt

from tui.api.models.session import Language
from tui.api.models.templates import PLACEHOLDER, Fillings, Placeholder, Template
from tui.exchange.markdown import literally

_PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]


def languages(template: Template) -> tuple[Language, ...]:
    """Return the languages that a template has a text in."""
    return tuple(each for each in Language if getattr(template, each.value).strip())


def language_for(template: Template, wanted: Language | None) -> Language:
    """Return the language of its text for somebody who speaks `wanted`, as far as there is one.

    Who did not say what to speak is written to in Dutch, where there is a text in it.
    """
    there = languages(template)
    if wanted is not None and wanted in there:
        return wanted
    return Language.ENGLISH if there == (Language.ENGLISH,) else Language.DUTCH


def filled(template: Template, language: Language, fillings: Fillings) -> str:
    """Return the text in a language with everything in its place.

    What is put in was written by others: it says just what it said there, whatever Markdown or
    this would take it for. A name that nothing fills stays as it is.
    """

    def told(placeholder: Match[str]) -> str:
        if placeholder[1] not in {*Placeholder}:
            return placeholder[0]
        return _as_said(str(getattr(fillings, placeholder[1])))

    return PLACEHOLDER.sub(told, getattr(template, language.value))


def _as_said(text: str) -> str:
    """Return Markdown that says just this, as it is where Markdown takes it for nothing else."""
    return text if _is_plain(text) else literally(text)


def _is_plain(text: str) -> bool:
    tokens = MarkdownIt("commonmark").enable("strikethrough").parse(text)
    if [token.type for token in tokens] != _PARAGRAPH:
        return False
    parts = tokens[1].children or []
    return all(part.type == "text" for part in parts) and tokens[1].content == text == "".join(
        part.content for part in parts
    )
