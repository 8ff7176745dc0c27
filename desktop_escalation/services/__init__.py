"""Use cases: each is one method and one transaction."""
