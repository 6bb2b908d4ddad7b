"""Files that mean harm, which several tests use."""

from tui.exchange.files import MAX_FILE_SIZE

MAX_TEXT = MAX_FILE_SIZE - 1000
"""Characters that leave room for what stands around them."""

BILLION_LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE feed [\n<!ENTITY e0 "ha">\n'
    + "".join(f'<!ENTITY e{it} "{f"&e{it - 1};" * 10}">\n' for it in range(1, 10))
    + ']>\n<feed xmlns="http://www.w3.org/2005/Atom">&e9;</feed>'
)


def filled(piece: str, size: int = MAX_TEXT) -> str:
    """As many of this piece as fit."""
    return piece * (size // len(piece))


def atom(html: str) -> str:
    """A feed with one release, whose notes are this HTML."""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Profit</title><entry><title>v1.0</title>'
        f'<content type="html"><![CDATA[{html}]]></content></entry></feed>'
    )
