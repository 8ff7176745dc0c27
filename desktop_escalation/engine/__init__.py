"""The engine: passes over what is due, by whoever runs it."""
