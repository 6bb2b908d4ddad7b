"""Addresses: what is secret in one is told nowhere."""

import pytest

from tui import portals
from tui.api.connect import administer, connect
from tui.api.errors import Fault, Unavailable
from tui.api.store.database import postgres_database
from tui.paths import Paths

SECRETS = {
    "mysql://u:s3cret@h/db": "mysql://u@h/db",
    "mysql://u:s3/c?r@e:t@h/db": "mysql://u@h/db",
    "mysql://u:s3cret@h:1/db?a=b@c": "mysql://u@h:1/db?a=b@c",
    "mysql://:s3cret@h/db": "mysql://@h/db",
    "u:s3cret@h/db": "u@h/db",
    "mysql:/u:s3cret@h/db": "mysql:/u@h/db",
    "http://u:s3cret@[x": "http://u@[x",
    "postgresql://h/db?password=s3cret": "postgresql://h/db",
    "postgresql://h/db?user=u&Password=s3cret&sslmode=require": (
        "postgresql://h/db?user=u&sslmode=require"
    ),
    "postgresql://h/db?p%61ssword=s3cret": "postgresql://h/db",
    "postgresql://h/db?sslpassword=s3cret#x": "postgresql://h/db",
    "https://h/?access_token=s3cret": "https://h/",
    "sqlite://u:s3cret@h/db": "sqlite://u@h/db",
}
HARMLESS = [
    "demo",
    "https://portal.example.com/",
    "https://portal.example.com:8443/@us?next=a@b.nl",
    "postgresql://u@h:5432/db?sslmode=require",
    "http://[x",
    "http://[::1]:8000/",
    "sqlite:///home/u:v@h/portal.sqlite",
    "",
]


@pytest.mark.parametrize(("address", "shown"), SECRETS.items())
def test_an_address_is_shown_without_its_secrets(address: str, shown: str) -> None:
    assert portals.shown(address) == shown


@pytest.mark.parametrize("address", HARMLESS)
def test_an_address_without_secrets_is_shown_as_it_is(address: str) -> None:
    assert portals.shown(address) == address


@pytest.mark.parametrize("address", SECRETS)
def test_a_portal_whose_address_holds_a_secret_is_not_remembered(address: str) -> None:
    paths = Paths.from_environment()
    portals.remember(paths, address)
    assert portals.last(paths) is None


@pytest.mark.parametrize("address", [*SECRETS, "http://[x", "postgresql://u:s3cret@h:x/db"])
def test_an_error_names_an_address_without_its_secrets(address: str) -> None:
    if address.startswith("postgresql://h/"):
        database = postgres_database(address)
        database.close()
        assert database.place == portals.shown(address)
        return
    for attempt in (connect, administer):
        with pytest.raises(Unavailable) as caught:
            attempt(address)
        is_web = address.startswith("http") and attempt is administer
        assert caught.value.fault is (Fault.ELSEWHERE if is_web else Fault.UNKNOWN_ADDRESS)
        assert caught.value.place == portals.shown(address)
        assert "s3cret" not in str(caught.value)
