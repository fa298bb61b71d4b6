"""Asks for one person: name, roles and PIN, or whichever of them is to be changed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sdm_app.domain.staff import NAME_LENGTH, Role
from sdm_app.i18n import gettext as _
from sdm_app.records.pin import digits_of
from sdm_app.ui.flow import N_
from sdm_app.ui.lock.pin_pad import pin_field
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.chip import Chip
from sdm_app.ui.widgets.form import add_field, ending

ROLES = (
    (Role.FRONT_DESK, N_("Front desk"), N_("Today’s list, screening, pends referrals")),
    (Role.CLINICIAN, N_("Clinician"), N_("Every step of a visit, signs referrals")),
    (Role.MANAGER, N_("Manager"), N_("Reports in numbers, services near you, no patients")),
    (Role.ADMIN, N_("Admin"), N_("Staff, settings, services, backup, no patients")),
)


def role_words(roles: tuple[Role, ...]) -> str:
    """The roles in words, such as "Clinician, Admin"."""
    return ", ".join(_(words) for role, words, _says in ROLES if role in roles)


class PersonForm(QDialog):
    """`given` comes when the fields are filled and the PINs agree; read them, then `accept` it.

    Whoever keeps the person may refuse and `say` why: the form stays open.
    """

    given = Signal()

    def __init__(
        self,
        title: str,
        parent: QWidget,
        *,
        asks_name: bool = False,
        roles: tuple[Role, ...] | None = None,
        asks_pin: bool = False,
    ) -> None:
        super().__init__(parent)
        self._is_saving = False
        self.setObjectName("person-form")
        self.setWindowTitle(_("Staff"))
        self.setMinimumWidth(480)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        outer.setSpacing(8)
        inner = QWidget()
        column = self._column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(PlainLabel(title, "title"))
        self._name = add_field(column, "person-name", _("Name")) if asks_name else None
        if self._name is not None:
            self._name.setMaxLength(NAME_LENGTH)
        self._roles = {} if roles is None else self._add_roles(roles)
        self._pins = add_pins(column) if asks_pin else None
        self.fault = PlainLabel("")
        self.fault.setObjectName("person-fault")
        self.fault.setProperty("numberKind", "instruction")
        column.addStretch(1)
        outer.addWidget(scrolled(inner, "person-scroll"), 1)
        outer.addWidget(self.fault)
        outer.addLayout(ending(self, "cancel-person", "keep-person", _("Save"), self._on_keep))
        room = parent.window().size()
        wanted = inner.sizeHint().height() + self.sizeHint().height()
        self.resize(min(25 * self.fontMetrics().height(), room.width()), min(wanted, room.height()))

    @property
    def name(self) -> str:
        """What was typed as the name."""
        return "" if self._name is None else self._name.text().strip()

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that are ticked."""
        return tuple(role for role, box in self._roles.items() if box.isChecked())

    @property
    def pin(self) -> str:
        """What was typed as the PIN."""
        return "" if self._pins is None else self._pins[0].text()

    def say(self, sentence: str) -> None:
        """Say why it cannot be kept."""
        self._set_saving(False)
        self.fault.set_text(sentence)

    def show_saving(self) -> None:
        """Say that it is being kept, and take nothing else until `say` or `accept`."""
        self._set_saving(True)
        self.fault.set_text(_("Saving…"))

    def _set_saving(self, is_on: bool) -> None:
        self._is_saving = is_on
        if is_on:
            # Before the button is disabled, which would send the keyboard to another.
            self.setFocus()
        keep = self.findChild(QPushButton, "keep-person")
        assert keep is not None
        keep.setEnabled(not is_on)

    def _add_roles(self, ticked: tuple[Role, ...]) -> dict[Role, Chip]:
        self._column.addWidget(PlainLabel(_("Roles"), "heading"))
        boxes = {}
        for role, words, says in ROLES:
            box = boxes[role] = tick(_(words))
            box.setObjectName(f"role-{role}")
            box.setAccessibleDescription(_(says))
            box.setChecked(role in ticked)
            self._column.addWidget(box)
            self._column.addWidget(PlainLabel(_(says), "muted"))
        return boxes

    def _on_keep(self) -> None:
        if self._is_saving:
            return
        if self._pins is not None and not pins_agree(self._pins):
            self.say(_("The two PINs are not the same."))
        else:
            self.given.emit()


def tick(words: str) -> Chip:
    """Something to be on or off, as high as a button; a check mark says which."""
    chip = Chip(words)
    chip.setProperty("kind", "outline")
    return chip


def add_pins(column: QVBoxLayout) -> tuple[QLineEdit, QLineEdit]:
    """Two fields for a new PIN, the second to type it again."""
    fields = []
    for name, words in (("new-pin", _("PIN (4 to 12 digits)")), ("same-pin", _("PIN again"))):
        field = pin_field(name, words)
        label = PlainLabel(words, "heading")
        label.setProperty("numberKind", "instruction")
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(field)
        fields.append(field)
    return fields[0], fields[1]


def pins_agree(fields: tuple[QLineEdit, QLineEdit]) -> bool:
    """Whether the same PIN was typed twice, in whichever script's digits."""
    first, second = (digits_of(field.text()) for field in fields)
    return first == second
