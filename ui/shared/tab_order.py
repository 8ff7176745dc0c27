"""The order in which Tab goes through controls, where some are made after those that follow them."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def tab_in_order(controls: Iterable[QWidget]) -> None:
    """Let Tab go from each control to the next."""
    for one, next_one in pairwise(controls):
        QWidget.setTabOrder(one, next_one)
