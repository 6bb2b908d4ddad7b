"""What looks like a secret is found, what merely tells of one is not, and long texts end."""

from re import _constants as words
from re import _parser as patterns
from typing import Any

import pytest

from tui.exchange import leaks
from tui.exchange.leaks import LeakKind, find_leaks

_JWT = f"eyJ{'hbGciOi' * 3}.eyJ{'zdWIiOi' * 3}.{'s3cr3t_' * 4}"
_LONGEST_REPEAT = 8_000
LONG = 200_000


@pytest.mark.parametrize(
    ("line", "kind", "excerpt"),
    [
        ("-----BEGIN RSA PRIVATE KEY-----", "private_key", "-----BEGIN RSA PRIVATE KEY-----"),
        ("-----BEGIN PRIVATE KEY-----", "private_key", "-----BEGIN PRIVATE KEY-----"),
        ("x=1 password=hunter2", "password", "password=******"),
        ("wachtwoord: Welkom01!", "password", "wachtwoord: ******"),
        ("Wachtwoord: welkom", "password", "Wachtwoord: ******"),
        ('"db_password": "correcthorsebattery"', "password", 'password": "co******'),
        ("PGPASSWORD='tr0ub4dor'", "password", "PASSWORD='******"),
        ("Server=db;User=sa;Pwd=Geheim123;", "password", "Pwd=******"),
        ("Authorization: Bearer abcDEF123456abcDEF", "bearer", "Bearer ab******"),
        ("AKIAABCDEFGHIJKLMNOP", "access_key", "AK******"),
        (f"ghp_{'a1' * 18}", "access_key", "ghp_a1******"),
        (f"github_pat_{'a1' * 20}", "access_key", "github_pat_a1******"),
        ("xoxb-1234567890-abcdef", "access_key", "xoxb-12******"),
        ("api_key = 9f8e7d6c5b4a3f2e", "access_key", "api_key = 9f******"),
        ("aws_secret_access_key=wJalrXUtnFEMI/K7MDENG", "access_key", "access_key=wJ******"),
        (f"kps_{'Ab3_' * 10}", "service_token", "kps_Ab******"),
        (_JWT, "jwt", "ey******"),
        ("postgres://app:geheim@db/portal", "connection", "postgres://app:******"),
        ("see redis://:longenoughpassword@cache:6379", "connection", "redis://:lo******"),
    ],
)
def test_a_secret_is_found_and_most_of_it_is_masked(line: str, kind: str, excerpt: str) -> None:
    (leak,) = find_leaks(f"first\n{line}\nlast")
    assert (leak.line, leak.kind, leak.excerpt) == (2, kind, excerpt)


@pytest.mark.parametrize(
    "line",
    [
        "3f6f0f52-6c1d-7b7e-9a55-1d2f1b7c9e04",
        "commit 2d711642b726b04401627ca9fbac32f5c8530fb1",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "I forgot my password and the link does not work.",
        "The password: nobody knows it any more.",
        "Het wachtwoord: niemand weet het nog.",
        "password=******** password: ••••••• password=<hidden> password=${DB_PASSWORD}",
        "password=",
        "Use a bearer token, the documentation says, or basic authentication",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----",
        "https://portal.example.com:8443/releases?token",
        "mail jan@bakkerij.example or https://example.com/a:b/c@d",
        "eyJ is how such a token begins",
        "kps_ is the prefix of a token",
        "token: the one that ends tomorrow",
        "the key of the row is 4512345678901234567890",
        "2026-11-23 04:15:02 INFO wages: run 40 % done, 312 of 780",
    ],
)
def test_what_merely_looks_or_sounds_like_one_is_left_alone(line: str) -> None:
    assert find_leaks(line) == ()


def test_every_kind_has_words_for_what_it_looks_like() -> None:
    assert {*leaks.PATTERNS} == {*LeakKind}


def test_what_two_patterns_find_is_told_once() -> None:
    (leak,) = find_leaks(f"Authorization: Bearer {_JWT}")
    assert leak.kind is LeakKind.JWT


def test_several_stand_in_their_order_with_the_line_of_each() -> None:
    found = find_leaks(f"password=hunter2 kps_{'Ab3_' * 10}\n\npwd=Geheim123")
    assert [(leak.line, leak.kind) for leak in found] == [
        (1, LeakKind.PASSWORD),
        (1, LeakKind.SERVICE_TOKEN),
        (3, LeakKind.PASSWORD),
    ]


def test_no_secret_stands_whole_in_what_is_told() -> None:
    secrets = ("hunter2hunter2", _JWT, f"kps_{'Ab3_' * 10}", "AKIAABCDEFGHIJKLMNOP")
    for secret in secrets:
        for leak in find_leaks(f"password={secret} {secret} https://u:{secret}@host"):
            assert secret not in leak.excerpt
            assert len(leak.excerpt) <= leaks.MOST_SHOWN + 10


def _repeats(parsed: Any, within: int = 0) -> list[tuple[int, int]]:
    """Return of each repetition how long it may become, and in how many others it stands."""
    found: list[tuple[int, int]] = []
    for operation, value in parsed:
        inner: list[Any] = []
        depth = within
        if operation in (words.MAX_REPEAT, words.MIN_REPEAT, words.POSSESSIVE_REPEAT):
            _, most, part = value
            found += [(most, within)] if most > 1 else []
            depth += most > 1
            inner = [part]
        elif operation is words.SUBPATTERN:
            inner = [value[-1]]
        elif operation is words.BRANCH:
            inner = value[1]
        elif operation in (words.ASSERT, words.ASSERT_NOT):
            inner = [value[1]]
        elif operation is words.ATOMIC_GROUP:
            inner = [value]
        for part in inner:
            found += _repeats(part, depth)
    return found


def _runs_away(pattern: str) -> bool:
    """Whether the steps at one place of a text have no small bound."""
    return any(
        most > _LONGEST_REPEAT or within for most, within in _repeats(patterns.parse(pattern))
    )


def test_no_pattern_takes_more_steps_than_a_bound_at_one_place() -> None:
    every = [pattern for several in leaks.PATTERNS.values() for pattern in several]
    assert [pattern for pattern in every if _runs_away(pattern)] == []


@pytest.mark.parametrize("pattern", ["a+", "(?:a{1,9}b){1,9}", "a(?:b|c*)", "(?=x*)a"])
def test_a_pattern_that_runs_away_would_be_found(pattern: str) -> None:
    assert _runs_away(pattern)


@pytest.mark.parametrize(
    "text",
    [
        "eyJ" * (LONG // 3),
        "a" * LONG,
        "password" * (LONG // 8),
        "password=" * (LONG // 9),
        "bearer " * (LONG // 7),
        "a://" * (LONG // 4),
        "a://b:" * (LONG // 6),
        "-----BEGIN " * (LONG // 11),
        "kps_" * (LONG // 4),
        "token" + " " * LONG,
        "a.b-" * (LONG // 4),
        "pwd=abc " * (LONG // 8),
    ],
    ids=lambda text: text[:12],
)
def test_a_long_line_of_beginnings_ends(text: str) -> None:
    assert len(find_leaks(text)) <= LONG
