"""A real sshd on this machine's loopback, and the command by which a real client comes in.

It has its own port, keys and settings in a folder, and asks nothing of the system's own.
"""

import getpass
import os
import shlex
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
SSH = shutil.which("ssh")
EMPTY = Path("/run/sshd")
"""The folder that Debian's sshd locks itself into as root; the start of the system makes it."""

needs_sshd = pytest.mark.skipif(not (SSHD and SSH), reason="no sshd: apt install openssh-server")

SETTINGS = """
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/mine.pub
StrictModes no
UsePAM no
PidFile none
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
AcceptEnv LANG LC_*
ClientAliveInterval 1
ClientAliveCountMax 1
"""
"""What crosses the line is what does with Debian's own settings; a silent line ends soon."""


class SecureShell:
    """An sshd that listens, and everything that was started through it."""

    def __init__(self, folder: Path, port: int, listener: psutil.Process) -> None:
        self._folder = folder
        self._port = port
        self._listener = listener

    def command(self, *words: str) -> tuple[str, ...]:
        """Return what runs a command at the other side, in a terminal there."""
        options = (
            "BatchMode=yes",
            "IdentitiesOnly=yes",
            "StrictHostKeyChecking=no",
            "LogLevel=ERROR",
            f"UserKnownHostsFile={os.devnull}",
            "SendEnv=LANG LC_*",
        )
        told = [word for option in options for word in ("-o", option)]
        where = ("-p", str(self._port), "-l", getpass.getuser(), "127.0.0.1")
        key = ("-i", str(self._folder / "mine"))
        return (str(SSH), "-F", "none", "-tt", *told, *key, *where, f"exec {shlex.join(words)}")

    @property
    def connections(self) -> list[psutil.Process]:
        """The sshd of each connection."""
        return self._listener.children()

    @property
    def family(self) -> list[psutil.Process]:
        """These, and what was started through them."""
        return self._listener.children(recursive=True)


@contextmanager
def secure_shell(folder: Path) -> Iterator[SecureShell]:
    """Start an sshd with its files in `folder`; in the end nothing of it is left."""
    for name in ("host", "mine"):
        words = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name))
        subprocess.run(words, check=True)
    (folder / "settings").write_text(SETTINGS.format(folder=folder))
    if os.geteuid() == 0:
        EMPTY.mkdir(mode=0o755, exist_ok=True)
    port = _free_port()
    words = (str(SSHD), "-D", "-e", "-f", str(folder / "settings"), "-p", str(port))
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as started:
        listener = psutil.Process(started.pid)
        try:
            _wait_until_it_listens(started)
            yield SecureShell(folder, port, listener)
        finally:
            left = [*listener.children(recursive=True), listener]
            for process in left:
                process.kill()
            psutil.wait_procs(left)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def _wait_until_it_listens(started: "subprocess.Popen[str]") -> None:
    """Read what it says up to there, and after that so that it never waits for a reader."""
    log = started.stderr
    assert log is not None
    told: list[str] = []
    for line in log:
        told.append(line)
        if "listening" in line:
            threading.Thread(target=log.read, daemon=True).start()
            return
    raise AssertionError(f"sshd did not start: {''.join(told)}")
