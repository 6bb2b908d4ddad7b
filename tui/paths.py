"""Where the program keeps its files."""

import os
from dataclasses import dataclass
from pathlib import Path

APP_NAME = "klantportal"


@dataclass(frozen=True)
class Paths:
    """Folders for configuration, data, state and cache; none of them is made here."""

    config: Path
    data: Path
    state: Path
    cache: Path

    @classmethod
    def from_environment(cls) -> "Paths":
        """All under KLANTPORTAL_HOME where it is set, else where the platform wants them."""
        if home := os.environ.get("KLANTPORTAL_HOME"):
            root = Path(home).expanduser().absolute()
            return cls(root / "config", root / "data", root / "state", root / "cache")
        from platformdirs import PlatformDirs

        places = PlatformDirs(APP_NAME, appauthor=False)
        return cls(
            places.user_config_path,
            places.user_data_path,
            places.user_state_path,
            places.user_cache_path,
        )

    @property
    def settings_file(self) -> Path:
        """The person's settings (TOML)."""
        return self.config / "settings.toml"

    @property
    def demo_store(self) -> Path:
        """The demo portal."""
        return self.data / "demo.sqlite"

    @property
    def own_store(self) -> Path:
        """The embedded portal that `init` makes."""
        return self.data / "portal.sqlite"

    @property
    def tokens_file(self) -> Path:
        """Tokens of open sessions, by portal; readable by its owner alone."""
        return self.state / "tokens.json"

    @property
    def drafts_folder(self) -> Path:
        """What was typed and not sent yet: a file for each form and record, by portal."""
        return self.state / "drafts"

    @property
    def views_file(self) -> Path:
        """How each person left the lists, by portal; readable by its owner alone."""
        return self.state / "views.json"

    @property
    def last_seen_folder(self) -> Path:
        """What was last seen of each portal, a file for each; readable by its owner alone."""
        return self.state / "last_seen"


def attachments_folder() -> Path | None:
    """Return the folder for the files of databases (KLANTPORTAL_ATTACHMENTS); None without one."""
    named = os.environ.get("KLANTPORTAL_ATTACHMENTS")
    return Path(named).expanduser().absolute() if named else None
