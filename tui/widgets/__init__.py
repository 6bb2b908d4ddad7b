"""Widgets that know no area and no backend."""
