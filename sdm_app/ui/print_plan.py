"""Prints the plan on paper; no copy of it stays behind on the disk."""

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _

DOTS_PER_INCH = 200
POINTS_PER_INCH = 72


def print_plan(visit: Visit, parent: QWidget) -> bool:
    """Ask for a printer and print; whether the plan went to it."""
    # Imported here: both are dear and needed for paper alone.
    from sdm_app.handout import build_handout  # noqa: PLC0415

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_("Plan"))
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    return print_pages(build_handout(visit), printer)


def print_pages(pdf: bytes, printer: QPrinter) -> bool:
    """Paint every page of a PDF on the printer, each as large as the paper allows."""
    import pypdfium2  # noqa: PLC0415

    painter = QPainter()
    if not painter.begin(printer):
        return False
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document):
            if number:
                printer.newPage()
            bitmap = page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH, rev_byteorder=True)
            picture = _picture(bitmap)
            room = painter.viewport()
            size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRect(room.topLeft(), size), picture)
    finally:
        document.close()
        painter.end()
    return True


def _picture(bitmap: Any) -> QImage:
    held = bytes(bitmap.buffer)
    form = QImage.Format.Format_RGB888 if bitmap.n_channels == 3 else QImage.Format.Format_RGBX8888
    return QImage(held, bitmap.width, bitmap.height, bitmap.stride, form).copy()
