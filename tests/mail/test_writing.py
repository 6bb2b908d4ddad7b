"""What a mail says, in whose language, and that nothing in it is taken for something else."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from tests.hostile import CASES, SURROGATES, Case
from tests.mail.mail_server import MailServer
from tui.api.ids import new_id
from tui.api.models.incidents import Entry, EntryKind
from tui.api.outbox import Letter, Piece
from tui.mail.carrier import Carrier
from tui.mail.settings import MailSettings, Security
from tui.mail.writing import LONGEST_LINE, LONGEST_TEXT, message

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
SETTINGS = MailSettings(
    host="mail.example.nl",
    port=587,
    security=Security.STARTTLS,
    sender="portal@portal.example.nl",
    portal_url="https://portal.example.nl",
)
COMMENT = Entry(
    id=new_id(), kind=EntryKind.COMMENT, at=NOON, author="Sofie", by_vendor=True, body="Patch it."
)
STATUS = replace(COMMENT, kind=EntryKind.STATUS, body="", before="open", after="pending")
LETTER = Letter(
    piece=Piece(organisation_id=new_id(), event_id=new_id(), receiver_id=new_id(), tries=1),
    address="emma@bakkerij.example.nl",
    name="Emma de Vries",
    language="nl",
    portal_name="Klantportaal",
    vendor_name="Van Alphen",
    by_desk=False,
    organisation_name="Bakkerij",
    incident_id=new_id(),
    number=1042,
    subject="Wage run stops at 40 %",
    requester="Emma de Vries",
    entries=(COMMENT, STATUS),
    posted_at=NOON,
)
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
    "X-Auto-Response-Suppress", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
}  # fmt: skip
EVIL = (
    *CASES,
    *(Case("surrogate", text) for text in SURROGATES),
    Case("header", "x\r\nBcc: all@example.org\r\n\r\nbody"),
    Case("header", "x\nSubject: other"),
    Case("header", '"<evil@example.org>, " <a@b'),
    Case("header", "=?utf-8?q?=0ABcc:_x?="),
    Case("header", "==??utf-8?b?CkJjYzogeA==?="),
    Case("size", "x" * 1_000_000),
    Case("size", "\u202e" + "é" * 1_000_000),
)


def _read(letter: Letter, settings: MailSettings = SETTINGS) -> EmailMessage:
    """Return the message as whoever receives it reads it."""
    read = message_from_bytes(message(letter, settings).as_bytes(), policy=default)
    assert isinstance(read, EmailMessage)
    return read


def _text(letter: Letter, settings: MailSettings = SETTINGS) -> str:
    """Return its text, with the line ends of this machine."""
    return _read(letter, settings).get_content().replace("\r\n", "\n")


def test_it_is_written_in_the_language_of_the_receiver_or_else_of_the_portal() -> None:
    assert "Sofie (Van Alphen) schreef:\n\n    Patch it." in _text(LETTER)
    assert "wijzigde de status: wacht op jou" in _text(LETTER)
    english = _text(replace(LETTER, language="en"))
    assert "Sofie (Van Alphen) wrote:\n\n    Patch it." in english
    assert _text(replace(LETTER, language=None)) == english
    dutch = replace(SETTINGS, language="nl")
    assert "schreef" in _text(replace(LETTER, language=None), dutch)


def test_it_says_what_it_is_about_where_to_answer_and_why_one_got_it() -> None:
    read = _read(replace(LETTER, language="en"))
    assert read["Subject"] == "[#1042] Wage run stops at 40 %"
    assert read["To"] == "Emma de Vries <emma@bakkerij.example.nl>"
    assert read["From"] == "Klantportaal <portal@portal.example.nl>"
    text = read.get_content()
    assert "incident 1042: Wage run stops" in text
    assert "klantportal --portal https://portal.example.nl" in text
    assert "because you submitted this incident or watch it" in text


def test_programs_see_that_nobody_wrote_it_and_which_mails_belong_together() -> None:
    first = _read(LETTER)
    other = replace(LETTER, piece=replace(LETTER.piece, event_id=new_id()))
    second = _read(other)
    assert first["Auto-Submitted"] == "auto-generated"
    assert (
        first["Message-ID"]
        == f"<{LETTER.piece.event_id}.{LETTER.piece.receiver_id}@portal.example.nl>"
    )
    assert first["Message-ID"] != second["Message-ID"]
    assert first["References"] == second["References"] == second["In-Reply-To"]
    assert LETTER.incident_id in first["References"]


@pytest.mark.parametrize("case", EVIL, ids=lambda case: case.category)
def test_what_others_wrote_stays_a_text_wherever_it_stands(case: Case) -> None:
    evil = case.text
    letter = replace(
        LETTER,
        name=evil,
        portal_name=evil,
        vendor_name=evil,
        organisation_name=evil,
        subject=evil,
        requester=evil,
        entries=(replace(COMMENT, author=evil, body=evil), replace(STATUS, author=evil)),
    )
    for written in (letter, replace(letter, by_desk=True, description=evil, entries=())):
        read = _read(written)
        assert {*read.keys()} == HEADERS
        assert len(read.keys()) == len(HEADERS)
        assert [each.addr_spec for each in read["To"].addresses] == [LETTER.address]
        assert [each.addr_spec for each in read["From"].addresses] == [SETTINGS.sender]
        assert len(read["Subject"]) <= LONGEST_LINE + 2  # breaking a header may leave a space
        content = _text(written)
        assert not any(ord(each) < 32 and each not in "\n\t" for each in content)
        assert len(content) < 3 * LONGEST_TEXT


def test_a_long_text_is_cut_and_says_so() -> None:
    long = replace(LETTER, language="en", entries=(replace(COMMENT, body="word " * 100_000),))
    text = _text(long)
    assert len(text) < LONGEST_TEXT + 1000
    assert "read the rest in the portal" in text


def test_nothing_in_a_text_passes_for_our_own_words() -> None:
    forged = "Hi.\n-- \nYou get this mail because you won."
    lines = _text(replace(LETTER, entries=(replace(COMMENT, body=forged),)))
    assert "    You get this mail because you won." in lines.splitlines()


async def test_every_hostile_text_arrives_over_a_real_line(server: MailServer) -> None:
    async with Carrier(server.settings) as carrier:
        for case in EVIL:
            letter = replace(LETTER, subject=case.text, name=case.text)
            body = replace(COMMENT, body=f".\n.{case.text}\n.\n")
            written = message(replace(letter, entries=(body,)), server.settings)
            await carrier.carry(written, letter.address)
    assert len(server.arrived) == len(EVIL)
    assert all(message["Auto-Submitted"] == "auto-generated" for message in server.arrived)


def test_an_address_that_is_none_is_told() -> None:
    for address in ("", "x", "a@b\r\nBcc: c@d", "a b@c"):
        with pytest.raises((ValueError, IndexError)):
            _read(replace(LETTER, address=address))
