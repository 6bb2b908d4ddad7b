"""How a text looks: every look of a span is a component class of the reader."""

STYLES = {
    "title": "text-style: bold;",
    "meta": "color: $text-muted;",
    "accent": "color: $text-accent; text-style: bold;",
    "warning": "color: $text-warning; text-style: bold;",
    "h1": "color: $text-accent; text-style: bold underline;",
    "h2": "color: $text-accent; text-style: bold;",
    "h3": "text-style: bold;",
    "h4": "text-style: bold italic;",
    "h5": "text-style: italic;",
    "h6": "text-style: italic;",
    "emphasis": "text-style: italic;",
    "strong": "text-style: bold;",
    "strike": "text-style: strike;",
    "code": "background: $boost;",
    "code-block": "background: $boost;",
    "language": "color: $text-muted; text-style: italic;",
    "html": "color: $text-muted;",
    "link": "color: $text-accent; text-style: underline;",
    "quote": "color: $text-accent;",
    "marker": "color: $text-accent;",
    "table-head": "text-style: bold;",
    "rule": "color: $text-disabled;",
    "muted": "color: $text-muted; text-style: italic;",
    "match": "text-style: reverse;",
    "here": "color: $text-warning; text-style: bold reverse;",
}
"""How each look of a span is drawn: component classes, by theme variables."""

CSS = "\n".join(f"Reader > .reader--{name} {{ {rules} }}" for name, rules in STYLES.items())
