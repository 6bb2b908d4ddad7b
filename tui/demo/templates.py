"""What the demo's vendor begins its answers with."""

import tomllib

from pydantic import TypeAdapter

from tui.api.administration import NewTemplate
from tui.demo.identity import demo_id
from tui.demo.tables import text_of

_Templates = dict[str, list[dict[str, str]]]


def demo_templates() -> tuple[NewTemplate, ...]:
    """Return the templates, by the people who wrote them."""
    content = TypeAdapter(_Templates).validate_python(tomllib.loads(text_of("templates.toml")))
    return tuple(
        NewTemplate(
            id=demo_id("template", each["name"]),
            name=each["name"],
            nl=each.get("nl", "").strip(),
            en=each.get("en", "").strip(),
            by_id=demo_id("person", each["by"]),
        )
        for each in content["template"]
    )
