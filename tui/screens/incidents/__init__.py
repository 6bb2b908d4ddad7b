"""Incidents: what a customer asked or reported, as a list and one by one."""

from tui.screens.incidents.room import IncidentsRoom

__all__ = ["IncidentsRoom"]
