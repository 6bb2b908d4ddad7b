"""Saying something on the line above the keys."""

from textual.message_pump import MessagePump

from tui.screens.navigation import Told
from tui.widgets.state_view import error_text
from tui.widgets.states import Denied, Failed, State


def tell(owner: MessagePump, words: str, *, about: str = "") -> None:
    """Let the shell say these words; `about` is the id of the one record that they are about."""
    owner.post_message(Told(words, about))


def tell_failure(owner: MessagePump, state: State[object]) -> None:
    """Let it say why something was not done, if it was not."""
    match state:
        case Failed(error) | Denied(error):
            tell(owner, error_text(error))
        case _:
            pass
