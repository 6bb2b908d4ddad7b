"""`releases compare`: what changed from one version to another."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from functools import partial
from itertools import groupby

from tui import i18n
from tui.api.models.paging import Count, gather
from tui.api.models.releases import NoteFacets, NoteQuery, NoteSort, NoteSummary, Release
from tui.api.models.session import Language
from tui.api.models.wire import plain
from tui.cli import lists
from tui.cli.failures import Exit, Stopped
from tui.cli.options import Options, on_terminal
from tui.cli.output import complain, say, say_json, say_separated
from tui.cli.releases.lines import fields, lines_of
from tui.cli.visit import Visit, visit


def declare(parser: ArgumentParser) -> None:
    """Declare `releases compare`."""
    version = i18n.t("cli.word.version")
    parser.add_argument("--since", metavar=version, help=i18n.t("cli.releases.since"))
    parser.add_argument("--until", metavar=version, help=i18n.t("cli.releases.until"))
    parser.add_argument(
        "--product", metavar=i18n.t("cli.word.text"), help=i18n.t("cli.releases.product")
    )
    lists.add_json(parser)
    parser.set_defaults(run=compare)


def compare(arguments: Namespace, options: Options) -> int:
    """Write what came after one release up to and including another, by area."""

    async def verb(here: Visit) -> Exit:
        releases = here.portal.releases
        since, until = _range(await releases.facets(), arguments)
        language = Language(i18n.language())
        query = NoteQuery(since=since.id, until=until.id, sort=NoteSort.AREA, language=language)
        notes = (await gather(partial(releases.list, query))).items
        _say(since, until, notes, as_json=arguments.json)
        return Exit.DONE

    return visit(options, verb)


def _range(facets: NoteFacets, arguments: Namespace) -> tuple[Release, Release]:
    """Return the releases that were named, or those that the organisation runs and the newest."""
    of_product = [
        release for release in facets.releases if arguments.product in (None, release.product)
    ]
    since = _named(of_product, arguments.since) if arguments.since else facets.current
    if since is None:
        raise Stopped("cli.releases.since_what")
    if arguments.until:
        return since, _named(of_product, arguments.until)
    product = arguments.product or since.product
    newest = [release for release in facets.releases if release.product == product]
    if not newest:
        raise Stopped("cli.releases.no_release", Exit.REFUSED, version=product)
    return since, newest[0]


def _named(releases: Sequence[Release], version: str) -> Release:
    for release in releases:  # the newest first
        if version in (release.version, release.full_version):
            return release
    raise Stopped("cli.releases.no_release", Exit.REFUSED, version=version)


def _say(since: Release, until: Release, notes: Sequence[NoteSummary], *, as_json: bool) -> None:
    if as_json:
        ends = {"since": plain(since), "until": plain(until)}
        say_json(ends | lists.document(notes, Count(len(notes)), None))
    elif on_terminal():
        _say_by_area(since, until, notes)
    else:
        say_separated(map(fields, notes))


def _say_by_area(since: Release, until: Release, notes: Sequence[NoteSummary]) -> None:
    names = {"since": since.full_version, "until": until.full_version}
    if not notes:
        return complain(i18n.t("cli.releases.compare_none", **names))
    say(i18n.t("cli.releases.compared", count=len(notes), **names))
    for area, group in groupby(notes, key=lambda note: note.area):
        say(f"\n{area or i18n.t('cli.releases.no_area')}")
        for line in lines_of([*group]):
            say(line)
    return None
