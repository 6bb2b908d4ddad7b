"""The verbs of templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.api.store.session.bound import Bound

if TYPE_CHECKING:
    from tui.api.models.templates import Fillings, Template, TemplateEdit, TemplateNew


class StoreTemplates(Bound):
    """Texts that the desk puts into its answers."""

    async def list(self) -> tuple[Template, ...]:
        """Return all of them."""
        from tui.api.store.templates import keeping

        return await self._ask(keeping.listed)

    async def fillings(self, incident_id: str) -> Fillings:
        """Return what they are filled in with for an incident."""
        from tui.api.store.templates import filling

        return await self._ask(filling.fillings, incident_id)

    async def add(self, new: TemplateNew, key: str) -> Template:
        """Add one."""
        from tui.api.store.templates import keeping

        return await self._do(keeping.add, new, key, now=self._now)

    async def change(self, template_id: str, edit: TemplateEdit, version: int) -> Template:
        """Change one."""
        from tui.api.store.templates import keeping

        return await self._do(keeping.change, template_id, edit, version, now=self._now)

    async def remove(self, template_id: str, version: int) -> None:
        """Remove one."""
        from tui.api.store.templates import keeping

        await self._do(keeping.remove, template_id, version, now=self._now)
