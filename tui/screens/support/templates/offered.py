"""What can be put into an answer: the templates, each as it would be filled in here."""

import asyncio
from dataclasses import dataclass

from tui import i18n
from tui.api.folding import fold
from tui.api.incidents import Templates
from tui.api.models.session import Language
from tui.api.models.templates import Fillings, Template
from tui.exchange.templates import filled, language_for, languages
from tui.widgets.record_list import Column


@dataclass(frozen=True, slots=True)
class Offered:
    """The templates, and what they are filled in with for one incident."""

    templates: tuple[Template, ...]
    fillings: Fillings

    def having(self, words: str) -> tuple[Template, ...]:
        """Return those that hold every word, in the name or in a text."""
        wanted = fold(words).split()
        return tuple(each for each in self.templates if _holds(each, wanted))

    def text(self, template: Template, language: Language) -> str:
        """Return a template as it would be put in."""
        return filled(template, language, self.fillings)

    def language(self, template: Template, *, other: bool = False) -> Language:
        """Return the language for the requester, or the other one, where there is a text in it."""
        there, suited = languages(template), language_for(template, self.fillings.language)
        return next((each for each in there if other and each is not suited), suited)

    def note(self, template: Template, language: Language) -> str:
        """Return what is said above the text: its language, and why it is that one."""
        words = i18n.t(f"template.{language}.label")
        spoken = self.fillings.language
        if spoken in (None, language):
            return words
        if spoken in languages(template):
            return i18n.t("templates.other", language=words)
        return i18n.t("templates.only", language=words)


async def offered(templates: Templates, incident_id: str) -> Offered:
    """Ask for the templates, and for what they are filled in with."""
    told = await asyncio.gather(templates.list(), templates.fillings(incident_id))
    return Offered(*told)


def _holds(template: Template, wanted: list[str]) -> bool:
    words = fold(f"{template.name} {template.nl} {template.en}")
    return all(word in words for word in wanted)


COLUMNS: tuple[Column[Template], ...] = (
    Column("name", lambda one: one.name, width=20, flexible=1),
    Column("languages", lambda one: " ".join(languages(one)), width=5, tone="muted"),
)
