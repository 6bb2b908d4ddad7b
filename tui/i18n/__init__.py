"""Texts by key, in the language of the person at the terminal.

A key names what is said (`releases.empty.title`); the catalogues nl and en hold the words. One
process serves one person, so the language is a setting of the process.
"""

import gettext
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "nl")
_ROOT = Path(__file__).parent


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("messages", _ROOT, languages=[language], fallback=True)


_current = "en"


def use(language: str) -> None:
    """Speak `language` from now on; one that there is not is English."""
    global _current  # noqa: PLW0603 - the language of the process
    _current = language if language in LANGUAGES else "en"


def language() -> str:
    """Return the language spoken now."""
    return _current


def other() -> str:
    """Return the language that is not spoken now."""
    return next(language for language in LANGUAGES if language != _current)


def t(key: str, **parameters: object) -> str:
    """Return the text of `key` with its `{parameters}` filled in."""
    return t_in(_current, key, **parameters)


def t_in(language: str, key: str, /, **parameters: object) -> str:
    """Return the text of `key` in the language of whom it is for, whoever runs the process."""
    text = _catalogue(language).gettext(key)
    return text.format_map(parameters) if parameters else text


def word_in(language: str, key: str) -> str:
    """Return the same of a word of a backend; one that we do not know yet is shown as it is."""
    text = _catalogue(language).gettext(key)
    return text if text != key else key.rpartition(".")[2].replace("_", " ")


def filled(key: str, parameters: Mapping[str, object]) -> str:
    """Return a text with parameters that come from elsewhere, whose names may be any."""
    text = t(key)
    return text.format_map(parameters) if parameters else text


def wrong(code: str, parameters: Mapping[str, object]) -> str:
    """Return what is wrong with a field, also by a code of a newer backend without words here."""
    key = f"invalid.{code}"
    try:
        return t(key).format_map(parameters) if has(key) else t("invalid.other")
    except (KeyError, IndexError, AttributeError):  # words with other parameters than these
        return t("invalid.other")


def word(key: str) -> str:
    """Return the text of a word of a backend; one that we do not know yet is shown as it is."""
    return word_in(_current, key)


def plural(key: str, count: int, **parameters: object) -> str:
    """Return the text of `key` for so many; `{count}` is filled in too.

    The catalogue holds it under msgid `key` and msgid_plural `key`.
    """
    text = _catalogue(_current).ngettext(key, key, count)
    return text.format_map({"count": count, **parameters})


def has(key: str) -> bool:
    """Whether the present catalogue has a text for `key`."""
    return _catalogue(_current).gettext(key) != key


def from_environment() -> str:
    """Return the language that KLANTPORTAL_LANG or else the locale asks for, or English."""
    for name in ("KLANTPORTAL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if (value := os.environ.get(name, "")[:2].lower()) in LANGUAGES:
            return value
    return "en"
