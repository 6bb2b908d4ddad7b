"""`python -m tests.bench`: how fast and how heavy klantportal is, beside a minimal program.

Both run in a pseudo-terminal, one after the other, time and again, in the same run on the same
machine; what counts is the ratio of the medians. Exits with 1 where a limit is broken.
"""

import argparse
import os
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.bench import report
from tests.bench.desk_use import desk_outcomes, desk_pairs, postgres_desk_outcomes
from tests.bench.measures import (
    Outcome,
    compare,
    long_list_outcomes,
    pairs,
    postgres_search_outcomes,
    reader_outcomes,
    search_outcomes,
)
from tests.bench.portal_use import demo_outcomes, portal_pairs
from tests.bench.program import FOR_THE_BENCH, pin
from tests.bench.server_use import server_outcomes


def main() -> int:
    """Measure and print the table."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as home:
        os.environ["KLANTPORTAL_HOME"] = home
        outcomes = _measure(set(arguments.only), arguments.runs)
    sys.stdout.write(f"{report.plain(outcomes)}\n")
    if arguments.json:
        arguments.json.write_text(report.as_json(outcomes), encoding="utf-8")
    if arguments.write:
        report.write_into(arguments.write, report.markdown(outcomes, arguments.runs))
    return 0 if all(outcome.kept for outcome in outcomes) else 1


def _measure(only: set[str], runs: int) -> list[Outcome]:
    pin(FOR_THE_BENCH)
    outcomes: list[Outcome] = []
    for name, pair in (pairs() | portal_pairs() | desk_pairs()).items():
        if not only or name in only:
            sys.stderr.write(f"measuring: {name}\n")
            outcomes += compare(pair, runs)
    others = {
        "demo": partial(demo_outcomes, runs),
        "reader": partial(reader_outcomes, runs),
        "search": search_outcomes,
        "search-postgresql": postgres_search_outcomes,
        "long-list": long_list_outcomes,
        "desk": desk_outcomes,
        "desk-postgresql": postgres_desk_outcomes,
        "server": partial(server_outcomes, runs),
    }
    for name, measure in others.items():
        if not only or name in only:
            sys.stderr.write(f"measuring: {name}\n")
            outcomes += measure()
    return outcomes


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="measure these alone")
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="runs of each (7)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures too")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table into this page")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
