"""One form for every input model: fields, errors beside them, changes, drafts, conflicts."""

from tui.widgets.form.field_list import PreviewWanted
from tui.widgets.form.fields import Member
from tui.widgets.form.files import FilesField
from tui.widgets.form.form import Form
from tui.widgets.form.keeping import Keeper

__all__ = ["FilesField", "Form", "Keeper", "Member", "PreviewWanted"]
