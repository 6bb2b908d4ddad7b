"""People who go on working while servers end and come back, and who know what they were told."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar

from tests.prove.story import Edit, Hands, Mark, Publish, fresh
from tui.api.errors import Fault, Unavailable
from tui.api.models.profile import Profile, ProfileEdit
from tui.api.models.publishing import Published
from tui.api.models.session import Language, Theme
from tui.api.models.wire import parse_json

T = TypeVar("T")

PASSING = {Fault.BUSY, Fault.UNREACHABLE, Fault.CUT_OFF, Fault.TIMED_OUT}
SETTINGS = [(language, theme) for language in Language for theme in Theme]


@dataclass
class Told:
    """What was acknowledged."""

    marks: int = 0
    read: bool = False
    edits: int = 0
    found_done: int = 0
    """Edits whose answer was lost, and which one look showed to be done."""
    shown: Profile | None = None
    """The profile after the last edit."""
    published: list[tuple[Publish, Published]] = field(default_factory=list)
    asked_again: int = 0
    """How often the client had given up, and the person asked once more."""
    faults: list[str] = field(default_factory=list[str])

    @property
    def writes(self) -> int:
        """All of them."""
        return self.marks + self.edits + len(self.published)


@dataclass
class Workers:
    """Three at once, through one client: somebody marks, somebody edits, and somebody publishes."""

    hands: Hands
    told: Told = field(default_factory=Told)
    over: bool = False

    async def run(self) -> None:
        """Work until it is over, and finish what was begun."""
        await asyncio.gather(self.mark(), self.edit(), self.publish())

    async def mark(self) -> None:
        """Mark a note read and unread; to ask for it twice does no harm."""
        while not self.over:
            read = not self.told.read
            await self._insist(lambda read=read: self.hands.do(Mark((0,), read)))
            self.told.read = read
            self.told.marks += 1

    async def edit(self) -> None:
        """Change settings again and again, each time from the version that was seen."""
        shown = await self._insist(self.hands.reader.profile.show)
        for number in count():
            if self.over:
                break
            language, theme = SETTINGS[number % len(SETTINGS)]
            shown = self.told.shown = await self._edited(Edit(language, theme), shown.version)

    async def _edited(self, deed: Edit, version: int) -> Profile:
        """Edit; where the answer was lost, look whether it was done before doing it again."""
        edit = ProfileEdit(language=deed.language, theme=deed.theme)
        while True:
            try:
                shown = await self.hands.reader.profile.edit(edit, version)
                self.told.edits += 1
            except Unavailable as error:
                _check(error)
                shown = await self._insist(self.hands.reader.profile.show)
                if shown.version == version:
                    continue
                self.told.found_done += 1
            if shown.version != version + 1 or (shown.language, shown.theme) != (
                deed.language,
                deed.theme,
            ):
                self.told.faults.append(f"{deed} of version {version} came to {shown}")
            return shown

    async def publish(self) -> None:
        """Publish files that nobody has seen, each under one key however often it is sent."""
        for deed in fresh(0):
            if self.over:
                break
            answer = await self._insist(lambda deed=deed: self.hands.do(deed))
            self.told.published.append((deed, parse_json(Published, answer)))

    async def _insist(self, ask: Callable[[], Awaitable[T]]) -> T:
        while True:
            try:
                return await ask()
            except Unavailable as error:
                _check(error)
                self.told.asked_again += 1


def _check(error: Unavailable) -> None:
    if error.fault not in PASSING:
        raise error
