"""The form of a template: a new one, or one that is changed."""

from tui import i18n
from tui.api.ids import new_id
from tui.api.incidents import Templates
from tui.api.models.templates import Template, TemplateEdit, TemplateNew
from tui.screens.conversations.draft_line import KeeperOf
from tui.screens.conversations.forms import identified
from tui.screens.form_sheet import FormSheet
from tui.widgets.form import Form

DRAFT = "support.template"
"""The form whose drafts these are; the one of a new template has the record `new`."""


def new_sheet(templates: Templates, keeper: KeeperOf) -> FormSheet:
    """Ask for a template to add."""
    values = {"id": new_id()}
    form = Form(TemplateNew, values, words="template", keeper=keeper(DRAFT, "new"))

    async def send(submitted: Form.Submitted) -> Template:
        new = identified(TemplateNew, submitted)
        return await templates.add(new, submitted.idempotency_key)

    return FormSheet(i18n.t("templates.add.title"), form, send, whole=True)


def edit_sheet(templates: Templates, template: Template, keeper: KeeperOf) -> FormSheet:
    """Ask what is to become of a template."""
    form = Form(
        TemplateEdit,
        vars(template),
        words="template",
        version=template.version,
        keeper=keeper(DRAFT, template.id),
    )

    async def send(submitted: Form.Submitted) -> Template:
        edit = TemplateEdit.model_validate(submitted.value.model_dump())
        return await templates.change(template.id, edit, submitted.version or 0)

    return FormSheet(i18n.t("templates.edit.title"), form, send, whole=True)
