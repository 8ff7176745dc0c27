"""Words for a number of things.

English is the language of the source, for which no catalogue is loaded, so its two forms are chosen here. A catalogue
of another language has a form for one thing, and for `%n` as many as the language needs, of which Qt takes its own:

    counted(number, self.tr("1 ticket"), self.tr("%n tickets", "", number))
"""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def counted(number: int, one: str, many: str) -> str:
    """Take the words for one thing, or those for any other number of them."""
    return one if number == 1 else many


def tickets_words(number: int) -> str:
    """Count tickets: "1 ticket", "12 tickets"."""
    return counted(number, translate("Counts", "1 ticket"), translate("Counts", "%n tickets", "", number))
