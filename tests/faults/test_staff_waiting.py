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
from sdm_app.records.staff_store import StaffStore
from sdm_app.ui.asking import nothing
from tests.faults.records_server import made_database, own_server, station
from tests.faults.waiting import (
    SLOW_PIN_SECONDS,
    Clinic,
    as_in_the_program,
    require_answering,
)
from tests.postgres import Server
from tests.records.builders import KEY
from tests.ui.builders import click, found, text
from tests.ui.staff import PINS

WRONG = "4820"
REASON = "Eve Stone: cannot feel her legs"


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


# The clinic's database stands still.


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of this file, which is frozen and thawed."""
    with own_server() as running:
        yield running


@pytest.fixture
def shared(
    qtbot: QtBot, server: Server, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Clinic, Server]]:
    """A locked window over records on a server."""
    as_in_the_program(monkeypatch)
    records = station(server, made_database(server))
    clinic = Clinic(qtbot, records)
    yield clinic, server
    clinic.rest()
    records.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["right PIN", "wrong PIN"])
def test_a_pin_given_to_a_frozen_server_is_answered_and_nothing_stands_still(
    shared: tuple[Clinic, Server], name: str
) -> None:
    clinic, server = shared
    clinic.choose("Cleo Clinician")
    frozen = server.freeze()
    try:
        pin = PINS["Cleo Clinician"] if name == "right PIN" else WRONG
        still = clinic.standstill(
            lambda: clinic.type_pin(pin), lambda: clinic.said not in ("", "Checking…")
        )
    finally:
        server.thaw(frozen)

    require_answering(f"{name}, server frozen", still)
    assert clinic.is_locked
    assert "cannot be" in clinic.said or "too slow" in clinic.said


@pytest.mark.slow
def test_an_emergency_at_a_frozen_server_is_answered_and_nothing_stands_still(
    shared: tuple[Clinic, Server],
) -> None:
    clinic, server = shared
    click(clinic.door, "emergency")
    QTest.keyClicks(found(clinic.door, "emergency-reason"), REASON)
    frozen = server.freeze()
    try:
        still = clinic.standstill(
            lambda: click(clinic.door, "emergency-go"),
            lambda: "being kept" not in text(clinic.door, "emergency-fault"),
        )
    finally:
        server.thaw(frozen)

    require_answering("break-glass, server frozen", still)
    assert clinic.is_locked
    assert text(clinic.door, "emergency-fault")


@pytest.mark.slow
@pytest.mark.parametrize("is_emergency", [False, True])
def test_a_lock_covers_at_once_while_the_server_is_frozen_and_is_kept_when_it_is_back(
    shared: tuple[Clinic, Server], is_emergency: bool
) -> None:
    clinic, server = shared
    clinic.sign_in("Cleo Clinician")
    clinic.rest()
    if is_emergency:
        clinic.at.locking.open_in_emergency(REASON, lambda _fault: None, lambda: True)
        clinic.until(lambda: clinic.window.signed.is_emergency)
    clinic.desk.controller.start_visit("J.D.", 1980, "rooming")
    clinic.until(lambda: clinic.desk.controller.visit is not None)
    frozen = server.freeze()
    took = []
    try:
        still = clinic.standstill(
            lambda: took.append(clinic.lock()), lambda: not clinic.at.asking.is_open
        )
    finally:
        server.thaw(frozen)

    what = "lock in an emergency" if is_emergency else "lock"
    require_answering(f"{what}, server frozen", still)
    assert not clinic.window.pages.isVisible()
    clinic.until(lambda: _is_back(clinic), seconds=30)
    clinic.type_pin(PINS["Cleo Clinician"])
    clinic.until(lambda: not clinic.is_locked)
    kinds = clinic.kinds()
    locked = ["glass-mended", "locked"] if is_emergency else ["locked"]
    assert kinds[-1] == "signed-in"
    assert [kind for kind in locked if kind not in kinds] == []


@pytest.mark.slow
def test_a_change_of_the_staff_at_a_frozen_server_is_refused_and_nothing_stands_still(
    shared: tuple[Clinic, Server],
) -> None:
    clinic, server = shared
    clinic.sign_in("Ann Admin")
    click(clinic.window, "open-staff")
    dialog = found(clinic.window, "staff-dialog")
    clinic.until(lambda: dialog.findChild(QPushButton, f"leave-{2:032x}") is not None)
    frozen = server.freeze()
    try:
        still = clinic.standstill(
            lambda: click(dialog, f"leave-{2:032x}"),
            lambda: text(dialog, "staff-fault") not in ("", "Saving…"),
        )
    finally:
        server.thaw(frozen)

    require_answering("deactivating, server frozen", still)


def _is_back(clinic: Clinic) -> bool:
    try:
        StaffStore(clinic.records.staff_rows()).staff()
    except Exception:
        return False
    return True
