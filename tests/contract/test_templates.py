"""Templates of the desk: kept by who answers by them, filled in with one incident's facts."""

import asyncio

import pytest

from tests.contract.incidents import submitted
from tests.contract.stage import Stage, has_words, short
from tests.contract.world import identity
from tests.hostile import CASES
from tui.api.errors import Conflict, Invalid, NotFound
from tui.api.ids import new_id
from tui.api.models.invalid import checked
from tui.api.models.profile import ProfileEdit
from tui.api.models.session import Language
from tui.api.models.templates import (
    LONGEST_TEMPLATE,
    MOST_TEMPLATES,
    Fillings,
    Placeholder,
    TemplateEdit,
    TemplateNew,
)
from tui.api.policy import TemplateAction
from tui.api.portal import Templates


@pytest.fixture
async def desk(stage: Stage) -> Templates:
    """The templates as a support engineer sees them."""
    return (await stage.portal("support")).templates


def _greeting(name: str = "Greeting", **texts: str) -> TemplateNew:
    return TemplateNew(id=new_id(), name=name, **(texts or {"en": "Dear {{given_name}},"}))


async def _own_name(stage: Stage) -> str:
    return (await stage.signed_in("support")).session.display_name


def _codes(error: Invalid) -> dict[str, str]:
    return {field.field: field.code for field in error.fields}


async def test_a_template_is_there_for_everybody_who_answers(stage: Stage, desk: Templates) -> None:
    new = _greeting(nl="Beste {{given_name}},", en="Dear {{given_name}},")
    added = await desk.add(new, new_id())
    assert (added.name, added.nl, added.en) == (new.name, new.nl, new.en)
    assert (added.changed_by, added.version) == (await _own_name(stage), 1)
    assert added.allowed == {*TemplateAction}
    assert await (await stage.portal("operator")).templates.list() == (added,)


async def test_sending_twice_adds_once(desk: Templates) -> None:
    new, key = _greeting(), new_id()
    added = await desk.add(new, key)
    assert await desk.add(new, key) == added
    assert await desk.list() == (added,)
    with pytest.raises(Invalid) as caught:
        await desk.add(_greeting("Another"), key)
    assert has_words(caught.value)


async def test_templates_stand_in_the_order_of_their_names(desk: Templates) -> None:
    for name in ("zorg", "Ärger", "Beta"):
        await desk.add(_greeting(name), new_id())
    assert [each.name for each in await desk.list()] == ["Ärger", "Beta", "zorg"]


async def test_an_id_and_a_name_are_taken_once(desk: Templates) -> None:
    new = _greeting("Storing")
    added = await desk.add(new, new_id())
    other = await desk.add(_greeting("Other"), new_id())
    for wrong, field in (
        (new.model_copy(update={"name": "Else"}), {"id": "id_taken"}),
        (_greeting("STÓRING"), {"name": "name_taken"}),
    ):
        with pytest.raises(Invalid) as caught:
            await desk.add(wrong, new_id())
        assert (_codes(caught.value), has_words(caught.value)) == (field, True)
    with pytest.raises(Invalid) as caught:
        await desk.change(other.id, TemplateEdit(name="storing", en="x"), 1)
    assert _codes(caught.value) == {"name": "name_taken"}
    assert await desk.list() == (other, added)


async def test_one_text_at_least_is_there(desk: Templates) -> None:
    for blank in ({}, {"nl": " \n", "en": ""}):
        with pytest.raises(Invalid) as caught:
            await desk.add(TemplateNew(id=new_id(), name="Empty", **blank), new_id())
        assert (_codes(caught.value), has_words(caught.value)) == ({"nl": "no_text"}, True)
    assert await desk.list() == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dear {{first_name}},", "first_name"),
        ("{{number}} {{ Number }}", "Number"),
        ("{{}}", ""),
        ("{{subject.__class__}}", "subject.__class__"),
        ("{{ number }} {{\tpass word\t}}", "pass word"),
    ],
)
def test_a_placeholder_that_nothing_fills_is_refused_by_its_name(text: str, name: str) -> None:
    for field in ("nl", "en"):
        with pytest.raises(Invalid) as caught, checked():
            _greeting(**{field: text})
        (wrong,) = caught.value.fields
        assert (wrong.field, wrong.code) == (field, "unknown_placeholder")
        assert (wrong.parameters, has_words(caught.value)) == ({"name": name}, True)


def test_braces_that_are_no_placeholder_are_text() -> None:
    for text in ("{number}", "{{number}", "{{ one\nline }}", "}}{{", "{{{number}}}"):
        assert _greeting(en=text).en == text


def test_what_can_be_filled_in_are_the_fillings() -> None:
    assert {*Placeholder} == {*Fillings.__annotations__} - {"language"}


async def test_fillings_are_those_of_the_incident_and_of_who_asks(
    stage: Stage, desk: Templates
) -> None:
    emma = await stage.portal("employee")
    subject = "Total of {{engineer}} is wrong"
    asked = await submitted(emma.incidents, subject)
    told = await desk.fillings(asked.id)
    assert (told.number, told.subject, told.engineer) == (
        asked.number,
        subject,
        await _own_name(stage),
    )
    assert told.requester == asked.requester.display_name
    assert told.requester.startswith(told.given_name)
    assert told.organisation == asked.organisation_name
    assert (await (await stage.portal("operator")).templates.fillings(asked.id)).engineer != (
        told.engineer
    )


