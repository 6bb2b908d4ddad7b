"""Whether something is new: told once, to those whom it concerns, and cheaply otherwise."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.contract.incidents import contact_id, new_comment, submitted
from tests.contract.stage import Stage
from tui.api.ids import new_id
from tui.api.models.incidents import Watchers
from tui.api.models.needs import NeedKind, News
from tui.api.models.paging import PageRequest
from tui.api.models.releases import NoteQuery
from tui.api.models.support import Answer
from tui.api.policy import Role
from tui.api.portal import Portal


async def _news(portal: Portal, known: News | None = None) -> News:
    """Return what is new, which something must be."""
    news = await portal.needs.news(known.tag if known else "")
    assert news is not None
    return news


async def _is_quiet(portal: Portal, known: News) -> bool:
    return await portal.needs.news(known.tag) is None


def _answer() -> Answer:
    return Answer(id=new_id(), body="Try the patch.")


@pytest.mark.parametrize("name", ["employee", "administrator", "none", "support", "operator"])
async def test_it_tells_what_waits_and_then_nothing_until_something_is_new(
    stage: Stage, name: str
) -> None:
    portal = await stage.portal(name)
    first = await _news(portal)
    assert first.items == await portal.needs.list()
    assert await _is_quiet(portal, first)
    assert await portal.needs.news("of another program") == first


async def test_an_answer_is_news_to_who_follows_the_incident_and_waits_for_that_one(
    stage: Stage,
) -> None:
    emma, adam = await stage.portal("employee"), await stage.portal("administrator")
    none, sofie = await stage.portal("none"), await stage.portal("support")
    incident = await submitted(emma.incidents)
    seen = {portal: await _news(portal) for portal in (emma, adam, none, sofie)}
    entry = await sofie.support.answer(incident.id, _answer(), new_id())
    after = await _news(emma, seen[emma])
    assert after.latest == entry.at
    assert NeedKind.UNREAD_INCIDENTS in {need.kind for need in after.items}
    assert (await _news(adam, seen[adam])).latest == entry.at
    assert (await _news(sofie, seen[sofie])).latest == entry.at
    assert await _is_quiet(none, seen[none])


async def test_what_one_reads_oneself_changes_what_waits_and_is_nothing_that_happened(
    stage: Stage,
) -> None:
    emma, sofie = await stage.portal("employee"), await stage.portal("support")
    incident = await submitted(emma.incidents)
    await sofie.support.answer(incident.id, _answer(), new_id())
    before = await _news(emma)
    await emma.incidents.mark([incident.id], read=True)
    after = await _news(emma, before)
    assert (after.latest, after.items) != (before.latest, before.items)
    assert after.latest == before.latest


async def test_what_is_read_of_the_release_notes_is_seen_too(stage: Stage) -> None:
    emma = await stage.portal("employee")
    before = await _news(emma)
    (note, *_) = (await emma.releases.list(NoteQuery(unread=True), PageRequest())).items
    await emma.releases.mark([note.id], read=True)
    await _news(emma, before)


async def test_another_organisation_and_what_one_may_not_read_are_no_news(stage: Stage) -> None:
    emma, zoe = await stage.portal("employee"), await stage.portal("employee+administrator")
    fenna = await stage.portal("other_administrator")
    incident = await submitted(zoe.incidents)
    before = await _news(emma)
    theirs = await submitted(fenna.incidents)
    await fenna.incidents.comment(theirs.id, new_comment(), new_id())
    await zoe.incidents.comment(incident.id, new_comment(), new_id())
    assert await _is_quiet(emma, before)
    watching = Watchers(contact_ids=(contact_id("employee"),), watching=True)
    await zoe.incidents.watch(incident.id, watching)
    assert (await _news(emma, before)).latest is not None


async def test_an_internal_note_is_news_to_the_vendor_alone(stage: Stage) -> None:
    emma, sofie = await stage.portal("employee"), await stage.portal("support")
    adam = await stage.portal("administrator")
    incident = await submitted(emma.incidents)
    of_emma, of_adam, of_sofie = await _news(emma), await _news(adam), await _news(sofie)
    note = await sofie.support.note(incident.id, new_comment("They pay late."), new_id())
    assert await _is_quiet(emma, of_emma)
    assert await _is_quiet(adam, of_adam)
    assert (await _news(sofie, of_sofie)).latest == note.at


async def test_asking_for_news_keeps_no_session_open(stage: Stage) -> None:
    portal = await stage.portal("employee")
    (session,) = await portal.session.list()
    stage.let_time_pass("session", session.id, "last_used_at", timedelta(days=3))
    an_hour_ago = datetime.now(UTC).replace(tzinfo=None) - timedelta(hours=1)
    as_it_was = "UPDATE session SET last_used_at = last_used_at WHERE id = ? AND last_used_at < ?"
    still = (as_it_was, session.id, f"{an_hour_ago:%F %T.%f}")
    await portal.needs.news()
    stage._execute(*still)
    await portal.profile.show()
    with pytest.raises(AssertionError):
        stage._execute(*still)


async def test_it_tells_what_one_may_do_and_is_news_when_that_changes(stage: Stage) -> None:
    signed_in = await stage.signed_in("employee")
    before = await _news(signed_in.portal)
    assert before.permissions == signed_in.session.permissions
    stage.set_roles("employee", [Role.EMPLOYEE, Role.ADMINISTRATOR])
    after = await _news(signed_in.portal, before)
    again = await stage.signed_in("employee")
    assert after.permissions == again.session.permissions != before.permissions
    assert await _is_quiet(signed_in.portal, after)
