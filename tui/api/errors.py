"""The error tree: the only exceptions that cross the contract.

Reasons and remedies are enumerations with parameters, never sentences: the words are made from
`error.*`, `reason.*` and `remedy.*` in the reader's language.
"""

import dataclasses
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from tui.api.vocabulary import Vocabulary

_WORDS = re.compile(r"(?<!^)(?=[A-Z])")


class Reason(Vocabulary):
    """Why something is refused."""

    NOT_GRANTED = "not_granted"
    NOT_ACTIVATED = "not_activated"
    VENDOR_ONLY = "vendor_only"
    CUSTOMER_ONLY = "customer_only"
    PEOPLE_ONLY = "people_only"
    WRONG_CREDENTIALS = "wrong_credentials"
    WRONG_CODE = "wrong_code"
    SLOWED_DOWN = "slowed_down"
    SESSION_ENDED = "session_ended"
    NO_ACCESS = "no_access"
    DEMO_ONLY = "demo_only"


class Remedy(Vocabulary):
    """What to do about it."""

    ASK_ADMINISTRATOR = "ask_administrator"
    SUBMIT_ACTIVATION_REQUEST = "submit_activation_request"
    ASK_VENDOR = "ask_vendor"
    SIGN_IN = "sign_in"
    WAIT = "wait"
    NONE = "none"


class Fault(Vocabulary):
    """Why a backend cannot be used now."""

    UNREACHABLE = "unreachable"
    BUSY = "busy"
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    UNREADABLE = "unreadable"
    CORRUPT = "corrupt"
    NEWER_SCHEMA = "newer_schema"
    NO_STORE = "no_store"
    NOT_A_STORE = "not_a_store"
    LEFTOVER = "leftover"
    NO_FOLDER = "no_folder"
    ROLES_MISSING = "roles_missing"
    ROWS_HIDDEN = "rows_hidden"
    MISSING_DRIVER = "missing_driver"
    UNKNOWN_ADDRESS = "unknown_address"
    ELSEWHERE = "elsewhere"
    INSECURE = "insecure"
    TLS_OUT_OF_DATE = "tls_out_of_date"
    TLS_OTHER_ADDRESS = "tls_other_address"
    TLS_UNKNOWN_AUTHORITY = "tls_unknown_authority"
    TLS_REFUSED = "tls_refused"
    REDIRECTED = "redirected"
    NOT_A_PORTAL = "not_a_portal"
    CUT_OFF = "cut_off"
    TIMED_OUT = "timed_out"
    SERVER_FAILED = "server_failed"
    UNEXPECTED = "unexpected"


BAD_CERTIFICATE = frozenset(fault for fault in Fault if fault.startswith("tls_"))
"""Why nothing is sent to whoever shows such a certificate."""


class PortalError(Exception):
    """The root: everything a backend may raise."""

    @property
    def key(self) -> str:
        """The text key of what happened, such as `error.not_found`."""
        return f"error.{_WORDS.sub('_', type(self).__name__).lower()}"

    @property
    def parameters(self) -> Mapping[str, object]:
        """What the text of `key` needs."""
        return {}


@dataclass(eq=False)
class Unauthenticated(PortalError):
    """There is no session (any more), or the sign-in was wrong."""

    reason: Reason = Reason.SESSION_ENDED
    remedy: Remedy = Remedy.SIGN_IN
    retry_after: float | None = None
    """Seconds until the next try is listened to."""

    @property
    def key(self) -> str:
        """The text key: one for each reason."""
        return f"error.unauthenticated.{self.reason}"

    @property
    def parameters(self) -> Mapping[str, object]:
        """What the text of `key` needs."""
        return {"seconds": math.ceil(self.retry_after or 0)}


@dataclass(eq=False)
class Forbidden(PortalError):
    """The caller may not do this; `people` are those who can change that."""

    reason: Reason
    remedy: Remedy = Remedy.NONE
    permission: str = ""
    people: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The text key: one for each reason."""
        return f"error.forbidden.{self.reason}"


@dataclass(eq=False)
class NotFound(PortalError):
    """There is no such thing for this caller; another organisation's thing is no such thing."""

    what: str = ""

    @property
    def parameters(self) -> Mapping[str, object]:
        """What the text of `key` needs."""
        return {"what": self.what}


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field: a code (text `invalid.<code>`) and its parameters."""

    field: str
    code: str
    parameters: Mapping[str, object] = dataclasses.field(default_factory=dict[str, object])


KEY_REUSED = FieldError("key", "key_reused")
"""The key against sending twice came with another request than before."""


@dataclass(eq=False)
class Invalid(PortalError):
    """The input is wrong; every wrong field is named."""

    fields: tuple[FieldError, ...]

    @property
    def was_sent_before(self) -> bool:
        """Whether something else came under the same key before: that has arrived."""
        return KEY_REUSED in self.fields


@dataclass(eq=False)
class Conflict(PortalError):
    """Somebody else was first: `current` is the state there is now."""

    current: object = None


@dataclass(eq=False)
class Unavailable(PortalError):
    """The backend cannot answer now; `place` is a file or an address where there is one."""

    fault: Fault = Fault.UNEXPECTED
    retry_after: float | None = None
    place: str = ""
    detail: str = ""

    @property
    def key(self) -> str:
        """The text key: one for each fault."""
        return f"error.unavailable.{self.fault}"

    @property
    def parameters(self) -> Mapping[str, object]:
        """What the text of `key` needs."""
        return {"place": self.place, "detail": self.detail}


@dataclass(eq=False)
class Incompatible(PortalError):
    """The other side is of a version that this program does not understand."""

    needed: str = ""
    found: str = ""
    place: str = ""

    @property
    def key(self) -> str:
        """The text key: where both sides give the same version, that is said once."""
        is_same = bool(self.found) and self.found == self.needed
        return "error.incompatible.same" if is_same else super().key

    @property
    def parameters(self) -> Mapping[str, object]:
        """What the text of `key` needs."""
        return {"needed": self.needed, "found": self.found, "place": self.place}
