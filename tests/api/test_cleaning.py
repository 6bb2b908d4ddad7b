"""What the cleaning of texts promises, character by character."""

import timeit
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.api.cleaning import (
    MAX_COMBINING,
    clean_file_name,
    clean_line,
    clean_text,
    without_controls,
)

CLEANERS = (without_controls, clean_text, clean_line, clean_file_name)

C0 = [chr(code) for code in range(0x20) if chr(code) not in "\t\n"]
C1 = [chr(code) for code in range(0x7F, 0xA0)]
BIDI = [*"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a\u206f"]
ZERO_WIDTH = [*"\u200b\u200c\u2060\u2061\u2064\ufeff\u00ad\u034f\u180e\ufff9\ufffb"]
BLANK_LETTERS = [*"\u115f\u1160\u17b4\u17b5\u3164\uffa0"]
SELECTORS = [*"\ufe00\ufe0d\U000e0100\U000e01ef"]
TAGS = [*"\U000e0001\U000e0020\U000e0041\U000e007f"]
NOT_CHARACTERS = [*"\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0001ffff\U0010fffe\U0010ffff"]
SURROGATES = [*"\ud800\udbff\udc00\udfff"]
LINE_BREAKS = [*"\u2028\u2029"]
UNSAFE = [
    *(*C0, *C1, *BIDI, *ZERO_WIDTH, *BLANK_LETTERS, *SELECTORS, *TAGS),
    *(*NOT_CHARACTERS, *SURROGATES, *LINE_BREAKS),
]

HARMFUL_SEQUENCES = [
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b]52;c;ZXZpbA==\x1b\\",
    "\x1b]0;title\x07",
    "\x1b]8;;file:///etc/passwd\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[3J\x1b[H",
    "\x1b[?1049l",
    "\x1b[6n",
    "\x1b[201~",
    "\x1bP$q\x1b\\",
    "\x9b31m",
    "\x9d0;title\x9c",
    "\x1b_Ga=T\x1b\\",
    "\x1b[5b",
    "\x1b",
]

KEPT = [
    "Zoë van der Berg",
    "Çağlar Öz, ÎLE, straße, İstanbul, ı",
    "naïve, na\u0069\u0308ve",
    "€ 1.234,50 – “quotes” … ½ ²",
    "שלום, مرحبا, 日本語, 한국어, ไทย, हिन्दी",
    "[bold]not markup[/bold] [@click=app.quit]x[/]",
    "' OR 1=1; -- {{7*7}} ${jndi} %s {0}",
    "=1+1, -5, +31 20 123 45 67, @SUM(A1)",
    "een\u00a0harde\u202fspatie",
]

EMOJI = [
    "👩‍💻",
    "🏳️‍🌈",
    "❤️‍🔥",
    "👨‍👩‍👧‍👦",
    "🧑🏽‍⚕️",
    "☎️ ☎︎",
    "1️⃣ #️⃣ *️⃣",
    "🇳🇱",
    "©️ ®️ ‼️ ↔️ ㊗️",
]


@pytest.mark.parametrize("character", UNSAFE, ids=lambda c: f"U+{ord(c):04X}")
@pytest.mark.parametrize("clean", CLEANERS, ids=lambda c: c.__name__)
def test_no_unsafe_character_comes_out(clean, character: str) -> None:
    for text in (character, f"a{character}b", f"é{character}é", f"👩{character}👩", character * 3):
        assert character not in clean(text)


@pytest.mark.parametrize("sequence", HARMFUL_SEQUENCES)
@pytest.mark.parametrize("clean", CLEANERS, ids=lambda c: c.__name__)
def test_a_terminal_sequence_loses_what_makes_it_one(clean, sequence: str) -> None:
    assert not {*C0, *C1} & {*clean(f"before{sequence}after")}


@pytest.mark.parametrize("text", KEPT)
def test_ordinary_text_of_any_language_is_kept(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize("text", EMOJI)
@pytest.mark.parametrize("clean", [without_controls, clean_text, clean_line])
def test_emoji_keep_their_joiners_and_selectors(clean, text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("pass\u200dword", "password"),
        ("👩\u200d", "👩"),
        ("\u200d👩", "👩"),
        ("👩\u200d\u200d👩", "👩👩"),
        ("a\ufe0f", "a"),
        ("👩\ufe0f\ufe0f", "👩\ufe0f"),
        ("x\ufe0f\u200d👩", "x👩"),
        ("\u2060\ufe0f", ""),
        ("\u3000\ufe0fx", "\u3000x"),
    ],
)
def test_a_joiner_that_joins_nothing_is_taken_out(text: str, cleaned: str) -> None:
    assert without_controls(text) == cleaned


