"""Brings the directory in from a file, and out to one, beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from sdm_app.domain.services import Service
from sdm_app.i18n import gettext as _
from sdm_app.interop.services_csv import ServicesRead, read_services_file, write_services
from sdm_app.records.whole_files import written_beside
from sdm_app.ui.background import Background
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import primary
from sdm_app.ui.widgets.form import open_once

FILE_NAME = "services.csv"


def import_file(
    targets: Mapping[str, str],
    renamed: Mapping[str, str],
    taken: Callable[[str, tuple[Service, ...]], None],
    parent: QWidget,
) -> None:
    """Ask for a file and read it; `taken` gets its name and its services when all is right.

    Every fault of the file is shown at once.
    """
    path, _kind = QFileDialog.getOpenFileName(
        parent, _("Import a list of services"), "", _("Tables (*.csv *.txt);;All files (*)")
    )
    if not path:
        return
    file = Path(path)

    def on_read(read: ServicesRead) -> None:
        if read.faults:
            open_once(FileFaults(file.name, read.faults, parent))
        else:
            taken(file.name, read.services)

    work = Background(lambda: read_services_file(file, targets, renamed), parent)
    work.done.connect(on_read)
    work.start()


def export_file(
    services: tuple[Service, ...], said: Callable[[str], None], parent: QWidget
) -> None:
    """Ask where to, and write the services there; `said` gets a sentence on how it went."""
    path, _kind = QFileDialog.getSaveFileName(
        parent, _("Export the list of services"), FILE_NAME, _("Tables (*.csv)")
    )
    if not path:
        return
    work = Background(lambda: _write(Path(path), write_services(services)), parent)
    work.done.connect(lambda _nothing: said(_("The list was exported.")))
    work.failed.connect(lambda fault: said(str(fault)))
    work.start()


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
