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

_OUT_OF_DATE = {9, 10}
_OTHER_ADDRESS = {62, 64}
_UNKNOWN_AUTHORITY = {2, 18, 19, 20, 21}
"""Numbers by which OpenSSL says why it refuses a certificate (`X509_V_ERR_*`)."""


def on_the_way(error: httpx.HTTPError, place: str) -> Unavailable:
    """Return what an error of httpx means for the portal at `place`."""
    if isinstance(error, httpx.ConnectError) and (refusal := _refusal(error)):
        fault, detail = refusal
        return Unavailable(fault, place=place, detail=detail)
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


def _refusal(error: BaseException | None) -> tuple[Fault, str] | None:
    """Return why no secure connection came about, where that is what is behind `error`."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return _of_certificate(error.verify_code), _short(error.verify_message)
        if isinstance(error, ssl.SSLError):
            return Fault.TLS_REFUSED, _short(error.reason or type(error).__name__)
        error = error.__cause__ or error.__context__
    return None


def _of_certificate(code: int) -> Fault:
    if code in _OUT_OF_DATE:
        return Fault.TLS_OUT_OF_DATE
    if code in _OTHER_ADDRESS:
        return Fault.TLS_OTHER_ADDRESS
    return Fault.TLS_UNKNOWN_AUTHORITY if code in _UNKNOWN_AUTHORITY else Fault.TLS_REFUSED


def _short(text: str) -> str:
    return clean_line(text)[:LONGEST_DETAIL]
