"""The band that says what nobody may overlook: demonstration data, and content past its review."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel


class Notice(QFrame):
    """A band under the top bar; it goes when there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 24, 4)
        self._is_demonstration = False
        self._notes: tuple[str, ...] = ()
        self._others: tuple[str, ...] = ()
        self._troubles: dict[str, str] = {}
        self.words = PlainLabel(_("Opening the records"), "small")
        self.words.setObjectName("notice")
        self.words.setProperty("numberKind", "date")
        row.addWidget(self.words)

    def show_demonstration(self, is_demonstration: bool) -> None:
        """Say whether nothing that is entered outlasts the program."""
        self._is_demonstration = is_demonstration
        self._show()

    def show_content_notes(self, notes: tuple[str, ...]) -> None:
        """Say what must be known about the content."""
        self._notes = notes
        self._show()

    def show_also_open(self, others: tuple[str, ...]) -> None:
        """Say at which other workstations the visit in view is open."""
        self._others = others
        self._show()

    def show_trouble(self, of: str, sentence: str) -> None:
        """Say what somebody has to see to of one thing, such as the backups; "" when it is well."""
        self._troubles[of] = sentence
        self._show()

    def _show(self) -> None:
        demonstration = _("Demonstration: nothing is kept when the program ends")
        open_at = _("This visit is open in {places}, too").format(places=", ".join(self._others))
        said = (
            *((demonstration,) if self._is_demonstration else ()),
            *(trouble for trouble in self._troubles.values() if trouble),
            *((open_at,) if self._others else ()),
            *self._notes,
        )
        self.words.set_text(" · ".join(said))
        self.setVisible(bool(said))
