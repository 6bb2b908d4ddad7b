"""Files that go with a message: named, dropped, looked at, sent with a bar, and saved again."""

import errno
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.fake_incidents import attachment, incident_id, said
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui import i18n
from tui.api.errors import Fault, Unavailable
from tui.api.ids import new_id
from tui.api.models.attachments import AttachmentNew
from tui.api.models.incidents import CommentNew, IncidentNew
from tui.drafts import Drafts
from tui.whole_files import NewFile
from tui.widgets.form import FilesField
from tui.widgets.form.files import Taken

WIDE = (120, 40)
LOG = b"09:12 The run stops.\n" * 20_000
"""Several pieces."""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A file to send."""
    file = tmp_path / "run.log"
    file.write_bytes(LOG)
    return file


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Another one, with a space in its name."""
    file = tmp_path / "my picture.png"
    file.write_bytes(b"\x89PNG")
    return file


def entrance() -> FakeEntrance:
    made = FakeEntrance(incidents=6)
    made.incidents.tell(1, said(1), said(2))
    return made


async def opened(demo: PortalDriver) -> None:
    await demo.open("incidents")
    await demo.press("enter")
    await demo.sees("#1  Wage run 1")


async def replying(demo: PortalDriver, *paths: Path) -> None:
    """Write a reply, and name files that go with it."""
    await opened(demo)
    await demo.press("r")
    await demo.type("See the log")
    await demo.press("escape", "a")
    for path in paths:
        await demo.paste(str(path))
        await demo.sees(path.name)


def sent(demo: PortalDriver) -> list[CommentNew | IncidentNew]:
    return [*demo.entrance.incidents.sent.values()]


async def test_a_file_goes_with_a_reply_and_stands_below_it(log: Path) -> None:
    async with portal(entrance(), size=WIDE) as demo:
        await replying(demo, log)
        await demo.sees("run.log  411 kB  text/plain  ")
        await demo.press("ctrl+s")
        await demo.sees("Your answer is sent.", "↓ run.log  411 kB")
        (new,) = sent(demo)
        assert [each.name for each in new.attachments] == ["run.log"]
        assert demo.entrance.incidents.uploads[new.attachments[0].id] == LOG


async def test_a_file_goes_with_a_new_incident(log: Path) -> None:
    async with portal(entrance(), size=WIDE) as demo:
        await demo.open("incidents")
        await demo.press("a")
        await demo.type("Down")
        await demo.press("enter")
        await demo.type("It stops")
        await demo.press("escape", "a")
        await demo.paste(str(log))
        await demo.sees("run.log  411 kB")
        await demo.press("ctrl+s")
        await demo.sees("is submitted")
        (new,) = sent(demo)
        assert [each.name for each in new.attachments] == ["run.log"]


async def test_a_path_is_typed_and_completed(log: Path) -> None:
    async with portal(entrance(), size=WIDE) as demo:
        await replying(demo)
        await demo.paste(f"x{log.parent}/ru")
        field = demo.app.focused
        assert isinstance(field, Input)
        field.value = field.value[1:]
        field.cursor_position = len(field.value)
        await demo.settle()
        await demo.wait_for(lambda: bool(field._suggestion), "a suggestion")
        await demo.press("tab")
        assert field.value == str(log)
        await demo.press("enter")
        await demo.sees("run.log  411 kB")
        assert field.value == ""


async def test_files_that_are_dropped_are_taken_as_the_terminal_writes_them(
    log: Path, picture: Path
) -> None:
    async with portal(entrance(), size=WIDE) as demo:
        await replying(demo)
        await demo.paste(f"'{picture}' {log.as_uri()}")
        await demo.sees("my picture.png  4 B  image/png", "run.log  411 kB")


async def test_a_file_is_chosen_and_taken_away(log: Path, picture: Path) -> None:
    async with portal(entrance(), size=WIDE) as demo:
        await replying(demo, log, picture)
        await demo.press("up", "delete")
        await demo.wait_for(lambda: "run.log" not in demo.text, "the other file alone")
        await demo.press("ctrl+s")
        await demo.sees("Your answer is sent.")
        (new,) = sent(demo)
        assert [each.name for each in new.attachments] == ["my picture.png"]


