"""The letters that lead to the controls of a dialog."""

import re

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

_LETTER = re.compile(r"&([^&])")


def mnemonics_of(widget: QWidget) -> list[str]:
    """List the letters of everything in a widget that has one, in order."""
    texts = [label.text() for label in widget.findChildren(QLabel) if label.buddy() is not None]
    texts += [button.text() for button in widget.findChildren(QAbstractButton)]
    letters = (_LETTER.search(text.replace("&&", "")) for text in texts)
    return sorted(letter[1].lower() for letter in letters if letter is not None)
