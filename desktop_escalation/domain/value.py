"""Values, which never change: each is a `Struct` of msgspec with `frozen=True`, and a change is a new one."""

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    # Both mean the same; the type checker knows of this one which fields a value has.
    from dataclasses import replace
else:
    from msgspec.structs import replace

__all__ = ["Variant", "replace"]


class Variant(Struct, frozen=True, tag=True, tag_field="_type"):
    """A value that stands where values of other classes could stand as well: stored, it tells which it is."""
