"""What a clinic sets about follow-up: the first PEG, and its own licence for PROMIS."""

from dataclasses import replace

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.settings import Settings
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.form import add_field

LICENCE_LENGTH = 200


class FollowUpSettings(QWidget):
    """Two choices; what they come to is read with `settled`."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(PlainLabel(_("Follow-up"), "heading"))
        offers = settings.peg_at_first_visit
        self.peg = self._choice("peg-at-first-visit", _("Offer PEG after a first screening"))
        self.peg.setChecked(offers)
        no_peg = self._choice("no-peg-at-first-visit", _("Ask PEG at follow-up alone"))
        no_peg.setChecked(not offers)
        self._group = QButtonGroup(self)
        for button in (self.peg, no_peg):
            self._group.addButton(button)
            column.addWidget(button)
        note = _(
            "Later visits can then be compared with the first. It comes after the result and can "
            "be passed over."
        )
        column.addWidget(PlainLabel(note, "muted"))
        self.promis_licence = add_field(
            column,
            "promis-licence",
            _("PROMIS: who gave permission to use it, and when"),
            settings.promis_licence,
        )
        self.promis_licence.setMaxLength(LICENCE_LENGTH)
        note = _(
            "While this is empty PROMIS is not shown. Its questions are not part of this program: "
            "you give your own licensed form and type in the T-score."
        )
        column.addWidget(PlainLabel(note, "muted"))

    def _choice(self, name: str, words: str) -> QRadioButton:
        button = QRadioButton(words)
        button.setObjectName(name)
        button.setAccessibleName(words)
        return button

    def settled(self, settings: Settings) -> Settings:
        """The settings with what was chosen here."""
        return replace(
            settings,
            peg_at_first_visit=self.peg.isChecked(),
            promis_licence=self.promis_licence.text().strip(),
        )
