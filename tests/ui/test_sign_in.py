"""Who is at the screen, what they may do there, the staff's list, and setting a clinic up."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain.staff import Role
from sdm_app.domain.vocabulary import Step
from sdm_app.records import RecordsError, keys, open_demonstration
from sdm_app.records.pin import is_pin
from sdm_app.records.staff_store import StaffStore, Welcome
from sdm_app.ui import printing
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.pages.screening import ScreeningPage
from sdm_app.ui.staff.set_up import SetUp, SetUpDone
from sdm_app.ui.staff.set_up_pages import draw_passphrase
from sdm_app.ui.staff.staff_dialog import StaffDialog
from tests.faults.room import settle
from tests.ui.builders import found, open_window
from tests.ui.staff import PINS, RowsInMemory, Screen

NO = "Your role does not include this."


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[MainWindow, Desk]]:
    settle()
    window, desk = open_window(tmp_path / "visits.db")
    qtbot.addWidget(window)
    yield window, desk
    desk.records.close()


@pytest.fixture
def screen(opened: tuple[MainWindow, Desk]) -> Screen:
    return Screen(opened[0])


def click(inside: QWidget, name: str) -> None:
    QTest.mouseClick(found(inside, name), Qt.MouseButton.LeftButton)


def text(inside: QWidget, name: str) -> str:
    label = found(inside, name)
    assert isinstance(label, QLabel)
    return label.text()


def note(window: MainWindow) -> str:
    return window.footer.note.text()


def visit_left_at_the_plan(desk: Desk) -> str:
    """A visit of today that the clinician left on the last step; its id."""
    controller = desk.controller
    controller.start_visit("J.D.", 1980, "rooming")
    controller.goal_written("Lift my grandson")
    controller.step_opened("plan")
    assert controller.visit is not None
    return controller.visit.encounter.id


def test_a_demonstration_has_no_staff_and_keeps_nothing_back(
    opened: tuple[MainWindow, Desk],
) -> None:
    window, desk = opened

    visit_left_at_the_plan(desk)

    assert desk.controller.visit is not None
    assert window.signed.may("sign-referral")
    assert not window.top_bar.person.isVisible()


def test_the_one_at_the_screen_is_named_and_can_lock(screen: Screen) -> None:
    screen.sign_in("Cleo Clinician")

    assert text(screen.window, "person-chip") == "Cleo Clinician"
    click(screen.window, "lock")

    assert screen.is_locked


def test_the_front_desk_starts_and_screens_and_sees_none_of_the_clinicians_steps(
    screen: Screen, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    screen.sign_in("Finn Front")
    desk.controller.start_visit("J.D.", 1980, "front-desk")
    desk.controller.answered("start-back.walking", "agree")
    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.answers
    kept = desk.controller.events

    for step in list(Step)[1:]:
        desk.controller.step_opened(str(step))
        assert note(window) == NO
    desk.controller.findings_answered("fever", "yes")
    desk.controller.goal_written("Lift my grandson")

    assert desk.controller.events == kept
    assert desk.controller.visit.encounter.step is Step.SCREENING
    assert isinstance(window.pages.page(), ScreeningPage)


def test_the_front_desk_opens_a_visit_left_on_the_plan_at_its_screening(
    screen: Screen, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    screen.sign_in("Cleo Clinician")
    encounter = visit_left_at_the_plan(desk)
    window.show_list()
    screen.lock()
    screen.sign_in("Finn Front")

    window.open_visit(encounter)

    assert isinstance(window.pages.page(), ScreeningPage)
    window.show_list()
    screen.lock()
    screen.sign_in("Cleo Clinician")
    window.open_visit(encounter)
    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.step is Step.PLAN, "the record kept where it was left"


def test_when_the_front_desk_unlocks_the_clinicians_visit_it_sees_the_screening(
    screen: Screen, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    screen.sign_in("Cleo Clinician")
    visit_left_at_the_plan(desk)
    screen.lock()

    screen.sign_in("Finn Front")

    assert isinstance(window.pages.page(), ScreeningPage)


@pytest.mark.parametrize("name", ["Mo Manager", "Ann Admin"])
def test_manager_and_admin_see_no_visit_at_all(
    screen: Screen, opened: tuple[MainWindow, Desk], name: str
) -> None:
    window, desk = opened
    screen.sign_in("Cleo Clinician")
    encounter = visit_left_at_the_plan(desk)
    screen.lock()

    screen.sign_in(name)

    settle()
    assert desk.controller.visit is None
    assert window.findChild(QWidget, f"row-{encounter}") is None
    window.open_visit(encounter)
    assert desk.controller.visit is None
    assert note(window) == NO
    window.ask_new_visit()
    assert window.findChild(QDialog, "new-visit-dialog") is None


def test_what_a_role_may_not_do_is_refused_with_a_sentence(
    screen: Screen, opened: tuple[MainWindow, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk = opened
    monkeypatch.setattr(printing, "print_plan", lambda *_: pytest.fail("it was printed"))
    screen.sign_in("Finn Front")
    desk.controller.start_visit("J.D.", 1980, "front-desk")

    for refused in (window.print_plan, window.copy_chart_note, window.ask_settings):
        window.footer.show_note("")
        refused()
        assert note(window) == NO
    assert window.findChild(QDialog, "clinic-settings") is None


def test_only_the_admin_has_the_way_to_staff_and_settings(screen: Screen) -> None:
    window = screen.window
    for name, seen in (("Finn Front", False), ("Cleo Clinician", False), ("Ann Admin", True)):
        screen.sign_in(name)
        assert found(window, "open-staff").isVisible() is seen, name
        assert found(window, "open-settings").isVisible() is seen, name
        screen.lock()


def test_undo_needs_what_was_undone(screen: Screen, opened: tuple[MainWindow, Desk]) -> None:
    window, desk = opened
    screen.sign_in("Cleo Clinician")
    visit_left_at_the_plan(desk)
    screen.lock()
    screen.sign_in("Finn Front")

    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.goal == "Lift my grandson"
    assert note(window) == NO


def test_the_admin_sets_after_how_long_the_screen_locks(screen: Screen) -> None:
    screen.sign_in("Ann Admin")
    screen.window.ask_settings()
    found(screen.window, "lock-after-1").click()  # type: ignore[attr-defined]
    click(screen.window, "save-settings")

    screen.clocks.pass_seconds(59)
    screen.at.locking._presence._timer.timeout.emit()
    assert not screen.is_locked
    screen.clocks.pass_seconds(1)
    screen.at.locking._presence._timer.timeout.emit()
    assert screen.is_locked


# The staff's list.


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


# Setting up.


class KeysOfATest:
    """Keys whose passphrase is known; `refuses` makes setting up fail."""

    def __init__(self, refuses: str = "") -> None:
        self.set_up_with: list[str] = []
        self._refuses = refuses

    def new_passphrase(self) -> str:
        return "ab2c-de3f-gh4j"

    def is_typed_back(self, expected: str, typed: str) -> bool:
        return keys.is_typed_back(expected, typed)

    def set_up(self, folder: Path, passphrase: str) -> bytes:
        if self._refuses:
            raise RecordsError(self._refuses)
        self.set_up_with.append(passphrase)
        return b"k" * 32


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    holder = QWidget()
    holder.resize(1366, 768)
    qtbot.addWidget(holder)
    holder.show()
    return holder


def begin(parent: QWidget, its_keys: KeysOfATest, folder: Path) -> tuple[SetUp, list[SetUpDone]]:
    dialog = SetUp(its_keys, folder, parent)
    done: list[SetUpDone] = []
    dialog.done_setting_up.connect(done.append)
    dialog.open()
    return dialog, done


def go_to_typed_back(dialog: SetUp) -> None:
    click(dialog, "set-up-next")
    QTest.keyClicks(found(dialog, "first-name"), "Ann Admin")
    for field in ("new-pin", "same-pin"):
        QTest.keyClicks(found(dialog, field), PINS["Ann Admin"])
    click(dialog, "set-up-next")
    click(dialog, "set-up-next")


def test_nothing_is_set_up_before_the_passphrase_was_typed_back(
    parent: QWidget, tmp_path: Path
) -> None:
    its_keys = KeysOfATest()
    dialog, done = begin(parent, its_keys, tmp_path)
    go_to_typed_back(dialog)

    click(dialog, "set-up-next")
    assert "not the passphrase" in text(dialog, "set-up-fault")
    assert not its_keys.set_up_with
    QTest.keyClicks(found(dialog, "typed-passphrase"), "AB2C DE3F GH4J")
    click(dialog, "set-up-next")

    assert its_keys.set_up_with == ["ab2c-de3f-gh4j"]
    [made] = done
    assert made.key == b"k" * 32
    assert made.roles == (Role.ADMIN,)
    assert is_pin(PINS["Ann Admin"], made.pin_hash)
    assert "k" * 8 not in repr(made)
    assert not dialog.isVisible()


def test_what_is_set_up_makes_the_first_person_who_signs_in(
    parent: QWidget, tmp_path: Path
) -> None:
    dialog, done = begin(parent, KeysOfATest(), tmp_path)
    box = found(dialog, "first-clinician")
    assert isinstance(box, QPushButton)
    box.setChecked(True)
    go_to_typed_back(dialog)
    QTest.keyClicks(found(dialog, "typed-passphrase"), "ab2cde3fgh4j")
    click(dialog, "set-up-next")
    [made] = done

    store = StaffStore(RowsInMemory())
    assert store.add_first(made.name, made.roles, made.pin_hash) == ""

    [ann] = store.staff().active
    assert ann.roles == (Role.CLINICIAN, Role.ADMIN)
    assert isinstance(store.sign_in(ann.id, PINS["Ann Admin"]), Welcome)


def test_the_first_person_needs_a_name_and_a_pin_that_is_not_easily_guessed(
    parent: QWidget, tmp_path: Path
) -> None:
    dialog, _done = begin(parent, KeysOfATest(), tmp_path)
    click(dialog, "set-up-next")

    click(dialog, "set-up-next")
    assert "needs a name" in text(dialog, "set-up-fault")
    QTest.keyClicks(found(dialog, "first-name"), "Ann")
    click(dialog, "set-up-next")
    assert "4 to 12 digits" in text(dialog, "set-up-fault")
    for field in ("new-pin", "same-pin"):
        QTest.keyClicks(found(dialog, field), "0000")
    click(dialog, "set-up-next")
    assert "repeats" in text(dialog, "set-up-fault")


def test_keys_that_cannot_be_made_are_told_and_nothing_is_done(
    parent: QWidget, tmp_path: Path
) -> None:
    dialog, done = begin(parent, KeysOfATest("The folder cannot be written."), tmp_path)
    go_to_typed_back(dialog)
    QTest.keyClicks(found(dialog, "typed-passphrase"), "ab2c-de3f-gh4j")

    click(dialog, "set-up-next")

    assert text(dialog, "set-up-fault") == "The folder cannot be written."
    assert not done
    assert dialog.isVisible()


def test_one_can_stay_with_the_demonstration(parent: QWidget, tmp_path: Path) -> None:
    its_keys = KeysOfATest()
    dialog, done = begin(parent, its_keys, tmp_path)

    click(dialog, "set-up-back")

    assert not dialog.isVisible()
    assert not done
    assert not its_keys.set_up_with


def test_the_real_keys_do_what_setting_up_asks_of_them(parent: QWidget, tmp_path: Path) -> None:
    dialog = SetUp(keys, tmp_path, parent)
    shown = text(dialog, "passphrase")

    assert keys.is_typed_back(shown, shown.upper().replace("-", " "))


def test_the_passphrase_can_be_printed(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))

    assert draw_passphrase("ab2c-de3f-gh4j", printer)

    document = pypdfium2.PdfDocument(tmp_path / "paper.pdf")
    assert "ab2c-de3f-gh4j" in document[0].get_textpage().get_text_range()
    document.close()


def test_a_fresh_profile_has_nobody_who_could_sign_in(
    users_own_folder_out_of_reach: Path,
) -> None:
    records = open_demonstration(users_own_folder_out_of_reach)
    assert not StaffStore(RowsInMemory()).staff().members
    records.close()
    for file in users_own_folder_out_of_reach.rglob("*"):
        if file.is_file():
            assert b"argon2id" not in file.read_bytes(), file


def test_the_pin_fields_never_show_what_is_typed(parent: QWidget, tmp_path: Path) -> None:
    dialog, _done = begin(parent, KeysOfATest(), tmp_path)

    for name in ("new-pin", "same-pin"):
        field = found(dialog, name)
        assert isinstance(field, QLineEdit)
        assert field.echoMode() is QLineEdit.EchoMode.Password
