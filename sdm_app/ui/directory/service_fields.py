"""The fields of one service: filled from it, and read back as they were typed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sdm_app.domain.services import Service
from sdm_app.i18n import gettext as _
from sdm_app.ui.flow import N_
from sdm_app.ui.overriding import override
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.arranged import Arranged, side_by_side
from sdm_app.ui.widgets.chip import Chip
from sdm_app.ui.widgets.quiet_combo import QuietCombo

ROWS = (
    (("name", N_("Name"), ""), ("phone", N_("Telephone"), "")),
    (("address", N_("Address"), ""), ("distance", N_("Distance"), N_("2 mi, or 10 min walk"))),
    (
        ("wait", N_("Wait"), N_("about 1 week")),
        ("wait_days", N_("Wait in days, for the order"), N_("7")),
    ),
    (
        ("cover", N_("Covered by"), N_("Medicare, most plans")),
        ("cost_note", N_("Cost"), N_("$20 a visit")),
    ),
    (("languages", N_("Languages"), N_("English; Spanish")),),
)
"""The fields that stand side by side where there is room: field, label, example."""
YES_NO = (
    ("co_located", N_("Here in our clinic")),
    ("self_referral", N_("Patients may come without a referral")),
    ("telehealth", N_("Visits by video")),
    ("group_visits", N_("Visits in a group")),
    ("linked_visits", N_("On the same day as a visit here")),
)
LABELS = {field: words for row in ROWS for field, words, _example in row} | {
    "target": N_("For"),
    **dict(YES_NO),
}
_LETTERS_AT_MOST = 520
"""Room for as many languages as a service may have."""
_ROOM_FOR_TWO = 32
"""Heights of a line that two fields side by side need."""


class ServiceFields(Arranged):
    """Everything that can be said of a service; `values` gives it as it was typed."""

    def __init__(self, targets: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("numberKind", "instruction")
        self._targets = targets
        self._fields: dict[str, QLineEdit] = {}
        self._chips: dict[str, tuple[Chip, Chip]] = {}
        self._rows: list[QBoxLayout] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        self.target = QuietCombo()
        self.target.setObjectName("service-target")
        for target, name in targets.items():
            self.target.addItem(name, target)
        column.addLayout(_under_label(_("For"), self.target))
        for row in ROWS:
            column.addLayout(self._row(row))
        for field, words in YES_NO:
            column.addLayout(self._question(field, _(words)))
        column.addStretch(1)

    def show_service(self, service: Service) -> None:
        """Fill the fields with what is known of a service."""
        if service.target not in self._targets:
            # Its option is not in the content of today; it is kept until somebody says otherwise.
            self.target.addItem(service.target, service.target)
        self.target.setCurrentIndex(self.target.findData(service.target))
        for name, field in self._fields.items():
            value = getattr(service, name)
            words = "; ".join(value) if name == "languages" else str(value)
            field.setText("" if value is None else words)
        for name, (yes, no) in self._chips.items():
            yes.setChecked(getattr(service, name) is True)
            no.setChecked(getattr(service, name) is False)

    def values(self) -> dict[str, Any]:
        """What was typed, by field of `Service`; the id is not among them."""
        typed: dict[str, Any] = {name: field.text() for name, field in self._fields.items()}
        typed["target"] = self.target.currentData()
        typed["wait_days"] = typed["wait_days"].strip() or None
        languages = (one.strip() for one in typed["languages"].split(";"))
        typed["languages"] = tuple(one for one in languages if one)
        for name, (yes, no) in self._chips.items():
            typed[name] = True if yes.isChecked() else False if no.isChecked() else None
        return typed

    def field(self, name: str) -> QWidget:
        """Where something is typed or chosen."""
        return self._fields.get(name) or self.target

    @override
    def arrange(self) -> None:
        for row in self._rows:
            row.setDirection(side_by_side(self.has_room(_ROOM_FOR_TWO)))

    def _row(self, fields: tuple[tuple[str, str, str], ...]) -> QBoxLayout:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(12)
        self._rows.append(row)
        for name, words, example in fields:
            field = self._fields[name] = QLineEdit()
            field.setObjectName(f"service-{name}")
            field.setMaxLength(_most_letters(name))
            if example:
                field.setPlaceholderText(_(example))
            row.addLayout(_under_label(_(words), field), 1)
        return row

    def _question(self, name: str, words: str) -> QHBoxLayout:
        yes, no = Chip(_("Yes")), Chip(_("No"))
        for chip, other, answer in ((yes, no, "yes"), (no, yes, "no")):
            chip.setObjectName(f"service-{name}-{answer}")
            chip.setAccessibleName(f"{words}: {chip.text()}")
            chip.setProperty("kind", "outline")
            chip.setProperty("other", other)
            chip.clicked.connect(self._on_answered)
        self._chips[name] = (yes, no)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(PlainLabel(words, "body"), 1)
        row.addWidget(yes)
        row.addWidget(no)
        return row

    def _on_answered(self, checked: bool) -> None:
        # Pressed again, an answer is taken back: the clinic does not say.
        other = self.sender().property("other")
        if checked:
            other.setChecked(False)


def _most_letters(name: str) -> int:
    metadata = Service.model_fields[name].metadata
    limits = [one.max_length for one in metadata if getattr(one, "max_length", None) is not None]
    return limits[-1] if limits and name != "languages" else _LETTERS_AT_MOST


def _under_label(words: str, field: QWidget) -> QVBoxLayout:
    label = PlainLabel(words, "heading")
    label.setBuddy(field)
    field.setAccessibleName(words)
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(label)
    column.addWidget(field)
    column.addStretch(1)
    return column
