"""Escalating by hand, and what it brings about."""
