"""Every door says who may come through it, and that is what happens."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter
from starlette.responses import Response

from tests.contract.rights import CALLERS, TABLE, VERBS
from tui.api.models.paging import Count
from tui.api.policy import Permission
from tui.server import app as app_module
from tui.server import openapi
from tui.server.app import every_route
from tui.server.areas import area
from tui.server.operations import DeclaredRoute, Undeclared, check, operation

ROUTES = [route for route in every_route() if isinstance(route, DeclaredRoute)]
BY_NAME = {route.name: route for route in ROUTES}

WHOLE_VERBS = [verb for verb in VERBS if " " not in verb]
"""Those of the table that ask of a verb as a whole, and not of it with one of its filters."""

OPERATIONS = {
    "session.explain": "explain_permission",
    "session.hats": "list_hats",
    "session.sign_out": "sign_out",
    "session.list": "list_sessions",
    "session.revoke": "revoke_session",
    "profile.show": "show_profile",
    "profile.edit": "edit_profile",
    "profile.change_password": "change_password",
    "releases.list": "list_notes",
    "releases.count": "count_notes",
    "releases.facets": "show_facets",
    "releases.show": "show_note",
    "releases.search": "search_notes",
    "releases.mark": "mark_notes",
    "releases.mark_all": "mark_all_notes",
    "releases.take_back": "take_back_marks",
    "releases.next_unread": "next_unread_note",
    "releases.bookmark": "bookmark_notes",
    "releases.publish": "publish_releases",
    "releases.correct": "correct_note",
    "releases.withdraw": "withdraw_notes",
    "actions.list": "list_actions",
    "actions.count": "count_actions",
    "actions.progress": "list_progress",
    "actions.colleagues": "list_colleagues",
    "actions.edit": "edit_action",
    "needs.list": "list_needs",
    "needs.news": "list_needs",
    "organisations.list": "list_organisations",
    "organisations.count": "count_organisations",
    "organisations.create": "create_organisation",
    "organisations.invite": "invite_administrator",
    "services.list": "list_services",
    "services.create": "create_service",
    "services.revoke": "revoke_service",
    "contacts.show": "show_contact",
    "contacts.grant": "grant_roles",
    "incidents.list": "list_incidents",
    "incidents.count": "count_incidents",
    "incidents.colleagues": "list_readers",
    "incidents.find": "find_incident",
    "incidents.submit": "submit_incident",
    "incidents.upload": "upload_file",
    "incidents.download": "download_attachment",
    "incidents.show": "show_incident",
    "incidents.entries": "list_entries",
    "incidents.comment": "comment_on_incident",
    "incidents.close": "close_incident",
    "incidents.reopen": "reopen_incident",
    "incidents.rate": "rate_incident",
    "incidents.watch": "change_watchers",
    "incidents.mark": "mark_incidents",
    "support.list": "list_queue",
    "support.count": "count_queue",
    "support.figures": "show_figures",
    "support.engineers": "list_engineers",
    "support.customer": "show_customer",
    "support.answer": "answer_incident",
    "support.note": "note_on_incident",
    "support.change": "change_incident",
    "support.merge": "merge_incident",
    "templates.list": "list_templates",
    "templates.fillings": "show_fillings",
    "templates.add": "add_template",
    "templates.change": "change_template",
    "templates.remove": "remove_template",
    "support.activation": "show_activation",
    "support.activate": "change_activation",
}
"""The operation of each verb of the contract."""

SIGNED_OUT = {
    "show_portal",
    "sign_in",
    "sign_in_as",
    "join",
    "is_alive",
    "is_ready",
    "show_version",
    "show_document",
}
"""What everybody may ask, written by hand."""

HATS = {"show_session", "wear_hat"}


async def _open(number: int) -> Response:
    return Response(str(number))


def test_a_route_that_declares_nothing_stops_the_start() -> None:
    with pytest.raises(Undeclared, match="_open"):
        area("planted").get("/planted")(_open)


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_route_of_a_router_of_another_kind_stops_it_as_well(
    depth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    router: Any = APIRouter()
    router.get("/planted")(_open)
    for _ in range(depth):
        outer = APIRouter(prefix="/outer", route_class=DeclaredRoute)
        outer.include_router(router)
        router = outer
    monkeypatch.setattr(app_module, "_ROUTERS", (*app_module._ROUTERS, router))
    with pytest.raises(Undeclared, match="planted"):
        app_module.app_on("sqlite:////nowhere.db")


def test_a_route_that_declares_itself_is_let_through() -> None:
    router = area("planted")
    router.get("/planted")(operation(needs=None, answers=Count)(_open))
    check(router.routes)


def test_every_verb_has_an_operation_and_every_operation_is_known() -> None:
    assert {*OPERATIONS} == {*WHOLE_VERBS}
    assert {*BY_NAME} == {*OPERATIONS.values()} | SIGNED_OUT | HATS


def test_only_what_is_written_here_asks_nobody_who_is_there() -> None:
    assert {route.name for route in ROUTES if route.operation.needs is None} == SIGNED_OUT


@pytest.mark.parametrize("verb", WHOLE_VERBS)
def test_what_is_declared_is_what_the_table_of_rights_says(verb: str) -> None:
    declared = BY_NAME[OPERATIONS[verb]].operation.needs
    assert declared is not None
    for caller in CALLERS:
        if TABLE[verb][caller] == "session_ended":
            continue
        held = {p for p in Permission if TABLE[f"may {p}"][caller] == "yes"}
        may = not declared or bool(declared & held)
        assert may is (TABLE[verb][caller] == "yes"), caller


DOCUMENT = Path(__file__).parents[2] / "docs" / "openapi.json"


def test_the_document_is_of_these_operations() -> None:
    written = DOCUMENT.read_text(encoding="utf-8")
    assert written == openapi.text(every_route()), "run: make openapi"


def test_every_operation_says_what_it_does_what_it_needs_and_how_it_fails() -> None:
    made = openapi.document(every_route())
    operations = [each for path in made["paths"].values() for each in path.values()]
    assert len(operations) == len(ROUTES)
    for each in operations:
        assert each["description"].endswith(".")
        route = BY_NAME[each["operationId"]]
        needs = route.operation.needs
        assert each["x-permissions"] == sorted(needs or ())
        assert bool(each["security"]) is (needs is not None)
        assert ("401" in each["responses"]) is (
            needs is not None or each["operationId"] in ("sign_in", "join")
        )
        assert {"429", "500", "503"} <= each["responses"].keys()


def test_every_parameter_of_a_query_is_described() -> None:
    made = openapi.document(every_route())
    bare = [
        (each["operationId"], parameter["name"])
        for path in made["paths"].values()
        for each in path.values()
        for parameter in each.get("parameters", ())
        if parameter["in"] != "path" and not parameter.get("description")
    ]
    assert bare == []


def test_every_reference_of_the_document_leads_somewhere() -> None:
    made = openapi.document(every_route())
    found = set(json.dumps(made).split('"$ref": "#/')[1:])
    assert found
    for each in found:
        there: Any = made
        for step in each.partition('"')[0].split("/"):
            there = there[step]
