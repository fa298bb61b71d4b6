"""The list of questions a patient may ask, found by a word of theirs."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sdm_app.domain.requests import RequestScript
from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _
from sdm_app.ui.overriding import override
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, set_words
from sdm_app.ui.widgets.flow import clear
from sdm_app.ui.widgets.put_off_card import PutOffCard

ROOM_FOR_TWO_EMS = 48
"""Width from which two questions stand side by side."""


class RequestList(QWidget):
    """Every request of the content, and whether it was talked over."""

    request_opened = Signal(str)
    source_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit: Visit | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 12)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("Your questions"), "title"))
        layout.addWidget(PlainLabel(_("What would you like to talk about?"), "lead"))
        self.search = QLineEdit()
        self.search.setObjectName("request-search")
        self.search.setAccessibleName(_("Find a question"))
        self.search.setPlaceholderText(_("Find a question, such as MRI or pills"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_text_changed)
        layout.addWidget(self.search)
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        self.put_off = PutOffCard(content)
        self.put_off.request_opened.connect(self.request_opened)
        self.put_off.source_requested.connect(self.source_requested)
        column.addWidget(self.put_off)
        self._list = QGridLayout()
        self._list.setSpacing(8)
        self._columns = 1
        column.addLayout(self._list)
        column.addStretch(1)
        layout.addWidget(scrolled(content, "request-list-scroll"), 1)

    def show_visit(self, visit: Visit) -> None:
        """List the requests that the search finds."""
        self._visit = visit
        self.put_off.show_visit(visit)
        clear(self._list)
        found = [s for s in visit.pack.requests if _is_found(s, self.search.text())]
        for place, script in enumerate(found):
            row, column = divmod(place, self._columns)
            self._list.addWidget(self._row(visit, script), row, column)
        if not found:
            self._list.addWidget(PlainLabel(_("Nothing found. Try another word."), "muted"), 0, 0)
        for column in range(2):
            self._list.setColumnStretch(column, int(column < self._columns))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() >= ROOM_FOR_TWO_EMS * self.fontInfo().pixelSize() else 1
        if columns != self._columns:
            self._columns = columns
            self._on_text_changed()

    def _row(self, visit: Visit, script: RequestScript) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        button = outline("")
        set_words(button, script.question)
        button.setObjectName(f"request-{script.id}")
        button.setProperty("request", script.id)
        button.setProperty("numberKind", "instruction")
        button.clicked.connect(self._on_request_clicked)
        line.addWidget(button, 1)
        if visit.encounter.request_state(script.id).settled is not None:
            # How it ended is the patient's own affair and stays off this screen.
            talked = PlainLabel(_("✓ Talked about"), "muted")
            talked.setWordWrap(False)
            line.addWidget(talked)
        return row

    def _on_text_changed(self) -> None:
        if self._visit is not None:
            self.show_visit(self._visit)

    def _on_request_clicked(self) -> None:
        self.request_opened.emit(self.sender().property("request"))


def _is_found(script: RequestScript, words: str) -> bool:
    text = " ".join((script.name, script.question, *script.triggers)).casefold()
    return all(word in text for word in words.casefold().split())
