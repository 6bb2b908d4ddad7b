"""`serve`: the portal of a store over HTTP, for everybody who can reach it."""

import asyncio
from argparse import ArgumentParser, Namespace
from importlib.util import find_spec
from os import environ
from pathlib import Path

from tui import i18n, portals
from tui.api.connect import open_backend
from tui.cli import mailing
from tui.cli.failures import Exit, Stopped
from tui.cli.options import Options
from tui.cli.output import complain, say

HOST, PORT = "127.0.0.1", 8000
_NEEDED = ("fastapi", "uvicorn")


def declare(parser: ArgumentParser) -> None:
    """Declare `serve`."""
    address = i18n.t("cli.word.address")
    parser.add_argument("--database", metavar=address, help=i18n.t("cli.serve.database"))
    folder = i18n.t("cli.word.folder")
    parser.add_argument(
        "--attachments", type=Path, metavar=folder, help=i18n.t("cli.serve.attachments")
    )
    parser.add_argument("--host", metavar=address, default=HOST, help=i18n.t("cli.serve.host"))
    parser.add_argument(
        "--port", type=int, metavar="N", default=PORT, help=i18n.t("cli.serve.port")
    )
    parser.add_argument(
        "--workers", type=int, metavar="N", default=1, help=i18n.t("cli.serve.workers")
    )
    parser.set_defaults(run=serve)


def serve(arguments: Namespace, options: Options) -> int:
    """Serve until the process is told to stop."""
    if not all(find_spec(name) for name in _NEEDED):
        raise Stopped("cli.serve.not_installed", Exit.REFUSED)
    if arguments.workers < 1:
        raise Stopped("cli.serve.no_workers")
    if arguments.port not in range(1 << 16):
        raise Stopped("cli.serve.no_port")
    mailing.settings()  # what is wrong with them is told now rather than in every process
    database = _database(arguments, options)
    asyncio.run(_look_at(database))
    from tui.server import running

    host, port = arguments.host, arguments.port
    try:
        listening = running.listen(host, port)
    except OSError as error:
        place, reason = _place(host, port), error.strerror or str(error)
        raise Stopped("cli.serve.deaf", Exit.REFUSED, place=place, reason=reason) from error
    with listening:
        address = _place(host, listening.getsockname()[1])
        say(i18n.t("cli.serve.serving", database=portals.shown(database), address=address))
        if host not in (HOST, "::1", "localhost"):
            complain(i18n.t("cli.serve.in_the_open"))
        running.serve(database, listening, arguments.workers, arguments.attachments)
    return Exit.DONE


def _database(arguments: Namespace, options: Options) -> str:
    named = arguments.database or environ.get("KLANTPORTAL_DATABASE")
    if named == portals.DEMO:
        from tui.demo.opening import open_demo

        return open_demo(options.paths)
    return named or portals.store_address(options.paths.own_store)


async def _look_at(database: str) -> None:
    """Say what is wrong with a store, or bring it up to date, before anybody is served."""
    backend = await asyncio.to_thread(open_backend, database)
    await backend.close()


def _place(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
