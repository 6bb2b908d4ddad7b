"""What is kept of one portal between two starts: the token, and what was seen with it."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui import portals
from tui.api.models import stored
from tui.api.models.session import Session
from tui.last_seen import LastSeen, Seen
from tui.paths import Paths
from tui.screens.areas import areas_for
from tui.screens.memory import Remembered, Rooms
from tui.tokens import TokenStore

if TYPE_CHECKING:
    from tui.api.portal import SignedIn
    from tui.secret import Secret


class Keeping:
    """Keeps the token of a portal where the person asked for it.

    What stands in the rooms is kept for the session that the next start resumes, and for no other:
    who wears another hat is somebody else then.
    """

    def __init__(self, paths: Paths, address: str) -> None:
        self._paths = paths
        self._address = address
        self._tokens = TokenStore(paths)
        self._token: Secret | None = None

    @property
    def has_token(self) -> bool:
        """Whether a token is kept; a file that cannot be read is as good as none."""
        with suppress(OSError):
            return self._address in self._tokens
        return False

    def token(self) -> "Secret | None":
        """Return the token that is kept; may wait for the keyring."""
        self._token = self._tokens.load(self._address)
        return self._token

    def remembered(self) -> Remembered | None:
        """Return who was here and what was seen, where a token is kept that may open it again.

        Nobody is where the session is over by what was known of it, nor where there was no tab:
        then no room would ask the portal whether that is still so.
        """
        seen = LastSeen(self._paths.last_seen_folder, self._address).load()
        if seen is None or not self.has_token:
            return None
        with suppress(ValueError):
            session = stored.read(Session, seen.session)
            is_over = session.expires_at is not None and session.expires_at <= datetime.now(UTC)
            if areas_for(session.permissions) and not is_over:
                return Remembered(session, seen.rooms, seen.at)
        return None

    def entered(self, signed_in: "SignedIn", *, keep: bool) -> None:
        """Remember the portal, and the token if asked."""
        portals.remember(self._paths, self._address)
        if keep:
            self._tokens.save(self._address, signed_in.token)
            self._token = signed_in.token

    def left(self) -> None:
        """Drop the token, and what was seen with it."""
        self._token = None
        self._tokens.forget(self._address)

    def saw(self, signed_in: "SignedIn", rooms: Rooms) -> None:
        """Keep what stands in the rooms, as long as the token by which it does is kept."""
        if signed_in.token == self._token and self.has_token:
            session = stored.plain(Session, signed_in.session)
            seen = Seen(datetime.now(UTC), session, rooms)
            LastSeen(self._paths.last_seen_folder, self._address).save(seen)
