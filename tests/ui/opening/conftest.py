"""The program's windows, over a keyring of the test's own."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sdm_app.records import keys
from sdm_app.settings import Settings
from sdm_app.ui.app import Windows
from sdm_app.ui.background import Background
from sdm_app.ui.hooks import Faults
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from tests.faults.room import settle
from tests.ui.opening.builders import Pocket


@pytest.fixture
def pocket(monkeypatch: pytest.MonkeyPatch) -> Pocket:
    """A keyring of this test in place of the computer's."""
    pocket = Pocket()
    for function in (keys.data_key, keys.set_up, keys.unlock_with_passphrase):
        defaults = {**(function.__kwdefaults__ or {}), "keyring": pocket}
        monkeypatch.setattr(function, "__kwdefaults__", defaults)
    return pocket


@pytest.fixture
def windows(qtbot: QtBot, qapp: QApplication, pocket: Pocket) -> Iterator[Windows]:
    read = Settings(statement_read="as in every test but one")
    windows = Windows(Looks(qapp, read, None), Faults())
    yield windows
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MainWindow):
            for work in widget.findChildren(Background):
                work.wait()
            widget.close()
            widget.deleteLater()
    settle()
