"""What is offered about required actions: filters with the progress, and people."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tui import i18n
from tui.api.models.actions import ActionQuery, ActionState, Colleague, Progress
from tui.screens.find_bar import Band, Filter
from tui.screens.picker import Offer, Picker

NOBODY = ""
"""Chosen where nobody is to own it."""


def filter_picker(wanted: ActionQuery, progress: Iterable[Progress]) -> Picker[ActionQuery]:
    """Return the sheet of the filters; each release says how far one is with it."""
    return Picker(i18n.t("required.filter.title"), list(_filters(wanted, progress)))


def _filters(wanted: ActionQuery, progress: Iterable[Progress]) -> Iterator[Offer[ActionQuery]]:
    group = i18n.t("required.filter.group.state")
    for state in ActionState:
        chosen = replace(wanted, state=state)
        yield Offer(i18n.t(f"action.state.{state}"), group, chosen)
    yield Offer(i18n.t("required.filter.any"), group, replace(wanted, state=None))
    group = i18n.t("required.filter.group.owner")
    yield Offer(i18n.t("required.filter.mine"), group, replace(wanted, mine=True))
    yield Offer(i18n.t("required.filter.everybody"), group, replace(wanted, mine=False))
    group = i18n.t("releases.filter.group.version")
    for each in progress:
        done = i18n.t("required.progress", done=each.done, count=each.total)
        label = f"{each.release.full_version} · {done}"
        yield Offer(label, group, replace(wanted, release_id=each.release.id))
    if wanted.release_id is not None:
        yield Offer(i18n.t("required.filter.versions"), group, replace(wanted, release_id=None))


def owner_picker(colleagues: Iterable[Colleague]) -> Picker[str]:
    """Return the sheet of the people who can own an action, by id, and `NOBODY`."""
    offers = [Offer(colleague.display_name, "", colleague.id) for colleague in colleagues]
    offers.append(Offer(i18n.t("required.nobody"), "", NOBODY))
    return Picker(i18n.t("required.owner.title"), offers)


def band_of(wanted: ActionQuery, progress: Iterable[Progress], selected: int) -> Band:
    """Return the third band: what is filtered, and how far one is with it."""
    every = list(progress)
    release = next((each.release for each in every if each.release.id == wanted.release_id), None)
    counted = [each for each in every if wanted.release_id in (None, each.release.id)]
    state = f"action.state.{wanted.state}" if wanted.state else "required.filter.any"
    filters = [Filter(i18n.t("required.title")), Filter(i18n.t(state))]
    if wanted.mine:
        filters.append(Filter(i18n.t("required.filter.mine")))
    if release is not None:
        filters.append(Filter(release.full_version))
    done, total = sum(each.done for each in counted), sum(each.total for each in counted)
    figures = [i18n.plural("releases.selected", selected)] if selected else []
    if total:
        figures.append(i18n.t("required.progress", done=done, count=total))
    return Band(tuple(filters), tuple(figures))
