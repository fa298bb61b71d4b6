"""Nobody who signs in, locks or breaks glass waits in front of a window that stands still (I6)."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from sdm_app.records import open_records
from sdm_app.ui.asking import nothing
from tests.faults.waiting import (
    REASON,
    SLOW_PIN_SECONDS,
    WRONG,
    Clinic,
    as_in_the_program,
    require_answering,
)
from tests.records.builders import KEY
from tests.ui.builders import click, found, text
from tests.ui.staff import PINS


@pytest.fixture
def clinic(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clinic]:
    """A locked window over records in a file."""
    as_in_the_program(monkeypatch)
    records = open_records(tmp_path / "visits.db", KEY)
    clinic = Clinic(qtbot, records)
    yield clinic
    clinic.rest()
    records.close()


def test_the_right_pin_and_a_wrong_one_are_tried_beside_the_window(clinic: Clinic) -> None:
    clinic.choose("Cleo Clinician")
    wrong = clinic.standstill(
        lambda: clinic.type_pin(WRONG), lambda: "do not go together" in clinic.said
    )
    right = clinic.standstill(
        lambda: clinic.type_pin(PINS["Cleo Clinician"]), lambda: not clinic.is_locked
    )

    require_answering("wrong PIN", wrong)
    require_answering("right PIN", right)
    assert clinic.kinds()[-2:] == ["sign-in-refused", "signed-in"]


def test_one_who_has_to_wait_is_told_beside_the_window(clinic: Clinic) -> None:
    clinic.choose("Cleo Clinician")
    for _ in range(2):
        clinic.type_pin(WRONG)
        clinic.until(lambda: "do not go together" in clinic.said)

    waiting = clinic.standstill(
        lambda: clinic.type_pin(WRONG), lambda: "Next try in" in clinic.said
    )

    require_answering("third wrong PIN", waiting)


def test_while_a_pin_is_checked_it_is_said_and_keys_are_no_second_try(clinic: Clinic) -> None:
    clinic.choose("Cleo Clinician")
    clinic.type_pin(WRONG)
    clinic.until(lambda: clinic.said == "Checking…")
    field = found(clinic.door, "pin")

    for _ in range(3):
        clinic.type_pin(WRONG)
    click(clinic.door, "pin-5")
    click(clinic.door, "pin-go")
    assert field.hasFocus() or not clinic.door.isActiveWindow()
    clinic.until(lambda: "do not go together" in clinic.said)

    assert field.text() == ""  # type: ignore[attr-defined]
    assert clinic.kinds().count("sign-in-refused") == 1
    clinic.type_pin(PINS["Cleo Clinician"])
    clinic.until(lambda: not clinic.is_locked)


def test_a_late_answer_opens_nothing_to_somebody_else(clinic: Clinic) -> None:
    clinic.choose("Ann Admin")
    clinic.type_pin(PINS["Ann Admin"])
    clinic.until(lambda: clinic.said == "Checking…")

    clinic.choose("Cleo Clinician")
    assert clinic.said == ""
    clinic.rest()

    assert clinic.is_locked
    assert clinic.window.signed.person is None
    assert clinic.kinds()[-2:] == ["signed-in", "locked"], "a trail of a screen that was open"
    clinic.type_pin(PINS["Cleo Clinician"])
    clinic.until(lambda: not clinic.is_locked)
    assert clinic.window.signed.person is not None
    assert clinic.window.signed.person.name == "Cleo Clinician"


def test_a_late_wait_is_not_anothers(clinic: Clinic) -> None:
    clinic.choose("Ann Admin")
    for _ in range(2):
        clinic.type_pin(WRONG)
        clinic.until(lambda: "do not go together" in clinic.said)
    clinic.type_pin(WRONG)
    clinic.until(lambda: clinic.said == "Checking…")

    clinic.choose("Cleo Clinician")
    clinic.rest()

    assert clinic.said == ""
    clinic.sign_in("Cleo Clinician")


def test_a_reason_that_is_taken_back_opens_nothing(clinic: Clinic) -> None:
    click(clinic.door, "emergency")
    QTest.keyClicks(found(clinic.door, "emergency-reason"), REASON)
    began = clinic.standstill(
        lambda: QTest.mouseClick(found(clinic.door, "emergency-go"), Qt.MouseButton.LeftButton),
        lambda: not clinic.is_locked,
    )
    require_answering("break-glass", began)
    clinic.lock()
    clinic.rest()

    clinic.door.sign_in.emergency_requested.emit()
    clinic.at.asking.ask(lambda _store: time.sleep(0.3), nothing, nothing, waits=False)
    clinic.door.reason_given.emit(REASON)
    click(clinic.door, "emergency-back")
    clinic.rest()

    assert clinic.is_locked, "what was opened is kept as closed"
    assert clinic.kinds()[-2:] == ["glass-broken", "glass-mended"]


def test_the_cover_comes_at_once_and_its_event_behind(clinic: Clinic) -> None:
    clinic.sign_in("Cleo Clinician")
    clinic.rest()
    began = {"seconds": 0.0}

    def lock() -> None:
        began["seconds"] = clinic.lock()

    still = clinic.standstill(lock, lambda: not clinic.at.asking.is_open)

    require_answering("lock", still)
    assert clinic.kinds()[-1] == "locked"


def test_the_staff_is_changed_beside_the_window_and_typed_twice_is_added_once(
    clinic: Clinic,
) -> None:
    clinic.sign_in("Ann Admin")
    click(clinic.window, "open-staff")
    dialog = found(clinic.window, "staff-dialog")
    clinic.until(lambda: dialog.findChild(QPushButton, f"pin-{1:032x}") is not None)

    click(dialog, "add-person")
    form = found(dialog, "person-form")
    QTest.keyClicks(found(form, "person-name"), "Nia Nurse")
    for field in ("new-pin", "same-pin"):
        QTest.keyClicks(found(form, field), "5820")
    box = found(form, "role-front-desk")
    assert isinstance(box, QPushButton)
    box.toggle()

    def save_twice() -> None:
        click(form, "keep-person")
        assert text(form, "person-fault") == "Saving…"
        click(form, "keep-person")
        QTest.keyClick(form, Qt.Key.Key_Return)

    adding = clinic.standstill(save_twice, lambda: not clinic.at.asking.is_open)

    require_answering("adding a person", adding)
    assert clinic.kinds().count("person-added") == 3
    assert dialog.findChild(QDialog, "person-form") is None or not form.isVisible()


def test_a_form_that_is_left_while_it_saves_is_safe_and_so_is_a_lock(clinic: Clinic) -> None:
    clinic.sign_in("Ann Admin")
    click(clinic.window, "open-staff")
    dialog = found(clinic.window, "staff-dialog")
    clinic.until(lambda: dialog.findChild(QPushButton, f"pin-{2:032x}") is not None)
    click(dialog, f"pin-{2:032x}")
    form = found(dialog, "person-form")
    for field in ("new-pin", "same-pin"):
        QTest.keyClicks(found(form, field), "582013")

    click(form, "keep-person")
    clinic.lock()
    clinic.choose("Cleo Clinician")
    clinic.type_pin("582013")
    clinic.until(lambda: not clinic.is_locked)

    assert clinic.window.signed.person is not None
    assert clinic.window.signed.person.name == "Cleo Clinician"
    assert clinic.window.findChild(QDialog, "staff-dialog") is None or not dialog.isVisible()
    clinic.rest()
    assert "pin-set" in clinic.kinds()


def test_a_window_that_closes_while_a_pin_is_checked_ends_in_order(clinic: Clinic) -> None:
    clinic.choose("Cleo Clinician")
    clinic.type_pin(PINS["Cleo Clinician"])
    clinic.until(lambda: clinic.said == "Checking…")

    clinic.window.close()

    assert clinic.staff.finish(10 * SLOW_PIN_SECONDS)
