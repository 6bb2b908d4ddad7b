"""The contract's areas on the store, bound to one token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.api.portal import Portal
from tui.api.store.actions.portal import StoreActions
from tui.api.store.contacts.portal import StoreContacts
from tui.api.store.incidents.portal import StoreIncidents
from tui.api.store.needs.portal import StoreNeeds
from tui.api.store.organisations.portal import StoreOrganisations
from tui.api.store.profile.portal import StoreProfiles
from tui.api.store.releases.portal import StoreReleases
from tui.api.store.services.portal import StoreServices
from tui.api.store.session.portal import StoreSessions
from tui.api.store.support.portal import StoreSupport
from tui.api.store.templates.portal import StoreTemplates

if TYPE_CHECKING:
    from tui.api.store.session.desk import Desk


def bind(desk: Desk, token: str) -> Portal:
    """Return the portal for the session of `token`."""
    return Portal(
        session=StoreSessions(desk, token),
        profile=StoreProfiles(desk, token),
        releases=StoreReleases(desk, token),
        actions=StoreActions(desk, token),
        incidents=StoreIncidents(desk, token),
        support=StoreSupport(desk, token),
        templates=StoreTemplates(desk, token),
        contacts=StoreContacts(desk, token),
        needs=StoreNeeds(desk, token),
        organisations=StoreOrganisations(desk, token),
        services=StoreServices(desk, token),
    )
