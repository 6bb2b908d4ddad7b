"""Colleagues, as one names them on the command line."""

from collections.abc import Sequence

from tui.api.folding import fold
from tui.api.models.actions import Colleague
from tui.api.models.session import Session
from tui.cli.failures import Exit, Stopped

_ME = "me"


def is_oneself(text: str, session: Session) -> bool:
    """Whether the caller is meant: by `me`, or by the own e-mail address."""
    return fold(text.strip()) in (_ME, fold(session.email))


def named(text: str, colleagues: Sequence[Colleague]) -> str:
    """Return the id of the one who is meant by a name, a part of one, or an id."""
    wanted = fold(text.strip())
    found = [each for each in colleagues if wanted in (each.id, fold(each.display_name))]
    found = found or [each for each in colleagues if wanted in fold(each.display_name)]
    if len(found) == 1 and wanted:
        return found[0].id
    raise _unclear(text, found)


def _unclear(text: str, found: Sequence[Colleague]) -> Stopped:
    if not found:
        return Stopped("cli.colleague.unknown", Exit.REFUSED, text=text)
    people = "".join(f"\n  {each.display_name} ({each.id})" for each in found)
    return Stopped("cli.colleague.several", Exit.REFUSED, text=text, people=people)
