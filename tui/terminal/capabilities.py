"""What the terminal can do, as far as the environment tells; pure functions."""

from collections.abc import Mapping

_UTF8 = ("utf-8", "utf8", "utf_8")


def is_utf8(encoding: str) -> bool:
    """Whether this is a name of UTF-8."""
    return encoding.lower() in _UTF8


def over_ssh(environ: Mapping[str, str]) -> bool:
    """Whether the program runs at the far end of an SSH connection."""
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))


def multiplexer(environ: Mapping[str, str]) -> str:
    """Return `tmux`, `screen` or an empty text."""
    if environ.get("TMUX"):
        return "tmux"
    return "screen" if environ.get("STY") else ""


def colours(environ: Mapping[str, str]) -> str:
    """Return how many colours the program uses: `none`, `16`, `256` or `16 million`."""
    if environ.get("NO_COLOR"):
        return "none"
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256" in environ.get("TERM", "") else "16"


def refusal(
    environ: Mapping[str, str], *, encoding: str, is_terminal: bool, ascii_only: bool
) -> str | None:
    """Return the text key of why the screen cannot be opened here, or None where it can.

    A screen that is too small is the app's affair: it can grow.
    """
    if not is_terminal:
        return "terminal.refused.no_terminal"
    if environ.get("TERM", "") in ("", "dumb", "unknown") and not _is_windows(environ):
        return "terminal.refused.dumb"
    if not is_utf8(encoding) and not ascii_only:
        return "terminal.refused.encoding"
    return None


def _is_windows(environ: Mapping[str, str]) -> bool:
    return environ.get("OS", "") == "Windows_NT"
