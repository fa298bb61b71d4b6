"""Prints the plan, and draws its pages, without a copy of it on disk."""

import shutil
import subprocess

import pypdfium2
from PySide6.QtCore import QMarginsF, QRect, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from sdm_app.settings import PageSize

PRINT_DPI = 200
SECONDS_TO_HAND_OVER = 20


def page_images(pdf: bytes, pixels_wide: int) -> tuple[QImage, ...]:
    """Every page of a PDF as a picture of this width."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_image(page, pixels_wide / page.get_width()) for page in document)
    finally:
        document.close()


def _image(page: pypdfium2.PdfPage, scale: float) -> QImage:
    bitmap = page.render(scale=scale, prefer_bgrx=True)
    drawn = bytes(bitmap.buffer)
    image = QImage(
        drawn, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
    ).copy()
    bitmap.close()
    page.close()
    return image


def print_plan(pdf: bytes, page_size: PageSize, parent: QWidget) -> bool:
    """Print a plan; whether it was handed to a printer.

    Where CUPS has a printer it gets the PDF itself through a pipe; otherwise Qt asks for a printer
    and the pages are drawn on it.
    """
    return _hand_to_cups(pdf, page_size) or _print_drawn(pdf, page_size, parent)


def _hand_to_cups(pdf: bytes, page_size: PageSize) -> bool:
    lp = shutil.which("lp")
    if lp is None:
        return False
    media = "A4" if page_size is PageSize.A4 else "Letter"
    try:
        run = subprocess.run(
            [lp, "-s", "-t", "plan", "-o", f"media={media}", "-"],
            input=pdf,
            capture_output=True,
            timeout=SECONDS_TO_HAND_OVER,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == 0


def _print_drawn(pdf: bytes, page_size: PageSize, parent: QWidget) -> bool:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    printer.setDocName("plan")
    a4 = page_size is PageSize.A4
    size = QPageSize(QPageSize.PageSizeId.A4 if a4 else QPageSize.PageSizeId.Letter)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    return print_pages(pdf, printer)


def print_pages(pdf: bytes, printer: QPrinter) -> bool:
    """Draw every page of a PDF on the printer, each as large as the paper allows."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        room = painter.viewport()
        for number, picture in enumerate(page_images(pdf, room.width())):
            if number:
                printer.newPage()
            size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRect(room.topLeft(), size), picture)
    finally:
        painter.end()
    return True
