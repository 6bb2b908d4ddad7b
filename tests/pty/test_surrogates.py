"""Halves of a surrogate pair, which no UTF-8 can hold, end nothing and reach no terminal.

Python makes them of every byte of an argument or a file's name that is not UTF-8, and JSON can
spell them.
"""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.hostile import SURROGATES
from tests.pty.conftest import KLANTPORTAL
from tests.pty.terminal import environment
from tui.api.models.publishing import NotePublish, NoteText, ReleaseDocument
from tui.api.models.releases import NoteQuery
from tui.api.models.sign_in import SignIn
from tui.api.models.wire import parse, to_json
from tui.secret import Secret

pytestmark = [pytest.mark.pty, pytest.mark.xdist_group("pty")]

each_surrogate = pytest.mark.parametrize("text", SURROGATES, ids=ascii)
_Done = subprocess.CompletedProcess[bytes]

NOT_UTF8 = (
    b"\xff",
    b"caf\xe9",
    b"\x9b66;66H",
    *(text.encode(errors="surrogatepass") for text in SURROGATES),
)
"""Bytes that Python reads as halves: stray ones, another encoding, and the halves themselves."""
each_not_utf8 = pytest.mark.parametrize("word", NOT_UTF8, ids=ascii)


@each_surrogate
def test_no_model_keeps_half_a_pair(text: str) -> None:
    note = NoteText(language="nl", title=f"before{text}after", body=f"before{text}after")
    assert "before" in note.title == note.body
    models = (
        NotePublish(anchor=f"x{text}", area=text, texts=(note,)),
        parse(NoteQuery, {"product": text, "area": f"{text}x"}),
        SignIn(email=text, password=Secret("x")),
    )
    for model in models:
        assert not re.search("[\ud800-\udfff]", repr(model))
        to_json(model).encode()


@each_surrogate
def test_json_that_spells_half_a_pair_is_refused(text: str) -> None:
    spelt = json.dumps({"source": f"x{text}", "releases": [{"product": "P", "version": "1"}]})
    assert "\\ud" in spelt
    with pytest.raises(ValidationError):
        ReleaseDocument.model_validate_json(spelt)


@each_not_utf8
@pytest.mark.parametrize(
    ("verb", "ends"),
    [
        (("releases", "search"), 0),
        (("releases", "list", "--area"), 0),
        (("releases", "list", "--after"), 1),
        (("releases", "show"), 1),
        (("import", "releases"), 1),
        (("--lang",), 2),
    ],
    ids=str,
)
def test_words_that_are_no_text_are_answered(
    demo_home: Path, verb: tuple[str, ...], ends: int, word: bytes
) -> None:
    done = _run(demo_home, "--portal", "demo", "--as", "employee", *verb, word)
    assert done.returncode == ends, done
    _is_fit_to_print(done)


def test_words_are_found_beside_what_is_no_text(demo_home: Path) -> None:
    as_employee = ("--portal", "demo", "--as", "employee")
    done = _run(demo_home, *as_employee, "releases", "search", b"leave\xff", b"hours")
    assert b"Leave in hours per day" in done.stdout


def test_files_are_taken_whatever_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate(NOT_UTF8):
        file = folder / os.fsdecode(b"%d " % number + name + b".md")
        file.write_text(f"## 1.{number} - 2026-01-01\n\n- before {number}\n")
    owner = ("--organisation", "Home", "--email", "a@example.org", "--password-stdin")
    assert _run(tmp_path, "init", *owner, given=b"correct horse battery").returncode == 0
    for outcome in (b"taken", b"unchanged"):
        done = _run(tmp_path, "import", "releases", folder)
        assert done.stdout.count(outcome + b"\t") == len(NOT_UTF8), done
        assert done.returncode == 0
        _is_fit_to_print(done)
    told = _run(tmp_path, "import", "releases", folder, "--json")
    assert len(json.loads(told.stdout)["items"]) == len(NOT_UTF8)
    _is_fit_to_print(told)


def _run(home: Path, *words: str | bytes | Path, given: bytes = b"") -> _Done:
    env = environment({"KLANTPORTAL_HOME": str(home)})
    command = [KLANTPORTAL, *words]
    return subprocess.run(command, env=env, input=given, capture_output=True, check=False)


def _is_fit_to_print(done: _Done) -> None:
    for stream in (done.stdout, done.stderr):
        text = stream.decode("utf-8")
        assert "Traceback" not in text
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
