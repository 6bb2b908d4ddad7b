"""How an incident is told on the command line, in the words of who reads it."""

from tests.fake_incidents import incident
from tui.cli.conversations.lines import markdown


def test_the_reference_is_the_customers_own_and_each_side_reads_whose_it_is():
    one = incident(1, customer_reference="INK-77")
    assert "- Your reference: INK-77\n" in markdown(one, (), "UTC")
    assert "- Customer's reference: INK-77\n" in markdown(one, (), "UTC", for_vendor=True)
