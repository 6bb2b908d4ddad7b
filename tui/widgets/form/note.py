"""What is said beside a field: what is wrong, what somebody else saved, or a hint."""

from dataclasses import dataclass

from textual.content import Content

from tui import i18n
from tui.drafts import Typed
from tui.widgets.form.fields import Field, Kind
from tui.widgets.form.files import whose_files

MOST_SHOWN = 120
"""Characters of a value that stand beside a field in a conflict."""


@dataclass(frozen=True, slots=True)
class Clash:
    """The field was changed here and elsewhere."""

    mine: Typed
    theirs: Typed


def note_of(field: Field, words: str, error: str, clash: Clash | None, typed: Typed) -> Content:
    """Return the lines; `<words>.hint` where nothing else is to be said and the catalogue has it.

    Whose files one names is said always where they are another machine's. `typed` is what stands
    in the field, and so which side of the clash was chosen.
    """
    lines: list[Content] = []
    if error:
        lines.append(Content.styled(f"✗ {error}", "$text-error"))
    if clash:
        takes_theirs = typed == clash.theirs
        mine = clash.mine if takes_theirs else typed
        lines.append(_side("form.mine", _shown(field, mine), chosen=not takes_theirs))
        lines.append(_side("form.theirs", _shown(field, clash.theirs), chosen=takes_theirs))
    if field.kind is Kind.FILES and (whose := whose_files()):
        lines.append(Content.styled(whose, "$text-warning"))
    elif not lines and i18n.has(f"{words}.hint"):
        lines.append(Content.styled(i18n.t(f"{words}.hint"), "$muted"))
    return Content("\n").join(lines)


def _shown(field: Field, typed: Typed) -> str:
    if not field.options:
        return " ".join(str(typed)[:MOST_SHOWN].split())
    names = typed if isinstance(typed, tuple) else (typed,)
    return ", ".join(member.label for member in field.options if member.name in names)


def _side(key: str, shown: str, *, chosen: bool) -> Content:
    mark = ("● ", "$accent") if chosen else ("○ ", "$muted")
    return Content.assemble(mark, (f"{i18n.t(key)} ", "$muted"), shown or i18n.t("form.none"))
