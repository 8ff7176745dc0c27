"""The courier of this computer, with the channels that there are, as a command and as a job beside the engine."""

from uuid import uuid4

from desktop_escalation.app.desk_services import DeskServices, engine_name
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.engine.job import GoOn, Job
from desktop_escalation.engine.trigger import jittered
from desktop_escalation.notify.courier import Courier
from desktop_escalation.notify.desktop import Desktop
from desktop_escalation.notify.desktop_channel import DesktopChannel
from desktop_escalation.services.asking import Asking

DELIVER = "deliver"
# A hint that something was written brings a round forward; this is for what only time makes ready.
ROUNDS_EVERY_S = 5.0
HINTS_PAUSE_S = 0.5
# A round of 20 messages takes nearly so long where each waits for a desktop that does not answer.
LONGEST_ROUND_S = 60.0


def courier_for(app: DeskServices, asking: Asking) -> Courier:
    """Give a courier that delivers for whoever asks; its name is new each time, for a lease is held under it."""
    channels = {NoticeChannel.DESKTOP: DesktopChannel(Desktop())}
    return Courier(app.deliveries, channels, app.deliveries.person_at(asking), f"{engine_name()}:{uuid4()}")


def deliver_job(courier: Courier) -> Job:
    """Make the job that delivers what is ready, round after round until a round delivers nothing."""

    def work(go_on: GoOn) -> None:
        while go_on() and courier.round().delivered:
            continue

    return Job(DELIVER, work, lambda: jittered(ROUNDS_EVERY_S), LONGEST_ROUND_S, HINTS_PAUSE_S)


def desktop_problem() -> str | None:
    """Tell why this computer shows no notifications, and what to do about it; None where it does."""
    desktop = Desktop()
    try:
        return desktop.probe()
    finally:
        desktop.close()
