"""A hostile file of the largest size costs a bounded amount of memory, whatever is in it."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.exchange.hostile import MAX_TEXT, atom, filled
from tui.exchange.files import MAX_LINES

BOUND = 256  # MB above the start; a file that is taken whole needs the most, 120 to 200

CHILD = """
import resource, sys
from tui.exchange.releases import FileRefused, read_releases
data = sys.stdin.buffer.read()
with open("/proc/self/statm") as statm:
    size = int(statm.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (size + int(sys.argv[1]) * 2**20,) * 2)
try:
    read_releases(data, "x", default_product="Portal")
except FileRefused:
    pass
"""

LARGE: dict[str, Callable[[], str]] = {
    "elements": lambda: "<feed>" + filled("<a/>"),
    "attributes": lambda: (
        "<feed>" + filled("<a" + "".join(f' b{it}=""' for it in range(99)) + "/>")
    ),
    "attributes of one": lambda: "<feed" + "".join(f' b{it}=""' for it in range(800_000)) + "/>",
    "names": lambda: "<feed>" + "".join(f"<a{it}/>" for it in range(900_000)),
    "depth": lambda: "<feed>" + filled("<a>"),
    "text": lambda: atom(filled("x")),
    "references": lambda: "<feed>" + filled("&amp;") + "</feed>",
    "lines of html": lambda: atom(filled("<br>x")),
    "items of html": lambda: atom(filled("<li>a")),
    "signs of html": lambda: atom(filled("<")),
    "code of html": lambda: atom(filled("<code>`</code>")),
    "as much as is taken": lambda: atom("<li>a" * 99_990),
    "lists of JSON": lambda: '{"a": [' + filled("[],"),
    "objects of JSON": lambda: "[{" + filled("},{"),
    "names of JSON": lambda: '{"": 1' + "".join(f',"{it}":1' for it in range(900_000)) + "}",
    "text of JSON": lambda: '{"a": "' + "x" * (MAX_TEXT - 100) + '"}',
    "escapes of JSON": lambda: '{"a": "' + filled("\\n", MAX_TEXT - 100) + '"}',
    "digits of JSON": lambda: '{"a": ' + "9" * (MAX_TEXT - 100) + "}",
    "lines": lambda: "<feed>" + "\n" * (MAX_LINES - 1) + filled("x", MAX_TEXT - MAX_LINES),
}


@pytest.mark.skipif(sys.platform != "linux", reason="needs limits of memory and /proc")
@pytest.mark.parametrize("make", LARGE.values(), ids=LARGE.keys())
def test_the_largest_file_stays_within_the_bound(make: Callable[[], str]) -> None:
    command = [sys.executable, "-c", CHILD, str(BOUND)]
    child = subprocess.run(command, input=make().encode(), capture_output=True, check=False)
    assert child.returncode == 0, child.stderr.decode()[-500:]
