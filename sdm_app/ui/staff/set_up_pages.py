"""The four pages of setting up: what it means, the first person, the passphrase, typed back."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sdm_app.domain.staff import NAME_LENGTH, Role
from sdm_app.i18n import gettext as _
from sdm_app.records.pin import fault_of
from sdm_app.ui.staff.person_form import add_pins, pins_agree, tick
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.form import add_field

_POINTS = 24
"""Size of the passphrase on paper."""


class SetUpPage(QWidget):
    """One page; `fault` says why it is not complete, empty when it is."""

    def __init__(self, title: str, lead: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 8, 0)
        self.column.setSpacing(10)
        self.column.addWidget(PlainLabel(title, "title"))
        self.column.addWidget(PlainLabel(lead, "lead"))

    def fault(self) -> str:
        """Why one cannot go on."""
        return ""

    def begin(self) -> None:
        """The page came into view."""


class MeaningPage(SetUpPage):
    """Demonstration or records of real visits: what either means."""

    def __init__(self) -> None:
        super().__init__(
            _("Keep records of real visits?"),
            _("Backchoice runs as a demonstration until it is set up for a clinic."),
        )
        for name, title, says in (
            (
                "meaning-demonstration",
                _("Demonstration"),
                _(
                    "Everything can be tried, and nobody signs in. Visits are examples: they are"
                    " marked so, and are gone when the program ends. Enter no real patient."
                ),
            ),
            (
                "meaning-records",
                _("Records"),
                _(
                    "Visits are kept encrypted on this computer. Everybody signs in with a name"
                    " and a PIN, and the screen locks when nobody is there. If this computer fails,"
                    " only the recovery passphrase opens the records and their backups."
                ),
            ),
        ):
            card = Card(title)
            card.setObjectName(name)
            card.body.addWidget(PlainLabel(says))
            self.column.addWidget(card)
        self.column.addWidget(
            PlainLabel(_("The PIN locks the screen. It is not what encrypts the records."), "muted")
        )
        self.column.addStretch(1)


class PersonPage(SetUpPage):
    """The first person, who manages the staff and may be a clinician, too."""

    def __init__(self) -> None:
        super().__init__(
            _("The first person"),
            _("This person adds the others. There is no PIN that comes with the program."),
        )
        self.name = add_field(self.column, "first-name", _("Name, as others know you"))
        self.name.setMaxLength(NAME_LENGTH)
        self.clinician = tick(_("I also see patients as a clinician"))
        self.clinician.setObjectName("first-clinician")
        self.column.addWidget(self.clinician)
        self.pins = add_pins(self.column)
        self.column.addStretch(1)

    @property
    def roles(self) -> tuple[Role, ...]:
        """What the first person does."""
        return (Role.CLINICIAN, Role.ADMIN) if self.clinician.isChecked() else (Role.ADMIN,)

    def fault(self) -> str:
        """Why the person cannot be added."""
        if not self.name.text().strip():
            return _("A person needs a name.")
        if not pins_agree(self.pins):
            return _("The two PINs are not the same.")
        return fault_of(self.pins[0].text())

    def begin(self) -> None:
        """Put the keyboard into the name."""
        self.name.setFocus()


class PassphrasePage(SetUpPage):
    """The recovery passphrase in large letters, to be written down or printed."""

    def __init__(self, passphrase: str) -> None:
        super().__init__(
            _("The recovery passphrase"),
            _("Write it down or print it now. It is not shown again, and nobody can find it out."),
        )
        self._passphrase = passphrase
        card = Card()
        card.set_tone("soft")
        # Its groups apart, so that large text can break the line between them.
        self.words = PlainLabel(passphrase.replace("-", "  "), "title")
        self.words.setObjectName("passphrase")
        self.words.setProperty("numberKind", "reference")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setAccessibleName(_("Recovery passphrase"))
        # Said letter by letter: it is no word that a screen reader could pronounce.
        self.words.setAccessibleDescription(" ".join(passphrase))
        card.body.addWidget(self.words)
        self.column.addWidget(card)
        for says in (
            _(
                "Keep it where patients’ records are kept safe: a locked drawer, or the clinic’s"
                " safe. Not on this computer."
            ),
            _(
                "Whoever has it can open the records. Without it, records on a computer that fails"
                " are lost, and so are their backups."
            ),
        ):
            self.column.addWidget(PlainLabel(says))
        paper = outline(_("Print it"))
        paper.setObjectName("print-passphrase")
        paper.clicked.connect(self._on_print_clicked)
        self.column.addWidget(paper, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def _on_print_clicked(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("backchoice")
        if QPrintDialog(printer, self).exec() == QPrintDialog.DialogCode.Accepted:
            draw_passphrase(self._passphrase, printer)


class TypedBackPage(SetUpPage):
    """The passphrase typed from the paper: proof that somebody has it."""

    def __init__(self) -> None:
        super().__init__(
            _("Type it from your paper"),
            _("Nothing is set up before the passphrase was read from where it is kept."),
        )
        self.typed: QLineEdit = add_field(self.column, "typed-passphrase", _("Recovery passphrase"))
        self.typed.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.column.addWidget(PlainLabel(_("Capitals, spaces and dashes do not matter."), "muted"))
        self.column.addStretch(1)

    def begin(self) -> None:
        """Ask anew."""
        self.typed.setText("")
        self.typed.setFocus()


def draw_passphrase(passphrase: str, printer: QPrinter) -> bool:
    """Print the passphrase on one page; whether it was handed to the printer."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        room = painter.viewport()
        half = room.height() // 2
        for place, (words, points) in enumerate(
            ((_("Backchoice recovery passphrase"), _POINTS // 2), (passphrase, _POINTS))
        ):
            font = QFont(painter.font())
            font.setPointSize(points)
            painter.setFont(font)
            strip = QRect(room.left(), half * place // 4, room.width(), half // 4)
            painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, words)
    finally:
        painter.end()
    return True
