"""The rules of the house hold, and each of them is able to fail."""

import dataclasses
import importlib
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import house, keys
from tests.house import Module
from tui import i18n, screens, widgets
from tui.widgets.commands import Command

ROOT = Path(__file__).parents[1]


def _plant(path: str, source: str) -> Module:
    return Module(path, source)


@pytest.mark.parametrize("rule", house.PER_MODULE, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rules(rule: house.Rule) -> None:
    assert house.complaints(rule, house.modules()) == []


BROKEN = [
    (house.workers_start_in_one_place, "screens/x.py", "self.run_worker(read(), group='x')"),
    (house.workers_start_in_one_place, "screens/x.py", "@work(thread=True)\ndef read(): ..."),
    (house.workers_start_in_one_place, house.LOADING, "owner.run_worker(read, group='x')"),
    (
        house.workers_start_in_one_place,
        house.LOADING,
        "owner.run_worker(read, exit_on_error=False)",
    ),
    (house.markup_is_never_built, "x.py", "Static(f'{name} left')"),
    (house.markup_is_never_built, "x.py", "Label('%s left' % name)"),
    (house.markup_is_never_built, "x.py", "label.update('{} left'.format(name))"),
    (house.markup_is_never_built, "x.py", "self.notify(i18n.t('left', name=name))"),
    (house.markup_is_never_built, "x.py", "self.notify('Gone: ' + name)"),
    (house.markup_is_never_built, "x.py", "Content.from_markup(words)"),
    (house.markup_is_never_built, "x.py", "self.border_title = f'{name}'"),
    (house.names_say_what_is_inside, "screens/text_utils.py", ""),
    (house.names_say_what_is_inside, "common/__init__.py", ""),
    (house.names_say_what_is_inside, "x.py", "class DraftManager: ..."),
    (house.nobody_reaches_into_the_app, "screens/x.py", "self.app.portal.show()"),
    (house.sizes_stay_readable, "x.py", "x = 1\n" * (house.MAX_FILE + 1)),
    (house.sizes_stay_readable, "x.py", "def x():\n" + "    y()\n" * house.MAX_FUNCTION),
    (
        house.sizes_stay_readable,
        "x.py",
        "class X:\n" + "    def y(self): ...\n" * house.MAX_METHODS,
    ),
    (house.sizes_stay_readable, "app.py", "x = 1\n" * 2 * house.MAX_FILE),
    (house.catches_nothing_unforeseen, "x.py", "try: x()\nexcept Exception: pass"),
    (house.catches_nothing_unforeseen, "x.py", "try: x()\nexcept: pass"),
    (house.catches_nothing_unforeseen, "x.py", "try: x()\nexcept (OSError, BaseException): pass"),
]
HARMLESS = [
    (
        house.workers_start_in_one_place,
        house.LOADING,
        "owner.run_worker(read, group=group, exit_on_error=False)",
    ),
    (house.markup_is_never_built, "x.py", "Static(f'{name}', markup=False)"),
    (house.markup_is_never_built, "x.py", "Static(Content(f'{name}'), id='name')"),
    (house.markup_is_never_built, "x.py", "Content.from_markup('[b]$name[/]', name=name)"),
    (house.names_say_what_is_inside, "screens/releases.py", "class Reader: ..."),
    (house.nobody_reaches_into_the_app, "screens/x.py", "self.app.size"),
    (house.nobody_reaches_into_the_app, "app.py", "self.app.portal"),
    (house.catches_nothing_unforeseen, "x.py", "try: x()\nexcept BaseException:\n  y()\n  raise"),
    (house.catches_nothing_unforeseen, "x.py", "try: x()\nexcept OSError: pass"),
]


@pytest.mark.parametrize(("rule", "path", "source"), BROKEN)
def test_a_broken_rule_is_seen(rule: house.Rule, path: str, source: str) -> None:
    assert house.complaints(rule, [_plant(path, source)])


@pytest.mark.parametrize(("rule", "path", "source"), HARMLESS)
def test_what_a_rule_allows_passes(rule: house.Rule, path: str, source: str) -> None:
    assert house.complaints(rule, [_plant(path, source)]) == []


def test_what_is_no_longer_larger_is_no_exception() -> None:
    larger = {module.path for module in house.modules() if house.is_larger(module)}
    assert house.LARGER.keys() - larger == set()


def test_everything_is_caught_in_one_place_at_most() -> None:
    found = house.complaints(house.catches_nothing_unforeseen, house.modules())
    assert len(found) <= house.CATCH_ALL_PLACES, found


# Texts.


def _catalogues() -> dict[str, str]:
    return {
        language: house.catalogue_file(language).read_text(encoding="utf-8")
        for language in house.LANGUAGES
    }


def test_both_languages_say_the_same_things() -> None:
    assert list(house.catalogue_faults(_catalogues())) == []


_HEAD = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
_ONE = 'msgid "x.y"\nmsgstr "One {n}"\n\n'


@pytest.mark.parametrize(
    ("en", "nl", "fault"),
    [
        (_ONE, "", "alone"),
        (_ONE, 'msgid "x.y"\nmsgstr ""\n', "no text"),
        (_ONE, 'msgid "x.y"\nmsgstr "Een {m}"\n', "parameters"),
        (_ONE + _ONE, _ONE, "twice"),
        (_ONE, 'msgid "x.y"\nmsgid_plural "x.y"\nmsgstr[0] "Een {n}"\nmsgstr[1] ""\n', "no text"),
    ],
)
def test_a_fault_in_a_catalogue_is_seen(en: str, nl: str, fault: str) -> None:
    found = list(house.catalogue_faults({"en": _HEAD + en, "nl": _HEAD + nl}))
    assert any(fault in complaint for complaint in found)


def test_every_text_that_is_asked_for_exists() -> None:
    known = house.texts(_catalogues()["en"], "en")
    missing = [
        f"{module.path}:{line} {key}"
        for module in house.modules()
        for line, key in house.asked_keys(module)
        if key not in known
    ]
    assert missing == []


def test_a_key_that_is_asked_for_is_found_in_the_source() -> None:
    source = "i18n.t('a.b', x=1); plural('c.d', 2); t('e.f' if x else 'g.h')"
    assert [key for _, key in house.asked_keys(_plant("x.py", source))] == [
        "a.b",
        "c.d",
        "e.f",
        "g.h",
    ]


def test_no_text_is_left_over() -> None:
    used = house.UsedKeys(house.modules())
    keys = house.texts(_catalogues()["en"], "en")
    ours = [key for key in keys if house.KEY.fullmatch(key)]  # the others are argparse's own words
    assert [key for key in ours if not used.has(key)] == []


def test_a_text_that_nobody_asks_for_is_seen() -> None:
    source = "t('a.b'); t(f'role.{role}'); Empty('list.none'); t(f'{key}.title'); F(words='firm')"
    used = house.UsedKeys([_plant("x.py", source)])
    asked = ("a.b", "role.x", "list.none.title", "firm.email.label", "firm.email.hint")
    assert [key for key in asked if not used.has(key)] == []
    others = ("a.c", "roles.x", "list.some.title", "firms.email.label", "firm.email.title")
    assert [key for key in others if used.has(key)] == []


def _everything_on_screen() -> None:
    for package in (screens, widgets):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    importlib.import_module("tui.app")


def test_every_command_has_its_words_in_both_languages() -> None:
    from tui.widgets.commands import declared

    _everything_on_screen()
    missing = []
    for language in house.LANGUAGES:
        i18n.use(language)
        for command in declared():
            keys = (f"command.{command.name}", f"command.{command.name}.help")
            missing += [f"{language}: {key}" for key in keys if not i18n.has(key)]
    assert missing == []


# Keys.

GUIDE = ROOT / "docs" / "guide.md"


def test_one_key_means_one_thing_and_the_guide_tells_it() -> None:
    from tui.widgets.commands import declared

    _everything_on_screen()
    commands = [command for command in declared() if command.name.partition(".")[0] != "test"]
    assert [*keys.key_faults(commands)] == []
    assert [*keys.guide_faults(GUIDE.read_text(encoding="utf-8"), commands)] == []


@pytest.mark.parametrize(
    ("commands", "fault"),
    [
        (
            [Command("list.select", "space", "x"), Command("reader.page_down", "space", "x")],
            "space",
        ),
        (
            [Command("x.filter", "f", "x"), Command("y.forward", "f", "x")],
            "f means filter, forward",
        ),
        ([Command("x.clear", "z", "x")], "z means clear, not undo"),
    ],
)
def test_a_key_with_two_meanings_is_seen(commands: list[Command], fault: str) -> None:
    assert any(fault in found for found in keys.key_faults(commands))


def test_a_guide_that_tells_other_keys_is_seen() -> None:
    guide = "## Keys\n\n| key | does |\n|---|---|\n| `↑ ↓` or `j`, `1`..`9` | move |\n\n## More\n"
    assert keys.keys_of_the_guide(guide) == {"up", "down", "j", *"123456789"}
    commands = [Command("list.down", "down,j", "x"), Command("list.mark", "m", "x")]
    found = [*keys.guide_faults(guide, commands)]
    assert "the guide does not tell of list.mark (m)" in found
    assert "the guide tells of up, which does nothing" in found
    assert len(found) == 11


# Who imports whom.

PLANTS = {
    "floors": ("tui/widgets/states.py", "import tui.screens.areas"),
    "contract_floors": ("tui/api/portal.py", "import tui.api.connect"),
    "adapters": ("tui/demo/__init__.py", "import tui.api.store"),
    "store_floors": ("tui/api/store/verbs/audit.py", "import tui.api.store.releases.notes"),
    "sql": ("tui/exchange/__init__.py", "import sqlalchemy"),
    "web": ("tui/exchange/files.py", "import httpx"),
    "serving": ("tui/exchange/disk.py", "import starlette"),
    "mailing": ("tui/server/health.py", "import aiosmtplib"),
    "screens": ("tui/screens/areas.py", "import httpx"),
    "no_screen": ("tui/i18n/formats.py", "import rich.text"),
    "scripts": ("tui/cli/output.py", "import textual.app"),
    "rooms": ("tui/screens/profile/__init__.py", "import tui.screens.releases"),
    "verbs": ("tui/cli/profile.py", "import tui.cli.releases"),
    "operations": ("tui/server/needs.py", "import tui.server.profile"),
    "calls": ("tui/api/http/needs.py", "import tui.api.http.profile"),
}
"""A wrong import for every contract of .importlinter, hidden in a function as it would be."""


def _lint(root: Path) -> str:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def _contracts() -> dict[str, str]:
    """The contracts of the house: their names by id."""
    rules = (ROOT / ".importlinter").read_text(encoding="utf-8")
    return dict(re.findall(r"^\[importlinter:contract:(\w+)\]\nname = (.+)$", rules, re.MULTILINE))


def test_every_import_rule_is_able_to_fail(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tui", tmp_path / "tui", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    for file, wrong in PLANTS.values():
        with (tmp_path / file).open("a", encoding="utf-8") as source:
            source.write(f"\n\ndef planted():\n    {wrong}\n")
    said = _lint(tmp_path)
    assert PLANTS.keys() == _contracts().keys()
    for contract, name in _contracts().items():
        file, wrong = PLANTS[contract]
        importer = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        assert f"{name} BROKEN" in said
        chapter = said.split(f"\n{name}\n", 1)[1]
        assert re.search(rf"{importer}\b.* -> {wrong.split()[1].split('.')[0]}", chapter), said


def test_every_area_has_rooms_that_stand_by_themselves() -> None:
    from tui.screens.areas import AREAS

    rules = (ROOT / ".importlinter").read_text(encoding="utf-8")
    rooms = [area.load.split(":")[0] for area in AREAS if area.load]
    verbs = [
        f"tui.cli.{area.name}" for area in AREAS if (ROOT / f"tui/cli/{area.name}.py").exists()
    ]
    assert [name for name in rooms + verbs if f"    {name}\n" not in rules] == []


def test_every_area_has_two_ends_of_the_wire_that_stand_by_themselves() -> None:
    from tui.api.portal import Portal

    rules = (ROOT / ".importlinter").read_text(encoding="utf-8")
    areas = [each.name for each in dataclasses.fields(Portal)]
    ends = [f"tui.{end}.{area}" for area in areas for end in ("server", "api.http")]
    assert len(ends) >= 10
    assert [name for name in ends if f"    {name}\n" not in rules] == []
