"""Two editors of one profile: nobody's change is silently overwritten (S3)."""

import asyncio
from dataclasses import dataclass
from random import Random
from typing import Protocol

import pytest

from tests.contract.grounds import Ground
from tests.contract.stage import Stage
from tests.prove.soak import Tell, rounds
from tui.api.errors import Conflict
from tui.api.models.profile import Profile, ProfileEdit
from tui.api.models.session import Language, Theme
from tui.api.portal import Profiles

pytestmark = pytest.mark.prove


class Overwritten(AssertionError):
    """A change was made on top of one that its author had not seen."""


class Saves(Protocol):
    """How an editor saves what it made of the profile that it read."""

    async def __call__(self, profiles: Profiles, edit: ProfileEdit, seen: Profile) -> Profile: ...


async def careful(profiles: Profiles, edit: ProfileEdit, seen: Profile) -> Profile:
    """Save with the version that was seen."""
    return await profiles.edit(edit, seen.version)


async def careless(profiles: Profiles, edit: ProfileEdit, seen: Profile) -> Profile:
    """Save with whatever version there is: the last one wins."""
    del seen
    return await profiles.edit(edit, (await profiles.show()).version)


@dataclass
class Editor:
    """One of two windows of the same person, with the profile as it was last read there."""

    profiles: Profiles
    seen: Profile


@dataclass
class Desk:
    """Both editors, and the profile as it must be now."""

    editors: tuple[Editor, Editor]
    saves: Saves
    random: Random
    present: Profile
    saved: int = 0
    refused: int = 0

    async def steps(self, count: int) -> None:
        """Take so many steps, one after the other."""
        for _ in range(count):
            await self.step()

    async def step(self) -> None:
        """Read or save in one of the windows, or save in both at once; raises `Overwritten`."""
        match self.random.randrange(5):
            case 0 | 1:
                editor = self.random.choice(self.editors)
                editor.seen = await editor.profiles.show()
                assert editor.seen == self.present
            case 2 | 3:
                await self._save(self.random.choice(self.editors))
            case _:
                await self._save_both()

    async def _save(self, editor: Editor) -> None:
        edit, stale = self._edit(), editor.seen != self.present
        (result,) = await asyncio.gather(
            self.saves(editor.profiles, edit, editor.seen), return_exceptions=True
        )
        if not stale:
            self._saved(editor, edit, result)
        elif isinstance(result, Profile):
            raise Overwritten(f"{editor.seen} was behind {self.present}")
        else:
            self._refused(result)

    async def _save_both(self) -> None:
        for editor in self.editors:
            editor.seen = await editor.profiles.show()
        edits = [self._edit() for _ in self.editors]
        results = await asyncio.gather(
            *(
                self.saves(editor.profiles, edit, editor.seen)
                for editor, edit in zip(self.editors, edits, strict=True)
            ),
            return_exceptions=True,
        )
        won = [place for place, result in enumerate(results) if isinstance(result, Profile)]
        if len(won) != 1:
            raise Overwritten(f"{results}")
        (loser,) = (result for result in results if not isinstance(result, Profile))
        self._saved(self.editors[won[0]], edits[won[0]], results[won[0]])
        self._refused(loser)

    def _saved(self, editor: Editor, edit: ProfileEdit, after: object) -> None:
        assert isinstance(after, Profile)
        changes = {name: getattr(edit, name) for name in edit.model_fields_set}
        wanted = {**vars(self.present), **changes, "version": after.version}
        assert vars(after) == wanted
        assert after.version != self.present.version
        self.present = editor.seen = after
        self.saved += 1

    def _refused(self, result: object) -> None:
        assert isinstance(result, Conflict)
        assert result.current == self.present
        self.refused += 1

    def _edit(self) -> ProfileEdit:
        language = {"language": self.random.choice([*Language])}
        theme = {"theme": self.random.choice([*Theme])}
        return ProfileEdit(**self.random.choice([language, theme, language | theme]))


async def _desk(stage: Stage, saves: Saves, seed: int) -> Desk:
    token = stage.token("employee")
    windows = [
        (await entrance.resume(token)).portal.profile
        for entrance in (stage.entrance, (await stage.open_again()))
    ]
    present = await windows[0].show()
    first, second = (Editor(profiles, present) for profiles in windows)
    return Desk((first, second), saves, Random(seed), present)


@pytest.fixture
async def desk(stage: Stage) -> Desk:
    """Two editors who mind what they saw."""
    return await _desk(stage, careful, seed=1)


async def test_no_change_is_overwritten_unseen(desk: Desk, ground: Ground, tell: Tell) -> None:
    steps = rounds(100, 3000)
    await desk.steps(steps)
    assert desk.saved
    assert desk.refused
    tell(
        f"two editors, {ground.name}",
        steps=steps,
        saved=desk.saved,
        refused_as_stale=desk.refused,
        overwritten=0,
    )


async def test_an_editor_who_minds_nothing_is_found_out(stage: Stage) -> None:
    desk = await _desk(stage, careless, seed=2)
    with pytest.raises(Overwritten):
        await desk.steps(100)
