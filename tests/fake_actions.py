"""What is required of an organisation, in memory."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Protocol

from tui.api.errors import Conflict, NotFound
from tui.api.models.actions import Action, ActionEdit, ActionQuery, ActionState, Colleague, Progress
from tui.api.models.paging import Count, Page, PageRequest
from tui.api.models.releases import Note, Release
from tui.api.policy import ActionVerb

DONE_AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ANNA = Colleague(id="00000000-0000-7000-a000-000000000001", display_name="Anna de Vries")
BRAM = Colleague(id="00000000-0000-7000-a000-000000000002", display_name="Bram Öz")
AHMED = Colleague(id="00000000-0000-7000-a000-000000000003", display_name="Ahmed Yıldız")


class _Script(Protocol):
    async def play(self, verb: str) -> None: ...


class FakeActions:
    """The pressing ones of some notes; the caller is `ANNA`."""

    def __init__(self, script: _Script, notes: Iterable[Note]) -> None:
        self.script = script
        pressing = [note for note in notes if note.is_pressing]
        self.actions = {
            note.id: Action(note=note, allowed=frozenset({ActionVerb.EDIT})) for note in pressing
        }

    def change(self, place: int, **changes: object) -> Action:
        """Change the action at `place` behind the caller's back."""
        key = list(self.actions)[place]
        old = self.actions[key]
        self.actions[key] = replace(old, **changes, version=old.version + 1)
        return self.actions[key]

    def _matching(self, query: ActionQuery) -> list[Action]:
        return [
            action
            for action in self.actions.values()
            if _is_in(action, query.state, query.today)
            and (not query.mine or action.owner == ANNA)
            and (query.release_id is None or action.note.release_id == query.release_id)
        ]

    async def list(self, query: ActionQuery, page: PageRequest) -> Page[Action]:
        await self.script.play("actions.list")
        rows = self._matching(query)
        start = int(page.after or 0)
        end = min(len(rows), start + page.limit)
        return Page(tuple(rows[start:end]), after=str(end) if end < len(rows) else None)

    async def count(self, query: ActionQuery) -> Count:
        await self.script.play("actions.count")
        return Count(len(self._matching(query)))

    async def progress(self) -> tuple[Progress, ...]:
        await self.script.play("actions.progress")
        by_release: dict[str, list[Action]] = {}
        for action in self.actions.values():
            by_release.setdefault(action.note.release_id, []).append(action)
        return tuple(_progress(actions) for actions in by_release.values())

    async def colleagues(self) -> tuple[Colleague, ...]:
        await self.script.play("actions.colleagues")
        return (AHMED, ANNA, BRAM)

    async def edit(self, note_id: str, edit: ActionEdit, version: int) -> Action:
        await self.script.play("actions.edit")
        if note_id not in self.actions:
            raise NotFound("action")
        old = self.actions[note_id]
        if old.version != version:
            raise Conflict(old)
        given = edit.model_dump(exclude_unset=True)
        changes: dict[str, object] = {"version": version + 1}
        if "owner_id" in given:
            people = {one.id: one for one in (ANNA, BRAM, AHMED)}
            changes["owner"] = people.get(given["owner_id"])
        if "due_on" in given:
            changes["due_on"] = given["due_on"]
        if "done" in given:
            changes["done_at"] = DONE_AT if given["done"] else None
            changes["done_by"] = ANNA.display_name if given["done"] else ""
        self.actions[note_id] = replace(old, **changes)
        return self.actions[note_id]


def _is_in(action: Action, state: ActionState | None, today: date) -> bool:
    if state is ActionState.OPEN:
        return action.done_at is None
    return state in (None, action.state(today))


def _progress(actions: list[Action]) -> Progress:
    note = actions[0].note
    release = Release(id=note.release_id, product=note.product, version=note.version)
    done = sum(action.done_at is not None for action in actions)
    return Progress(release=release, total=len(actions), done=done)
