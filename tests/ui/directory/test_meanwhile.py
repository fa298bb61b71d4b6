"""What another workstation kept meanwhile stays, is seen, or is chosen between."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from tests.ui.builders import found, text
from tests.ui.directory.builders import LAKE, RIVER, Room, keep, listed


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
