"""What clocks measure."""

from enum import StrEnum


class Metric(StrEnum):
    """What a clock of a ticket measures."""

    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    UPDATE = "update"
    OWNERSHIP = "ownership"
    RESOLUTION = "resolution"
    ACKNOWLEDGEMENT = "acknowledgement"
