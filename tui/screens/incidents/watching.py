"""Watching an incident, and letting colleagues watch it."""

from collections.abc import Iterator

from tui import i18n
from tui.api.incidents import Incidents
from tui.api.models.actions import Colleague
from tui.api.models.incidents import Incident, Watchers
from tui.screens.conversations.draft_line import KeeperOf
from tui.screens.filter_offers import SET
from tui.screens.incidents.ending import Ending
from tui.screens.loading import fetch, write
from tui.screens.picker import Offer, Picker
from tui.screens.telling import tell, tell_failure
from tui.widgets.states import Ready, State


class Watching(Ending):
    """Who submitted an incident stays with it; everybody else comes and goes."""

    def __init__(self, incidents: Incidents, zone: str, keeper: KeeperOf, me: str) -> None:
        super().__init__(incidents, zone, keeper)
        self._me = me
        """The id of the person's contact."""

    @property
    def is_mine(self) -> bool:
        """Whether the person submitted the incident."""
        return self.incident is not None and self.incident.requester.id == self._me

    def action_watch(self) -> None:
        """Watch it, or no more."""
        if self.incident is not None:
            self._let(self._me, watching=not self.incident.followed)

    def _let(self, contact_id: str, *, watching: bool) -> None:
        if self.incident is not None:
            watchers = Watchers(contact_ids=(contact_id,), watching=watching)
            change = self._incidents.watch(self.incident.id, watchers)
            write(self, "incident.watch", change, into=self._watched)

    def _watched(self, changed: State[Incident]) -> None:
        """Show who watches it now."""
        tell_failure(self, changed)
        if isinstance(changed, Ready):
            incident = changed.value
            if self.incident is not None and incident.id == self.incident.id:
                if incident.followed != self.incident.followed:
                    key = "incident.watching" if incident.followed else "incident.not_watching"
                    tell(self, i18n.t(key), about=incident.id)
                self.renew(incident)

    def action_watchers(self) -> None:
        """Find out who could watch it."""
        fetch(self, "incident.colleagues", self._incidents.colleagues(), into=self._offer)

    def _offer(self, colleagues: State[tuple[Colleague, ...]]) -> None:
        tell_failure(self, colleagues)
        if isinstance(colleagues, Ready) and self.incident is not None:
            offers = sorted(
                _offers(self.incident, colleagues.value), key=lambda offer: offer.value[1]
            )
            self.app.push_screen(Picker(i18n.t("incident.watchers.title"), offers), self._choose)

    def _choose(self, chosen: tuple[str, bool] | None) -> None:
        if chosen is not None:
            contact_id, watching = chosen
            self._let(contact_id, watching=watching)


def _offers(
    incident: Incident, colleagues: tuple[Colleague, ...]
) -> Iterator[Offer[tuple[str, bool]]]:
    """Yield those who watch it, whom choosing takes away, and those who could."""
    watchers = {one.id for one in incident.watchers}
    for one in incident.watchers:
        yield Offer(f"{SET}{one.display_name}", "", (one.id, False))
    for one in colleagues:
        if one.id not in watchers and one.id != incident.requester.id:
            yield Offer(one.display_name, "", (one.id, True))
