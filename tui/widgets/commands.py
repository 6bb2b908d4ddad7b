"""One declaration per command: from it come the key, the footer, the palette and the help.

    class RecordList(ScrollView):
        SHORTCUTS = (Command("list.down", "down,j", "cursor_down"), ...)
        BINDINGS = bindings(SHORTCUTS)

The words are texts by key, so that they follow the language at once: `command.<name>` is the
short label of the footer, `command.<name>.help` the sentence of palette and help.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from tui import i18n


@dataclass(frozen=True, slots=True)
class Command:
    """What a key does here.

    `name` is also the id by which a person remaps the key. `keys` are Textual's, by commas.
    `footer` is the rank in the footer, 1 the first to stay as the screen narrows; 0 is not
    shown. `permission` names what the session must hold for the command to exist.
    """

    name: str
    keys: str
    action: str
    footer: int = 0
    permission: str = ""
    palette: bool = True
    priority: bool = False
    """Whether it acts before whatever has the focus does."""
    key_display: str = ""
    """How the footer writes the key(s), where Textual's own name would not do."""

    @property
    def label(self) -> str:
        """The short label, in the language spoken now."""
        return i18n.t(f"command.{self.name}")

    @property
    def help(self) -> str:
        """The sentence that says what it does."""
        return i18n.t(f"command.{self.name}.help")


_declared: dict[str, Command] = {}


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Return the bindings of these commands, each with the command's name as its id.

    Raises `ValueError` for a name that another command has.
    """
    made: list[BindingType] = []
    for command in commands:
        if _declared.setdefault(command.name, command) != command:
            raise ValueError(f"two commands are called {command.name}")
        made.append(
            Binding(
                command.keys,
                command.action,
                command.name,
                show=False,
                priority=command.priority,
                id=command.name,
            )
        )
    return made


def command_of(binding: Binding) -> Command | None:
    """Return the command that `binding` was made from, if it was made from one."""
    return _declared.get(binding.id or "")


def declared() -> tuple[Command, ...]:
    """Return every command that has been declared so far."""
    return tuple(_declared.values())
