"""The directory in the window: listed, changed, imported and exported by whoever keeps it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sdm_app.domain.services import SERVICES_AT_MOST, Directory, Service
from sdm_app.interop.services_csv import read_services, write_services
from sdm_app.records import NotSaved, Records, open_demonstration
from sdm_app.settings import Settings
from sdm_app.ui.desk import Desk, open_desk
from sdm_app.ui.directory.directory_dialog import DirectoryDialog
from sdm_app.ui.directory.service_list import SHOWN_AT_MOST
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from tests.builders import content
from tests.faults.room import settle
from tests.ui.builders import click, found, text
from tests.ui.staff import Screen

PT = "physical-therapy"
RIVER = Service(id="river", target=PT, name="River", phone="555 0100", wait_days=7)
LAKE = Service(id="lake", target="yoga", name="Lake")


def listed(records: Records) -> tuple[Service, ...]:
    """What is kept."""
    document = records.document("services")
    return () if document is None else Directory.model_validate_json(document.text).services


def keep(records: Records, *services: Service) -> None:
    """Keep a list as another workstation would."""
    records.keep_document("services", Directory(services=services).model_dump_json())


class Room:
    """A window with its directory open."""

    def __init__(self, qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
        self.qtbot, self.window, self.desk = qtbot, window, desk

    @property
    def dialog(self) -> DirectoryDialog:
        dialog = self.window.findChild(DirectoryDialog)
        assert dialog is not None
        return dialog

    def open(self) -> DirectoryDialog:
        self.window.near_you.in_use.read()
        self.rest()
        click(self.window, "open-directory")
        settle()
        return self.dialog

    def rest(self) -> None:
        """Until the records have answered."""
        self.qtbot.waitUntil(lambda: not self.window.near_you.in_use.is_busy)
        settle()

    def press(self, name: str, inside: QWidget | None = None) -> None:
        click(inside or self.dialog, name)
        self.rest()

    def type_in(self, name: str, words: str) -> None:
        field = found(self.dialog, name)
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, words)
        settle()


@pytest.fixture
def room(qtbot: QtBot, opened: tuple[MainWindow, Desk]) -> Iterator[Room]:
    window, desk = opened
    yield Room(qtbot, window, desk)
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    settle()


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


def test_a_list_of_another_version_is_said_and_left_alone(room: Room) -> None:
    room.desk.records.keep_document("services", '{"services": [{"new": 1}]}')
    dialog = room.open()
    assert "another version of the program" in text(dialog, "directory-said")

    room.press("add-service")
    room.type_in("service-name", "River PT")
    room.press("keep-service")

    assert "another version of the program" in text(dialog, "service-fault")
    document = room.desk.records.document("services")
    assert document is not None
    assert document.number == 1


def test_what_others_added_meanwhile_stays(room: Room) -> None:
    keep(room.desk.records, RIVER)
    room.open()
    room.press("change-river")
    keep(room.desk.records, RIVER, LAKE)
    room.type_in("service-phone", "555 0199")
    room.press("keep-service")

    assert listed(room.desk.records) == (RIVER.model_copy(update={"phone": "555 0199"}), LAKE)


@pytest.mark.parametrize(("side", "phone"), [("mine", "555 0199"), ("theirs", "555 0177")])
def test_what_others_changed_alike_is_shown_with_both_versions(
    room: Room, side: str, phone: str
) -> None:
    keep(room.desk.records, RIVER)
    dialog = room.open()
    room.press("change-river")
    keep(room.desk.records, RIVER.model_copy(update={"phone": "555 0177"}))
    room.type_in("service-phone", "555 0199")
    room.press("keep-service")

    said = [found(dialog, f"choose-{one}-river").accessibleName() for one in ("mine", "theirs")]
    assert said == ["Yours: Telephone: 555 0199", "Theirs: Telephone: 555 0177"]
    assert listed(room.desk.records)[0].phone == "555 0177"
    room.press("cancel-clash")
    room.press("keep-service")
    room.press(f"choose-{side}-river")
    room.press("keep-chosen")

    assert listed(room.desk.records)[0].phone == phone
    assert dialog.findChild(QDialog, "service-form") is None


def test_the_arrows_choose_between_both_versions(room: Room) -> None:
    keep(room.desk.records, RIVER)
    dialog = room.open()
    room.press("change-river")
    keep(room.desk.records, RIVER.model_copy(update={"phone": "555 0177"}))
    room.type_in("service-phone", "555 0199")
    QTest.keyClick(found(dialog, "service-phone"), Qt.Key.Key_Return)
    room.rest()

    QTest.keyClick(found(dialog, "choose-theirs-river"), Qt.Key.Key_Left)
    QTest.keyClick(found(dialog, "service-clash"), Qt.Key.Key_Return)
    room.rest()

    assert listed(room.desk.records)[0].phone == "555 0199"


def test_a_change_at_another_place_is_seen_here(room: Room) -> None:
    keep(room.desk.records, RIVER)
    dialog = room.open()
    keep(room.desk.records, RIVER, LAKE)

    room.window.near_you.in_use.hear(frozenset({"document:schedule"}))
    room.rest()
    assert dialog.findChild(QWidget, "service-lake") is None
    room.window.near_you.in_use.hear(frozenset({"document:services"}))
    room.rest()

    assert found(dialog, "service-lake").isVisible()


def choose_file(room: Room, button: str, file: Path) -> None:
    """Press a button that asks for a file, and choose one."""
    room.press(button)
    files = room.dialog.findChild(QFileDialog)
    assert files is not None
    room.qtbot.waitUntil(files.isVisible)
    files.fileSelected.emit(str(file))
    files.reject()
    settle()


def faults_shown(room: Room) -> list[str]:
    """Why a file was refused, a sentence a line."""
    dialog = room.dialog
    room.qtbot.waitUntil(lambda: dialog.findChild(QDialog, "file-faults") is not None)
    faults = found(dialog, "file-faults-list")
    assert isinstance(faults, QPlainTextEdit)
    return faults.toPlainText().split("\n")


@pytest.mark.parametrize(("answer", "kept"), [("go", LAKE), ("cancel", RIVER)])
def test_a_file_is_imported_after_asking(
    room: Room, tmp_path: Path, answer: str, kept: Service
) -> None:
    file = tmp_path / "near.csv"
    file.write_bytes(write_services((LAKE,)))
    keep(room.desk.records, RIVER)
    dialog = room.open()

    choose_file(room, "import-services", file)
    room.qtbot.waitUntil(lambda: dialog.findChild(QDialog, "ask-once") is not None)
    assert listed(room.desk.records) == (RIVER,)
    room.press(f"ask-once-{answer}")

    assert listed(room.desk.records) == (kept,)


def test_a_file_fills_an_empty_list_without_asking(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "near.csv"
    file.write_bytes(write_services((LAKE, RIVER)))
    room.open()

    choose_file(room, "import-services", file)

    room.qtbot.waitUntil(lambda: listed(room.desk.records) == (LAKE, RIVER))


def test_a_faulty_file_shows_every_fault_and_changes_nothing(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "near.csv"
    file.write_text("target,name\nyoga,\nyogurt,A\n", encoding="utf-8")
    room.open()

    choose_file(room, "import-services", file)

    assert [line.split(": ")[:2] for line in faults_shown(room)] == [
        ["near.csv:2", "name"],
        ["near.csv:3", "target"],
    ]
    assert listed(room.desk.records) == ()


def test_a_file_that_cannot_be_read_is_said(room: Room, tmp_path: Path) -> None:
    room.open()

    choose_file(room, "import-services", tmp_path / "gone.csv")

    (fault,) = faults_shown(room)
    assert fault.startswith("gone.csv: it cannot be read: ")


def test_the_list_is_exported(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    keep(room.desk.records, RIVER, LAKE)
    dialog = room.open()

    choose_file(room, "export-services", file)
    room.qtbot.waitUntil(lambda: text(dialog, "directory-said") == "The list was exported.")

    names = room.desk.referral_names()
    assert read_services(file.read_bytes(), "out.csv", names).services == (RIVER, LAKE)


def test_a_list_that_cannot_be_exported_is_said(room: Room, tmp_path: Path) -> None:
    dialog = room.open()

    choose_file(room, "export-services", tmp_path / "no-folder" / "out.csv")

    room.qtbot.waitUntil(lambda: "cannot be written" in text(dialog, "directory-said"))


def test_the_keyboard_alone_adds_a_service(room: Room) -> None:
    dialog = room.open()
    QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Space)
    settle()
    form = found(dialog, "service-form")
    QTest.keyClicks(found(form, "service-name"), "River PT")

    QTest.keyClick(found(form, "service-name"), Qt.Key.Key_Return)
    room.rest()

    assert [one.name for one in listed(room.desk.records)] == ["River PT"]


def test_the_open_visit_is_seen_with_what_is_listed(room: Room) -> None:
    room.desk.controller.start_visit("J.D.", 1980, "rooming")
    settle()

    keep(room.desk.records, RIVER)
    room.window.near_you.in_use.read()
    room.rest()

    visit = room.desk.controller.visit
    assert visit is not None
    assert visit.services == (RIVER,)


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("Ann Admin", True),
        ("Mo Manager", True),
        ("Cleo Clinician", False),
        ("Finn Front", False),
    ],
)
def test_manager_and_admin_keep_the_directory(screen: Screen, name: str, may: bool) -> None:
    screen.sign_in(name)

    assert found(screen.window, "open-directory").isVisible() is may


def test_a_demonstration_lists_examples_that_say_so(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    desk = open_desk(open_demonstration(tmp_path), date.today(), content())
    window = MainWindow(Looks(qapp, Settings(), None))
    qtbot.addWidget(window)
    window.use_desk(desk)
    qtbot.waitUntil(lambda: bool(window.near_you.in_use.listed.directory.services))

    listed = window.near_you.in_use.listed
    assert all(one.name.startswith("Example ") for one in listed.directory.services)
    assert {one.target for one in listed.directory.services} <= set(desk.referral_names())
    assert listed.number == 0
    desk.records.close()


def test_a_lock_keeps_what_was_typed_for_the_same_person_alone(screen: Screen) -> None:
    screen.sign_in("Mo Manager")
    click(screen.window, "open-directory")
    click(screen.window, "add-service")
    settle()
    QTest.keyClicks(found(screen.window, "service-name"), "River")

    screen.lock()
    screen.sign_in("Mo Manager")
    field = found(screen.window, "service-name")
    assert isinstance(field, QLineEdit)
    assert field.text() == "River"
    screen.lock()
    screen.sign_in("Finn Front")
    settle()

    assert screen.window.findChild(DirectoryDialog) is None
    assert not found(screen.window, "open-directory").isVisible()
