"""Whoever keeps the directory adds, changes, finds and deletes its services."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QWidget

from sdm_app.domain.services import SERVICES_AT_MOST
from sdm_app.records import NotSaved, Records
from sdm_app.ui.directory.service_list import SHOWN_AT_MOST
from tests.faults.room import settle
from tests.ui.builders import found, text
from tests.ui.directory.builders import LAKE, RIVER, Room, keep, listed


def test_an_empty_directory_says_what_patients_read(room: Room) -> None:
    dialog = room.open()

    assert found(dialog, "directory-empty").isVisible()
    assert not found(dialog, "find-service").isVisible()


def test_a_service_that_is_added_is_kept_and_shown(room: Room) -> None:
    dialog = room.open()
    room.press("add-service")
    room.type_in("service-name", "River PT")
    room.type_in("service-phone", "555 0100")
    room.type_in("service-wait_days", "7")
    room.type_in("service-languages", "English; Spanish")
    room.press("service-telehealth-yes")
    room.press("service-self_referral-no")
    room.press("keep-service")

    (kept,) = listed(room.desk.records)
    assert (kept.id, kept.name, kept.phone, kept.wait_days) == (
        "river-pt",
        "River PT",
        "555 0100",
        7,
    )
    assert kept.languages == ("English", "Spanish")
    assert (kept.telehealth, kept.self_referral, kept.co_located) == (True, False, None)
    assert found(dialog, "service-river-pt").isVisible()
    assert dialog.findChild(QDialog, "service-form") is None
    assert text(dialog, "directory-said") == "Saved."


def test_an_answer_that_is_pressed_again_is_taken_back(room: Room) -> None:
    keep(room.desk.records, RIVER.model_copy(update={"telehealth": True, "group_visits": True}))
    room.open()
    room.press("change-river")
    room.press("service-telehealth-yes")
    room.press("service-group_visits-no")
    room.press("keep-service")

    (kept,) = listed(room.desk.records)
    assert (kept.telehealth, kept.group_visits) == (None, False)


def test_a_service_is_changed_under_its_id(room: Room) -> None:
    keep(room.desk.records, RIVER, LAKE)
    room.open()
    room.press("change-river")
    room.type_in("service-name", "Other name")
    room.press("keep-service")

    assert listed(room.desk.records) == (RIVER.model_copy(update={"name": "Other name"}), LAKE)


def test_what_was_typed_survives_a_fault_which_is_told_by_field(room: Room) -> None:
    dialog = room.open()
    room.press("add-service")
    room.type_in("service-phone", "555 0100")
    room.type_in("service-wait_days", "soon")
    room.press("keep-service")

    fault = text(dialog, "service-fault")
    assert "Name: this is empty and must not be." in fault
    assert "Wait in days, for the order: this is no whole number of days from 0 to 730." in fault
    phone = found(dialog, "service-phone")
    assert isinstance(phone, QLineEdit)
    assert phone.text() == "555 0100"
    assert listed(room.desk.records) == ()


def test_what_was_typed_survives_records_that_cannot_be_written(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_values: object, **_named: object) -> int:
        raise NotSaved("The disk is full.")

    dialog = room.open()
    room.press("add-service")
    room.type_in("service-name", "River PT")
    with monkeypatch.context() as patch:
        patch.setattr(Records, "keep_document", full)
        room.press("keep-service")
    assert text(dialog, "service-fault") == "The disk is full."

    room.press("keep-service")

    assert [one.name for one in listed(room.desk.records)] == ["River PT"]


@pytest.mark.parametrize(("answer", "left"), [("cancel", 2), ("go", 1)])
def test_deleting_asks_once(room: Room, answer: str, left: int) -> None:
    keep(room.desk.records, RIVER, LAKE)
    room.open()
    room.press("change-river")
    room.press("remove-service")
    room.press(f"ask-once-{answer}")

    assert len(listed(room.desk.records)) == left


def test_a_list_is_found_through_by_words(room: Room) -> None:
    keep(room.desk.records, RIVER, LAKE)
    dialog = room.open()

    room.type_in("find-service", "lAk")

    room.qtbot.waitUntil(lambda: dialog.findChild(QWidget, "service-river") is None)
    settle()
    assert found(dialog, "service-lake").isVisible()


def test_the_keyboard_comes_back_to_the_service_that_was_changed(room: Room) -> None:
    keep(room.desk.records, RIVER, LAKE)
    dialog = room.open()
    found(dialog, "change-lake").setFocus()
    QTest.keyClick(found(dialog, "change-lake"), Qt.Key.Key_Space)
    settle()
    room.type_in("service-phone", "555 0177")
    QTest.keyClick(found(dialog, "service-phone"), Qt.Key.Key_Return)
    room.rest()

    at = dialog.focusWidget()
    assert at is not None
    assert at.objectName() == "change-lake"


def test_a_wheel_over_the_form_changes_nothing(room: Room) -> None:
    dialog = room.open()
    room.press("add-service")
    target = found(dialog, "service-target")
    assert isinstance(target, QComboBox)
    before = target.currentIndex()

    middle = QPointF(target.rect().center())
    turned = QPoint(0, -120)
    wheel = QWheelEvent(
        middle,
        target.mapToGlobal(middle),
        QPoint(),
        turned,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, wheel)

    assert target.currentIndex() == before


def test_a_long_list_shows_some_and_says_so(room: Room) -> None:
    many = [
        RIVER.model_copy(update={"id": f"s{number}", "name": f"S{number}"})
        for number in range(SERVICES_AT_MOST)
    ]
    keep(room.desk.records, *many)
    dialog = room.open()

    shown = [one for one in many if dialog.findChild(QWidget, f"service-{one.id}")]
    assert len(shown) == SHOWN_AT_MOST
    room.press("add-service")
    assert text(dialog, "directory-said") == "The list is full: it holds 500 services."


def test_a_service_of_an_option_that_is_gone_is_kept_and_said(room: Room) -> None:
    keep(room.desk.records, RIVER.model_copy(update={"target": "gone-option"}))
    room.open()
    room.press("change-river")
    room.type_in("service-name", "New name")
    room.press("keep-service")

    (kept,) = listed(room.desk.records)
    assert (kept.target, kept.name) == ("gone-option", "New name")


def test_the_keyboard_alone_adds_a_service(room: Room) -> None:
    dialog = room.open()
    QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Space)
    settle()
    form = found(dialog, "service-form")
    QTest.keyClicks(found(form, "service-name"), "River PT")

    QTest.keyClick(found(form, "service-name"), Qt.Key.Key_Return)
    room.rest()

    assert [one.name for one in listed(room.desk.records)] == ["River PT"]
