"""Mail in its owner's hands: `outbox send`, `outbox list`, and what `doctor` says about it."""

import asyncio

import pytest

from tests.cli.conftest import Klantportal, Result
from tests.contract.incidents import contact_id, submitted
from tests.contract.stage import Stage
from tests.contract.world import PEOPLE
from tests.mail.mail_server import MailServer
from tui.api.errors import Fault, Unavailable
from tui.api.store.outbox.portal import StoreOutbox
from tui.mail.settings import MailSettingsWrong, Security, from_environment

ADAM = PEOPLE["administrator"]


@pytest.fixture
async def posted(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A store in which a mail waits."""
    emma = (await stage.portal("employee")).incidents
    await submitted(emma, watcher_ids=(contact_id("administrator"),))
    monkeypatch.setenv("KLANTPORTAL_DATABASE", stage.url)
    return stage


def _name(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLANTPORTAL_SMTP", f"smtp+plain://127.0.0.1:{server.settings.port}")
    monkeypatch.setenv("KLANTPORTAL_MAIL_FROM", "Portal <portal@example.nl>")


async def run(klantportal: Klantportal, *words: str) -> Result:
    """Run the command line beside the servers of a test."""
    return await asyncio.to_thread(klantportal, *words)


async def test_what_waits_is_sent_and_the_list_says_so(
    posted: Stage, klantportal: Klantportal, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    (waits,) = (await run(klantportal, "outbox", "list", "--json")).document["items"]
    assert (waits["outcome"], waits["receiver"]) == ("waiting", "Adam Bakker")
    _name(server, monkeypatch)
    done = await run(klantportal, "outbox", "send")
    assert (done.code, done.out) == (0, "sent: 1, dropped: 0, refused: 0, later: 0\n")
    assert [to for _, to in server.envelopes] == [ADAM.email]
    done = await run(klantportal, "outbox", "list")
    assert "sent" in done.out
    assert "Adam Bakker" in done.out


async def test_without_a_mail_server_it_says_what_to_set(
    posted: Stage, klantportal: Klantportal
) -> None:
    done = await run(klantportal, "outbox", "send")
    assert done.code == 2
    assert "KLANTPORTAL_SMTP" in done.err


async def test_what_is_refused_is_told_by_the_exit_code_and_the_reason_by_the_list(
    posted: Stage, klantportal: Klantportal, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    _name(server, monkeypatch)
    server.unwanted[ADAM.email] = "550 5.1.1 nobody \x1b[31mhere"
    assert (await run(klantportal, "outbox", "send")).code == 1
    told = (await run(klantportal, "outbox", "list")).out
    assert "550 5.1.1 nobody" in told
    assert "\x1b" not in told


@pytest.mark.parametrize(
    ("language", "words"), [("en", "The portal is busy. "), ("nl", "Het portaal is bezet. ")]
)
async def test_a_store_that_is_busy_meanwhile_is_told_in_either_language_as_what_it_is(
    posted: Stage,
    klantportal: Klantportal,
    server: MailServer,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    words: str,
) -> None:
    _name(server, monkeypatch)

    async def is_busy(*_: object) -> None:
        raise Unavailable(Fault.BUSY)

    monkeypatch.setattr(StoreOutbox, "letter", is_busy)
    done = await run(klantportal, "--lang", language, "outbox", "send")
    assert done.code == 4
    assert done.err.startswith(words)
    assert "mailserver" not in done.err.replace(" ", "")


async def test_the_doctor_says_that_mail_waits_and_nobody_sends_it(
    posted: Stage, klantportal: Klantportal, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    words = ("--portal", posted.url, "doctor", "--json")
    told = await run(klantportal, *words)
    assert any("KLANTPORTAL_SMTP" in advice for advice in told.document["advice"])
    _name(server, monkeypatch)
    assert (await run(klantportal, *words)).document["advice"] == []
    server.answers.append("451 greylisted")
    assert (await run(klantportal, "outbox", "send")).code == 0
    (advice,) = (await run(klantportal, *words)).document["advice"]
    assert "451 greylisted" in advice


@pytest.mark.parametrize(
    ("address", "security", "port"),
    [
        ("smtp://portal%40x@mail.example.nl", Security.STARTTLS, 587),
        ("smtps://portal%40x@mail.example.nl", Security.TLS, 465),
        ("smtp+plain://mail.example.nl:2525", Security.NONE, 2525),
    ],
)
def test_the_address_says_how_private_the_line_is(
    address: str, security: Security, port: int
) -> None:
    environ = {"KLANTPORTAL_SMTP": address, "KLANTPORTAL_MAIL_FROM": "N <portal@example.nl>"}
    settings = from_environment(environ | {"KLANTPORTAL_SMTP_PASSWORD": "s3cret"})
    assert settings is not None
    assert (settings.host, settings.port) == ("mail.example.nl", port)
    assert settings.security is security
    assert settings.user == ("portal@x" if "@" in address else "")
    assert (settings.sender_name, settings.sender) == ("N", "portal@example.nl")
    assert "s3cret" not in repr(settings)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"KLANTPORTAL_SMTP": "mail.example.nl"}, "server"),
        ({"KLANTPORTAL_SMTP": "http://mail.example.nl"}, "server"),
        ({"KLANTPORTAL_SMTP": "smtp://mail.example.nl:x"}, "server"),
        ({"KLANTPORTAL_SMTP": "smtp://u:s3cret@mail.example.nl"}, "server"),
        ({"KLANTPORTAL_SMTP": "smtp://"}, "server"),
        ({"KLANTPORTAL_SMTP": "smtp+plain://u@mail.example.nl"}, "login_in_clear"),
        ({"KLANTPORTAL_MAIL_FROM": ""}, "sender"),
        ({"KLANTPORTAL_MAIL_FROM": "nobody"}, "sender"),
        ({"KLANTPORTAL_SMTP_PASSWORD_FILE": "/nowhere"}, "password_file"),
    ],
)
def test_a_setting_that_is_wrong_is_told_without_its_secret(
    changed: dict[str, str], code: str
) -> None:
    right = {"KLANTPORTAL_SMTP": "smtp://a@b.nl", "KLANTPORTAL_MAIL_FROM": "portal@example.nl"}
    with pytest.raises(MailSettingsWrong) as wrong:
        from_environment({**right, **changed})
    assert wrong.value.code == code
    assert not wrong.value.text.startswith("mail.")
    assert "s3cret" not in wrong.value.text


def test_no_mail_server_is_none() -> None:
    assert from_environment({"KLANTPORTAL_MAIL_FROM": "portal@example.nl"}) is None


def test_a_server_is_told_before_it_serves_what_is_wrong_with_its_mail(
    klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLANTPORTAL_SMTP", "smtp://u:s3cret@mail.example.nl")
    done = klantportal("serve", "--database", "demo", "--port", "0")
    assert done.code == 2
    assert "s3cret" not in done.err
    assert "KLANTPORTAL_SMTP_PASSWORD" in done.err
