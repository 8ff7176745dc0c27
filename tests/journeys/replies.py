"""What was written to the customer of a ticket, read from the database itself."""

from desktop_escalation.app.desk_services import desk_services
from desktop_escalation.app.start_options import operating_system_user
from desktop_escalation.domain.events import Replied
from desktop_escalation.services.asking import Asking


def replies(url: str, number: str) -> list[str]:
    """List the public replies on a ticket, in order."""
    with desk_services(url) as app:
        page = app.lists.show(Asking(operating_system_user()), number)
    return [event.fact.body for event in page.history if isinstance(event.fact, Replied)]
