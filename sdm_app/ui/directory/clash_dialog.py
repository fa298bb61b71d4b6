"""Two people changed the same service: shows both versions, and keeps the one that is chosen."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QDialog,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from sdm_app.domain.services import Service
from sdm_app.domain.services_merge import Clash, Merged, settled
from sdm_app.i18n import gettext as _
from sdm_app.ui.directory.differing import differing_lines
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel, breakable
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.form import ending

_ROOM_FOR_TWO = 34
"""Heights of a line that two versions side by side need."""


class ClashDialog(QDialog):
    """`chosen` carries the `Directory` once every clash has an answer; Cancel keeps nothing."""

    chosen = Signal(object)

    def __init__(self, merged: Merged, targets: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._merged = merged
        self._targets = targets
        self._answers: dict[str, QButtonGroup] = {}
        self.setObjectName("service-clash")
        self.setWindowTitle(_("Changed by two people"))
        self.setProperty("numberKind", "reference")
        line, room = self.fontMetrics().height(), parent.window().size()
        self.resize(min(44 * line, room.width() - 40), min(32 * line, room.height() - 40))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        outer.setSpacing(12)
        outer.addWidget(PlainLabel(_("Somebody else changed this, too"), "title"))
        outer.addWidget(
            PlainLabel(_("Nothing of yours is kept yet. Choose which one stands."), "lead")
        )
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(16)
        is_narrow = self.width() < _ROOM_FOR_TWO * line
        for clash in merged.clashes:
            self._add(column, clash, is_narrow=is_narrow)
        column.addStretch(1)
        outer.addWidget(scrolled(inner, "service-clash-scroll"), 1)
        next(iter(self._answers.values())).button(1).setFocus()
        row = ending(self, "cancel-clash", "keep-chosen", _("Keep what is chosen"), self._on_keep)
        outer.addLayout(row)

    def _add(self, column: QVBoxLayout, clash: Clash, *, is_narrow: bool) -> None:
        known = clash.mine or clash.theirs
        assert known is not None
        column.addWidget(PlainLabel(breakable(known.name), "heading"))
        direction = QBoxLayout.Direction
        row = QBoxLayout(direction.TopToBottom if is_narrow else direction.LeftToRight)
        row.setSpacing(12)
        group = self._answers[clash.id] = QButtonGroup(self)
        sides = (
            ("mine", _("Yours"), clash.mine, clash.theirs),
            ("theirs", _("Theirs"), clash.theirs, clash.mine),
        )
        for place, (side, words, version, other) in enumerate(sides):
            row.addWidget(self._version(group, place, f"{side}-{clash.id}", words, version, other))
        # What others kept already stands until somebody says otherwise.
        group.button(1).setChecked(True)
        column.addLayout(row)

    def _version(
        self,
        group: QButtonGroup,
        place: int,
        name: str,
        words: str,
        version: Service | None,
        other: Service | None,
    ) -> Card:
        card = Card()
        card.setObjectName(f"version-{name}")
        choice = QRadioButton(words)
        choice.setObjectName(f"choose-{name}")
        lines = differing_lines(version, other, self._targets)
        choice.setAccessibleName(f"{words}: {'; '.join(lines)}")
        group.addButton(choice, place)
        card.body.addWidget(choice)
        for said in lines:
            card.body.addWidget(PlainLabel(breakable(said)))
        card.body.addStretch(1)
        return card

    def _on_keep(self) -> None:
        keep_mine = {one: group.checkedId() == 0 for one, group in self._answers.items()}
        self.chosen.emit(settled(self._merged, keep_mine))
        self.accept()
