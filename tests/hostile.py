"""Texts that somebody could send to harm the reader's terminal, screen or eyes.

Sequences whose form Textual uses as well carry numbers that it never would (row 66, colour
66/6/66), so that they can be told from its own in a stream of bytes.
"""

from dataclasses import dataclass

ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"


@dataclass(frozen=True)
class Case:
    """One hostile text and what it is about."""

    category: str
    text: str


CONTROLS = tuple(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)))
"""Every byte of C0 and C1, and DEL."""

SEQUENCES = (
    # Titles, clipboard, colours, links, notifications: OSC with both its ends.
    f"{ESC}]0;owned{BEL}",
    f"{ESC}]1;owned{BEL}",
    f"{ESC}]2;owned{ST}",
    f"{ESC}]4;1;rgb:66/06/66{BEL}",
    f"{ESC}]4;1;?{ST}",
    f"{ESC}]7;file://x/66{BEL}",
    f"{ESC}]8;;http://x.example/66{ST}click{ESC}]8;;{ST}",
    f"{ESC}]8;;javascript:alert(66){BEL}click{ESC}]8;;{BEL}",
    f"{ESC}]9;owned{BEL}",
    f"{ESC}]9;4;3;66{BEL}",
    f"{ESC}]10;#660666{BEL}",
    f"{ESC}]11;#660666{ST}",
    f"{ESC}]11;?{BEL}",
    f"{ESC}]50;owned{BEL}",
    f"{ESC}]52;c;b3duZWQ={BEL}",
    f"{ESC}]52;c;b3duZWQ={ST}",
    f"{ESC}]52;c;?{BEL}",
    f"{ESC}]104{BEL}",
    f"{ESC}]133;A{BEL}",
    f"{ESC}]777;notify;owned;66{BEL}",
    f"{ESC}]1337;File=inline=1:b3duZWQ={BEL}",
    f"{ESC}]1337;SetUserVar=x=b3duZWQ={ST}",
    # Screen, cursor, modes, reports: CSI.
    f"{ESC}[2J{ESC}[66;66H",
    f"{ESC}[3J",
    f"{ESC}[66;66H",
    f"{ESC}[66A",
    f"{ESC}[38;2;66;6;66m",
    f"{ESC}[66;6;66m",
    f"{ESC}[?1049l",
    f"{ESC}[?66h",
    f"{ESC}[?1003l{ESC}[?66l",
    f"{ESC}[6n",
    f"{ESC}[c",
    f"{ESC}[>c",
    f"{ESC}[21t",
    f"{ESC}[8;66;66t",
    f"x{ESC}[666b",
    f"{ESC}[66;67r",
    f"{ESC}[4i",
    f"{ESC}[!p",
    f"{ESC}[201~q",
    # Strings, resets, character sets.
    f"{ESC}P$q66m{ST}",
    f"{ESC}Pq#0;2;66;6;66#0~~{ST}",
    f"{ESC}_Ga=T,f=24;b3duZWQ={ST}",
    f"{ESC}^owned{ST}",
    f"{ESC}Xowned{ST}",
    f"{ESC}c",
    f"{ESC}(0qqq",
    f"{ESC}#8",
    f"{ESC}N{ESC}O{ESC}=",
    # The same in one byte, split, unterminated, hidden behind other things.
    "\x9b66;66H",
    "\x9d0;owned\x9c",
    "\x90q#0~\x9c",
    f"{ESC}]0;never ended",
    f"{ESC}[",
    f"{ESC}",
    f"{ESC}\u200b]0;owned{BEL}",
    f"{ESC}{ESC}[66;66H",
    "\x0e\x0f\x05",
)

