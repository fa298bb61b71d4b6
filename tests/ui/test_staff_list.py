"""The staff's list: people come, change and leave, and one admin always stays."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from sdm_app.domain.staff import Role
from sdm_app.records.staff_store import Welcome
from sdm_app.ui.staff.staff_dialog import StaffDialog
from tests.faults.room import settle
from tests.ui.builders import click, found, text
from tests.ui.staff import Screen


@pytest.fixture
def staff(screen: Screen) -> StaffDialog:
    screen.sign_in("Ann Admin")
    click(screen.window, "open-staff")
    dialog = screen.window.findChild(StaffDialog)
    assert dialog is not None
    return dialog


def fill(
    dialog: QWidget, *, name: str = "", pins: tuple[str, str] = ("", ""), role: str = ""
) -> None:
    form = found(dialog, "person-form")
    if name:
        QTest.keyClicks(found(form, "person-name"), name)
    if pins[0]:
        for field, pin in zip(("new-pin", "same-pin"), pins, strict=True):
            found(form, field).clear()  # type: ignore[attr-defined]
            QTest.keyClicks(found(form, field), pin)
    if role:
        box = found(form, f"role-{role}")
        assert isinstance(box, QPushButton)
        box.toggle()
    click(form, "keep-person")


def id_of(screen: Screen, name: str) -> str:
    return next(one.id for one in screen.store.staff().members if one.name == name)


def test_the_admin_adds_a_person_who_can_sign_in(screen: Screen, staff: StaffDialog) -> None:
    click(staff, "add-person")
    fill(staff, name="Nia Nurse", pins=("5820", "5821"), role="front-desk")
    assert "not the same" in text(staff, "person-fault")
    fill(staff, pins=("1234", "1234"))
    assert "follow each other" in text(staff, "person-fault")
    fill(staff, pins=("5820", "5820"))
    settle()

    nia = id_of(screen, "Nia Nurse")
    assert found(staff, f"staff-{nia}").isVisible()
    assert staff.findChild(QDialog, "person-form") is None
    assert isinstance(screen.store.sign_in(nia, "5820"), Welcome)


def test_the_admin_changes_roles_and_pins(screen: Screen, staff: StaffDialog) -> None:
    finn = id_of(screen, "Finn Front")

    click(staff, f"roles-{finn}")
    fill(staff, role="manager")
    settle()
    click(staff, f"pin-{finn}")
    fill(staff, pins=("5820", "5820"))
    settle()

    member = screen.store.staff().member(finn)
    assert member is not None
    assert member.roles == (Role.FRONT_DESK, Role.MANAGER)
    assert isinstance(screen.store.sign_in(finn, "5820"), Welcome)


def test_somebody_who_left_is_no_longer_at_the_door(screen: Screen, staff: StaffDialog) -> None:
    click(staff, f"leave-{id_of(screen, 'Finn Front')}")
    settle()
    assert found(staff, f"return-{id_of(screen, 'Finn Front')}").isVisible()

    screen.lock()
    names = [button.accessibleName() for button in screen.door.findChildren(QPushButton)]

    assert "Cleo Clinician" in names
    assert "Finn Front" not in names


def test_the_last_admin_cannot_leave_and_is_told_why(screen: Screen, staff: StaffDialog) -> None:
    ann = id_of(screen, "Ann Admin")

    click(staff, f"leave-{ann}")

    assert "another person admin" in text(staff, "staff-fault")
    assert screen.store.staff().member(ann) in screen.store.staff().active
