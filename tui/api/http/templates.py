"""Templates of the support desk."""

from tui.api.http.area import Area
from tui.api.http.calls import Call, changes_of, id_of
from tui.api.models.answered import Items
from tui.api.models.templates import Fillings, Template, TemplateEdit, TemplateNew


class HttpTemplates(Area):
    """Texts that the desk puts into its answers."""

    async def list(self) -> tuple[Template, ...]:
        """Return all of them."""
        return (await self._get("support/templates", Items[Template])).items

    async def fillings(self, incident_id: str) -> Fillings:
        """Return what they are filled in with for an incident."""
        return await self._get(f"support/incidents/{id_of(incident_id)}/fillings", Fillings)

    async def add(self, new: TemplateNew, key: str) -> Template:
        """Add one."""
        return await self._call(
            Call(
                method="POST",
                path="support/templates",
                answers=Template,
                body=changes_of(new),
                key=key,
            )
        )

    async def change(self, template_id: str, edit: TemplateEdit, version: int) -> Template:
        """Change one."""
        return await self._edit(_path(template_id), Template, edit, version, method="PUT")

    async def remove(self, template_id: str, version: int) -> None:
        """Remove one."""
        await self._call(
            Call[None](
                method="DELETE",
                path=_path(template_id),
                answers=None,
                version=version,
                current=Template,
            )
        )


def _path(template_id: str) -> str:
    return f"support/templates/{id_of(template_id)}"
