"""A wheel that is turned to see more changes no choice, reason or date that it passes over."""

from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.ui.widgets.outcome_form import OutcomeForm
from sdm_app.ui.widgets.plan_cards import FollowUpCard
from sdm_app.ui.widgets.referral_pend import PendDialog
from tests.builders import ACUTE, HIGH
from tests.ui.first_pages import new_visit

DAY = QDate(2026, 11, 25)


def turn_down(field: QWidget) -> None:
    at = QPointF(field.rect().center())
    over = QPointF(field.mapToGlobal(at))
    down = QPoint(0, -120)
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    phase = Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(field, QWheelEvent(at, over, down, down, buttons, keys, phase, False))


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


def test_the_last_day_of_pills_and_the_days_to_look_again_stay(qtbot: QtBot) -> None:
    form, card = OutcomeForm(), FollowUpCard()
    for widget in (form, card):
        qtbot.addWidget(widget)
        widget.show()
    for edit in (form.stop, form.review, card.edit):
        edit.setDate(DAY)

        turn_down(edit)

        assert edit.date() == DAY
