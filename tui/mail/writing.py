"""A letter as a message: plain text, in the receiver's language, one thread for an incident.

What others wrote goes into a header on one line and cleaned, and never decides anything there.
"""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from tui.api.cleaning import clean_line, clean_text
from tui.api.models.incidents import Entry, EntryKind
from tui.api.outbox import Letter
from tui.i18n import t_in, word_in
from tui.mail.settings import MailSettings

LONGEST_LINE = 150
LONGEST_TEXT = 10_000
"""Characters of what somebody wrote; the rest is in the portal."""


def message(letter: Letter, settings: MailSettings) -> EmailMessage:
    """Return the message; the same letter has the same `Message-ID` however often it is sent.

    Raises `ValueError` where the receiver's address is none.
    """
    language = letter.language or settings.language
    written = EmailMessage(policy=SMTP)
    written["From"] = _address(settings.sender_name or letter.portal_name, settings.sender)
    written["To"] = _address(letter.name, letter.address)
    written["Subject"] = _subject(letter)
    written["Date"] = letter.posted_at
    written["Message-ID"] = _id(f"{letter.piece.event_id}.{letter.piece.receiver_id}", settings)
    thread = _id(letter.incident_id, settings)
    written["In-Reply-To"] = thread
    written["References"] = thread
    written["Auto-Submitted"] = "auto-generated"
    written["X-Auto-Response-Suppress"] = "All"
    written.set_content("\n\n".join(_paragraphs(letter, settings, language)) + "\n")
    return written


def _address(name: str, address: str) -> Address:
    return Address(_line(name), addr_spec=address)


def _subject(letter: Letter) -> str:
    whose = f"{_line(letter.organisation_name)[:60]} " if letter.by_desk else ""
    return _line(f"[{whose}#{letter.number}] {letter.subject}")


def _line(text: str) -> str:
    """Return what others wrote for a header, or for a line of our own.

    `=?` begins what a header's reader decodes, into line breaks if need be: Python's own writer of
    headers does that to what it is given, and then writes the line break.
    """
    line = clean_line(text[: 4 * LONGEST_LINE]).replace("=?", "= ?")
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"


def _id(name: str, settings: MailSettings) -> str:
    return f"<{name}@{settings.domain}>"


def _paragraphs(letter: Letter, settings: MailSettings, language: str) -> list[str]:
    if letter.description:
        requester = _line(letter.requester)
        submitted = t_in(language, "mail.submitted", requester=requester)
        told = [submitted, _text(letter.description, language)]
    else:
        told = [told for entry in letter.entries for told in _told(entry, letter, language)]
    about = t_in(language, "mail.about", number=letter.number, subject=_line(letter.subject))
    return [about, *told, *_ending(letter, settings, language)]


def _told(entry: Entry, letter: Letter, language: str) -> list[str]:
    """Return what the receiver is told of an entry; not of every column that changed with it."""
    author = _line(entry.author)
    if entry.by_vendor:
        author = f"{author} ({_line(letter.vendor_name)})"
    match entry.kind:
        case EntryKind.COMMENT:
            return [t_in(language, "mail.wrote", author=author), _text(entry.body, language)]
        case EntryKind.STATUS:
            after = word_in(language, f"incident.status.{entry.after}")
            return [t_in(language, "mail.status", author=author, status=after)]
        case EntryKind.MERGED if entry.before:
            return [t_in(language, "mail.merged", number=_line(entry.before))]
        case _:
            return []


def _text(body: str, language: str) -> str:
    """Return what somebody wrote, indented so that nothing in it passes for our own words."""
    text = clean_text(body).strip()
    if len(text) > LONGEST_TEXT:
        text = f"{text[:LONGEST_TEXT].rstrip()} …\n{t_in(language, 'mail.longer')}"
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())


def _ending(letter: Letter, settings: MailSettings, language: str) -> list[str]:
    reason = "mail.reason.desk" if letter.by_desk else "mail.reason"
    portal = _line(letter.portal_name)
    where = [t_in(language, "mail.where", portal=portal)]
    if settings.portal_url:
        where.append(f"    klantportal --portal {settings.portal_url}")
    return ["\n".join(where), f"-- \n{t_in(language, reason)}"]
