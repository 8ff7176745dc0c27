"""The painters of the cells of the ticket table."""
