"""The outbox of a stage, as whoever runs the portal opens it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from tests.contract.stage import LONG_AGO, Stage
from tui.api.connect import open_backend
from tui.api.outbox import Letter, Outbox, Outcome, Piece


@asynccontextmanager
async def outbox_of(stage: Stage) -> AsyncGenerator[Outbox]:
    """Open the store that the stage stands on, beside whoever serves it."""
    backend = open_backend(stage.url)
    try:
        yield backend.outbox
    finally:
        await backend.close()


async def fetched(stage: Stage) -> list[Letter]:
    """Take all that is due and note it as sent; what is dropped is not among it."""
    letters: list[Letter] = []
    async with outbox_of(stage) as outbox:
        while (piece := await outbox.take()) is not None:
            letter = await outbox.letter(piece)
            if letter is not None:
                letters.append(letter)
                await outbox.sent(piece)
    return letters


async def receivers(stage: Stage) -> list[str]:
    """Take all that is due, and return whom it is for."""
    return sorted(letter.name for letter in await fetched(stage))


async def outcomes(stage: Stage) -> list[tuple[Outcome, str]]:
    """Return what became of all that was posted, the newest first."""
    async with outbox_of(stage) as outbox:
        return [(each.outcome, each.reason) for each in await outbox.list()]


async def taken(stage: Stage) -> Piece:
    """Take the one piece that is due, and go away with it."""
    async with outbox_of(stage) as outbox:
        piece = await outbox.take()
    assert piece is not None
    return piece


def let_the_lease_end(stage: Stage) -> None:
    """Let what was taken, or put back, be due again."""
    stage._execute("UPDATE outbox SET due_at = ? WHERE due_at IS NOT NULL", LONG_AGO)
