"""The way through the views, back and forward, as in a browser."""

from ui.navigation.views import View

LONGEST = 100


class ViewHistory:
    """Remembers which views were shown, and where in that order one is."""

    def __init__(self) -> None:
        self._views: list[View] = []
        self._at = -1

    @property
    def can_go_back(self) -> bool:
        """There is a view before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """One has gone back from a view."""
        return self._at + 1 < len(self._views)

    def went_to(self, view: View) -> None:
        """Remember a view that is shown now; what was ahead is forgotten."""
        if self._at >= 0 and self._views[self._at] == view:
            return
        self._views = [*self._views[: self._at + 1], view][-LONGEST:]
        self._at = len(self._views) - 1

    def back(self) -> View:
        """Go to the view before."""
        self._at -= 1
        return self._views[self._at]

    def forward(self) -> View:
        """Go to the view after."""
        self._at += 1
        return self._views[self._at]
