"""Every screen that is registered can be drawn, in both palettes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tools.screens import SCREENS, file_name
from tools.source_files import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "screens"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tools.screens", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_controls_are_drawn_light_and_dark_at_twice_the_size(folder: Path) -> None:
    ran = run("controls", "--scale", "2", "--size", "1024x640", "--to", os.fspath(folder))
    assert ran.returncode == 0, ran.stderr
    light, dark = (QImage(os.fspath(folder / f"controls-{which}-1024x640-200.png")) for which in ("light", "dark"))
    assert min(light.width(), dark.width()) >= 2048
    assert light.pixelColor(2, 2).lightness() > 200
    assert dark.pixelColor(2, 2).lightness() < 60


def test_an_unknown_screen_is_refused_with_those_that_there_are() -> None:
    ran = run("controlz")
    assert ran.returncode != 0
    assert all(screen.name in ran.stderr for screen in SCREENS)


def test_the_usual_size_is_not_named() -> None:
    assert file_name("board", "dark", "1440x900", 1.0) == "board-dark.png"
    assert file_name("board", "dark", "1024x640", 1.5) == "board-dark-1024x640-150.png"
