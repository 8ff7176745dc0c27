"""Makes the site's tables, and as many tickets that are due as the command line says."""

import sys
from datetime import timedelta

import django  # type: ignore[import-not-found]
from django.core.management import call_command  # type: ignore[import-not-found]

BODY = "The tunnel drops every few minutes, and whoever works from home loses the session. " * 2


def furnish(tickets: int) -> None:
    """Make open tickets that are ten days old in a queue that escalates after three."""
    from django.contrib.auth.models import User  # type: ignore[import-not-found]  # noqa: PLC0415
    from django.utils import timezone  # type: ignore[import-not-found]  # noqa: PLC0415
    from helpdesk.models import Queue, Ticket  # type: ignore[import-not-found]  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    owner = User.objects.create_user("ingrid", "ingrid@harbour.example")
    queue = Queue.objects.create(title="Desk", slug="desk", email_address="desk@harbour.example", escalate_days=3)
    Ticket.objects.bulk_create(
        Ticket(
            title="VPN drops",
            description=BODY,
            queue=queue,
            assigned_to=owner,
            submitter_email="priya@halden.example",
            status=Ticket.OPEN_STATUS,
            priority=3,
        )
        for _ in range(tickets)
    )
    Ticket.objects.update(created=timezone.now() - timedelta(days=10))


if __name__ == "__main__":
    django.setup()
    furnish(int(sys.argv[1]))
