"""The clinic's database stands still, and nobody waits before a window that does so too (I6)."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sdm_app.records.staff_store import StaffStore
from tests.faults.records_server import made_database, station
from tests.faults.waiting import REASON, WRONG, Clinic, as_in_the_program, require_answering
from tests.postgres import Server
from tests.ui.builders import click, found, text
from tests.ui.staff import PINS


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
