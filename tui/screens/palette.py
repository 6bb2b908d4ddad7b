"""The command palette: every command that acts here, by name."""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from tui import i18n, links
from tui.screens.navigation import OpenLink
from tui.screens.shell import ShellScreen
from tui.widgets.commands import Command, command_of


def live_commands(screen: Screen[object]) -> list[tuple[str, Command]]:
    """Return the commands that act now, each with its keys as they are written."""
    keys: dict[str, list[str]] = {}
    commands: dict[str, Command] = {}
    for active in screen.active_bindings.values():
        command = command_of(active.binding)
        if command and active.enabled:
            commands[command.name] = command
            keys.setdefault(command.name, []).append(screen.app.get_key_display(active.binding))
    return [(" ".join(keys[name]), command) for name, command in commands.items()]


class CommandProvider(Provider):
    """Offers the commands of the screen below the palette."""

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for keys, command in self._commands():
            yield DiscoveryHit(command.help, self._run(command), help=keys)

    async def search(self, query: str) -> Hits:
        """What matches what is typed, and the incident that is called so."""
        link = links.incident(query)
        if link is not None and isinstance(self.screen, ShellScreen):
            words = Content(i18n.t("link.open", link=link))
            yield Hit(1.0, words, partial(self.screen.post_message, OpenLink(link)))
        matcher = self.matcher(query)
        for keys, command in self._commands():
            if (score := matcher.match(command.help)) > 0:
                yield Hit(score, Content(command.help), self._run(command), help=keys)

    def _commands(self) -> list[tuple[str, Command]]:
        return [(keys, command) for keys, command in live_commands(self.screen) if command.palette]

    def _run(self, command: Command) -> partial[object]:
        namespace = next(
            active.node
            for active in self.screen.active_bindings.values()
            if active.binding.id == command.name
        )
        return partial(self.app.run_action, command.action, namespace)
