"""What a terminal pastes where files are dropped on it."""

import pytest

from tui.exchange.dropped import MOST_READ, paths_in


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("/tmp/run.log", ["/tmp/run.log"]),
        ("'/tmp/my run.log' ", ["/tmp/my run.log"]),
        ("/tmp/my\\ run.log /tmp/b.png", ["/tmp/my run.log", "/tmp/b.png"]),
        ('"/tmp/a b" ~/c', ["/tmp/a b", "~/c"]),
        ("/tmp/a\n/tmp/b\r\n", ["/tmp/a", "/tmp/b"]),
        ("/tmp/my run.log", ["/tmp/my run.log"]),
        ("/tmp/it's.log", ["/tmp/it's.log"]),
        ("file:///tmp/my%20run.log", ["/tmp/my run.log"]),
        ("file://host/tmp/a file:///tmp/b", ["/tmp/a", "/tmp/b"]),
        ("'C:\\Users\\me\\a b.log'", ["C:\\Users\\me\\a b.log"]),
        ("", []),
        ("  \n", []),
        ("run.log", []),
        ("It stops. See /tmp/run.log", []),
        ("/tmp/a\nand then it stops", []),
        ("https://example.org/a", []),
        ("/tmp/a\x00b", []),
        ("file://[", ["file://["]),
        ("/" + "x" * MOST_READ, []),
    ],
    ids=lambda it: ascii(it)[:30],
)
def test_paths_are_found_as_terminals_write_them(text: str, paths: list[str]) -> None:
    assert [*paths_in(text)] == paths
