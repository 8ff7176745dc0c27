"""Joins everything: start options, and the application with its services."""
