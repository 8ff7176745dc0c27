"""A file that somebody wants to attach, before it is read: reading is work for the background."""

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice
from PySide6.QtGui import QImage

from desktop_escalation.app.attached_files import read_file
from desktop_escalation.domain.attachment import NewFile, clean_name, new_file
from desktop_escalation.domain.errors import Refused

translate = QCoreApplication.translate


class WantedPath(Struct, frozen=True):
    """A file of this computer."""

    path: Path

    @property
    def name(self) -> str:
        """What it is going to be called."""
        return clean_name(self.path.name)

    def load(self) -> NewFile:
        """Read it, in a worker; what cannot be attached is refused in words."""
        return read_file(self.path)


class WantedPicture(Struct, frozen=True):
    """A picture from the clipboard; `number` counts those of one message."""

    number: int
    image: QImage

    @property
    def name(self) -> str:
        """What it is going to be called."""
        return translate("WantedFile", "picture-{}.png").format(self.number)

    def load(self) -> NewFile:
        """Write it as PNG, in a worker."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        # The stubs want bytes for the format, Qt takes a str.
        if not self.image.save(buffer, "PNG"):  # type: ignore[call-overload]
            raise Refused(f"{self.name} could not be written as PNG: save the picture to a file and attach that")
        return new_file(self.name, "image/png", bytes(buffer.data().data()))


class KeptPicture(Struct, frozen=True):
    """A picture from the clipboard that came back with a draft, with which it was read."""

    file: NewFile

    @property
    def name(self) -> str:
        """What it is called."""
        return self.file.name


UnreadFile = WantedPath | WantedPicture
WantedFile = UnreadFile | KeptPicture
