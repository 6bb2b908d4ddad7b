"""klantportal: the customer portal of a software vendor, in the terminal."""

__version__ = "0.1.0"
