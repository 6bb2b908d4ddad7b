"""From words to an exit code: the parser, the languages, and every way to fail."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Klantportal
from tui import __version__, i18n
from tui.api import errors
from tui.cli import entry, failures
from tui.cli.parser import VERBS
from tui.paths import Paths

HEAVY = ("textual", "pydantic", "sqlalchemy", "alembic", "babel", "httpx", "asyncio", "yaml")


def loaded_after(*argv: str) -> set[str]:
    """Return the top-level modules that a run of these words imports."""
    program = (
        "import json, sys\nfrom tui.__main__ import main\n"
        f"main({list(argv)!r})\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})), "
        "file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, timeout=60
    )
    return set(json.loads(done.stderr.decode().splitlines()[-1]))


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_version_and_help_import_nothing_heavy(word: str) -> None:
    assert not loaded_after(word) & set(HEAVY)


@pytest.mark.parametrize("argv", [["releases", "list"], ["profile", "show"], ["doctor"]])
def test_verbs_for_scripts_never_import_textual(argv: list[str]) -> None:
    loaded = loaded_after("--portal", "sqlite:////nowhere.sqlite", *argv)
    assert "tui" in loaded
    assert "textual" not in loaded


def test_the_version_is_told(klantportal: Klantportal) -> None:
    assert klantportal("--version").out == f"klantportal {__version__}\n"
    assert klantportal("--lang", "nl", "--version").out == f"klantportal {__version__}\n"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("usage:", "options:", "verbs:", "show this help message and exit")),
        ("nl", ("gebruik:", "opties:", "werkwoorden:", "toon deze hulp en stop")),
    ],
)
@pytest.mark.parametrize("verb", ["", *VERBS, "releases list", "import releases"])
def test_help_speaks_the_language(
    klantportal: Klantportal, language: str, words: tuple[str, ...], verb: str
) -> None:
    shown = klantportal("--lang", language, *verb.split(), "--help")
    assert shown.code == 0
    missing = {word for word in words if word not in shown.out}
    assert missing <= {"verbs:", "werkwoorden:"}
    assert "cli." not in shown.out


@pytest.mark.parametrize(
    ("argv", "nl"),
    [
        (["frob"], "is geen keuze"),
        (["--lang", "fr"], "is not a choice"),
        (["releases"], "dit ontbreekt: WERKWOORD"),
        (["releases", "list", "--limit", "0"], "geen getal van 1"),
        (["releases", "list", "--limit"], "hier hoort één waarde bij"),
        (["releases", "list", "--frob"], "onbekend: --frob"),
        (["login", "--email", "a@b.nl", "--vendor-side", "--organisation", "x"], "gaat niet samen"),
    ],
)
def test_wrong_use_ends_with_2_and_says_why(
    klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch, argv: list[str], nl: str
) -> None:
    monkeypatch.setenv("KLANTPORTAL_LANG", "nl")
    refused = klantportal(*argv)
    assert refused.code == 2
    assert refused.out == ""
    assert "gebruik: klantportal" in refused.err
    assert nl in refused.err or "is geen keuze" in refused.err


def test_what_was_typed_cannot_steer_the_terminal(klantportal: Klantportal) -> None:
    refused = klantportal("releases", "list", "--\x1b]0;pwned\x07", "\x9b2J")
    assert refused.code == 2
    assert not set(refused.err) & {"\x1b", "\x07", "\x9b"}


@pytest.mark.parametrize(
    ("argv", "settings", "environ", "spoken"),
    [
        (["--lang", "en"], 'language = "nl"', {"KLANTPORTAL_LANG": "nl"}, "en"),
        (["--lang=nl"], 'language = "en"', {"KLANTPORTAL_LANG": "en"}, "nl"),
        ([], 'language = "en"', {"KLANTPORTAL_LANG": "nl"}, "en"),
        ([], "", {"KLANTPORTAL_LANG": "nl", "LC_ALL": "en_GB.UTF-8"}, "nl"),
        ([], "", {"LC_ALL": "nl_NL.UTF-8"}, "nl"),
        ([], "", {"LC_ALL": "C"}, "en"),
        (["--lang"], "", {"LC_ALL": "nl_NL.UTF-8"}, "nl"),
    ],
)
def test_the_language_follows_option_setting_environment_and_locale(
    klantportal: Klantportal,
    monkeypatch: pytest.MonkeyPatch,
    paths: Paths,
    argv: list[str],
    settings: str,
    environ: dict[str, str],
    spoken: str,
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    paths.config.mkdir(parents=True)
    paths.settings_file.write_text(settings)
    klantportal("releases", *argv)
    assert i18n.language() == spoken


def test_a_wrong_setting_is_told_and_stops_nothing(klantportal: Klantportal, paths: Paths) -> None:
    paths.config.mkdir(parents=True)
    paths.settings_file.write_text("colour = 'red'\n")
    done = klantportal("doctor")
    assert done.code == 0
    assert "colour" in done.err
    assert str(paths.settings_file) in done.err


def test_a_command_that_is_not_known_is_told_and_stops_nothing(
    klantportal: Klantportal, paths: Paths
) -> None:
    paths.config.mkdir(parents=True)
    paths.settings_file.write_text('[keymap]\n"list.down" = "j"\n"list.dwon" = "k"\n')
    done = klantportal("doctor")
    assert done.code == 0
    (line,) = done.err.splitlines()
    assert "keymap.list.dwon" in line


def test_without_a_portal_one_is_told_how_to_get_one(klantportal: Klantportal) -> None:
    refused = klantportal("releases", "list")
    assert refused.code == 2
    assert "klantportal init" in refused.err


def test_the_screen_is_not_opened_on_a_pipe(klantportal: Klantportal) -> None:
    for argv in ([], ["demo"]):
        refused = klantportal(*argv)
        assert refused.code == 1
        assert "klantportal --help" in refused.err


def test_as_is_for_the_demo_alone(klantportal: Klantportal) -> None:
    refused = klantportal("--portal", "sqlite:////x", "--as", "employee", "releases", "list")
    assert refused.code == 2
    assert "--portal demo" in refused.err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.Unauthenticated(), 3),
        (errors.Unauthenticated(errors.Reason.SLOWED_DOWN, retry_after=4), 3),
        (errors.Forbidden(errors.Reason.NOT_GRANTED, people=("Anna de Vries",)), 1),
        (errors.NotFound("note"), 1),
        (errors.Invalid((errors.FieldError("after", "missing"),)), 1),
        (errors.Conflict(), 1),
        *((errors.Unavailable(fault, place="/x"), 4) for fault in errors.Fault),
        (errors.Incompatible("2", "1", "/x"), 4),
    ],
)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_each_error_of_a_portal_is_a_text_and_an_exit_code(
    error: errors.PortalError, code: int, language: str
) -> None:
    i18n.use(language)
    assert failures.code_of(error) == code
    text = failures.text_of(error)
    assert "error." not in text
    assert "{" not in text


def test_an_error_names_the_fields_and_the_people() -> None:
    invalid = errors.Invalid((errors.FieldError("after", "missing"),))
    assert "after: " in failures.text_of(invalid)
    forbidden = errors.Forbidden(errors.Reason.NOT_GRANTED, people=("Anna de Vries",))
    assert "Anna de Vries" in failures.text_of(forbidden)


class Unforeseen(Exception):
    """What nobody foresaw."""


def test_a_fault_that_no_portal_foresaw_is_a_report_too(
    klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch, paths: Paths
) -> None:
    def break_down(*_: object) -> int:
        raise errors.Unavailable(errors.Fault.UNEXPECTED) from Unforeseen("geheim")

    monkeypatch.delenv("KLANTPORTAL_DEBUG")
    monkeypatch.setattr(entry, "_verb", lambda _arguments: break_down)
    assert klantportal("doctor").code == 1
    (report,) = paths.state.glob("crash-*.txt")
    assert "Unforeseen" in report.read_text()


def fail(*_: object) -> int:
    raise Unforeseen("the password is geheim")


def test_what_nobody_foresaw_is_a_report_without_anybodys_words(
    klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch, paths: Paths
) -> None:
    monkeypatch.delenv("KLANTPORTAL_DEBUG")
    monkeypatch.setattr(entry, "options_from", fail)
    failed = klantportal("doctor")
    assert failed.code == 1
    (report,) = paths.state.glob("crash-*.txt")
    assert str(report) in failed.err
    assert "Traceback" not in failed.err
    assert "geheim" not in failed.err + report.read_text()
    assert "Unforeseen" in report.read_text()
    assert "test_entry.py" in report.read_text()


def test_a_report_that_cannot_be_written_is_told(
    klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("KLANTPORTAL_DEBUG")
    monkeypatch.setattr(entry, "options_from", fail)
    (tmp_path / "home").write_text("a file where the folder should be")
    failed = klantportal("doctor")
    assert failed.code == 1
    assert "KLANTPORTAL_DEBUG" in failed.err


def test_debugging_shows_the_error_itself(
    klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry, "options_from", fail)
    with pytest.raises(Unforeseen):
        klantportal("doctor")


def test_an_interruption_ends_quietly_with_130(
    klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(entry, "options_from", interrupt)
    stopped = klantportal("doctor")
    assert (stopped.code, stopped.out, stopped.err) == (130, "", "")


def test_a_reader_that_leaves_ends_it_quietly() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as nobody:
        done = subprocess.run(
            [sys.executable, "-m", "tui", "doctor", "--json"],
            stdout=nobody,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert done.stderr == b""
    assert done.returncode == 0
    assert done.returncode != -signal.SIGPIPE
