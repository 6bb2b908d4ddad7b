"""The first screen of a long text: the reader beside Textual's Markdown widget.

Each run is a process of its own, headless; time is from handing over the text until it is drawn,
memory is what the process has more for it.
"""

import asyncio
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import psutil
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Markdown

from tui.widgets.reader import Reader

CHANGELOG = "release-notes/single-file/textual__CHANGELOG.md"
WHOLE = 199_332
"""Characters of the changelog; `WHOLE * 4` is it four times, `WHOLE // 10` its beginning."""


class _Bench(App[None]):
    def __init__(self, kind: str) -> None:
        super().__init__()
        self.subject: Widget = Reader() if kind == "reader" else Markdown()

    def compose(self) -> ComposeResult:
        if isinstance(self.subject, Reader):
            yield self.subject
        else:
            with VerticalScroll():
                yield self.subject

    async def put(self, text: str) -> None:
        """Show `text`, as either widget wants it."""
        if isinstance(self.subject, Reader):
            self.subject.show(text)
        elif isinstance(self.subject, Markdown):
            await self.subject.update(text)


async def _first_screen(kind: str, text: str) -> dict[str, float]:
    """Return the seconds until the first screen of `text` is drawn, and the MB it takes."""
    app = _Bench(kind)
    process = psutil.Process()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        memory = process.memory_info().rss
        drawn = asyncio.Event()
        started = time.perf_counter()
        await app.put(text)
        app.subject.call_after_refresh(drawn.set)
        await drawn.wait()
        seconds = time.perf_counter() - started
        return {"seconds": seconds, "mb": (process.memory_info().rss - memory) / 1e6}


def _run(kind: str, data: Path, size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.reader", kind, str(data), str(size)]
    answer = subprocess.run(command, capture_output=True, check=True, text=True)
    return json.loads(answer.stdout)


def measure(data: Path, runs: int = 7) -> dict[str, float]:
    """Return the reader's ratios: to the Markdown widget, and of a long text to a short one."""
    sizes = {"short": WHOLE // 10, "whole": WHOLE, "long": WHOLE * 4}
    results: dict[str, list[dict[str, float]]] = {name: [] for name in (*sizes, "widget")}
    for run in range(runs):
        for name, size in sizes.items():
            results[name].append(_run("reader", data, size))
        if run < 1 + runs // 4:  # it takes long, and the ratio is far from its limit
            results["widget"].append(_run("widget", data, WHOLE))

    def median(name: str, what: str) -> float:
        return statistics.median(result[what] for result in results[name])

    return {
        "first screen, time to Markdown": median("whole", "seconds") / median("widget", "seconds"),
        "first screen, memory to Markdown": median("whole", "mb") / median("widget", "mb"),
        "800 KB, time to 20 KB": median("long", "seconds") / median("short", "seconds"),
        "first screen, ms": median("whole", "seconds") * 1000,
        "first screen, MB": median("whole", "mb"),
    }


def _main(kind: str, data: str, size: str) -> None:
    whole = Path(data, CHANGELOG).read_text("utf-8")
    text = (whole * (int(size) // len(whole) + 1))[: int(size)]
    sys.stdout.write(json.dumps(asyncio.run(_first_screen(kind, text))))


if __name__ == "__main__":
    if len(sys.argv) == 4:
        _main(*sys.argv[1:])
    else:
        sys.stdout.write(json.dumps(measure(Path(sys.argv[1])), indent=1) + "\n")