MARKUP = (
    "[@click=app.quit]press me[/]",
    "[@click=app.bell()]press me",
    "[@click=screen.dismiss]x[/@click]",
    "[bold]bold[/bold]",
    "[/oops]",
    "[/]",
    "[",
    "]",
    "[[",
    "[]",
    "[ ]",
    "[red]",
    "[#ff0000]red",
    "[link=http://x.example]x[/link]",
    "[link='javascript:alert(1)']x[/]",
    "[$primary on $error]x",
    "[auto 50%]x",
    "[b][i][/b][/i]",
    "\\[b]not bold",
    "\\\\[b]bold",
    "[@]",
    "[=]",
    "[@click=]x",
    "[bold",
    "[not a style]x[/not a style]",
    ":skull: :warning:",
    "[on red]x",
    "[reverse]x",
    "[blink]x",
    "[conceal]x",
    "[/bold]x",
    "{format} {0} %s %(x)s $v ${v}",
    "<script>alert(1)</script>",
    "<b>bold</b>&lt;&amp;&#27;[31m",
    "[x](javascript:alert(1))",
    "[x](file:///etc/passwd) ![x](http://x.example/66.png)",
    "# `x` **y** | z |",
)

UNICODE = (
    # Reversed and hidden.
    "safe\u202egnp.exe",
    "\u202dx\u202c",
    "\u2066x\u2069\u2067y\u2069\u2068z\u2069",
    "\u200ex\u200fy\u061cz",
    "in\u200bvi\u200csi\u2060ble",
    "\ufeffmark",
    "\u00adsoft",
    "\u034fjoined",
    "tag\U000e0041\U000e007fs",
    "\U000e0001\U000e0065\U000e006e",
    "\u115f\u1160\u3164\uffa0",
    "\u180e\u17b4\u17b5",
    "\ufff9a\ufffab\ufffbc",
    "\U0001d173\U0001d17a",
    "x\ufe00\ufe01\ufe0f",
    # Marks.
    "e" + "\u0301" * 200,
    "\u0301first",
    "Z" + "\u0300\u0320\u0340" * 30 + "algo",
    "a\u20dd\u20e3",
    "\u0e01\u0e33\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49",
    "e\u0301 e\u0301",
    "\u00e9 \u1e9b\u0323 \ufb01",
    # Letters with manners of their own.
    "I \u0130 i \u0131 Iğdır",
    "\u00df \u1e9e \u03c2\u03c3",
    "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd",
    "\u0645\u0631\u062d\u0628\u0627 123",
    "\u0627\u0644\u0633\u0644\u0627\u0645 abc",
    "\u0928\u092e\u0938\u094d\u0924\u0947",
    "\u1112\u1161\u11ab\u1100\u1173\u11af",
    "\u65e5\u672c\u8a9e \uff21\uff22",
    "\u03b1\u00b1\u00a7\u00d7",
    "p\u0430yp\u0430l \u0391\u0412",
    "\u1d54f \U0001d4d0",
    # Emoji.
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0001f1f3\U0001f1f1\U0001f1e7",
    "\u2764\ufe0f \u2764\ufe0e 1\ufe0f\u20e3",
    "\U0001f44d\U0001f3ff",
    "\U0001f3f4\U000e0067\U000e0062\U000e007f",
    "\u200d\u200d\u200d",
    "x\u200dy",
    # What is no character.
    "\ufffe\uffff",
    "\ufdd0\ufdef",
    "\U0001fffe\U0010ffff",
    "\ue000\U000f0000",
    "\ufffd",
    "\u0378",
    # Breaks and spaces.
    "one\u2028two\u2029three\u0085four",
    "\u00a0\u2003\u3000\u202f\u1680",
)

SURROGATES = ("\ud800", "\udfff", "a\udc9bb", "\ud83d")
"""What no UTF-8 file can hold; refused or taken out where it comes another way."""

FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", "+1+1;=A1", "+A1", "-2+3+cmd|' /C calc'!A0", "-A1", "@SUM(1+1)",
    '=HYPERLINK("http://x.example";"x")', "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", "=", "+", "-",
    "@", "＝1+1", "＠x", "+31 6 12345678;=A1", "-1)=A1",
)  # fmt: skip
"""What a spreadsheet would take for more than text."""

CASES = (
    *(Case("control", f"before{text}after") for text in CONTROLS),
    *(Case("sequence", f"before{text}after") for text in SEQUENCES),
    *(Case("markup", text) for text in MARKUP),
    *(Case("unicode", text) for text in UNICODE),
    *(Case("formula", text) for text in FORMULAS),
)
"""Everything that can stand in a file."""
