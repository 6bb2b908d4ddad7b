"""Tables for other programs: CSV (RFC 4180) that no spreadsheet takes for formulas."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"[+-][0-9][0-9.,]*")
_PHONE = re.compile(r"\+[0-9][0-9 ()-]{3,24}")


def csv_file(names: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table in UTF-8, separated by commas, its lines ended by CR LF.

    It begins with a byte order mark: without one Excel takes the text for the old code page of the
    machine, and turns `é` into two letters; what else reads CSV knows and skips the mark.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(map(harmless, names))
    writer.writerows(map(harmless, row) for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def harmless(cell: str) -> str:
    """Return a cell that is text for a spreadsheet too: a formula gets an apostrophe in front.

    Signed numbers and phone numbers hold nothing that could be run, and stay as they are. The
    first characters are those of OWASP's page on CSV injection.
    """
    if not cell.lstrip(" ").startswith(_STARTS_FORMULA):
        return cell
    if _NUMBER.fullmatch(cell) or _PHONE.fullmatch(cell):
        return cell
    return f"'{cell}"
