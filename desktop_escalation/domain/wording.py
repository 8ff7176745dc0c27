"""Words for spans of time and for receipts, as agents and managers read them."""

from datetime import timedelta


def span_words(span: timedelta) -> str:
    """Write a span in hours and minutes: "3 h 20 min", "12 min", "0 min"."""
    minutes = span // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
