"""What the screens and areas say to one another and to the app."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tui.api.errors import Unauthenticated
    from tui.api.models.needs import NeedKind
    from tui.api.models.session import Hat, Theme
    from tui.api.portal import SignedIn
    from tui.links import Link


class Painted(Message):
    """The screen stands on the terminal for the first time: what is slow may begin."""

    bubble = False


@dataclass
class PortalChosen(Message):
    """Open this portal: an address, or the word `demo`."""

    portal: str


@dataclass
class Entered(Message):
    """Somebody is signed in; `keep` asks for the token to be remembered."""

    signed_in: "SignedIn"
    keep: bool = False


@dataclass
class Arrived(Message):
    """Who was remembered is signed in: this is how the portal knows that one now."""

    signed_in: "SignedIn"


@dataclass
class SessionRenewed(Message):
    """The portal told anew what the person may do in this session."""

    signed_in: "SignedIn"


@dataclass
class SigningOut(Message):
    """The person leaves, so that the session ends is no news; not `under_way`: it goes on."""

    under_way: bool


@dataclass
class SignedOut(Message):
    """The person left."""


@dataclass
class SessionEnded(Message):
    """The portal no longer knows the session."""

    error: "Unauthenticated"


@dataclass
class HatChosen(Message):
    """Go on as this: another organisation of the person's, or the vendor's side."""

    hat: "Hat"


@dataclass
class LanguageChosen(Message):
    """Speak this language from now on."""

    language: str


@dataclass
class ThemeChosen(Message):
    """Use these colours from now on."""

    theme: "Theme"


@dataclass
class TimeZoneChosen(Message):
    """Tell days and moments in this time zone from now on, "" for that of the machine."""

    time_zone: str


@dataclass
class UnreadChanged(Message):
    """An area has something unread, or nothing any more."""

    area: str
    unread: bool


class NeedsChanged(Message):
    """What waits for the person may be something else now."""


@dataclass
class GoTo(Message):
    """Open an area, and there what waits."""

    area: str
    what: "NeedKind"


@dataclass
class OpenLink(Message):
    """Open what a link names, in the area that shows it."""

    link: "Link"


@dataclass
class Told(Message):
    """Say this for a while on the line above the keys: what was not done, or a short question.

    What is `about` one record goes as somebody turns to another one.
    """

    words: str
    about: str = ""


@dataclass
class TurnedTo(Message):
    """Somebody looks at this record now."""

    record_id: str
