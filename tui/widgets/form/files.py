"""A field for files that go along: each by its path, and below one another what they are."""

import os
import platform
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui import i18n
from tui.api.cleaning import clean_line
from tui.api.models.attachments import MOST
from tui.drafts import Typed
from tui.exchange.attachments import FileToSend
from tui.exchange.dropped import paths_in
from tui.exchange.files import FileRefused
from tui.i18n import formats
from tui.terminal.capabilities import over_ssh
from tui.widgets.line_input import LineInput
from tui.widgets.path_suggester import PathSuggester, path_of

BAR = 20
"""Cells of a line that shows how much of a file went."""

Looked = Mapping[str, FileToSend | FileRefused]
"""By path what a file is, or why it is none that can be sent."""


class Taken:
    """The files that a field has taken: what they are, how much of each went, which is chosen."""

    def __init__(self) -> None:
        self.paths: tuple[str, ...] = ()
        self.looked: dict[str, FileToSend | FileRefused] = {}
        self.went: dict[str, int] = {}
        self.chosen = 0
        self.said = ""

    @property
    def unknown(self) -> tuple[str, ...]:
        """Those that nobody has looked at."""
        return tuple(path for path in self.paths if path not in self.looked)

    def add(self, paths: Iterable[str]) -> None:
        """Take files, as many as go along."""
        wanted = tuple(dict.fromkeys([*self.paths, *paths]))
        self.said = i18n.t("form.files.too_many", most=MOST) if len(wanted) > MOST else ""
        self.paths = wanted[:MOST]
        self.chosen = len(self.paths) - 1

    def take_away(self) -> None:
        """Let the chosen one go."""
        gone = self.paths[self.chosen]
        self.paths = tuple(path for path in self.paths if path != gone)
        self.chosen = max(0, min(self.chosen, len(self.paths) - 1))
        self.said = ""

    def lines(self, *, is_choosing: bool) -> list[Content]:
        """Return a line for each, and what is to be said of all of them."""
        lines = [
            self._line(path, "bold reverse" if is_choosing and place == self.chosen else "")
            for place, path in enumerate(self.paths)
        ]
        return [*lines, Content.styled(f"✗ {self.said}", "$text-warning")] if self.said else lines

    def _line(self, path: str, style: str) -> Content:
        name = clean_line(Path(path).name) or "?"
        match self.looked.get(path):
            case FileToSend() as file:
                size = formats.file_size(file.facts.size)
                facts = f"  {size}  {file.attachment.content_type}  {file.facts.sha256[:8]}"
                facts += self._bar(path, file.facts.size)
                return Content.assemble((file.attachment.name, style), (facts, "$muted"))
            case FileRefused() as refused:
                reason = i18n.filled(refused.key, refused.parameters)
                return Content.assemble((f"✗ {name}", style), (f"  {reason}", "$text-warning"))
            case _:
                return Content.styled(f"{name}  …", style)

    def _bar(self, path: str, size: int) -> str:
        if path not in self.went:
            return ""
        went = self.went[path]
        done = BAR * went // size
        return f"  [{'=' * done}{' ' * (BAR - done)}] {100 * went // size} %"


class FilesField(LineInput):
    """The line that a path is typed or dropped into.

    `shown` stands above it with the files that it has taken, `help` below it with what its keys do.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False),
        Binding("up", "choose(-1)", show=False),
        Binding("down", "choose(1)", show=False),
        Binding("backspace", "take_away(True)", show=False),
        Binding("delete", "take_away(False)", show=False),
    ]

    @dataclass
    class Named(Message):
        """Look at these files, and tell `field` what they are."""

        field: "FilesField"
        paths: tuple[str, ...]

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__(compact=True, suggester=PathSuggester(), select_on_focus=False)
        self.shown = Static(classes="files")
        self.help = Static(classes="files")
        self.can_focus = False
        self._changed = changed
        self._taken = Taken()

    @property
    def typed(self) -> Typed:
        """The paths of the files that were taken."""
        return self._taken.paths

    def fill(self, typed: Typed) -> None:
        """Have these files and no other."""
        self._taken.paths = typed if isinstance(typed, tuple) else ()
        self._look()

    def file(self, path: str) -> FileToSend | None:
        """Return what a file was when it was looked at, if it could be sent then."""
        found = self._taken.looked.get(path)
        return found if isinstance(found, FileToSend) else None

    def told(self, looked: Looked) -> None:
        """Show what files are."""
        self._taken.looked |= looked
        self._draw()

    def went(self, path: str, size: int) -> None:
        """Show how much of a file went."""
        self._taken.went[path] = size
        self._draw()

    def rest(self, *, again: Iterable[str] = ()) -> None:
        """Nothing is under way any more; look `again` at files that are not what they were."""
        self._taken.went.clear()
        for path in again:
            self._taken.looked.pop(path, None)
        self._look()

    def add(self, paths: Iterable[str]) -> None:
        """Take files, as many as go along."""
        self._taken.add(paths)
        self._look()
        self._changed()

    def on_mount(self) -> None:
        self._draw()

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is typed is no file before `enter`."""
        event.stop()

    async def action_submit(self) -> None:
        """Take what is typed; without anything, go on."""
        if not self.value.strip():
            await super().action_submit()
            return
        typed, self.value = self.value, ""
        self.add([str(path_of(typed.strip("\r\n")))])

    def _on_paste(self, event: events.Paste) -> None:
        """Take files that were dropped; anything else is typed."""
        if paths := paths_in(event.text):
            event.stop()
            event.prevent_default()
            self.add(str(path_of(path)) for path in paths)
        else:
            super()._on_paste(event)

    def action_complete(self) -> None:
        """Take what is offered, as `right` does, or go to the next field."""
        before = self.value
        self.action_end()
        self.action_cursor_right()
        if self.value == before:
            raise SkipAction

    def action_choose(self, step: int) -> None:
        """Choose another file, or go on from the first and the last one."""
        chosen = self._taken.chosen + step
        if self.value or not 0 <= chosen < len(self._taken.paths):
            raise SkipAction
        self._taken.chosen = chosen
        self._draw()

    def action_take_away(self, backward: bool) -> None:
        """Take the chosen file away; where something is typed, a letter of it."""
        if self.value:
            return self.action_delete_left() if backward else self.action_delete_right()
        if self._taken.paths:
            self._taken.take_away()
            self._draw()
            self._changed()
        return None

    def watch_has_focus(self, has_focus: bool) -> None:
        """Say what the keys do."""
        super().watch_has_focus(has_focus)
        self._draw()

    def _look(self) -> None:
        self._draw()
        self.call_next(self._ask)  # what a form says in its own name goes no further than itself

    def _ask(self) -> None:
        if unknown := self._taken.unknown:
            self.post_message(self.Named(self, unknown))

    def _draw(self) -> None:
        is_choosing = self.has_focus and not self.value
        lines = self._taken.lines(is_choosing=is_choosing)
        _show(self.shown, lines)
        keys = Content.styled(i18n.t("form.files.keys"), "$muted")
        _show(self.help, [keys] if self.has_focus else [])
        if self.has_focus:
            for widget in (self.help, self):
                self.call_after_refresh(widget.scroll_visible, animate=False)


def whose_files() -> str:
    """Return whose files one names where they are not those of the machine that one sits at."""
    if not over_ssh(os.environ):
        return ""
    return i18n.t("form.files.elsewhere", machine=clean_line(platform.node()))


def _show(where: Static, lines: list[Content]) -> None:
    where.display = bool(lines)
    where.update(Content("\n").join(lines))
