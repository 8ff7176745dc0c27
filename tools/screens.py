"""Renders the screens of the window to PNG without a screen: `python -m tools.screens [--size WxH] [NAME…]`.

Each screen is drawn light and dark, on a fresh demo database at 13:53 of its afternoon, into build/screens.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QLocale
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from desktop_escalation.app.start_options import operating_system_user
from desktop_escalation.history.demo_team import SEED, TICKETS, make_demo_team
from tools.control_sheet import ControlSheet
from tools.source_files import ROOT
from tools.window_screens import (
    DIALOGS,
    Setting,
    empty_list,
    explanation,
    ticket_page,
    whole_window,
    window_with_dialog,
)
from ui.themes import ThemeChoice, Themes

FOLDER = ROOT / "build" / "screens"
USUAL_SIZE = "1440x900"
# A screen on which every dialog has room.
SCREEN_FILE = Path(__file__).with_name("offscreen.json")


class Screen(Struct, frozen=True):
    """A screen by its name; `draw` gives its picture."""

    name: str
    draw: Callable[[Setting], QPixmap]
    needs_demo: bool = True


def controls(setting: Setting) -> QPixmap:
    """Draw the sheet of all controls."""
    sheet = ControlSheet(setting.themes)
    sheet.resize(*setting.size)
    sheet.show()
    QApplication.processEvents()
    picture = sheet.grab()
    sheet.close()
    sheet.deleteLater()
    return picture


SCREENS = (
    Screen("controls", controls, needs_demo=False),
    Screen("main", partial(whole_window, compact=False)),
    Screen("main-compact", partial(whole_window, compact=True)),
    Screen("ticket", ticket_page),
    Screen("empty", empty_list),
    Screen("explain", explanation),
    *(Screen(name, partial(window_with_dialog, do=do)) for name, do in DIALOGS.items()),
)


@contextmanager
def demo_database() -> Iterator[str]:
    """Make the demo team in a temporary folder, its clock at 13:53."""
    with tempfile.TemporaryDirectory(prefix="desktop-escalation-screens-") as folder:
        url = f"sqlite:///{Path(folder) / 'demo.db'}"
        make_demo_team(url, operating_system_user(), seed=SEED, tickets=TICKETS, progress=lambda _, __: None)
        yield url


def render(screens: Sequence[Screen], setting: Setting, asked: argparse.Namespace) -> Iterator[Path]:
    """Draw each screen in each palette, and name the files written."""
    asked.to.mkdir(parents=True, exist_ok=True)
    for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        setting.themes.use(choice)
        for screen in screens:
            path: Path = asked.to / file_name(screen.name, choice, asked.size, asked.scale)
            if not screen.draw(setting).save(str(path)):
                raise OSError(f"{path} could not be written")
            yield path


def file_name(screen: str, palette: str, size: str, scale: float) -> str:
    """Name the picture of a screen; the usual size and scale go without saying."""
    sized = "" if size == USUAL_SIZE else f"-{size}"
    scaled = "" if scale == 1.0 else f"-{round(scale * 100)}"
    return f"{screen}-{palette}{sized}{scaled}.png"


def main(arguments: Sequence[str]) -> None:
    """Render what was asked for, or everything."""
    asked = _parser().parse_args(arguments)
    chosen = [screen for screen in SCREENS if not asked.names or screen.name in asked.names]
    if not chosen:
        sys.exit(f"no such screen; there are: {', '.join(screen.name for screen in SCREENS)}")
    os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={SCREEN_FILE}")
    os.environ["QT_SCALE_FACTOR"] = str(asked.scale)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    app = QApplication([])
    themes = Themes()
    themes.apply(app)
    width, height = (int(pixels) for pixels in asked.size.split("x"))
    size = (width, height)
    needs_demo = any(screen.needs_demo for screen in chosen)
    with demo_database() if needs_demo else nullcontext("") as url:
        for path in render(chosen, Setting(themes, url, size), asked):
            print(path)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.screens")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--size", default=USUAL_SIZE, metavar="WxH")
    parser.add_argument("--scale", type=float, default=1.0, metavar="N", help="2 for a screen of 200 %%")
    parser.add_argument("--to", type=Path, default=FOLDER, metavar="FOLDER")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
