"""`klantportal serve` in a process of its own, on a free port of this machine."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Serving:
    """A server, its address, and how it is told to stop."""

    process: subprocess.Popen[str]
    url: str
    log: Path

    def stop(self) -> None:
        """Tell it to stop, and do not wait."""
        self.process.send_signal(signal.SIGTERM)

    def ended(self) -> int:
        """Wait until it is gone; returns its exit code."""
        return self.process.wait(timeout=30)


@contextmanager
def serving(database: str, log: Path, *words: str) -> Generator[Serving]:
    """Serve a store; what listens already when this comes back."""
    with log.open("w") as lines:
        process = subprocess.Popen(
            [sys.executable, "-m", "tui", "serve", "--database", database, "--port", "0", *words],
            stdout=subprocess.PIPE,
            stderr=lines,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        assert process.stdout is not None
        try:
            said = process.stdout.readline()
            found = re.search(r"http://[^ ]+", said)
            assert found, log.read_text()
            yield Serving(process, found[0], log)
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
