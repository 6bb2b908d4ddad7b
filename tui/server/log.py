"""The log: a JSON object a line, on standard error.

Nothing personal: of an error that nobody foresaw its kind and its places, never its words, in
which a name or a text may stand.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from tui.server import numbering

_ROOT = Path(__file__).parents[2]
_PLACES = 12


class JsonLines(logging.Formatter):
    """Writes a record as one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: `time`, `level`, `event`, the number of the request, and what else."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        if number := numbering.current.get():
            line["request"] = number
        line |= getattr(record, "told", {})
        if record.exc_info and (error := record.exc_info[1]):
            line["error"] = type(error).__name__
            line["at"] = [*_places(error)]
        return json.dumps(line)


def write_lines() -> None:
    """Write the log of this process to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in ("tui", "uvicorn"):
        logging.getLogger(name).setLevel(logging.INFO)


def _places(error: BaseException) -> list[str]:
    return [
        f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-_PLACES:]
    ]


def _short(file: str) -> str:
    path = Path(file)
    return path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else path.name
