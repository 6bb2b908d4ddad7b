"""What a vendor's system meets over HTTP, without the manners of our own client."""

import httpx
import pytest

from tests.contract.world import identity
from tests.server.conftest import Served, problem_of
from tui.api.ids import new_id

MILL = {"legal_name": "De Molen B.V.", "administrator": "mila@molen.example"}
NEW = identity(0xABC)
KEY = {"Idempotency-Key": "k"}


@pytest.fixture
async def served_to_service(served: Served) -> Served:
    """The server, and a service among those who have a token."""
    new = {"id": new_id(), "name": "Orders"}
    made = await served.ask("POST", "/services", "operator", headers=KEY, json=new)
    assert made.status_code == 201
    served.tokens["service"] = made.json()["token"]
    return served


async def _join(served: Served, **fields: object) -> httpx.Response:
    sent = {"name": "Mila", "password": "een molen met wieken"} | fields
    return await served.ask("POST", "/sessions/joined", None, json=sent)


async def test_a_service_makes_a_customer_and_somebody_joins(served_to_service: Served) -> None:
    new = MILL | {"id": new_id()}
    made = await served_to_service.ask("POST", "/organisations", "service", headers=KEY, json=new)
    assert made.status_code == 201
    again = await served_to_service.ask("POST", "/organisations", "service", headers=KEY, json=new)
    assert again.json() == made.json() | {"code": None}
    joined = await _join(served_to_service, code=made.json()["code"])
    assert joined.status_code == 201
    assert joined.json()["session"]["organisation_id"] == new["id"]
    assert joined.json()["token"]


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/services", {"id": NEW, "name": "Orders"}),
        ("/organisations", MILL | {"id": NEW}),
        (f"/organisations/{NEW}/invitations", {"email": "mila@molen.example"}),
    ],
)
async def test_what_is_created_has_a_key_and_no_fields_of_its_own(
    served: Served, path: str, sent: dict[str, str]
) -> None:
    without = await served.ask("POST", path, "operator", json=sent)
    assert (without.status_code, problem_of(without)["fields"][0]["field"]) == (
        400,
        "Idempotency-Key",
    )
    more = sent | {"roles": ["administrator"]}
    refused = await served.ask("POST", path, "operator", headers=KEY, json=more)
    assert (refused.status_code, problem_of(refused)["fields"][0]["field"]) == (422, "roles")


@pytest.mark.parametrize("field", ["roles", "email", "organisation_id"])
async def test_who_joins_chooses_neither_address_nor_rights(served: Served, field: str) -> None:
    refused = await _join(served, code="x", **{field: "administrator"})
    assert (refused.status_code, problem_of(refused)["fields"][0]["field"]) == (422, field)


async def test_who_guesses_is_told_how_long_to_wait(served: Served) -> None:
    refusals = [await _join(served, code=f"00000-{number}") for number in range(15)]
    reasons = [problem_of(refused)["reason"] for refused in refusals]
    assert reasons[:5] == ["wrong_code"] * 5
    slowed = refusals[reasons.index("slowed_down")]
    assert (slowed.status_code, int(slowed.headers["retry-after"]) > 0) == (429, True)


async def test_neither_code_nor_password_nor_token_comes_back(served_to_service: Served) -> None:
    refused = await _join(served_to_service, code=["s3cret"], password=["s3cret"])
    assert (refused.status_code, "s3cret" in refused.text) == (422, False)
    listed = await served_to_service.ask("GET", "/services", "operator")
    assert served_to_service.tokens["service"] not in listed.text


async def test_a_revoked_token_is_answered_as_none_at_all(served_to_service: Served) -> None:
    (service,) = (await served_to_service.ask("GET", "/services", "operator")).json()["items"]
    await served_to_service.ask("DELETE", f"/services/{service['id']}", "operator")
    revoked = await served_to_service.ask("GET", "/organisations", "service")
    nobody = await served_to_service.ask("GET", "/organisations", None)
    assert (revoked.status_code, problem_of(revoked)) == (401, problem_of(nobody))
