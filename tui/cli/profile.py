"""`profile`: who you are here and what you may, your settings, password and sessions."""

from argparse import ArgumentParser, Namespace
from functools import partial

from tui import i18n
from tui.api.models.invalid import checked
from tui.api.models.paging import Count
from tui.api.models.profile import PasswordChange, Profile, ProfileEdit, Right
from tui.api.models.session import Language, OpenSession, Theme
from tui.api.models.wire import plain
from tui.cli.failures import Exit, Stopped
from tui.cli.lists import add_json, document
from tui.cli.options import Options, on_terminal
from tui.cli.output import aligned, say, say_json, say_separated, width
from tui.cli.parser import add_verbs
from tui.cli.passwords import new_password, read_password
from tui.cli.visit import Visit, visit
from tui.i18n import formats


def declare(parser: ArgumentParser) -> None:
    """Declare `profile` and its verbs."""
    add_verbs(
        parser,
        {
            "show": "tui.cli.profile:declare_show",
            "set": "tui.cli.profile:declare_set",
            "password": "tui.cli.profile:declare_password",
            "sessions": "tui.cli.profile:declare_sessions",
            "revoke": "tui.cli.profile:declare_revoke",
        },
    )


def declare_show(parser: ArgumentParser) -> None:
    """Declare `profile show`."""
    add_json(parser)
    parser.set_defaults(run=show)


def declare_set(parser: ArgumentParser) -> None:
    """Declare `profile set`."""
    parser.add_argument("--language", choices=[*Language], help=i18n.t("cli.profile.language"))
    parser.add_argument("--theme", choices=[*Theme], help=i18n.t("cli.profile.theme"))
    parser.add_argument(
        "--time-zone", metavar=i18n.t("cli.word.zone"), help=i18n.t("cli.profile.time_zone")
    )
    parser.set_defaults(run=change)


def declare_password(parser: ArgumentParser) -> None:
    """Declare `profile password`."""
    parser.add_argument(
        "--password-stdin", action="store_true", help=i18n.t("cli.profile.password_stdin")
    )
    parser.set_defaults(run=change_password)


def declare_sessions(parser: ArgumentParser) -> None:
    """Declare `profile sessions`."""
    add_json(parser)
    parser.set_defaults(run=sessions)


def declare_revoke(parser: ArgumentParser) -> None:
    """Declare `profile revoke`."""
    parser.add_argument("session_id", metavar="ID", help=i18n.t("cli.profile.session_id"))
    parser.set_defaults(run=revoke)


def show(arguments: Namespace, options: Options) -> int:
    """Show one's own data."""
    return visit(options, partial(_show, as_json=bool(arguments.json)))


def change(arguments: Namespace, options: Options) -> int:
    """Change one's own settings."""
    given = {
        name: value
        for name in ("language", "theme", "time_zone")
        if (value := getattr(arguments, name)) is not None
    }
    if not given:
        raise Stopped("cli.profile.nothing_to_set")
    with checked():
        edit = ProfileEdit.model_validate(given)
    return visit(options, partial(_change, edit=edit))


def change_password(arguments: Namespace, options: Options) -> int:
    """Change one's own password."""
    from_stdin = bool(arguments.password_stdin)
    change = PasswordChange(
        current=read_password(from_stdin=from_stdin), new=new_password(from_stdin=from_stdin)
    )
    return visit(options, partial(_change_password, change=change))


def sessions(arguments: Namespace, options: Options) -> int:
    """List one's own sessions."""
    return visit(options, partial(_sessions, as_json=bool(arguments.json)))


def revoke(arguments: Namespace, options: Options) -> int:
    """End a session of one's own."""
    return visit(options, partial(_revoke, session_id=str(arguments.session_id)))


async def _show(here: Visit, *, as_json: bool) -> Exit:
    profile = await here.portal.profile.show()
    if as_json:
        say_json(plain(profile))
    elif on_terminal():
        _say_to_person(profile)
    else:
        say_separated(_facts(profile))
    return Exit.DONE


async def _change(here: Visit, *, edit: ProfileEdit) -> Exit:
    profiles = here.portal.profile
    await profiles.edit(edit, (await profiles.show()).version)
    say(i18n.t("cli.profile.changed"))
    return Exit.DONE


async def _change_password(here: Visit, *, change: PasswordChange) -> Exit:
    await here.portal.profile.change_password(change)
    say(i18n.t("password.changed"))
    return Exit.DONE


async def _sessions(here: Visit, *, as_json: bool) -> Exit:
    found = await here.portal.session.list()
    if as_json:
        say_json(document(found, Count(len(found)), None))
    elif on_terminal():
        zone = here.session.time_zone
        for line in aligned([_session_words(each, zone) for each in found], width()):
            say(line)
    else:
        say_separated(map(_session_facts, found))
    return Exit.DONE


async def _revoke(here: Visit, *, session_id: str) -> Exit:
    await here.portal.session.revoke(session_id)
    say(i18n.t("cli.profile.revoked"))
    return Exit.DONE


def _session_facts(session: OpenSession) -> tuple[str, ...]:
    moments = (session.created_at, session.last_used_at, session.expires_at)
    return (
        session.id,
        *(moment.isoformat(timespec="seconds") for moment in moments),
        "current" if session.current else "",
    )


def _session_words(session: OpenSession, zone: str) -> tuple[str, ...]:
    since = formats.moment(session.created_at, zone)
    used = formats.moment(session.last_used_at, zone)
    if session.current:
        return session.id, i18n.t("sessions.here", since=since)
    return session.id, i18n.t("sessions.other", used=used, since=since)


def _facts(profile: Profile) -> list[tuple[str, str]]:
    granted = [(right.permission, "yes" if right.granted else "no") for right in profile.rights]
    return [
        ("display_name", profile.display_name),
        ("email", profile.email),
        ("organisation_name", profile.organisation_name),
        ("language", profile.language or ""),
        ("theme", profile.theme or ""),
        ("time_zone", profile.time_zone),
        *granted,
    ]


def _say_to_person(profile: Profile) -> None:
    say(f"{profile.display_name} <{profile.email}>")
    if profile.organisation_name:
        say(profile.organisation_name)
    sections: dict[str, list[str]] = {}
    for right in profile.rights:
        sections.setdefault(_heading(right), []).append(i18n.word(f"permission.{right.permission}"))
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
    return i18n.word(f"reason.{right.denial.reason}")
