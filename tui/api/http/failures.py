"""What went wrong on the way, as errors of the contract."""

import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from pydantic import ValidationError

from tui.api import problems
from tui.api.cleaning import clean_line
from tui.api.errors import Fault, PortalError, Unauthenticated, Unavailable
from tui.api.models import wire
from tui.api.models.problem import Problem

LONGEST_DETAIL = 200
LONGEST_RETRY = 3600.0
"""Seconds: who is asked to wait for longer is told that long, and may try whenever one likes."""


class NeverSent(Unavailable):
    """The request did not reach the portal, so that nothing was done."""


_ON_THE_WAY = (
    ((httpx.ConnectError, httpx.ProxyError), True, Fault.UNREACHABLE),
    ((httpx.ConnectTimeout, httpx.PoolTimeout), True, Fault.TIMED_OUT),
    ((httpx.TimeoutException,), False, Fault.TIMED_OUT),
    ((httpx.DecodingError,), False, Fault.NOT_A_PORTAL),
    ((httpx.RemoteProtocolError, httpx.NetworkError), False, Fault.CUT_OFF),
)
"""Errors of httpx, the exacter one first; whether the request never left; what it means."""


def on_the_way(error: httpx.HTTPError, place: str) -> Unavailable:
    """Return what an error of httpx means for the portal at `place`."""
    if isinstance(error, httpx.ConnectError) and (refused := _certificate(error)):
        return Unavailable(Fault.TLS_REFUSED, place=place, detail=refused)
    never_sent, fault = next(
        (
            (never_sent, fault)
            for kinds, never_sent, fault in _ON_THE_WAY
            if isinstance(error, kinds)
        ),
        (False, Fault.UNEXPECTED),
    )
    kind = NeverSent if never_sent else Unavailable
    detail = type(error).__name__ if fault is Fault.UNEXPECTED else ""
    return kind(fault, place=place, detail=detail)


def in_answer(
    response: httpx.Response, body: bytes, current: type[object] | None, place: str
) -> PortalError:
    """Return what an answer other than a success means."""
    after = retry_after(response.headers.get("retry-after", ""))
    if error := _told(response, body, current, place):
        if isinstance(error, Unavailable | Unauthenticated):
            told = after if error.retry_after is None else error.retry_after
            error.retry_after = told if told is None else min(told, LONGEST_RETRY)
        return error
    match response.status_code:
        case status if status in range(300, 400):
            there = _short(response.headers.get("location", ""))
            return Unavailable(Fault.REDIRECTED, place=place, detail=there)
        case 429 | 503:
            return Unavailable(Fault.BUSY, after, place)
        case 502 | 504:
            return Unavailable(Fault.UNREACHABLE, after, place)
        case status if status >= 500:
            number = _short(response.headers.get("request-id", ""))
            return Unavailable(Fault.SERVER_FAILED, after, place, number)
        case status:
            return Unavailable(Fault.NOT_A_PORTAL, place=place, detail=str(status))


def retry_after(value: str, now: datetime | None = None) -> float | None:
    """Return the seconds of a header `Retry-After`, at most `LONGEST_RETRY`.

    It is a number or a date; None stands for anything else.
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), LONGEST_RETRY)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    return min(max(0.0, seconds), LONGEST_RETRY)


def media_type(response: httpx.Response) -> str:
    """Return what an answer says that it is."""
    return response.headers.get("content-type", "").partition(";")[0].strip().lower()


def _told(
    response: httpx.Response, body: bytes, current: type[object] | None, place: str
) -> PortalError | None:
    if media_type(response) != problems.MEDIA_TYPE:
        return None
    try:
        problem = wire.parse_answer(Problem, body)
    except ValidationError:
        return None
    return problems.error_of(problem, current, place)


def _certificate(error: BaseException | None) -> str:
    """Return why a certificate was refused, where that is what is behind `error`."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return _short(error.verify_message)
        if isinstance(error, ssl.SSLError):
            return _short(error.reason or type(error).__name__)
        error = error.__cause__ or error.__context__
    return ""


def _short(text: str) -> str:
    return clean_line(text)[:LONGEST_DETAIL]
