"""What a status is called: by the customer, for whom one of them waits, and by the vendor."""

from tui import i18n


def status_word(status: str, *, for_vendor: bool) -> str:
    """Return the word of a status, or of one that is not known yet its own."""
    return i18n.word(f"support.status.{status}" if for_vendor else f"incident.status.{status}")