@pytest.mark.parametrize("mark", ["\u0301", "\u0337", "\u20dd", "\u0e47", "\u05b0", "\U0001d165"])
def test_marks_piled_on_one_letter_are_capped(mark: str) -> None:
    assert without_controls("a" + mark * 200 + "b") == "a" + mark * MAX_COMBINING + "b"
    assert without_controls(f"{mark * 200}") == mark * MAX_COMBINING


def test_marks_cannot_be_piled_up_around_what_is_taken_out() -> None:
    text = "a" + ("\u0301" * MAX_COMBINING + "\u200d\u200b\ufe0f\x1b") * 20
    assert without_controls(text) == "a" + "\u0301" * MAX_COMBINING


@pytest.mark.parametrize(
    "line_break", ["\r\n", "\r", "\n", "\u0085", "\u2028", "\u2029", "\x0b", "\f"]
)
def test_every_line_break_becomes_a_newline_in_a_text_and_a_space_in_a_line(
    line_break: str,
) -> None:
    assert clean_text(f"één{line_break}twee") == "één\ntwee"
    assert clean_text(f"one{line_break}{line_break}two") == "one\n\ntwo"
    assert clean_line(f"één{line_break}twee") == "één twee"


def test_a_line_has_no_white_space_at_its_ends_and_single_spaces_inside() -> None:
    assert clean_line("\t  Anna \u00a0\u2003 de\u3000Vries \n") == "Anna de Vries"


def test_tabs_and_newlines_stay_in_a_text() -> None:
    assert clean_text("a\tb\n\n  c  ") == "a\tb\n\n  c  "


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("factuur 2026.pdf", "factuur 2026.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Windows\\x.exe", "C__Windows_x.exe"),
        (".bashrc", "bashrc"),
        ("..", "_"),
        ("", "_"),
        ("NUL", "_NUL"),
        ("com1.txt", "_com1.txt"),
        ("trailing. . ", "trailing"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("a\r\nb\x00.txt", "a b.txt"),
        ('<a>|"b"?*', "_a___b___"),
    ],
)
def test_a_file_name_has_no_folder_no_device_and_is_not_hidden(name: str, cleaned: str) -> None:
    assert clean_file_name(name) == cleaned


_pieces = st.sampled_from(
    [*UNSAFE, *EMOJI, *"\u200d\ufe0f\ufe0e\u0301\u20d0\u3000\r\n\t ab./*é€👩❤"]
)
texts = st.one_of(
    st.lists(_pieces, max_size=30).map("".join), st.text(st.characters(), max_size=60)
)


@pytest.mark.parametrize("clean", CLEANERS, ids=lambda c: c.__name__)
@given(text=texts)
def test_cleaning_twice_is_cleaning_once(clean, text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("clean", CLEANERS, ids=lambda c: c.__name__)
@given(text=texts)
def test_whatever_goes_in_nothing_unsafe_comes_out(clean, text: str) -> None:
    cleaned = clean(text)
    assert not {*UNSAFE} & {*cleaned}
    cleaned.encode()
    invisible = {c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs")}
    assert invisible <= {*"\t\n"}


def test_every_control_and_every_invisible_format_character_is_taken_out() -> None:
    kept = {
        character
        for character in map(chr, range(0x110000))
        if unicodedata.category(character) in ("Cc", "Cf", "Cs") and without_controls(character)
    }
    drawn_around_a_number = {*map(chr, range(0x600, 0x606)), *"\u06dd\u070f\u0890\u0891\u08e2"}
    drawn_around_a_sign = {*"\U000110bd\U000110cd", *map(chr, range(0x13430, 0x13440))}
    assert kept - drawn_around_a_number - drawn_around_a_sign == {*"\t\n"}


def test_a_short_line_costs_almost_nothing() -> None:
    calls = 2_000
    line = "Factuur versturen per e-mail"
    seconds = min(timeit.repeat(lambda: clean_line(line), number=calls, repeat=5))
    assert seconds / calls < 3e-6


def test_a_hostile_text_of_a_megabyte_is_cleaned_in_time_that_grows_with_its_length() -> None:
    hostile = "a" + "\u0301\u200d\x1b\ufe0f" * 250_000
    seconds = timeit.timeit(lambda: clean_text(hostile), number=1)
    assert seconds < 5
