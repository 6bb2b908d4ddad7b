"""The error tree: each error says in both languages what happened and what to do."""

import string

import pytest

from tui import i18n
from tui.api.administration import BackupFault, BackupRefused
from tui.api.errors import (
    Conflict,
    Fault,
    FieldError,
    Forbidden,
    Incompatible,
    Invalid,
    NotFound,
    PortalError,
    Reason,
    Remedy,
    Unauthenticated,
    Unavailable,
)
from tui.screens.loading import CalledOff

UNAUTHENTICATED = (
    Reason.WRONG_CREDENTIALS,
    Reason.WRONG_CODE,
    Reason.SLOWED_DOWN,
    Reason.SESSION_ENDED,
    Reason.NO_ACCESS,
)
FORBIDDEN = (
    Reason.NOT_GRANTED,
    Reason.NOT_ACTIVATED,
    Reason.VENDOR_ONLY,
    Reason.CUSTOMER_ONLY,
    Reason.NO_ACCESS,
    Reason.DEMO_ONLY,
    Reason.PEOPLE_ONLY,
)

ERRORS: list[PortalError] = [
    *(Unauthenticated(reason, retry_after=12.4) for reason in UNAUTHENTICATED),
    *(Forbidden(reason) for reason in FORBIDDEN),
    NotFound("note"),
    Invalid((FieldError("releases.0.version", "missing"),)),
    Conflict(),
    *(Unavailable(fault, place="portal.db") for fault in Fault),
    *(CalledOff(was_sent=was_sent) for was_sent in (False, True)),
    Incompatible(needed="2", found="1", place="portal.db"),
    Incompatible(needed="2", found="2", place="portal.db"),
    *(BackupRefused(fault, "portal.zip", detail="here") for fault in BackupFault),
]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.key)
def test_every_error_has_its_sentence(error: PortalError, language: str) -> None:
    i18n.use(language)
    assert i18n.has(error.key)
    sentence = i18n.t(error.key, **error.parameters)
    assert not [name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_version_that_both_sides_give_is_named_once(language: str) -> None:
    i18n.use(language)
    for found, times in (("0.9.1", {"0.9.1": 1, "0.9.2": 1}), ("0.9.2", {"0.9.2": 1})):
        error = Incompatible(needed="0.9.2", found=found, place="portal.db")
        sentence = i18n.t(error.key, **error.parameters)
        assert {version: sentence.count(version) for version in times} == times
        assert "portal.db" in sentence


def test_every_reason_belongs_to_an_error() -> None:
    assert {*UNAUTHENTICATED, *FORBIDDEN} == {*Reason}


def test_the_key_of_an_error_is_its_name() -> None:
    assert [error.key for error in (NotFound(), Invalid(()), Conflict(), Incompatible())] == [
        "error.not_found",
        "error.invalid",
        "error.conflict",
        "error.incompatible",
    ]


def test_a_slowed_down_sign_in_says_how_long() -> None:
    error = Unauthenticated(Reason.SLOWED_DOWN, Remedy.WAIT, retry_after=29.6)
    assert "30 s" in i18n.t(error.key, **error.parameters)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.key)
def test_every_error_is_a_portal_error_that_can_be_raised(error: PortalError) -> None:
    with pytest.raises(PortalError) as caught:
        raise error
    assert caught.value is error


def test_who_must_wait_is_never_told_to_wait_no_time() -> None:
    assert Unauthenticated(Reason.SLOWED_DOWN, retry_after=0.2).parameters == {"seconds": 1}
