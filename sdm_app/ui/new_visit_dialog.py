"""Asks the little that a visit needs to start."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from sdm_app.domain.birth_year import FIRST_YEAR, last_year_of_adults, year_of_two_digits
from sdm_app.domain.schedule import REFERENCE_LENGTH, canonical_reference
from sdm_app.i18n import gettext as _
from sdm_app.ui.flow import N_
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.form import add_field, ending

FOUND_AT = (
    ("schedule", N_("The schedule")),
    ("front-desk", N_("The front desk")),
    ("rooming", N_("Rooming")),
    ("clinician", N_("The clinician")),
)


class NewVisitDialog(QDialog):
    """`start_requested` carries reference, birth year (0 when not said) and who found it.

    Initials and two digits of a year are enough: "jd", Tab, "80", Return.
    """

    start_requested = Signal(str, int, str)

    def __init__(
        self, this_year: int, parent: QWidget | None = None, found_at: str = "clinician"
    ) -> None:
        super().__init__(parent)
        self._this_year = this_year
        self.setObjectName("new-visit-dialog")
        self.setWindowTitle(_("New visit"))
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(8)
        column.addWidget(PlainLabel(_("New visit"), "title"))
        self.reference = add_field(column, "reference", _("Initials or clinic reference"))
        self.reference.setMaxLength(REFERENCE_LENGTH)
        column.addWidget(PlainLabel(_("No full names. This can be seen on the screen."), "muted"))
        self.birth_year = add_field(column, "birth-year", _("Birth year (may be left empty)"))
        self.birth_year.setValidator(QIntValidator(0, 9999, self))
        self.birth_year.setMaxLength(4)
        column.addWidget(PlainLabel(_("Who found that it is back pain?"), "heading"))
        self._found_at = QButtonGroup(self)
        for place, (name, words) in enumerate(FOUND_AT):
            button = QRadioButton(_(words))
            button.setObjectName(f"found-at-{name}")
            button.setAccessibleName(_(words))
            button.setChecked(name == found_at)
            self._found_at.addButton(button, place)
            column.addWidget(button)
        self.fault = PlainLabel("", "body")
        self.fault.setObjectName("new-visit-fault")
        self.fault.setProperty("numberKind", "date")
        self.fault.hide()
        column.addWidget(self.fault)
        column.addSpacing(8)
        go = self._on_start_clicked
        column.addLayout(ending(self, "cancel-new-visit", "start-visit", _("Start visit"), go))
        self.reference.setFocus()

    def _on_start_clicked(self) -> None:
        reference = canonical_reference(self.reference.text())
        written = self.birth_year.text().strip()
        year = whole_year(written, self._this_year)
        if not reference:
            self._show_fault(_("A visit needs initials or a reference."), self.reference)
        elif len(written) == 2 and not year:
            fault = _("{written} could be two years: write all four digits.")
            self._show_fault(fault.format(written=written), self.birth_year)
        elif written and not FIRST_YEAR <= year <= self._this_year:
            fault = _("The birth year is between {first} and {last}.")
            self._show_fault(fault.format(first=FIRST_YEAR, last=self._this_year), self.birth_year)
        elif written and year > last_year_of_adults(self._this_year):
            fault = _("This is for adults: the birth year is {last} or earlier.")
            last = last_year_of_adults(self._this_year)
            self._show_fault(fault.format(last=last), self.birth_year)
        else:
            self.accept()
            place = self._found_at.checkedId()
            self.start_requested.emit(reference, year, FOUND_AT[place][0])

    def _show_fault(self, sentence: str, field: QLineEdit) -> None:
        self.fault.set_text(sentence)
        self.fault.show()
        field.setFocus()


def whole_year(written: str, this_year: int) -> int:
    """The birth year; of two digits only where one century makes somebody of at most 100.

    0 when nothing was written, or when it could be two years.
    """
    if len(written) != 2:
        return int(written) if written else 0
    return year_of_two_digits(int(written), this_year) or 0
