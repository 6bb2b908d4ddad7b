"""The kind of change that the heading of a section tells of, in English and Dutch."""

import re

from tui.api.models.releases import Impact, NoteKind

_BREAKING = re.compile(r"(?<![\w-])(?:breaking|brekende)(?![\w-])")
_PLAIN = {
    NoteKind.SECURITY: "security, security fixes, security updates, beveiliging, veiligheid",
    NoteKind.DEPRECATED: "deprecated, deprecations, deprecation, verouderd, vervalt, uitgefaseerd",
    NoteKind.REMOVED: "removed, removals, removal, verwijderd, vervallen",
    NoteKind.FIXED: "fixed, fixes, fix, bug fixes, bugfixes, bug fix, bugfix, bugs, resolved bugs, "
    "resolved issues, fixed bugs, fixed issues, opgelost, opgeloste fouten, opgeloste problemen, "
    "hersteld, oplossingen, foutoplossingen, bugs opgelost, bug-fixes",
    NoteKind.ADDED: "added, additions, new features, features, feature, new, toegevoegd, nieuw, "
    "nieuwe functies, nieuwe functionaliteit, nieuwe mogelijkheden, toevoegingen",
    NoteKind.CHANGED: "changed, changes, enhancements, enhancement, improvements, improvement, "
    "improved, gewijzigd, wijzigingen, verbeterd, verbeteringen, aangepast, aanpassingen, "
    "change log, change logs, changelog",
}
_KINDS = {words: kind for kind, line in _PLAIN.items() for words in line.split(", ")}

# Within a longer heading one word tells, the first kind of this order that has one.
_TELLING = (
    (NoteKind.SECURITY, r"security|cve-[0-9]+-[0-9]+|beveiliging"),
    (NoteKind.DEPRECATED, r"deprecated|deprecations?|uitgefaseerd"),
    (NoteKind.REMOVED, r"removed|removals?|verwijderd"),
    (NoteKind.FIXED, r"fixed|fix|fixes|bug|bugs|bugfix|bugfixes|resolved|opgelost|hersteld"),
    (NoteKind.ADDED, r"added|new features?|toegevoegd"),
)


def is_kind(heading: str) -> bool:
    """Whether the heading says nothing but a kind of change ("Fixed", "Bug Fixes")."""
    words = _words(heading)
    return words in _KINDS or words in ("breaking changes", "breaking", "brekende wijzigingen")


def kind_of(heading: str) -> tuple[NoteKind, Impact]:
    """Return the kind of change, and what it asks of the reader."""
    words = _words(heading)
    if _BREAKING.search(words):
        return NoteKind.CHANGED, Impact.ACTION_REQUIRED
    if kind := _KINDS.get(words):
        return kind, Impact.NONE
    for kind, pattern in _TELLING:
        if re.search(rf"(?<![\w-])(?:{pattern})(?![\w-])", words):
            return kind, Impact.NONE
    return NoteKind.CHANGED, Impact.NONE


def _words(heading: str) -> str:
    return re.sub(r"^\W+|\W+$", "", heading).lower()
