"""What a heading says about a release: its version, its date, its name and its product."""

import re
from dataclasses import dataclass
from datetime import date

from tui.api.cleaning import clean_line
from tui.exchange.releases.dates import FoundDate, FoundMonth, find_date, find_month
from tui.exchange.releases.versions import VERSION

_ARROW = re.compile(r"->|=>|→")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_EDGES = " \t-–—:;,|/#*_~`"  # no full stop: it begins a name (.NET)
_LONG_VERSION = 3  # numbers: "1.5.3 Fully translated" is a version, "1.1 Scope" a chapter

_GENERIC = re.compile(
    r"\W*(?:v|change(?:s|log)?|log|news|history|releases?|notes?|release-?notes?|versions?|versies?"
    r"|what['’]?s|new|in|wat|is|er|nieuw|for|voor|of|from|van|the|de|and|en|readme|index|copy"
    r"|hotfix|bugfix|patch|updates?|upgrade|stable|preview|beta|alpha|maintenance|minor|major"
    r"|service|pack|releasenotities|wijzigingen|wijzigingslog)?\W*",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"change[ -]?log|release[ -]?not(?:e|itie)s?|releases|version history|wijzigingslog"
    r"|what['’]?s new in|nieuw in",
    re.IGNORECASE,
)
_UNRELEASED = re.compile(
    r"\W*(?:unreleased|not yet released|nog niet uitgebracht|niet uitgebracht)\b.*"
    r"|\W*(?:upcoming|next)(?: (?:release|version))?\W*"
    r"|\W*(?:in development|in ontwikkeling|volgende (?:release|versie))\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a heading says.

    `certain` headings can only be a release's; others ("NetBox v3.0", "Support for Python 3.12")
    need more evidence. `impossible` is a date that there is not.
    """

    version: str = ""
    product: str = ""
    title: str = ""
    day: date | None = None
    impossible: str = ""
    month: FoundMonth | None = None
    unreleased: bool = False
    certain: bool = False

    @property
    def dated(self) -> bool:
        """Whether a day was written, be it a wrong one."""
        return bool(self.day or self.impossible)


def read_heading(text: str) -> Said | None:
    """Return what the heading says, or None if it names no version."""
    text = clean_line(text)
    if _UNRELEASED.fullmatch(text):
        return Said(title=text, unreleased=True, certain=True)
    found = find_date(text)
    rest = _without(text, found)
    versions = list(VERSION.finditer(rest))
    if not versions:
        return None
    first, last = versions[0], _after_arrow(rest, versions)
    before, after = rest[: first.start()], rest[last.end() :]
    month = find_month(before)
    product = _product(before)
    title = _title(after)
    return Said(
        version=last["dotted"] or last["marked"] or last["named"],
        product=product,
        title=title or (month.text if month else ""),
        day=found.value if found else None,
        impossible=found.text if found and not found.value else "",
        month=month,
        unreleased=bool(title and _UNRELEASED.fullmatch(title)),
        # From one version to another is said of releases alone.
        certain=last is not first
        or (not product and not month and _stands_alone(before, last, after)),
    )


def product_named(text: str) -> str:
    """Return the product in a title such as "Changelog of NetBox" or "NetBox 3.0", or nothing."""
    text = clean_line(text)
    rest = _without(text, find_date(text))
    if version := VERSION.search(rest):
        return _product(rest[: version.start()])
    return _product(rest) if find_month(rest) or _NOTES.search(rest) else ""


def product_of_file(name: str) -> str:
    """Return the product that a file's name tells: httpx for httpx__CHANGELOG.md, or nothing."""
    stem = re.split(r"[/\\]", name)[-1]
    stem = re.sub(r"\.[A-Za-z]+$", "", stem)
    stem = re.sub(r"(?<![A-Za-z0-9])[vV]?[0-9]+(?:[._][0-9A-Za-z]+)*(?![A-Za-z0-9])", " ", stem)
    pieces = [_trimmed(re.split(r"(-)", piece)) for piece in re.split(r"[_\s]+", stem)]
    product = clean_line(" ".join(pieces)).strip(_EDGES)
    return product if re.search(r"[^\W\d_]", product) else ""


def _without(text: str, found: FoundDate | None) -> str:
    if not found:
        return text
    return _EMPTY_BRACKETS.sub(" ", f"{text[: found.start]} {text[found.end :]}")


def _after_arrow(text: str, versions: list[re.Match[str]]) -> re.Match[str]:
    """Return the version that counts: of "1.5.1 -> 1.5.2" the second."""
    arrow = _ARROW.search(text, versions[0].end())
    behind = [it for it in versions if arrow and it.start() >= arrow.end()]
    return behind[0] if behind else versions[0]


def _product(before: str) -> str:
    if month := find_month(before):
        before = before[: month.start]
    return _trimmed(re.split(r"(\s+)", before.split("(")[0].strip(_EDGES + "[]")))


def _trimmed(words: list[str]) -> str:
    """Join the words without the generic ones (and the separators) at both ends."""
    while words and _is_generic(words[0]):
        words = words[1:]
    while words and _is_generic(words[-1]):
        words = words[:-1]
    return "".join(words).strip(_EDGES).rstrip(".")


def _is_generic(word: str) -> bool:
    return bool(_GENERIC.fullmatch(word))


def _title(after: str) -> str:
    title = after.lstrip(_EDGES + ".)]").rstrip(_EDGES)
    if title[:1] + title[-1:] in ("()", "[]"):
        title = title[1:-1].strip()
    return title if re.search(r"\w", title) else ""


def _stands_alone(before: str, version: re.Match[str], after: str) -> bool:
    if not after.strip() or after.lstrip()[0] in "-–—:([])|/,":
        return True
    announced = bool(before.strip()) or not version["dotted"] or version[0][0] in "vV"
    return announced or version["dotted"].count(".") + 1 >= _LONG_VERSION
