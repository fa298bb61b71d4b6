"""A wheel that is turned to see more changes neither where a referral goes nor a reason."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from sdm_app.ui.widgets.outcome_form import OutcomeForm
from sdm_app.ui.widgets.referral_pend import PendDialog
from tests.builders import ACUTE, HIGH
from tests.ui.first_pages import new_visit


def turn_down(combo: QComboBox) -> None:
    at = QPointF(combo.rect().center())
    over = QPointF(combo.mapToGlobal(at))
    down = QPoint(0, -120)
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    phase = Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(combo, QWheelEvent(at, over, down, down, buttons, keys, phase, False))


def test_where_a_referral_goes_stays_under_a_turning_wheel(qtbot: QtBot) -> None:
    dialog = PendDialog(new_visit(answers=ACUTE | HIGH))
    qtbot.addWidget(dialog)
    dialog.show()
    before = dialog.place.picked()
    assert before

    turn_down(dialog.place)

    assert dialog.place.picked() == before


def test_the_reason_of_an_outcome_stays_under_a_turning_wheel(qtbot: QtBot) -> None:
    form = OutcomeForm()
    qtbot.addWidget(form)
    form.reason.addItems(["It is too early", "It was done before"])
    form.show()

    turn_down(form.reason)

    assert form.reason.currentText() == "It is too early"
