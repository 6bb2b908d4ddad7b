"""What the vendor of the contract's world published: two products, some notes in one language."""

from datetime import date

from tui.api.models.publishing import NotePublish, NoteText, ReleaseDocument, ReleasePublish
from tui.api.models.releases import Impact, NoteKind


def _note(
    anchor: str,
    area: str,
    kind: NoteKind,
    impact: Impact,
    dutch: tuple[str, str],
    english: tuple[str, str] | None = None,
) -> NotePublish:
    texts = [NoteText(language="nl", title=dutch[0], body=dutch[1])]
    if english:
        texts.append(NoteText(language="en", title=english[0], body=english[1]))
    return NotePublish(anchor=anchor, area=area, kind=kind, impact=impact, texts=tuple(texts))


PROFIT_8 = ReleasePublish(
    product="Profit",
    version="Profit 8",
    title="Winter",
    release_date=date(2025, 12, 10),
    notes=(
        _note(
            "pensioen",
            "Payroll",
            NoteKind.CHANGED,
            Impact.STATUTORY,
            ("Pensioenpremie per januari", "De premie wijzigt. Controleer de **percentages**."),
            ("Pension premium from January", "The premium changes. Check the **percentages**."),
        ),
        _note(
            "zoeken",
            "Algemeen",
            NoteKind.FIXED,
            Impact.NONE,
            ("Zoeken vindt weer alles", "Zoeken sloeg de laatste regel over."),
        ),
        _note(
            "tls",
            "Algemeen",
            NoteKind.SECURITY,
            Impact.ACTION_REQUIRED,
            ("Oude versleuteling uit", "Werk oude koppelingen bij."),
            ("Old encryption switched off", "Update old connectors."),
        ),
    ),
)
PROFIT_9 = ReleasePublish(
    product="Profit",
    version="Profit 9",
    title="Voorjaar",
    release_date=date(2026, 3, 11),
    notes=(
        _note(
            "factuur",
            "Facturen",
            NoteKind.ADDED,
            Impact.INFO,
            ("Facturen per e-mail versturen", "Een factuur gaat als PDF en UBL mee."),
            ("Send invoices by e-mail", "An invoice goes along as PDF and UBL."),
        ),
        _note(
            "declaratie",
            "Café & uitgaven",
            NoteKind.ADDED,
            Impact.NONE,
            ("Café-uitgaven declareren", "Ook één consumptie. Geen naïeve controle meer."),
        ),
        _note(
            "verlof",
            "Verlof",
            NoteKind.FIXED,
            Impact.NONE,
            ("Verlofsaldo klopt over de jaargrens", "Het saldo van december telde dubbel."),
            ("Leave balance right across years", "December was counted twice."),
        ),
        _note(
            "rapport",
            "",
            NoteKind.DEPRECATED,
            Impact.INFO,
            ("Oude rapporten verdwijnen", "Stap over vóór Profit 11. Zie ook de factuur."),
            ("Old reports are going away", "Move before Profit 11."),
        ),
    ),
)
PROFIT_10 = ReleasePublish(
    product="Profit",
    version="Profit 10",
    title="Zomer",
    release_date=date(2026, 6, 10),
    notes=(
        _note(
            "uren",
            "Verlof",
            NoteKind.ADDED,
            Impact.INFO,
            ("Uren schrijven op de telefoon", "Schrijf uren waar je bent."),
            ("Write hours on the phone", "Write hours wherever you are."),
        ),
        _note(
            "ubl",
            "Facturen",
            NoteKind.CHANGED,
            Impact.ACTION_REQUIRED,
            ("UBL 2.1 verplicht", "Facturen zonder UBL 2.1 worden geweigerd. Factuur, factuur!"),
            ("UBL 2.1 required", "Invoices without UBL 2.1 are refused."),
        ),
        _note(
            "fax",
            "Facturen",
            NoteKind.REMOVED,
            Impact.INFO,
            ("Faxen kan niet meer", "De faxkoppeling is vervallen."),
        ),
        _note(
            "loon",
            "Payroll",
            NoteKind.CHANGED,
            Impact.STATUTORY,
            ("Minimumloon per juli", "Het minimumloon stijgt: 100% automatisch, a_b."),
            ("Minimum wage from July", "The minimum wage rises: 100% automatic, a_b."),
        ),
    ),
)
POCKET_1 = ReleasePublish(
    product="Pocket",
    version="1.97",
    release_date=date(2026, 4, 1),
    notes=(
        _note(
            "donker",
            "Algemeen",
            NoteKind.ADDED,
            Impact.NONE,
            ("Donker thema", "Voor ’s avonds."),
            ("Dark theme", "For the evening."),
        ),
        _note(
            "crash",
            "Verlof",
            NoteKind.FIXED,
            Impact.NONE,
            ("Loopt niet meer vast bij verlof", "Aanvragen lukt weer."),
        ),
    ),
)
POCKET_2 = ReleasePublish(
    product="Pocket",
    version="1.98",
    release_date=date(2026, 7, 1),
    notes=(
        _note(
            "taal",
            "Algemeen",
            NoteKind.CHANGED,
            Impact.NONE,
            ("Taal wisselen zonder herstart", "Überhaupt sneller: “altijd” 'direct'."),
            ("Switch language without restart", "Faster überhaupt: “always” 'at once'."),
        ),
    ),
)

NEWEST_FIRST = (POCKET_2, PROFIT_10, POCKET_1, PROFIT_9, PROFIT_8)
READ_AT_FIRST_SIGN_IN = (PROFIT_9, PROFIT_8)
"""What is up to the version of the bakery."""

DOCUMENTS = (
    ReleaseDocument(source="profit.md", releases=(PROFIT_8, PROFIT_9, PROFIT_10)),
    ReleaseDocument(source="pocket.md", releases=(POCKET_1, POCKET_2)),
)


def titles(*releases: ReleasePublish, language: str = "nl") -> list[str]:
    """Return the titles of the notes in their order, each in the language where it exists."""
    return [title_of(note, language) for release in releases for note in release.notes]


def title_of(note: NotePublish, language: str = "nl") -> str:
    """Return a note's title in this language, or else that of the original."""
    named = {text.language: text.title for text in note.texts}
    return named.get(language, note.texts[0].title)
