"""Everything that may be open over the window, each with words of a patient in it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from sdm_app.domain.safety import assess
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.pages.override_dialog import OverrideDialog
from sdm_app.ui.schedule.import_dialog import ImportDialog
from tests.builders import pack, visit
from tests.faults.room import settle
from tests.ui.builders import found

Opener = Callable[[MainWindow, str], None]


def open_nothing(_window: MainWindow, _canary: str) -> None:
    """The window alone."""


def open_new_visit(window: MainWindow, canary: str) -> None:
    window.ask_new_visit()
    field = found(window, "reference")
    assert isinstance(field, QLineEdit)
    field.setText(canary)


def open_override(window: MainWindow, canary: str) -> None:
    dialog = OverrideDialog(pack().red_flags, assess(visit(findings={"fever": "yes"})), window)
    dialog.reason.setText(canary)
    dialog.open()


def open_message(window: MainWindow, canary: str) -> None:
    box = QMessageBox(window)
    box.setText(canary)
    box.setWindowModality(Qt.WindowModality.ApplicationModal)
    box.show()


def open_file_dialog(window: MainWindow, canary: str) -> None:
    dialog = QFileDialog(window, "Save", "", "PDF (*.pdf)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(f"{canary}.pdf")
    dialog.open()


def open_nested(window: MainWindow, canary: str) -> None:
    open_override(window, canary)
    settle()
    parent = QApplication.activeModalWidget()
    assert parent is not None
    inner = QDialog(parent)
    column = QVBoxLayout(inner)
    column.addWidget(QLineEdit(canary))
    inner.open()


def open_not_saved(window: MainWindow, canary: str) -> None:
    window.unsaved.dialog.show_reason(canary)


def open_menu(window: MainWindow, canary: str) -> None:
    menu = QMenu(window)
    menu.addAction(canary)
    menu.popup(window.mapToGlobal(QPoint(300, 300)))


def open_list(window: MainWindow, canary: str) -> None:
    box = QComboBox(window)
    box.setObjectName("list-of-a-test")
    box.addItem(canary)
    box.setGeometry(300, 300, 300, 40)
    box.show()
    box.showPopup()


def open_import(window: MainWindow, canary: str) -> None:
    """A schedule that is looked through before it is kept: it has a reason in it."""
    dialog = ImportDialog(date.today(), pack().schedule.speaks, None, window)
    dialog.show_raw("a.csv", f"Time,Initials,Reason\n9:05,JD,LBP {canary}\n".encode())
    dialog.open()


def open_second_window(window: MainWindow, canary: str) -> None:
    """As the patient's own window: one that is no dialog."""
    other = QWidget(window, Qt.WindowType.Window)
    other.setObjectName("second-window")
    column = QVBoxLayout(other)
    column.addWidget(QLineEdit(canary))
    other.resize(400, 200)
    other.show()


OPENERS: list[Opener] = [
    open_nothing,
    open_new_visit,
    open_override,
    open_message,
    open_file_dialog,
    open_nested,
    open_not_saved,
    open_menu,
    open_list,
    open_import,
    open_second_window,
]
