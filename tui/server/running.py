"""Serving: uvicorn around the app, in one process or in several."""

import gc
import socket
from functools import partial
from os import environ
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from tui.mail.settings import from_environment
from tui.server import log
from tui.server.app import app_on
from tui.server.stopping import GRACE_SECONDS, noticed

KEEP_ALIVE_SECONDS = 75
"""Longer than clients and proxies keep a connection, so that they end it and not we."""


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes a free one. Raises `OSError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=2048)


def serve(
    database: str, listening: socket.socket, workers: int = 1, attachments: Path | None = None
) -> None:
    """Serve the store at `database` until the process is told to stop.

    `attachments` is the folder for its files, instead of that of the environment.
    """
    config = uvicorn.Config(
        partial(_served, database, attachments),
        factory=True,
        workers=workers,
        log_config=None,
        access_log=False,
        ws="none",
        lifespan="on",
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    gc.enable()  # the command line is over before there is garbage, and switches it off
    log.write_lines()
    if workers == 1:
        uvicorn.Server(config).run([listening])
    else:
        Multiprocess(config, [listening]).run()


def _served(database: str, attachments: Path | None) -> FastAPI:
    """Make the app, in the process that serves it."""
    log.write_lines()
    mail = from_environment(environ)
    return app_on(database, noticed, mail, attachments=attachments)
