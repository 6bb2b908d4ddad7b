"""Does the deeds of a story until it is killed, and says after each that it is done.

    python -m tests.prove.writer STORY SEED [early]

The store comes on the standard input. `early` says of a deed that it is done before it is, which
the soak must find out.
"""

import asyncio
import sys

from tests.prove.soak import Store, say
from tests.prove.story import STORIES, Hands
from tui.api.connect import connect


async def write(story: str, seed: int, store: Store, *, early: bool) -> None:
    """Do one deed after the other."""
    hands = await Hands.at(connect(store.url), store)
    say("ready")
    for deed in STORIES[story](seed):
        if early:
            say()
        answer = await hands.do(deed)
        if not early:
            say(answer)


if __name__ == "__main__":
    story, seed, *more = sys.argv[1:]
    store = Store.from_json(sys.stdin.readline())
    asyncio.run(write(story, int(seed), store, early=bool(more)))
