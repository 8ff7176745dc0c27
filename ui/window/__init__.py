"""The frame of the window: what stands around the tickets, and what joins them to the services."""
