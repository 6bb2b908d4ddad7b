"""What people really wrote, and worse, sent as incidents: kept, cleaned as is said, and found."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.contract.grounds import Ground, Template
from tests.contract.incidents import ALL, EVERY, new_comment, new_incident
from tests.contract.stage import Stage
from tests.contract.walking import forward
from tests.contract.world import WORLD
from tests.real_incidents import (
    FOLDER,
    Written,
    has_nothing_to_read,
    is_ordinary,
    longest_word,
    odd,
    steering,
    written,
)
from tui.api.administration import NewPortal
from tui.api.cleaning import clean_line, clean_text
from tui.api.ids import new_id
from tui.api.models.incidents import Entry, Incident, IncidentQuery
from tui.api.models.paging import Page, PageRequest
from tui.api.portal import Incidents

pytestmark = pytest.mark.data

Read = tuple[Written, Incident, Entry]
"""A text, and the incident with the comment that it has become."""


@dataclass(frozen=True)
class Desk:
    """A store that was sent what people wrote: what it keeps of it, and what it would not have."""

    stage: Stage
    read: list[Read] = field(default_factory=list[Read])
    refused: list[Written] = field(default_factory=list[Written])

    async def incidents(self) -> Incidents:
        """Return the incidents as who wrote them sees them."""
        return (await self.stage.portal("administrator")).incidents

    async def take(self, texts: list[Written]) -> None:
        """Submit every text, comment on it, and read it again."""
        incidents = await self.incidents()
        sent: dict[str, Written] = {}
        for text in texts:
            try:
                new = new_incident(text.subject, description=text.description)
                comment = new_comment(text.comment)
            except ValidationError:
                self.refused.append(text)
                continue
            await incidents.submit(new, new_id())
            await incidents.comment(new.id, comment, new_id())
            sent[new.id] = text
        for id_, text in sent.items():
            (entry,) = (await incidents.entries(id_, ALL)).items
            self.read.append((text, await incidents.show(id_), entry))


def _texts(ground: Ground, folder: Path) -> list[Written]:
    """Return everything, or a part of it where everything would take long."""
    texts = {"sqlite": written(folder), "http-sqlite": written(folder)[::12]}
    return [*texts.get(ground.name, []), *odd(folder)[::4]]


@pytest.fixture(scope="module")
def desk(ground: Ground, templates: dict[NewPortal, Template], shared_data: Path) -> Iterator[Desk]:
    """A desk to which everything was sent; nobody changes it any more."""
    template = templates[WORLD] = templates.get(WORLD) or ground.template(WORLD)
    url = ground.copy(template)

    async def filled() -> Desk:
        desk = Desk(Stage(ground, url, template.tokens, await ground.connect(url)))
        await desk.take(_texts(ground, shared_data / FOLDER))
        await desk.stage.close()
        return desk

    yield asyncio.run(filled())
    ground.remove(url)


@pytest.fixture(autouse=True)
async def _opened(desk: Desk, ground: Ground) -> object:
    """The store is opened by each test, in its own loop."""
    desk.stage.entrance = await ground.connect(desk.stage.url)
    yield
    await desk.stage.close()


async def test_a_real_text_is_kept_but_for_what_is_taken_out_of_every_text(desk: Desk) -> None:
    for text, incident, entry in desk.read:
        assert incident.subject == clean_line(text.subject), text.source
        assert incident.description == clean_text(text.description), text.source
        assert entry.body == clean_text(text.comment), text.source


async def test_a_real_text_with_nothing_odd_in_it_is_kept_to_the_letter(desk: Desk) -> None:
    ordinary = [each for each in desk.read if is_ordinary(each[0].description)]
    for text, incident, entry in ordinary:
        assert incident.description == text.description, text.source
        if is_ordinary(text.subject):
            assert incident.subject == " ".join(text.subject.split()), text.source
        if is_ordinary(text.comment):
            assert entry.body == text.comment, text.source


async def test_nothing_that_steers_a_terminal_is_kept_of_a_real_text(desk: Desk) -> None:
    assert any(steering(text.description) for text, _, _ in desk.read)
    for text, incident, entry in desk.read:
        kept = f"{incident.subject}{incident.description}{entry.body}"
        assert not steering(kept), text.source
        kept.encode("utf-8")


async def test_a_real_text_is_found_by_a_word_of_each_part(
    desk: Desk,
) -> None:
    incidents = await desk.incidents()
    asked: dict[str, set[str]] = {}
    for _, incident, entry in desk.read:
        for text in (incident.description, entry.body):
            words = f"{longest_word(incident.subject)} {longest_word(text)}".strip()
            asked.setdefault(words, set()).add(incident.id)
    for words in asked.keys() - {""}:
        assert asked[words] <= await _found(incidents, words), words


async def test_every_real_text_stands_in_the_list_once(desk: Desk) -> None:
    incidents = await desk.incidents()

    async def ask(page: PageRequest) -> Page:
        return await incidents.list(EVERY, page)

    listed = await forward(ask, 50)
    assert [(each.id, each.subject) for each in listed] == [
        (incident.id, incident.subject) for _, incident, _ in reversed(desk.read)
    ]


async def test_only_a_text_with_nothing_to_read_is_refused(desk: Desk) -> None:
    assert all(has_nothing_to_read(each.description) for each in desk.refused)
    assert not any(has_nothing_to_read(text.description) for text, _, _ in desk.read)


async def _found(incidents: Incidents, words: str) -> set[str]:
    async def ask(page: PageRequest) -> Page:
        return await incidents.list(IncidentQuery(words=words), page)

    return {each.id for each in await forward(ask, 200)}
