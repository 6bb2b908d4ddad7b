"""Templates of the desk in memory."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.fake_incidents import FakeIncidents
from tui.api.errors import Conflict, FieldError, Invalid, NotFound
from tui.api.models.session import Language
from tui.api.models.templates import Fillings, Template, TemplateEdit, TemplateNew
from tui.api.policy import TemplateAction

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


class FakeTemplates:
    """As many as a test adds; `engineer` is the person of the session."""

    def __init__(self, incidents: FakeIncidents, engineer: str) -> None:
        self.script = incidents.script
        self.incidents = incidents
        self.engineer = engineer
        self.language: Language | None = Language.ENGLISH
        self.kept: dict[str, Template] = {}

    def put(self, name: str, *, nl: str = "", en: str = "") -> Template:
        """Let there be a template."""
        number = len(self.kept)
        new = Template(
            id=f"00000000-0000-7000-f000-{number:012x}",
            name=name,
            nl=nl,
            en=en,
            changed_at=NOW,
            changed_by="Marloes Veenstra",
            allowed=frozenset(TemplateAction),
        )
        self.kept[new.id] = new
        return new

    async def list(self) -> tuple[Template, ...]:
        await self.script.play("templates.list")
        return tuple(sorted(self.kept.values(), key=lambda one: one.name.casefold()))

    async def fillings(self, incident_id: str) -> Fillings:
        await self.script.play("templates.fillings")
        if incident_id not in self.incidents.incidents:
            raise NotFound("incident")
        one = self.incidents.incidents[incident_id]
        return Fillings(
            language=self.language,
            number=one.number,
            subject=one.subject,
            given_name=one.requester.display_name.split()[0],
            requester=one.requester.display_name,
            organisation=one.organisation_name,
            engineer=self.engineer,
        )

    async def add(self, new: TemplateNew, key: str) -> Template:
        await self.script.play("templates.add")
        self._check(new, new.id)
        made = replace(self.put(new.name, nl=new.nl, en=new.en), id=new.id)
        self.kept.popitem()
        self.kept[new.id] = made
        return made

    async def change(self, template_id: str, edit: TemplateEdit, version: int) -> Template:
        await self.script.play("templates.change")
        present = self._seen(template_id, version)
        self._check(edit, template_id)
        changed = replace(present, name=edit.name, nl=edit.nl, en=edit.en, version=version + 1)
        self.kept[template_id] = changed
        return changed

    async def remove(self, template_id: str, version: int) -> None:
        await self.script.play("templates.remove")
        self._seen(template_id, version)
        del self.kept[template_id]

    def _check(self, wanted: TemplateEdit, template_id: str) -> None:
        if not (wanted.nl.strip() or wanted.en.strip()):
            raise Invalid((FieldError("nl", "no_text"),))
        if any(one.name == wanted.name and one.id != template_id for one in self.kept.values()):
            raise Invalid((FieldError("name", "name_taken"),))

    def _seen(self, template_id: str, version: int) -> Template:
        if template_id not in self.kept:
            raise NotFound("template")
        if self.kept[template_id].version != version:
            raise Conflict(self.kept[template_id])
        return self.kept[template_id]
