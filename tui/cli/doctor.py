"""`doctor`: what this terminal, this machine and the portals' stores are like, with advice."""

import asyncio
import os
import platform
import shutil
import sqlite3
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tui import __version__, i18n, portals
from tui.api.administration import StoreFacts
from tui.api.connect import administer, connect
from tui.api.errors import PortalError
from tui.cli import mailing
from tui.cli.failures import Exit, text_of
from tui.cli.lists import add_json
from tui.cli.options import Options
from tui.cli.output import aligned, say, say_json, width
from tui.cli.set_aside import set_aside
from tui.paths import Paths
from tui.terminal import capabilities

Facts = Mapping[str, str | bool]


def declare(parser: ArgumentParser) -> None:
    """Declare `doctor`."""
    add_json(parser)
    parser.add_argument("--set-aside", action="store_true", help=i18n.t("cli.set_aside"))
    parser.add_argument("--yes", action="store_true", help=i18n.t("cli.yes_option"))
    parser.set_defaults(run=doctor)


def doctor(arguments: Namespace, options: Options) -> int:
    """Say what there is and what could be better, or put a damaged store out of the way."""
    if arguments.set_aside:
        return set_aside(options, sure=bool(arguments.yes))
    sections: dict[str, Facts] = {
        "terminal": _terminal(),
        "versions": _versions(),
        "paths": _paths(options.paths),
    }
    advice = list(_advice(options))
    stores = [_portal(address, options, advice) for address in _addresses(options)]
    if arguments.json:
        say_json({**sections, "portals": stores, "advice": advice})
        return Exit.DONE
    for name, facts in (*sections.items(), *(("portal", store) for store in stores)):
        _say_section(name, facts)
    for sentence in advice:
        say(f"! {sentence}")
    return Exit.DONE


def _terminal() -> dict[str, str | bool]:
    size = shutil.get_terminal_size()
    return {
        "term": os.environ.get("TERM", ""),
        "size": f"{size.columns}x{size.lines}",
        "colours": capabilities.colours(os.environ),
        "encoding": sys.stdout.encoding or "",
        "ssh": capabilities.over_ssh(os.environ),
        "multiplexer": capabilities.multiplexer(os.environ),
        "language": i18n.language(),
    }


def _versions() -> dict[str, str]:
    return {
        "klantportal": __version__,
        "python": platform.python_version(),
        "textual": _installed("textual"),
        "sqlalchemy": _installed("sqlalchemy"),
        "sqlite": sqlite3.sqlite_version,
        "system": platform.platform(),
    }


def _paths(paths: Paths) -> dict[str, str]:
    return {
        "settings": str(paths.settings_file),
        "data": str(paths.data),
        "state": str(paths.state),
        "cache": str(paths.cache),
    }


def _addresses(options: Options) -> list[str]:
    stores = (options.paths.own_store, options.paths.demo_store)
    addresses = [portals.store_address(store) for store in stores if store.exists()]
    named = options.portal
    if named and named != portals.DEMO and portals.shown(named) not in addresses:
        addresses.append(named)
    return addresses


def _portal(address: str, options: Options, advice: list[str]) -> Facts:
    """Return what there is at an address; what could be better there is added to the advice."""
    place = portals.shown(address)
    try:
        if address.startswith(portals.WEB):
            facts = asyncio.run(_ask(address, options))
        else:
            facts = _look_at(address, advice)
    except PortalError as error:
        return {"place": place, "problem": text_of(error)}
    return {"place": place, **facts}


async def _ask(address: str, options: Options) -> dict[str, str]:
    entrance = connect(address, ca_file=options.settings.authorities)
    try:
        return {"name": (await entrance.info()).name}
    finally:
        await entrance.close()


def _look_at(address: str, advice: list[str]) -> Facts:
    with closing(administer(address)) as store:
        facts = store.facts()
    advice += _advice_on(facts)
    return {
        "engine": f"{facts.engine} {facts.engine_version}",
        "schema_version": facts.schema_version,
        "newest_schema_version": facts.newest_schema_version,
        **({"row_security": facts.backstop.stands} if facts.backstop else {}),
        **({"mail_waiting": str(facts.outbox.waiting)} if facts.outbox else {}),
        **facts.settings,
    }


def _advice_on(facts: StoreFacts) -> Iterable[str]:
    if facts.is_older:
        yield i18n.t("cli.doctor.older", place=facts.place)
    elif facts.backstop and facts.backstop.statements:
        statements = "".join(f"\n  {statement};" for statement in facts.backstop.statements)
        yield i18n.t("cli.doctor.roles", place=facts.place, statements=statements)
    elif facts.backstop and facts.backstop.open_tables:
        tables = ", ".join(facts.backstop.open_tables)
        yield i18n.t("cli.doctor.open_tables", place=facts.place, tables=tables)
    if facts.outbox:
        yield from mailing.advice(facts.outbox, facts.place)


def _advice(options: Options) -> Iterable[str]:
    key = capabilities.refusal(
        os.environ,
        encoding=sys.stdout.encoding or "",
        is_terminal=True,
        ascii_only=options.ascii,
    )
    if key:
        encoding = sys.stdout.encoding
        yield i18n.t(key, term=os.environ.get("TERM", ""), encoding=encoding)
    if capabilities.colours(os.environ) == "16":
        yield i18n.t("cli.doctor.few_colours")
    paths = options.paths
    for folder in (paths.config, paths.data, paths.state, paths.cache):
        if not _writable(folder):
            yield i18n.t("cli.doctor.not_writable", folder=folder)


def _writable(folder: Path) -> bool:
    """Whether files can be made there, or in the first folder above it that exists."""
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)


def _say_section(name: str, facts: Facts) -> None:
    say(i18n.t(f"cli.doctor.{name}"))
    rows = [("", _label(f"cli.doctor.{name}.{fact}", fact), _word(facts[fact])) for fact in facts]
    for line in aligned(rows, max(width(), 200)):
        say(line)
    say()


def _label(key: str, fact: str) -> str:
    """Return our word for a fact; an engine's setting has the engine's word alone."""
    return i18n.t(key) if i18n.has(key) else fact


def _installed(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _word(value: str | bool) -> str:
    if isinstance(value, str):
        return value
    return i18n.t("cli.yes") if value else i18n.t("cli.no")
