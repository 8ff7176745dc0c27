"""With which template, and in which language, the customer is told."""

from PySide6.QtCore import QLocale, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop_escalation.services.escalation_desk import TemplateChoice
from ui.shared.plain import one_line
from ui.shared.tip import give_tip
from ui.tickets.template_title import template_title

_LEAST_LETTERS = 8


class TemplateRow(QWidget):
    """Two fields side by side, the second where there is more than one language; `picked` tells of a choice."""

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without templates."""
        super().__init__(parent)
        self._templates: tuple[TemplateChoice, ...] = ()
        self.names, self.languages = QComboBox(), QComboBox()
        self.names.setPlaceholderText(self.tr("Choose a template"))
        self.names.setAccessibleName(self.tr("Template"))
        self.languages.setAccessibleName(self.tr("Language of the mail"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field, share in ((self.names, 3), (self.languages, 2)):
            # A long name is cut and told in the tip; it does not push the other field out of sight.
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(_LEAST_LETTERS)
            row.addWidget(field, share)
        self.names.currentIndexChanged.connect(self._choose_name)
        self.languages.currentIndexChanged.connect(self.picked)

    @property
    def name(self) -> str | None:
        """The template that is chosen; None where none is."""
        name = self.names.currentData()
        return name if isinstance(name, str) else None

    @property
    def language(self) -> str | None:
        """The language that is chosen; None where no template is."""
        language = self.languages.currentData()
        return language if isinstance(language, str) else None

    @property
    def is_empty(self) -> bool:
        """There is nothing to choose from."""
        return not self._templates

    def show_templates(self, templates: tuple[TemplateChoice, ...]) -> None:
        """Offer templates, and go on with the one that was chosen if it is still there."""
        name, language = self.name, self.language
        self._templates = templates
        with QSignalBlocker(self.names):
            self.names.clear()
            for template in templates:
                self.names.addItem(template_title(template.name), template.name)
        self.setVisible(bool(templates))
        self.pick(name, language)

    def pick(self, name: str | None, language: str | None = None) -> None:
        """Choose a template without telling anybody; a language that it does not have is the customer's instead."""
        with QSignalBlocker(self.names):
            self.names.setCurrentIndex(-1 if name is None else self.names.findData(name))
        self._show_languages(language)

    def _choose_name(self, _index: int) -> None:
        self._show_languages(self.language)
        self.picked.emit()

    def _show_languages(self, wanted: str | None) -> None:
        name = self.name
        languages = next((one.languages for one in self._templates if one.name == name), ())
        with QSignalBlocker(self.languages):
            self.languages.clear()
            for code in languages:
                self.languages.addItem(language_name(code), code)
            self.languages.setCurrentIndex(languages.index(wanted) if wanted in languages else 0 if languages else -1)
        self.languages.setVisible(len(languages) > 1)
        give_tip(self.names, name or "")


def language_name(code: str) -> str:
    """Name a language by its code; one that nobody knows is told as it is."""
    language = QLocale(code).language()
    return one_line(code) if language is QLocale.Language.C else QLocale.languageToString(language)
