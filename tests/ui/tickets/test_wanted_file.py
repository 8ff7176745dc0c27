"""Files that are wanted become files, in a worker."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from desktop_escalation.domain.errors import Refused
from ui.tickets.wanted_file import WantedPath, WantedPicture


def test_a_path_is_read_under_a_clean_name(tmp_path: Path) -> None:
    (tmp_path / "CON").write_bytes(b"x")
    wanted = WantedPath(tmp_path / "CON")
    assert wanted.name == "_CON"
    assert wanted.load().name == "_CON"


def test_a_path_to_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is no file gone"):
        WantedPath(tmp_path / "gone").load()


def test_a_picture_is_written_as_png() -> None:
    image = QImage(20, 10, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.red)
    file = WantedPicture(2, image).load()
    assert (file.name, file.media_type) == ("picture-2.png", "image/png")
    assert QImage.fromData(file.content) == image


def test_a_picture_that_is_none_is_refused() -> None:
    with pytest.raises(Refused, match="could not be written as PNG"):
        WantedPicture(1, QImage()).load()
