"""Soaks: what must never go wrong, tried over and over with kills, races and stale edits.

In the ordinary suite each runs a few rounds; `make prove` runs many and prints the figures.
"""
