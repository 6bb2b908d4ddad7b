"""Incidents for the tests of their verbs."""

from tests.cli.conftest import Klantportal


def submitted(incidents: Klantportal, subject: str = "Wage run stops", *more: object) -> dict:
    """Submit an incident and return it."""
    made = incidents("new", "--subject", subject, "--text", "It **stops**.", *more, "--json")
    assert made.code == 0, made.err
    return made.document
