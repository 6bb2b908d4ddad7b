"""A line that breaks off at each byte of a request and of its answer: done once, never twice."""

from collections.abc import Iterator

import pytest

from tests.faults.proxy import Act, cut_in_answer, cut_in_request, passes
from tests.faults.wire import Wire, draft, key_of
from tests.prove.soak import Tell, is_full
from tui.api.errors import Fault, Unavailable
from tui.api.ids import new_id
from tui.api.models.publishing import Published

SAMPLES = 24
"""Of each direction in the ordinary suite; `make prove` takes every byte."""

ONCE = Published(added=1, notes=1)


def _places(size: int) -> Iterator[int]:
    step = 1 if is_full() else max(1, size // SAMPLES)
    yield from range(0, size, step)
    if step > 1:
        yield size - 1


async def _breaks(wire: Wire, act: Act, number: int) -> None:
    """Send something over a line that breaks each time, and then once more over a good one."""
    document = draft(number)
    await wire.proxy.becomes(act)
    with pytest.raises(Unavailable) as caught:
        await wire.releases.publish(document, key_of(document))
    assert caught.value.fault is Fault.CUT_OFF
    assert wire.line.state.fault is Fault.CUT_OFF
    await wire.proxy.becomes(passes)
    assert await wire.releases.publish(document, key_of(document)) == ONCE, number
    assert wire.line.state.fault is None


@pytest.mark.prove
async def test_what_is_sent_again_after_a_cut_is_done_once(wire: Wire, tell: Tell) -> None:
    request, answer = await wire.sizes(draft(0))
    keys, number = wire.keys, 0
    for cut_in, size in ((cut_in_request, request), (cut_in_answer, answer)):
        for place in _places(size):
            number += 1
            await _breaks(wire, cut_in(place), number)
    assert wire.keys == keys + number
    sent = {f"Proef {each:05}" for each in range(number + 1)}
    records = wire.records
    assert {version: records.get(version) for version in sent} == dict.fromkeys(sent, 1)
    tell(
        "cuts at each byte of a request and its answer" if is_full() else "cuts, a sample",
        cuts=number,
        connections=wire.proxy.connections,
        done_twice=sum(count > 1 for count in records.values()),
        not_done=len(sent - records.keys()),
    )


async def test_without_the_key_it_is_done_twice_and_that_is_found_out(wire: Wire) -> None:
    document, keys = draft(90_000), wire.keys
    _, answer = await wire.sizes(draft(90_001))
    await wire.proxy.becomes(cut_in_answer(answer // 2))
    with pytest.raises(Unavailable):
        await wire.releases.publish(document, new_id())
    await wire.proxy.becomes(passes)
    assert await wire.releases.publish(document, new_id()) != ONCE
    assert wire.keys == keys + 3
