"""A help desk with something posted in it, for couriers."""

from tests.services.conftest import furnished_url, office

__all__ = ["furnished_url", "office"]
