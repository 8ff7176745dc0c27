"""The engine: passes over what is due, and the loop in which they and other jobs run until they are stopped."""
