"""The settings file: what is wrong is named and left out, and nothing in it is lost."""

import importlib
import pkgutil
import re
from pathlib import Path
from typing import NoReturn

import pytest

from tui import screens, settings, widgets
from tui.cli import entry
from tui.paths import Paths
from tui.settings import Settings


def written(paths: Paths, text: str | bytes) -> Paths:
    paths.config.mkdir(parents=True)
    paths.settings_file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return paths


def test_without_a_file_there_are_defaults_and_no_warning(paths: Paths) -> None:
    assert settings.load(paths.settings_file) == (Settings(), ())


def test_what_the_file_says_is_taken(paths: Paths) -> None:
    written(
        paths,
        'language = "nl"\ntheme = "light"\nascii = true\nmouse = false\n'
        '[keymap]\n"list.down" = "j"\nlist.up = "k"\n',
    )
    chosen, warnings = settings.load(paths.settings_file)
    assert chosen == Settings("nl", "light", True, False, {"list.down": "j", "list.up": "k"})
    assert warnings == ()


def test_the_authorities_are_those_of_the_environment_or_else_of_the_file(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Settings().authorities is None
    written(paths, 'ca_file = "~/ca.pem"\n')
    chosen, _ = settings.load(paths.settings_file)
    assert chosen.authorities == str(Path.home() / "ca.pem")
    monkeypatch.setenv("KLANTPORTAL_CA_FILE", "/etc/other.pem")
    assert chosen.authorities == "/etc/other.pem"


@pytest.mark.parametrize(
    ("line", "code", "name"),
    [
        ("colour = 'red'", "unknown", "colour"),
        ("language = 'fr'", "wrong", "language"),
        ("mouse = 1", "wrong", "mouse"),
        ("keymap = 'vi'", "wrong", "keymap"),
        ("[keymap]\n'list.down' = 3", "wrong", "keymap.list.down"),
    ],
)
def test_a_wrong_setting_is_named_and_left_out(
    paths: Paths, line: str, code: str, name: str
) -> None:
    written(paths, f'theme = "dark"\n{line}\n')
    chosen, (warning,) = settings.load(paths.settings_file)
    assert chosen == Settings(theme="dark")
    assert (warning.code, warning.parameters["name"]) == (code, name)
    assert warning.parameters["file"] == paths.settings_file


@pytest.mark.parametrize("content", [b'language = "nl\n', b"\xff\xfe\x00", b"language"])
def test_a_broken_file_gives_the_defaults_and_says_where(paths: Paths, content: bytes) -> None:
    written(paths, content)
    chosen, (warning,) = settings.load(paths.settings_file)
    assert chosen == Settings()
    assert warning.code == "broken"
    assert warning.parameters["reason"]


def test_a_change_keeps_what_else_there_is(paths: Paths) -> None:
    written(paths, 'theme = "light"\nlater = 1\n[keymap]\n"list.down" = "j"\n')
    settings.change(paths.settings_file, language="nl")
    assert settings.load(paths.settings_file)[0] == Settings(
        "nl", "light", keymap={"list.down": "j"}
    )
    assert "later = 1" in paths.settings_file.read_text()


def test_a_change_makes_the_file_and_keeps_a_broken_one_beside_it(paths: Paths) -> None:
    settings.change(paths.settings_file, mouse=False)
    assert settings.load(paths.settings_file)[0].mouse is False
    paths.settings_file.write_text("broken [")
    settings.change(paths.settings_file, mouse=True)
    assert settings.load(paths.settings_file) == (Settings(), ())
    assert (paths.config / "settings.toml.broken").read_text() == "broken ["


KNOWN = {"list.down", "list.up"}


def test_a_command_that_is_not_known_is_named(paths: Paths) -> None:
    written(paths, '[keymap]\n"list.down" = "j"\nlist.dwon = "k"\n')
    chosen, _ = settings.load(paths.settings_file)
    (warning,) = settings.unknown_commands(paths.settings_file, chosen.keymap, KNOWN.__contains__)
    assert warning.code == "unknown"
    assert warning.parameters == {"file": paths.settings_file, "name": "keymap.list.dwon"}


def test_the_texts_know_exactly_the_commands_that_are_declared() -> None:
    from tui.widgets.commands import declared

    for package in (screens, widgets):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    importlib.import_module("tui.app")
    names = {command.name for command in declared()}
    assert names
    assert {name for name in names if not entry.is_command(name)} == set()
    assert not entry.is_command("list.dwon")
    assert not entry.is_command("list.down.help")


@pytest.mark.parametrize("file", ["a folder", "a file above it"])
def test_a_place_that_cannot_be_read_gives_the_defaults(paths: Paths, file: str) -> None:
    paths.config.parent.mkdir(parents=True, exist_ok=True)
    if file == "a folder":
        paths.settings_file.mkdir(parents=True)
    else:
        paths.config.write_text("")
    assert settings.load(paths.settings_file)[0] == Settings()


def test_a_folder_that_one_may_not_enter_gives_the_defaults_and_a_warning(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path, *_: object, **__: object) -> NoReturn:
        raise PermissionError(13, "Permission denied", str(path))

    for name in ("exists", "stat", "open", "read_text", "read_bytes"):
        monkeypatch.setattr(Path, name, closed)
    chosen, (warning,) = settings.load(paths.settings_file)
    assert (chosen, warning.code) == (Settings(), "unreadable")


def test_the_guide_names_commands_that_there_are() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")
    listed = guide.partition("The commands of the keymap:")[2].partition("\n\n")[0]
    names = [name for name in re.findall(r"`([a-z_.]+)`", listed) if "." in name[1:-1]]
    assert len(names) > 20
    assert [name for name in names if not entry.is_command(name)] == []
