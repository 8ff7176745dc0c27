"""The tree at the side: my work, and the queues."""
