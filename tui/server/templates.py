"""Templates of the support desk: texts that are put into its answers."""

from starlette.responses import Response

from tui.api.errors import Conflict, Invalid, NotFound
from tui.api.models.answered import Items
from tui.api.models.templates import Fillings, Template, TemplateEdit, TemplateNew
from tui.api.policy import Permission
from tui.server.answering import answer, done
from tui.server.areas import area
from tui.server.asking import Bound, Key, Version
from tui.server.operations import operation

router = area("templates")

_SERVING = {Permission.INCIDENTS_SERVE}


@router.get("/support/templates")
@operation(needs=_SERVING, answers=Items[Template])
async def list_templates(portal: Bound) -> Response:
    """Return all templates by name; there are never more than 200."""
    return answer(Items[Template], Items(await portal.templates.list()))


@router.get("/support/incidents/{incident_id}/fillings")
@operation(needs=_SERVING, answers=Fillings, fails=(NotFound,))
async def show_fillings(portal: Bound, incident_id: str) -> Response:
    """Return what templates are filled in with for an incident.

    `{{subject}}` in a text stands for the field `subject`, and so on; what is put in is text, and
    placeholders in it are none.
    """
    return answer(Fillings, await portal.templates.fillings(incident_id))


@router.post("/support/templates")
@operation(needs=_SERVING, answers=Template, status=201, versioned=True, fails=(Invalid,))
async def add_template(portal: Bound, key: Key, new: TemplateNew) -> Response:
    """Add a template.

    A placeholder that is none of those of an incident's fillings is invalid
    (`unknown_placeholder`), as are a name that another one has (`name`, `name_taken`), no text in
    any language (`nl`, `no_text`) and one template more than 200 (`id`, `too_many_templates`).
    """
    added = await portal.templates.add(new, key)
    return answer(Template, added, status=201, version=added.version)


@router.put("/support/templates/{template_id}")
@operation(needs=_SERVING, answers=Template, versioned=True, fails=(Conflict, Invalid, NotFound))
async def change_template(
    portal: Bound, template_id: str, version: Version, edit: TemplateEdit
) -> Response:
    """Change all that a template says."""
    changed = await portal.templates.change(template_id, edit, version)
    return answer(Template, changed, version=changed.version)


@router.delete("/support/templates/{template_id}")
@operation(needs=_SERVING, fails=(Conflict, NotFound))
async def remove_template(portal: Bound, template_id: str, version: Version) -> Response:
    """Remove a template."""
    await portal.templates.remove(template_id, version)
    return done()
