"""Brings the directory in from a file, and out to one, beside the window."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from sdm_app.domain.services import Service
from sdm_app.i18n import gettext as _
from sdm_app.interop.services_csv import ServicesRead, read_services_file, write_services
from sdm_app.records import RecordsError
from sdm_app.records.whole_files import written_beside
from sdm_app.ui.background import Background
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import primary
from sdm_app.ui.widgets.form import open_once

FILE_NAME = "services.csv"


class ServiceFiles(QObject):
    """Asks which file and works on it. It never waits: the screen may be locked meanwhile.

    `read` carries a file's name and its services, once all of it is right; every fault of another
    is shown at once. `said` carries a sentence on how an export went.
    """

    read = Signal(str, object)
    said = Signal(str)

    def __init__(
        self, targets: Mapping[str, str], renamed: Mapping[str, str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._targets, self._renamed = targets, renamed
        self._file = Path()
        self._services: tuple[Service, ...] = ()

    def ask_import(self) -> None:
        """Ask for a file to read."""
        files = QFileDialog(self._parent, _("Import a list of services"))
        files.setFileMode(QFileDialog.FileMode.ExistingFile)
        files.setNameFilters([_("Tables (*.csv *.txt)"), _("All files (*)")])
        files.fileSelected.connect(self._on_chosen_to_read)
        open_once(files)

    def ask_export(self, services: tuple[Service, ...]) -> None:
        """Ask where these services are to be written."""
        self._services = services
        files = QFileDialog(self._parent, _("Export the list of services"))
        files.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        files.setNameFilters([_("Tables (*.csv)")])
        files.setDefaultSuffix("csv")
        files.selectFile(FILE_NAME)
        files.fileSelected.connect(self._on_chosen_to_write)
        open_once(files)

    def _on_chosen_to_read(self, path: str) -> None:
        file = self._file = Path(path)
        targets, renamed = self._targets, self._renamed
        work = Background(lambda: read_services_file(file, targets, renamed), self)
        work.done.connect(self._on_read)
        work.start()

    def _on_read(self, found: ServicesRead) -> None:
        if found.faults:
            open_once(FileFaults(self._file.name, found.faults, self._parent))
        else:
            self.read.emit(self._file.name, found.services)

    def _on_chosen_to_write(self, path: str) -> None:
        raw = write_services(self._services)
        work = Background(lambda: _write(Path(path), raw), self)
        work.done.connect(self._on_written)
        work.failed.connect(self._on_not_written)
        work.start()

    def _on_written(self) -> None:
        self.said.emit(_("The list was exported."))

    def _on_not_written(self, fault: RecordsError) -> None:
        self.said.emit(str(fault))


class FileFaults(QDialog):
    """Why nothing of a file was imported, all of it at once, to be read and copied."""

    def __init__(self, file: str, faults: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("file-faults")
        self.setWindowTitle(_("Not imported"))
        self.setProperty("numberKind", "reference")
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(12)
        column.addWidget(PlainLabel(_("Nothing was imported"), "title"))
        says = _("Mend these in {file}, and import it again.").format(file=file)
        column.addWidget(PlainLabel(says, "lead"))
        self.list = QPlainTextEdit("\n".join(faults))
        self.list.setObjectName("file-faults-list")
        self.list.setAccessibleName(_("Faults of the file"))
        self.list.setReadOnly(True)
        self.list.setTabChangesFocus(True)
        column.addWidget(self.list, 1)
        close = primary(_("Close"))
        close.setObjectName("close-file-faults")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column.addWidget(close)
        line, room = self.fontMetrics().height(), parent.window().size()
        self.resize(min(42 * line, room.width() - 40), min(24 * line, room.height() - 40))


def _write(file: Path, raw: bytes) -> None:
    with written_beside(file) as beside:
        beside.write_bytes(raw)
