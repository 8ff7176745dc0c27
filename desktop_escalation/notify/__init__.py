"""Delivery of messages: what carries them out of the database to people, and says honestly what became of each."""
