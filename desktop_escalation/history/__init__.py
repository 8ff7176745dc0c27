"""Bringing in what happened elsewhere, and making up a demo team."""
