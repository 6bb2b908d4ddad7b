"""`import releases`: real files in, each taken whole or not at all, with a report."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tui import i18n
from tui.api.errors import Invalid
from tui.api.ids import new_id
from tui.api.policy import Permission
from tui.api.portal import Releases
from tui.cli.failures import Exit, filled, wrong
from tui.cli.files import Candidate, candidates, read
from tui.cli.lists import add_json
from tui.cli.options import Options
from tui.cli.output import Progress
from tui.cli.parser import add_verbs
from tui.cli.report import Outcome, Report, State
from tui.cli.visit import Visit, visit
from tui.exchange.releases import FileRefused, Reading, read_releases

_OTHER_THINGS = ("not_text", "format", "index", "special")
"""Why a file of a folder is passed over."""


def declare(parser: ArgumentParser) -> None:
    """Declare `import` and what can be imported."""
    add_verbs(parser, {"releases": "tui.cli.imports:declare_releases"})


def declare_releases(parser: ArgumentParser) -> None:
    """Declare `import releases`."""
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar=i18n.t("cli.word.path"),
        help=i18n.t("cli.import.paths"),
    )
    parser.add_argument(
        "--product", metavar=i18n.t("cli.word.name"), default="", help=i18n.t("cli.import.product")
    )
    parser.add_argument(
        "--notes-language", choices=i18n.LANGUAGES, help=i18n.t("cli.import.notes_language")
    )
    add_json(parser)
    parser.set_defaults(run=import_releases)


@dataclass(frozen=True)
class _Reader:
    """What is the same for every file of one run."""

    product: str
    default_product: str
    language: str | None

    def read(self, candidate: Candidate) -> Reading:
        """Return the releases of a file; raises `FileRefused`."""
        return read_releases(
            read(candidate.path),
            candidate.source,
            product=self.product,
            default_product=self.default_product,
            language=self.language,
        )


def import_releases(arguments: Namespace, options: Options) -> int:
    """Publish the releases of every file, under the vendor's hat."""

    async def verb(here: Visit) -> Exit:
        info = await here.entrance.info()
        reader = _Reader(arguments.product, info.product_name, arguments.notes_language)
        report = Report(as_json=arguments.json)
        try:
            await _take_all(candidates(arguments.paths), reader, here.portal.releases, report)
        finally:  # what was taken stays taken, so it is told even when the portal goes away
            report.end()
        return Exit.REFUSED if report.refused else Exit.DONE

    return visit(options, verb, needs=Permission.RELEASES_PUBLISH)


async def _take_all(
    files: Sequence[Candidate], reader: _Reader, releases: Releases, report: Report
) -> None:
    progress = Progress()
    try:
        for number, candidate in enumerate(files, start=1):
            progress.show(f"{number}/{len(files)}  {candidate.path}")
            outcome = await _take(candidate, reader, releases)
            progress.clear()
            report.add(outcome)
    finally:
        progress.clear()


async def _take(candidate: Candidate, reader: _Reader, releases: Releases) -> Outcome:
    file = str(candidate.path)
    try:
        reading = reader.read(candidate)
        published = await releases.publish(reading.document, new_id())
    except FileRefused as error:
        state = State.SKIPPED if _something_else(error, candidate) else State.REFUSED
        reason = filled(error.key, error.parameters)
        return Outcome(file=file, state=state, line=error.line, reason=reason)
    except Invalid as error:
        return Outcome(file=file, state=State.REFUSED, reason=" ".join(map(wrong, error.fields)))
    state = State.TAKEN if published.added or published.changed else State.UNCHANGED
    remarks = tuple(filled(remark.key, remark.parameters) for remark in reading.remarks)
    return Outcome(file=file, state=state, published=published, remarks=remarks)


def _something_else(error: FileRefused, candidate: Candidate) -> bool:
    """Whether this is a file that merely lies in the folder, and not a release note gone wrong."""
    return not candidate.named and error.code in _OTHER_THINGS
