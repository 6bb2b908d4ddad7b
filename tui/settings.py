"""The person's settings on this machine, from one TOML file.

    language = "nl"
    theme = "dark"
    ascii = false
    mouse = true
    ca_file = "/etc/ssl/our-authority.pem"

    [keymap]
    "list.down" = "j,down"

A setting that is wrong is left out with a warning; the program always starts.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from tui.links import Link


@dataclass(frozen=True)
class Settings:
    """What the person chose; None where nothing was."""

    language: str | None = None
    theme: str | None = None
    ascii: bool = False
    mouse: bool = True
    keymap: Mapping[str, str] = field(default_factory=dict[str, str])
    """Keys (Textual's names, by commas) by the name of the command."""
    ca_file: str | None = None
    """Certificates of the authorities to trust portals on the web by, instead of the usual ones."""

    @property
    def authorities(self) -> str | None:
        """That file, or the one that KLANTPORTAL_CA_FILE names."""
        named = os.environ.get("KLANTPORTAL_CA_FILE") or self.ca_file
        return str(Path(named).expanduser()) if named else None


@dataclass(frozen=True)
class SettingsWarning:
    """What is wrong in the file: the text is `settings.<code>` with these parameters."""

    code: str
    parameters: Mapping[str, object]


@dataclass(frozen=True)
class TuiOptions:
    """What the person asked for when starting the program.

    `portal` is an address, the word `demo`, or None at the very first start; `language` is that of
    `--lang` alone; `ascii` and `mouse` have the settings in them already; `link` is what is opened.
    """

    portal: str | None = None
    sign_in_as: str | None = None
    language: str | None = None
    mouse: bool = True
    ascii: bool = False
    reset_demo: bool = False
    link: Link | None = None


def load(file: Path) -> tuple[Settings, tuple[SettingsWarning, ...]]:
    """Return the settings and what is wrong with them; without a file, the defaults."""
    try:
        content = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), ()
    except OSError as error:
        return Settings(), (_warning("unreadable", file, reason=error.strerror or ""),)
    import tomllib

    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except ValueError as error:  # broken TOML, or not UTF-8: both say where
        return Settings(), (_warning("broken", file, reason=str(error)),)
    return _checked(document, file)


def unknown_commands(
    file: Path, keymap: Mapping[str, str], is_command: Callable[[str], bool]
) -> tuple[SettingsWarning, ...]:
    """Return a warning for each name in `keymap` that is no command's."""
    unknown = (name for name in keymap if not is_command(name))
    return tuple(_warning("unknown", file, name=f"keymap.{name}") for name in unknown)


def change(file: Path, **changed: str | bool) -> None:
    """Write these settings and keep the others; raises `OSError`.

    A file that is not TOML is kept beside the new one, with `.broken` behind its name.
    """
    import tomllib

    import tomli_w

    from tui.whole_files import write_whole

    document: dict[str, object] = {}
    if file.exists():
        try:
            document = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        except ValueError:
            file.replace(file.with_name(f"{file.name}.broken"))
    write_whole(file, tomli_w.dumps({**document, **changed}).encode())


def _checked(
    document: Mapping[str, object], file: Path
) -> tuple[Settings, tuple[SettingsWarning, ...]]:
    warnings: list[SettingsWarning] = []
    settings = Settings()
    for key, value in document.items():
        match key, value:
            case "language", "en" | "nl":
                settings = replace(settings, language=value)
            case "theme", "dark" | "light":
                settings = replace(settings, theme=value)
            case "ascii", bool():
                settings = replace(settings, ascii=value)
            case "mouse", bool():
                settings = replace(settings, mouse=value)
            case "ca_file", str():
                settings = replace(settings, ca_file=value)
            case "keymap", dict():
                keymap, wrong = _keymap(cast("Mapping[str, object]", value), file)
                settings = replace(settings, keymap=keymap)
                warnings += wrong
            case _:
                code = "wrong" if key in vars(settings) else "unknown"
                warnings.append(_warning(code, file, name=key, value=value))
    return settings, tuple(warnings)


def _keymap(
    table: Mapping[str, object], file: Path
) -> tuple[dict[str, str], list[SettingsWarning]]:
    keys: dict[str, str] = {}
    warnings: list[SettingsWarning] = []
    for command, value in _flat(table):
        if isinstance(value, str) and value:
            keys[command] = value
        else:
            warnings.append(_warning("wrong", file, name=f"keymap.{command}", value=value))
    return keys, warnings


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Read `list.down = "j"` like `"list.down" = "j"`: TOML makes a table of the first."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(cast("Mapping[str, object]", value), f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _warning(code: str, file: Path, **parameters: object) -> SettingsWarning:
    return SettingsWarning(code, {"file": file, **parameters})