async def test_the_language_is_what_the_requester_speaks_now(stage: Stage, desk: Templates) -> None:
    emma = await stage.portal("employee")
    asked = await submitted(emma.incidents)
    for language in (Language.DUTCH, Language.ENGLISH):
        version = (await emma.profile.show()).version
        await emma.profile.edit(ProfileEdit(language=language), version)
        assert (await desk.fillings(asked.id)).language is language


async def test_a_change_is_seen_with_who_made_it(stage: Stage, desk: Templates) -> None:
    added = await desk.add(_greeting(), new_id())
    operator = (await stage.portal("operator")).templates
    changed = await operator.change(added.id, TemplateEdit(name="Hello", nl="Dag,"), 1)
    assert (changed.name, changed.nl, changed.en, changed.version) == ("Hello", "Dag,", "", 2)
    assert changed.changed_by != added.changed_by
    assert await desk.list() == (changed,)
    same = await operator.change(added.id, TemplateEdit(name="Hello", nl="Dag,"), 2)
    assert same == changed


async def test_a_stale_change_or_removal_shows_the_template_as_it_is(desk: Templates) -> None:
    added = await desk.add(_greeting(), new_id())
    present = await desk.change(added.id, TemplateEdit(name="Now", en="Now"), 1)
    for late in (
        desk.change(added.id, TemplateEdit(name="Late", en="Late"), 1),
        desk.remove(added.id, 1),
    ):
        with pytest.raises(Conflict) as caught:
            await late
        assert caught.value.current == present
    assert await desk.list() == (present,)


async def test_what_is_removed_is_gone_and_its_name_is_free(desk: Templates) -> None:
    added = await desk.add(_greeting(), new_id())
    await desk.remove(added.id, 1)
    assert await desk.list() == ()
    for late in (
        desk.remove(added.id, 1),
        desk.change(added.id, TemplateEdit(name="Late", en="Late"), 1),
    ):
        with pytest.raises(NotFound):
            await late
    again = await desk.add(_greeting(), new_id())
    assert await desk.list() == (again,)


@pytest.mark.parametrize("template_id", ["", "no id", "../portal", identity(0xDEAD)], ids=short)
async def test_what_is_no_template_is_not_found(desk: Templates, template_id: str) -> None:
    with pytest.raises(NotFound):
        await desk.change(template_id, TemplateEdit(name="n", en="e"), 1)
    with pytest.raises(NotFound):
        await desk.remove(template_id, 1)


async def test_of_two_who_change_at_once_one_is_told(desk: Templates) -> None:
    added = await desk.add(_greeting(), new_id())
    edits = [TemplateEdit(name=f"By {who}", en="Hi") for who in range(4)]
    became = await asyncio.gather(
        *(desk.change(added.id, edit, 1) for edit in edits), return_exceptions=True
    )
    assert sum(isinstance(each, Conflict) for each in became) == 3
    assert (await desk.list())[0].version == 2


async def test_there_are_never_more_than_are_listed(stage: Stage, desk: Templates) -> None:
    for number in range(MOST_TEMPLATES):
        stage.write_template(new_id(), f"name {number}")
    with pytest.raises(Invalid) as caught:
        await desk.add(_greeting(), new_id())
    assert (_codes(caught.value), has_words(caught.value)) == ({"id": "too_many_templates"}, True)
    listed = await desk.list()
    assert len(listed) == MOST_TEMPLATES
    await desk.remove(listed[0].id, 1)
    await desk.add(_greeting(), new_id())


def test_a_text_has_a_limit() -> None:
    assert _greeting(nl="a" * LONGEST_TEMPLATE)
    with pytest.raises(Invalid), checked():
        _greeting(nl="a" * (LONGEST_TEMPLATE + 1))


@pytest.mark.parametrize("category", sorted({case.category for case in CASES}))
async def test_hostile_text_is_kept_as_it_was_cleaned(desk: Templates, category: str) -> None:
    for case in (case for case in CASES if case.category == category):
        text = f"a {case.text}"
        new = TemplateNew(id=new_id(), name=text[:100], nl=text[:LONGEST_TEMPLATE])
        added = await desk.add(new, new_id())
        assert (added.name, added.nl) == (new.name, new.nl)
        assert await desk.list() == (added,)
        await desk.remove(added.id, 1)


async def test_what_became_of_templates_stands_in_the_vendors_record(
    stage: Stage, desk: Templates
) -> None:
    added = await desk.add(_greeting(), new_id())
    await desk.change(added.id, TemplateEdit(name="Now", en="Now"), 1)
    await desk.remove(added.id, 2)
    rows = stage.ground.contents(stage.url).splitlines()
    for action in ("templates.add", "templates.change", "templates.remove"):
        records = [row for row in rows if f"'{action}'" in row and "'support'" in row]
        assert [added.id in row for row in records] == [True]
