"""Asking where a file of a message is to be saved; nothing is ever opened or run."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_escalation.domain.attachment import Attachment, clean_name

translate = QCoreApplication.translate


class SaveWish(Struct, frozen=True):
    """A file of a message, and where it is to be saved."""

    file: Attachment
    target: Path

    @property
    def may_replace(self) -> bool:
        """The user has agreed to replace the file of this very name; under a cleaned one nobody was asked."""
        return clean_name(self.target.name) == self.target.name


def ask_where(file: Attachment, chosen: Callable[[SaveWish], None], parent: QWidget) -> QFileDialog:
    """Open the dialog, which asks by itself before it gives the name of a file that is there."""
    dialog = QFileDialog(parent, translate("SaveAs", "Save the attachment as"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    dialog.setDirectory(folder or QDir.homePath())
    dialog.selectFile(clean_name(file.name))
    dialog.fileSelected.connect(lambda path: chosen(SaveWish(file, Path(path))))
    dialog.open()
    return dialog
