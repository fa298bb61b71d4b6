"""The printed plan as it will come out of the printer, and the buttons that bring it there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QSaveFile, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _
from sdm_app.settings import PageSize, Settings
from sdm_app.ui.overriding import override
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, plain, primary
from sdm_app.ui.widgets.chip import Chip
from sdm_app.ui.widgets.flow import FlowLayout
from sdm_app.ui.widgets.page_view import PageView

if TYPE_CHECKING:
    from sdm_app.handout import Clinic

PAUSE_MS = 250
"""How long nothing may change before the page is drawn again."""
PIXELS_WIDE = 1000
PAGE_AT_LEAST, PAGE_BELOW = 260, 900
NO_LIMIT = (1 << 24) - 1
"""Qt's own greatest size of a widget."""


class HandoutPreview(QWidget):
    """Draws the page a moment after the visit changed, and only while it is in view.

    `handed_out` comes once it was printed or saved.
    """

    drawn = Signal()
    handed_out = Signal()
    file_name = "back-plan.pdf"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit: Visit | None = None
        self._settings = Settings()
        self._demo = False
        self._why_not: Callable[[Visit], str] = _nothing_against
        self._pages: tuple[QImage, ...] = ()
        self._at = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._on_timeout)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.page = PageView(self)
        self.page.setObjectName("handout-page")
        self.page.setAccessibleName(_("Preview of the printed plan"))
        self.fit_beside()
        layout.addWidget(self.page, 1)
        layout.addWidget(self._build_turning())
        layout.addWidget(self._build_buttons())
        self._said = PlainLabel("", "muted")
        self._said.setObjectName("handout-said")
        layout.addWidget(self._said)
        self._said.hide()

    def fit_beside(self) -> None:
        """Give the page what room there is beside the plan."""
        self.page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.page.setMinimumHeight(PAGE_AT_LEAST)
        self.page.setMaximumHeight(NO_LIMIT)

    def fit_below(self) -> None:
        """Give the page a height of its own, for a place in what scrolls."""
        self.page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.page.setFixedHeight(PAGE_BELOW)

    def _build_turning(self) -> QWidget:
        holder = QWidget(self)
        row = FlowLayout(holder)
        self._turn = plain(_("Turn the page"))
        self._turn.setObjectName("turn-page")
        self._turn.clicked.connect(self._on_turn_clicked)
        self._place = PlainLabel("", "muted")
        self._place.setProperty("numberKind", "progress")
        self.paper = QComboBox()
        self.paper.setObjectName("page-size")
        self.paper.setAccessibleName(_("Page size"))
        self.paper.addItem(_("Letter"), PageSize.LETTER)
        self.paper.addItem("A4", PageSize.A4)
        self.paper.setProperty("numberKind", "instruction")
        self.paper.currentIndexChanged.connect(self._on_size_changed)
        self.large = Chip(_("Large print"))
        self.large.setObjectName("large-print")
        self.large.clicked.connect(self._on_look_clicked)
        self.black = Chip(_("Black and white"))
        self.black.setObjectName("black-and-white")
        self.black.clicked.connect(self._on_look_clicked)
        self._place.setWordWrap(False)
        row.addWidget(self._place)
        row.addWidget(self._turn)
        self._turn.hide()
        row.addWidget(self.paper)
        row.addWidget(self.large)
        row.addWidget(self.black)
        return holder

    def _build_buttons(self) -> QWidget:
        holder = QWidget(self)
        row = self.buttons = FlowLayout(holder)
        save = self._save = outline(_("Save PDF"))
        save.setObjectName("save-pdf")
        save.clicked.connect(self._on_save_clicked)
        self._print = primary(_("Print"))
        self._print.setObjectName("print-plan")
        self._print.clicked.connect(self._on_print_clicked)
        row.addWidget(save)
        row.addWidget(self._print)
        return holder

    def use_settings(self, settings: Settings, *, demo: bool) -> None:
        """Print for this clinic, on its paper; `demo` marks every page as an example."""
        self._settings, self._demo = settings, demo
        self.paper.setCurrentIndex(self.paper.findData(settings.page_size))
        self._timer.start()

    def refuse_to_print(self, why_not: Callable[[Visit], str]) -> None:
        """Print and save no plan for which there is a reason not to; the sentence is shown."""
        self._why_not = why_not

    def show_visit(self, visit: Visit) -> None:
        """Draw this visit's plan soon."""
        if visit != self._visit:
            self._visit = visit
            self._said.hide()
            self._timer.start()
        refused = self._why_not(visit)
        self._print.setEnabled(not refused)
        self._save.setEnabled(not refused)
        if refused:
            self._say(refused)

    def pdf(self, visit: Visit) -> bytes:
        """The plan of a visit for this clinic and paper, as a tagged PDF."""
        # Imported here: reportlab waits for its first use.
        from sdm_app.handout import build_handout  # noqa: PLC0415

        return build_handout(
            visit,
            language=visit.encounter.language,
            page_size="a4" if self._page_size() is PageSize.A4 else "letter",
            large_print=self.large.isChecked(),
            black_and_white=self.black.isChecked(),
            clinic=self.clinic(),
        )

    def clinic(self) -> "Clinic":
        """What the print says of the clinic."""
        from sdm_app.handout import Clinic  # noqa: PLC0415  (reportlab waits likewise)

        return Clinic(
            name=self._settings.clinic_name,
            phone=self._settings.clinic_phone,
            clinician=self._settings.clinician,
            demo=self._demo,
        )

    def print_visit(self, visit: Visit) -> None:
        """Print the plan of a visit, unless there is a reason not to."""
        refused = self._why_not(visit)
        if refused:
            self._say(refused)
            return
        from sdm_app.ui.printing import print_plan  # noqa: PLC0415  (pypdfium2 waits likewise)

        if print_plan(self.pdf(visit), self._page_size(), self.window()):
            self._say(_("Sent to the printer."))
            self.handed_out.emit()

    def save_to(self, path: str) -> bool:
        """Write the PDF to a file of the user's choice; whether it is there."""
        if self._visit is None or self._why_not(self._visit):
            return False
        file = QSaveFile(path)
        if not file.open(QIODevice.OpenModeFlag.WriteOnly):
            return False
        pdf = self.pdf(self._visit)
        # Qt takes a file that the disk cut short for a whole one, so its size is asked for.
        is_whole = file.write(pdf) == len(pdf) and file.flush() and file.size() == len(pdf)
        if not is_whole:
            file.cancelWriting()
        return file.commit() and is_whole

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _page_size(self) -> PageSize:
        return PageSize(self.paper.currentData())

    def _on_timeout(self) -> None:
        if self._visit is None or not self.isVisible():
            return
        from sdm_app.ui.printing import page_images  # noqa: PLC0415  (pypdfium2 waits likewise)

        self._pages = page_images(self.pdf(self._visit), PIXELS_WIDE)
        self._say_what_has_no_font(self._visit)
        self._at = min(self._at, len(self._pages) - 1)
        self._show_page()
        self.drawn.emit()

    def _say_what_has_no_font(self, visit: Visit) -> None:
        from sdm_app.handout import letters_without_font  # noqa: PLC0415  (reportlab waits likewise)

        if letters := letters_without_font(visit, self.clinic()):
            said = _("These letters cannot be printed: {letters}. Write them in by hand.")
            self._say(said.format(letters=" ".join(letters)))

    def _show_page(self) -> None:
        if not self._pages:
            return
        self.page.show_page(self._pages[self._at])
        words = _("Page {at} of {total}").format(at=self._at + 1, total=len(self._pages))
        self._place.set_text(words)
        self._turn.setVisible(len(self._pages) > 1)

    def _on_turn_clicked(self) -> None:
        if self._pages:
            self._at = (self._at + 1) % len(self._pages)
            self._show_page()

    def _on_size_changed(self) -> None:
        self._timer.start()

    def _on_look_clicked(self) -> None:
        self._timer.start()

    def _say(self, words: str) -> None:
        self._said.set_text(words)
        self._said.show()

    def _on_save_clicked(self) -> None:
        path, _chosen = QFileDialog.getSaveFileName(
            self, _("Save as PDF"), self.file_name, _("PDF files (*.pdf)")
        )
        if path:
            saved = self.save_to(path)
            self._say(_("Saved.") if saved else _("The file could not be written."))
            if saved:
                self.handed_out.emit()

    def _on_print_clicked(self) -> None:
        if self._visit is not None:
            self.print_visit(self._visit)


def _nothing_against(visit: Visit) -> str:
    return ""