async def test_no_more_than_ten_files_are_taken(tmp_path: Path) -> None:
    for number in range(11):
        (tmp_path / f"{number}.log").write_bytes(b"x")
    async with portal(entrance(), size=WIDE) as demo:
        await replying(demo)
        await demo.paste("\n".join(str(tmp_path / f"{number}.log") for number in range(11)))
        await demo.sees("9.log  1 B", "At most 10 files go along.")
        assert "10.log" not in demo.text


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_what_cannot_go_along_says_why_and_stops_the_sending(
    tmp_path: Path, language: str
) -> None:
    i18n.use(language)
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").touch()
    with (tmp_path / "large").open("wb") as large:
        large.truncate(26 * 2**20)
    for name, code in (
        ("folder", "folder"),
        ("empty", "empty"),
        ("large", "too_large"),
        ("gone", "missing"),
    ):
        reason = i18n.filled(f"refused.{code}", {"limit": 25})
        async with portal(entrance(), size=(160, 40)) as demo:
            await replying(demo, tmp_path / name)
            await demo.sees(f"✗ {name}  {reason}")
            await demo.press("ctrl+s")
            await demo.sees(f"✗ {name}: {reason}", "See the log")
            assert not sent(demo)
    i18n.use("en")


async def test_a_file_that_changed_is_told_and_text_and_files_stay(log: Path) -> None:
    async with portal(entrance(), size=WIDE) as demo:
        await replying(demo, log)
        await demo.sees("411 kB")
        log.write_bytes(LOG + b"more\n")
        await demo.press("ctrl+s")
        await demo.sees("run.log: The file changed since it was attached.", "See the log")
        assert not sent(demo)
        await demo.sees("run.log  411 kB")  # as it is now
        await demo.press("ctrl+s")
        await demo.sees("Your answer is sent.")
        assert [*demo.entrance.incidents.uploads.values()] == [LOG + b"more\n"]


async def test_a_bar_shows_how_much_went(log: Path) -> None:
    made = entrance()
    async with portal(made, size=WIDE) as demo:
        await replying(demo, log)
        demo.script.hold("incidents.upload")
        await demo.press("ctrl+s")
        await demo.sees("[======              ] 31 %")
        demo.script.let_go("incidents.upload")
        await demo.sees("Your answer is sent.")
        assert "[==" not in demo.text


async def test_a_line_that_breaks_leaves_text_and_files_and_is_sent_as_one_again(
    log: Path,
) -> None:
    async with portal(entrance(), size=WIDE) as demo:
        await replying(demo, log)
        demo.script.fail("incidents.upload", Unavailable(Fault.CUT_OFF, place="https://x"))
        await demo.press("ctrl+s")
        await demo.sees("run.log  411 kB", "See the log")
        await demo.wait_for(lambda: "[=" not in demo.text, "no bar")
        assert not sent(demo)
        demo.script.mend("incidents.upload")
        demo.script.fail("incidents.comment", Unavailable(Fault.CUT_OFF, place="https://x"))
        await demo.press("ctrl+s")
        await demo.sees("run.log  411 kB", "See the log")
        demo.script.mend("incidents.comment")
        await demo.press("ctrl+s")
        await demo.sees("Your answer is sent.")
        assert len(demo.entrance.incidents.uploads) == 1
        assert len(demo.entrance.incidents.said[incident_id(1)]) == 3


