"""The colours, dark and light; everything else names them by what they mean."""

from textual.theme import Theme

THEMES = {
    theme.name: theme
    for theme in (
        Theme(
            name="klantportal-dark",
            primary="#5aa9e6",
            accent="#5aa9e6",
            warning="#e6b450",
            error="#f07178",
            success="#8fbf7f",
            foreground="#d8dee4",
            background="#14181d",
            surface="#1a1f26",
            panel="#222933",
            dark=True,
            variables={"muted": "#8b949e"},
        ),
        Theme(
            name="klantportal-light",
            primary="#0b5cad",
            accent="#0b5cad",
            warning="#8a5a00",
            error="#b3261e",
            success="#2e6b34",
            foreground="#1c2126",
            background="#fbfbfa",
            surface="#f1f2f3",
            panel="#e4e7ea",
            dark=False,
            variables={"muted": "#5c646d"},
        ),
    )
}
"""By name."""
