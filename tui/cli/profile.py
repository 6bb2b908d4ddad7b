"""`profile show`: who you are here, and what you may."""

from argparse import ArgumentParser, Namespace
from functools import partial

from tui import i18n
from tui.api.models.profile import Profile, Right
from tui.api.models.wire import plain
from tui.cli.failures import Exit
from tui.cli.lists import add_json
from tui.cli.options import Options, on_terminal
from tui.cli.output import say, say_json, say_separated
from tui.cli.parser import add_verbs
from tui.cli.visit import Visit, visit


def declare(parser: ArgumentParser) -> None:
    """Declare `profile` and its verbs."""
    add_verbs(parser, {"show": "tui.cli.profile:declare_show"})


def declare_show(parser: ArgumentParser) -> None:
    """Declare `profile show`."""
    add_json(parser)
    parser.set_defaults(run=show)


def show(arguments: Namespace, options: Options) -> int:
    """Show one's own data."""
    return visit(options, partial(_show, as_json=bool(arguments.json)))


async def _show(here: Visit, *, as_json: bool) -> Exit:
    profile = await here.portal.profile.show()
    if as_json:
        say_json(plain(profile))
    elif on_terminal():
        _say_to_person(profile)
    else:
        say_separated(_facts(profile))
    return Exit.DONE


def _facts(profile: Profile) -> list[tuple[str, str]]:
    granted = [(right.permission, "yes" if right.granted else "no") for right in profile.rights]
    return [
        ("display_name", profile.display_name),
        ("email", profile.email),
        ("organisation_name", profile.organisation_name),
        ("language", profile.language or ""),
        ("theme", profile.theme or ""),
        *granted,
    ]


def _say_to_person(profile: Profile) -> None:
    say(f"{profile.display_name} <{profile.email}>")
    if profile.organisation_name:
        say(profile.organisation_name)
    sections: dict[str, list[str]] = {}
    for right in profile.rights:
        sections.setdefault(_heading(right), []).append(i18n.t(f"permission.{right.permission}"))
    for heading, rights in sections.items():
        say(f"\n{heading}")
        for right in rights:
            say(f"  {right}")


def _heading(right: Right) -> str:
    """Return under which words a right stands: held, to be asked of these people, or why not."""
    if right.denial is None:
        return i18n.t("cli.profile.may")
    if people := right.denial.people:
        return i18n.t("cli.profile.ask", people=", ".join(people))
    return i18n.t(f"reason.{right.denial.reason}")
