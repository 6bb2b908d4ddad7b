"""Whether the texts of a new store are such that its readers take them."""

from collections.abc import Iterator

from tui.api.administration import NewContact, NewOrganisation, NewPerson, NewPortal
from tui.api.cleaning import clean_line
from tui.api.errors import FieldError, Invalid
from tui.api.models.text import LINE_LENGTH


def check(new: NewPortal) -> None:
    """Raise `Invalid`, naming each, where texts are too long for the models that show them."""
    lengths = ((field, len(clean_line(text))) for field, text in _lines_of(new))
    errors = tuple(
        FieldError(field, "too_long", {"actual_length": length, "max_length": LINE_LENGTH})
        for field, length in lengths
        if length > LINE_LENGTH
    )
    if errors:
        raise Invalid(errors)


def display_name(person: NewPerson) -> str:
    """Return the name by which others know a person; the e-mail where there is no name."""
    parts = (person.given_name, person.surname_prefix, person.family_name)
    return clean_line(" ".join(parts)) or clean_line(person.email)


def _lines_of(new: NewPortal) -> Iterator[tuple[str, str]]:
    yield "name", new.name
    yield "vendor_name", new.vendor_name
    yield "product_name", new.product_name
    yield "help_center_url", new.help_center_url
    for number, person in enumerate(new.people):
        yield from _lines_of_person(person, f"people.{number}")
    for number, organisation in enumerate(new.organisations):
        yield from _lines_of_organisation(organisation, f"organisations.{number}")


def _lines_of_person(person: NewPerson, field: str) -> Iterator[tuple[str, str]]:
    yield f"{field}.email", person.email
    if person.given_name or person.surname_prefix or person.family_name:
        yield f"{field}.display_name", display_name(person)


def _lines_of_organisation(organisation: NewOrganisation, field: str) -> Iterator[tuple[str, str]]:
    yield f"{field}.name", organisation.name
    yield f"{field}.legal_name", organisation.legal_name
    yield f"{field}.product_version", organisation.product_version
    for number, contact in enumerate(organisation.contacts):
        yield from _lines_of_contact(contact, f"{field}.contacts.{number}")
    for number, incident in enumerate(organisation.incidents):
        for name in ("subject", "product_area", "environment", "customer_reference"):
            yield f"{field}.incidents.{number}.{name}", getattr(incident, name)


def _lines_of_contact(contact: NewContact, field: str) -> Iterator[tuple[str, str]]:
    yield f"{field}.job_title", contact.job_title
    yield f"{field}.department", contact.department
