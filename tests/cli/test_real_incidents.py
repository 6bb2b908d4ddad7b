"""Files that people really sent to a help desk, piped into `incidents` byte by byte."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Klantportal, Result
from tests.real_incidents import FOLDER, LONGEST_SUBJECT, files, has_nothing_to_read, steering
from tui.api.cleaning import clean_line, clean_text
from tui.api.models.incidents import LONGEST_TEXT

pytestmark = [pytest.mark.data, pytest.mark.usefixtures("own_portal")]


def subject_of(path: Path) -> str:
    """Return the first line of a file, as a shell hands over its bytes."""
    lines = [os.fsdecode(line.replace(b"\0", b"")) for line in path.read_bytes().splitlines()]
    first = next((line for line in lines if not has_nothing_to_read(line)), path.name)
    return first[:LONGEST_SUBJECT].lstrip("-") or path.name


def is_fit_to_print(*results: Result) -> bool:
    """Whether nothing that was written could steer a terminal."""
    return not any(steering(each.out + each.err) for each in results)


@pytest.fixture
def sent(incidents: Klantportal, shared_data: Path) -> list[Path]:
    """The files that are no longer than a text may be, in the order in which they were sent."""
    found = [path for path in files(shared_data / FOLDER) if path.stat().st_size <= LONGEST_TEXT]
    assert len(found) > 40
    for path in found:
        options = (f"--subject={subject_of(path)}", "-", "--yes")
        made = incidents("new", *options, stdin=path.read_bytes())
        assert (made.code, is_fit_to_print(made)) == (0, True), path.name
    return found


def test_a_real_file_is_listed_shown_and_exported_as_it_was_sent_and_steers_nothing(
    incidents: Klantportal, at_a_terminal: Klantportal, sent: list[Path]
) -> None:
    for number, path in enumerate(sent, start=1):
        text = clean_text(path.read_bytes().decode("utf-8", "replace")).strip("\n")
        exported = incidents("show", number, "--json")
        shown = incidents("show", number)
        seen = at_a_terminal("incidents", "show", number)
        assert is_fit_to_print(exported, shown, seen), path.name
        assert exported.document["subject"] == clean_line(subject_of(path)), path.name
        assert exported.document["description"] == text, path.name
        assert text in shown.out, path.name
    listed = incidents("list")
    exported = incidents("list", "--json")
    assert is_fit_to_print(listed, exported, at_a_terminal("incidents", "list"))
    subjects = [clean_line(subject_of(path)) for path in reversed(sent)]
    assert [each["subject"] for each in exported.document["items"]] == subjects
    assert [line.split("\t")[-1] for line in listed.lines] == subjects


def test_a_real_file_as_an_answer_steers_nothing(incidents: Klantportal, shared_data: Path) -> None:
    incidents("new", "--subject", "x", "--text", "y")
    for path in files(shared_data / FOLDER / "terminal-escapes-xterm"):
        replied = incidents("reply", "1", "-", "--yes", stdin=path.read_bytes())
        assert (replied.code, is_fit_to_print(replied)) == (0, True), path.name
    shown = incidents("show", "1", "--json")
    assert is_fit_to_print(shown, incidents("show", "1"))
    assert [each["body"] for each in shown.document["entries"]] == [
        clean_text(path.read_bytes().decode()).strip("\n")
        for path in files(shared_data / FOLDER / "terminal-escapes-xterm")
    ]


def test_a_real_export_that_is_longer_than_a_text_may_be_is_refused(
    incidents: Klantportal, shared_data: Path
) -> None:
    long = max(files(shared_data / FOLDER), key=lambda path: path.stat().st_size)
    refused = incidents("new", "--subject", "x", "-", stdin=long.read_bytes())
    assert (refused.code, refused.out, "200,000" in refused.err) == (1, "", True)
