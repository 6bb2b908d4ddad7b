"""What is known of a conversation: its beginning, its end, and the two meeting."""

from tests.fake_incidents import incident, said
from tui.api.models.incidents import Entry
from tui.api.models.paging import Page, PageRequest
from tui.screens.conversations.conversation import AT_ONCE, Conversation
from tui.screens.conversations.timeline import Timeline
from tui.widgets.reader import Place

ALL = tuple(said(number) for number in range(200))


def page(request: PageRequest) -> Page[Entry]:
    start, end = 0, AT_ONCE
    if request.edge == "last":
        start, end = len(ALL) - AT_ONCE, len(ALL)
    elif request.before is not None:
        start, end = max(0, int(request.before) - AT_ONCE), int(request.before)
    elif request.after is not None:
        start, end = int(request.after), int(request.after) + AT_ONCE
    before, after = str(start) if start else None, str(end) if end < len(ALL) else None
    return Page(ALL[start:end], before, after)


def newest() -> Conversation:
    return Conversation.of(page(PageRequest(edge="last")))


def test_it_is_whole_when_the_beginning_is_reached_from_the_end():
    known = newest()
    while not known.is_whole:
        known = known.with_page(page(known.earlier()), known.earlier())
    assert known.entries == ALL


def test_it_is_whole_when_both_ends_meet_and_each_entry_stands_there_once():
    known = newest()
    for step in range(20):
        if known.is_whole:
            break
        request = known.later() if step % 2 else known.earlier()
        known = known.with_page(page(request), request)
    assert known.entries == ALL


def test_ends_that_overlap_are_not_told_twice():
    known = Conversation.of(Page(ALL[60:], before="60"))
    for _ in range(2):
        known = known.with_page(page(known.later()), known.later())
    assert known.entries == ALL
    assert known.is_whole


def test_an_answer_to_an_older_question_changes_nothing():
    known = newest()
    request = known.earlier()
    known = known.with_page(page(request), request)
    assert known.with_page(page(request), request) == known


def test_what_was_said_since_stands_at_the_end():
    known = newest()
    more = said(200)
    grown = known.with_newest(Page((*ALL[-20:], more), "180"))
    assert grown.entries == (*ALL[-AT_ONCE:], more)


def test_where_more_was_said_than_a_page_it_begins_anew():
    known = newest()
    more = tuple(said(number) for number in range(300, 350))
    assert known.with_newest(Page(more, "300")) == Conversation.of(Page(more, "300"))


def middle() -> Conversation:
    return Conversation.of(page(PageRequest(edge="last")), Page(ALL[75:125], "75", "125"))


def test_a_page_of_the_middle_grows_to_both_sides_until_nothing_is_missing():
    for order in ((0, 0), (0, 1), (1, 0), (1, 1)):
        known, step = middle(), 0
        assert len(known.stretches) == 3
        while not known.is_whole:
            gap = min(order[0], len(known.stretches) - 2)
            request = known.later(gap) if (step + order[1]) % 2 else known.earlier(gap)
            known, step = known.with_page(page(request), request), step + 1
            assert step < 20
        assert known.entries == ALL


def test_a_page_that_overlaps_with_the_newest_or_begins_it_is_one_with_it():
    end = page(PageRequest(edge="last"))
    assert Conversation.of(end, Page(ALL[120:170], "120", "170")).stretches[1].items == ALL[120:]
    begun = Conversation.of(end, Page(ALL[:50], None, "50"))
    assert [len(stretch.items) for stretch in begun.stretches] == [50, 50]


# Where one is in it, as it grows


def timeline(conversation: Conversation, new_from: str = "") -> Timeline:
    return Timeline(incident(1), conversation, "UTC", for_vendor=False, new_from=new_from)


def entry_at(shown: Timeline, place: Place) -> str:
    return shown.id_of(shown.part(place.section))


def test_one_stays_at_the_entry_that_one_reads():
    known = newest()
    before = timeline(known)
    grown = timeline(known.with_page(page(known.earlier()), known.earlier()))
    here = before.newest._replace(block=0, part=0.5)
    assert entry_at(grown, grown.place_of(here, before)) == ALL[-1].id
    assert grown.place_of(here, before)[1:] == (0, 0.5)


def test_who_had_come_to_what_is_missing_from_above_goes_on_with_what_follows():
    request = newest().later()
    known = newest().with_page(page(request), request)
    before = timeline(known)
    grown = timeline(known.with_page(page(known.later()), known.later()))
    place = grown.place_of(Place(before.head(before.gaps[0])), before)
    assert entry_at(grown, place) == ALL[AT_ONCE].id


def test_who_had_come_to_what_is_missing_from_below_stays_above_what_one_has_read():
    known = newest()
    before = timeline(known)
    grown = timeline(known.with_page(page(known.earlier()), known.earlier()))
    place = grown.place_of(Place(before.head(before.gaps[0])), before)
    assert entry_at(grown, place) == ALL[-AT_ONCE].id


def test_where_what_one_reads_is_no_longer_at_hand_one_is_at_the_newest():
    before, grown = timeline(newest()), timeline(Conversation.of(Page(ALL[:3])))
    assert grown.place_of(before.newest, before) == grown.newest


def test_one_begins_at_the_line_above_what_is_new_and_stays_there_as_it_grows():
    known, first = middle(), ALL[100].id
    before = timeline(known, first)
    line = before.part(before.opening.section)
    assert (before.id_of(line), before.id_of(line + 1)) == ("new", first)
    assert len(before.gaps) == 2
    for request in (known.earlier(0), known.later(1)):
        known = known.with_page(page(request), request)
        grown = timeline(known, first)
        assert entry_at(grown, grown.place_of(before.opening, before)) == "new"


def test_where_all_is_new_one_begins_at_the_description():
    shown = timeline(middle(), incident(1).id)
    assert shown.part(shown.opening.section) == 0
    assert shown.id_of(1) == incident(1).id
