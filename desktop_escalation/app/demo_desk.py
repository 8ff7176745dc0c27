"""The demo team for the window: made in a folder of its own that goes when the window closes, with time running."""

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from msgspec import Struct

from desktop_escalation.app.drafts import Drafts
from desktop_escalation.history.demo_colleagues import DemoColleagues
from desktop_escalation.history.demo_team import ADMINISTRATOR, SEED, TICKETS, make_demo_team
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.site_clock import SiteClock
from desktop_escalation.storage.database import Store

AGENT = "marek"
Progress = Callable[[int, int], None]


class DemoDesk(Struct, frozen=True):
    """A folder for the demo team's database, and for what is typed to its tickets."""

    folder: Path

    @classmethod
    def planned(cls) -> "DemoDesk":
        """Make the folder, and nothing in it yet."""
        return cls(Path(mkdtemp(prefix="desktop-escalation-demo-")))

    @property
    def url(self) -> str:
        """Where the database will be."""
        return f"sqlite:///{self.folder / 'demo.db'}"

    @property
    def drafts(self) -> Drafts:
        """The drafts for the team's tickets, which nobody looks for once the team is gone."""
        return Drafts(self.folder / "drafts")

    def make(self, os_user: str, speed: int, progress: Progress) -> None:
        """Make the team with its ninety days, which takes some seconds, and let its clock run."""
        make_demo_team(self.url, os_user, seed=SEED, tickets=TICKETS, progress=progress)
        store = Store.open(self.url)
        try:
            SiteClock(store).run(Asking(os_user, ADMINISTRATOR), speed)
        finally:
            store.close()

    def colleagues(self, store: Store, os_user: str) -> DemoColleagues:
        """Give the colleagues of the agent, who go on with their afternoon."""
        return DemoColleagues(store, os_user, AGENT)

    def remove(self) -> None:
        """Throw the team away."""
        shutil.rmtree(self.folder, ignore_errors=True)