async def test_the_files_are_kept_with_the_draft(log: Path, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    made = entrance()
    async with portal(made, size=WIDE, drafts=drafts) as demo:
        await replying(demo, log)
        await demo.sees("411 kB")
    async with portal(made, size=WIDE, drafts=drafts) as demo:
        await opened(demo)
        await demo.press("r")
        await demo.sees("See the log", "run.log  411 kB")
        log.unlink()
        await demo.press("escape", "ctrl+s")
        await demo.sees("run.log: It is not there (any more).")


WHOSE = "Files of bast ion[2J, the machine that you are"


@pytest.mark.parametrize("keys", [("a",), ("enter", "r")])
async def test_over_ssh_it_is_said_from_the_beginning_and_once_whose_files_these_are(
    monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    monkeypatch.setattr("platform.node", lambda: "bast\nion\x1b[2J")
    async with portal(entrance(), size=WIDE) as demo:
        await demo.open("incidents")
        await demo.press(*keys)
        await demo.sees(WHOSE)
        assert "Files of this machine" not in demo.text
        await demo.press("escape", "a")
        await demo.press(*"/no/such/file", "enter")
        await demo.sees("✗ file", WHOSE)
        assert demo.text.count("bast ion") == 1


async def test_over_ssh_it_is_said_beside_what_is_wrong_with_a_file_as_well(
    monkeypatch: pytest.MonkeyPatch, log: Path
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    monkeypatch.setattr("platform.node", lambda: "bast\nion\x1b[2J")
    async with portal(entrance(), size=WIDE) as demo:
        await replying(demo, log)
        log.unlink()
        await demo.press("escape", "ctrl+s")
        await demo.sees("run.log: It is not there (any more).", WHOSE)


HOSTILE = "\x1b]52;c;eA==\x07[@click=app.quit]x[/oops] `a`"


async def test_a_hostile_name_is_text_everywhere(tmp_path: Path) -> None:
    file = tmp_path / "\x1b[2J[@click=app.quit]a[oops].log"
    file.write_bytes(b"x")
    made = entrance()
    shown = attachment(AttachmentNew(id=new_id(), name=HOSTILE), b"x")
    made.incidents.change(1, attachments=(shown,))
    async with portal(made, size=WIDE) as demo:
        await opened(demo)
        await demo.sees("↓ ]52;c;eA==[@click=app.quit]x[_oops] `a`  1 B")
        await demo.press("r", "escape", "a")
        field = demo.app.focused
        assert isinstance(field, FilesField)
        field.add([str(file)])
        await demo.sees("[2J[@click=app.quit]a[oops].log  1 B")
        assert "\x1b" not in demo.text


async def test_a_name_of_several_lines_is_one_line_of_the_list(tmp_path: Path) -> None:
    gone = str(tmp_path / "run\n✗ other.log\x1b")
    taken = Taken()
    taken.add([gone])
    (unknown,) = taken.lines(is_choosing=False)
    assert unknown.plain == "run ✗ other.log  …"
    async with portal(entrance(), size=WIDE) as demo:
        await replying(demo)
        field = demo.app.focused
        assert isinstance(field, FilesField)
        field.add([gone])
        await demo.sees("✗ run ✗ other.log  It is not there (any more).")


# Saving


def sent_files(*contents: bytes) -> FakeEntrance:
    """A portal where files were sent with the first incident."""
    made = entrance()
    attached = []
    for number, content in enumerate(contents):
        new = AttachmentNew(id=new_id(), name=f"run-{number}.log")
        made.incidents.uploads[new.id] = content
        attached.append(attachment(new, content))
    made.incidents.change(1, attachments=tuple(attached))
    return made


async def test_an_attachment_is_saved_where_one_wants_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run-0.log").write_bytes(b"mine")
    async with portal(sent_files(LOG), size=WIDE) as demo:
        await opened(demo)
        await demo.press("s", "enter")
        await demo.wait_for((tmp_path / "run-0 (1).log").exists, "the file")
        assert (tmp_path / "run-0 (1).log").read_bytes() == LOG
        assert (tmp_path / "run-0.log").read_bytes() == b"mine"


async def test_of_several_one_is_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with portal(sent_files(b"first", b"second"), size=WIDE) as demo:
        await opened(demo)
        await demo.press("s")
        await demo.sees("Which attachment do you want to save?")
        await demo.type("run-0")
        await demo.press("enter", "enter")
        await demo.wait_for((tmp_path / "run-0.log").exists, "the file")
        assert (tmp_path / "run-0.log").read_bytes() == b"first"
        assert [each.name for each in tmp_path.iterdir()] == ["run-0.log"]


async def test_a_full_disk_is_told_and_nothing_half_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: NewFile, piece: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "x")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(NewFile, "write", full)
    async with portal(sent_files(LOG), size=WIDE) as demo:
        await opened(demo)
        await demo.press("s", "enter")
        await demo.sees("disk is full")
        assert [*tmp_path.iterdir()] == []


async def test_a_download_that_breaks_off_is_told_and_nothing_half_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = sent_files(LOG)
    made.script.fail("incidents.piece", Unavailable(Fault.CUT_OFF, place="https://x"))
    async with portal(made, size=WIDE) as demo:
        await opened(demo)
        await demo.press("s", "enter")
        await demo.settle()
        assert [*tmp_path.iterdir()] == []


async def test_without_attachments_there_is_nothing_to_save() -> None:
    async with portal(entrance(), size=WIDE) as demo:
        await opened(demo)
        assert "s save" not in demo.footer
