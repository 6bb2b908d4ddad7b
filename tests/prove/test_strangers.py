"""Whatever a stranger asks, the answer is one that the document tells of."""

import asyncio

import pytest

from tests.contract.grounds import Ground, Template, place_of
from tests.contract.world import BAKERY_HAT, OPERATOR_HAT, PEOPLE
from tests.prove.soak import Tell, rounds
from tests.prove.strangers import Answers, ask
from tui.api.connect import connect
from tui.api.models.paging import PageRequest
from tui.api.models.releases import NoteQuery
from tui.secret import Secret
from tui.server.app import app_on, every_route
from tui.server.operations import DeclaredRoute

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("strangers")]

CALLERS = {"employee": BAKERY_HAT, "operator": OPERATOR_HAT}
DOCUMENT = "GET /api/v1/openapi.json"
"""Is read to begin with."""

NEVER_DONE = {
    "employee": {
        "POST /api/v1/releases",
        "POST /api/v1/releases/notes/withdrawn",
        "PATCH /api/v1/releases/notes/{note_id}",
        "GET /api/v1/organisations",
        "GET /api/v1/organisations/count",
        "POST /api/v1/organisations",
        "GET /api/v1/services",
        "POST /api/v1/services",
        "GET /api/v1/support/engineers",
        "GET /api/v1/support/figures",
        "GET /api/v1/support/queue",
        "GET /api/v1/support/templates",
        "POST /api/v1/support/templates",
        "GET /api/v1/support/queue/count",
    },
    "operator": {
        "GET /api/v1/actions",
        "GET /api/v1/actions/colleagues",
        "GET /api/v1/actions/count",
        "GET /api/v1/actions/progress",
        "GET /api/v1/releases/notes/{note_id}",
        "POST /api/v1/releases/notes/bookmarks",
        "POST /api/v1/releases/notes/read",
        "POST /api/v1/releases/read-together",
        "GET /api/v1/incidents",
        "GET /api/v1/incidents/colleagues",
        "GET /api/v1/incidents/count",
        "POST /api/v1/incidents",
        "POST /api/v1/incidents/read",
    },
}
"""What a caller may not do, or does not know enough for: the operator has heard of no id."""

NEEDS_LUCK = {
    "GET /api/v1/incidents/named",
    "DELETE /api/v1/releases/read-together/{together_id}",
    "DELETE /api/v1/services/{service_id}",
    "DELETE /api/v1/sessions/{session_id}",
    "GET /api/v1/releases/notes/{note_id}/next-unread",
    "PATCH /api/v1/actions/{note_id}",
    "PATCH /api/v1/profile",
    "PATCH /api/v1/releases/notes/{note_id}",
    "POST /api/v1/organisations",
    "POST /api/v1/organisations/{organisation_id}/invitations",
    "POST /api/v1/session/hats",
    "POST /api/v1/sessions",
    "POST /api/v1/sessions/demo",
    "POST /api/v1/sessions/joined",
    "PUT /api/v1/profile/password",
    "GET /api/v1/contacts/{contact_id}",
    "PUT /api/v1/contacts/{contact_id}/roles",
    "GET /api/v1/incidents/{incident_id}",
    "GET /api/v1/incidents/{incident_id}/attachments/{attachment_id}",
    "GET /api/v1/incidents/{incident_id}/entries",
    "POST /api/v1/incidents/{incident_id}/closed",
    "POST /api/v1/incidents/{incident_id}/entries",
    "POST /api/v1/incidents/{incident_id}/rating",
    "POST /api/v1/incidents/{incident_id}/reopened",
    "POST /api/v1/incidents/{incident_id}/watchers",
    "GET /api/v1/support/activations/{organisation_id}",
    "PUT /api/v1/support/activations/{organisation_id}",
    "DELETE /api/v1/support/templates/{template_id}",
    "GET /api/v1/support/customers",
    "GET /api/v1/support/customers/{organisation_id}/incidents/{number}",
    "GET /api/v1/support/incidents/{incident_id}/fillings",
    "PATCH /api/v1/support/incidents/{incident_id}",
    "POST /api/v1/support/incidents/{incident_id}/answers",
    "POST /api/v1/support/incidents/{incident_id}/merged",
    "POST /api/v1/support/incidents/{incident_id}/notes",
    "PUT /api/v1/support/templates/{template_id}",
    "PUT /api/v1/uploads/{upload_id}",
}
"""What may not succeed for any stranger: it takes a password, a code, a real e-mail address,
an id of one's own, a version or the digest of what is sent."""


@pytest.mark.parametrize("name", CALLERS)
def test_no_answer_is_one_that_the_document_does_not_tell_of(
    sqlite: tuple[Ground, Template], name: str, tell: Tell
) -> None:
    ground, template = sqlite
    url = ground.copy(template)
    token = template.tokens[PEOPLE[name].id, place_of(CALLERS[name])]
    known = {"path.note_id": asyncio.run(_note_id(url, token))} if name == "employee" else {}
    asked = [
        ask(app_on(ground.copy(template)), token.reveal(), seed, rounds(3, 40), known)
        for seed in range(rounds(1, 3))
    ]
    for answers in asked:
        assert answers.faults == {}
    assert _done(asked) >= OPERATIONS - NEEDS_LUCK - NEVER_DONE[name] - {DOCUMENT}
    tell(
        f"a stranger with the token of an {name}",
        operations=len(OPERATIONS),
        requests=sum(each.requests for each in asked),
        answers_that_the_document_does_not_tell_of=0,
    )


OPERATIONS = {
    f"{method} {route.path_format}"
    for route in every_route()
    if isinstance(route, DeclaredRoute)
    for method in route.methods
}


def _done(asked: list[Answers]) -> set[str]:
    """Return the operations that were done at least once, and not only refused."""
    return {
        operation
        for each in asked
        for operation, statuses in each.statuses.items()
        if any(status < 300 for status in statuses)
    }


async def _note_id(url: str, token: Secret) -> str:
    entrance = connect(url)
    releases = (await entrance.resume(token)).portal.releases
    page = await releases.list(NoteQuery(), PageRequest(limit=1))
    await entrance.close()
    return page.items[0].id
