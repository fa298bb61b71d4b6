"""What the program is, what it is for and not for, and who answers for its content."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from sdm_app import __version__
from sdm_app.domain.content import PackInfo
from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import primary


class AboutDialog(QDialog):
    """`read` comes when somebody closes it by its button, having had it in view."""

    read = Signal()

    def __init__(self, info: PackInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setWindowTitle(_("About Backchoice"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        outer.setSpacing(12)
        outer.addWidget(PlainLabel(_("About Backchoice"), "title"))
        inner = QWidget()
        inner.setProperty("surface", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for title, says in self._sections(info):
            column.addWidget(PlainLabel(title, "heading"))
            words = PlainLabel(says, "body")
            words.setProperty("numberKind", "version")
            column.addWidget(words)
        column.addStretch(1)
        outer.addWidget(scrolled(inner, "about-scroll"), 1)
        close = primary(_("I have read this"))
        close.setObjectName("about-read")
        close.setDefault(True)
        close.clicked.connect(self._on_read)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        if parent is not None:
            self.resize(min(820, parent.width() - 80), min(680, parent.height() - 80))

    def _sections(self, info: PackInfo) -> tuple[tuple[str, str], ...]:
        version = _("Program {program}, content {content} of {day}.").format(
            program=__version__, content=info.version, day=format_date(info.released)
        )
        review = _("The next review is due on {review}. The content expires on {expires}.").format(
            review=format_date(info.next_review), expires=format_date(info.expires_on)
        )
        clinician = (
            _("A clinician has reviewed it.")
            if info.reviewed_by_clinician
            else _("No clinician has reviewed it yet.")
        )
        return (
            (_("What it is for"), info.intended_use),
            (_("What it is not for"), info.not_for),
            (_("What it does not claim"), info.claims),
            (_("Version"), f"{version} {review} {clinician}"),
            (_("How it is kept up to date"), info.update_policy),
            (_("Who paid for it"), f"{info.funding} {info.conflicts}"),
            (_("Licence"), info.licence),
        )

    def _on_read(self) -> None:
        self.accept()
        self.read.emit()
