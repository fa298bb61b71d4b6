"""Two windows on one PostgreSQL: what one room does, the other sees within a second."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from sdm_app.domain.vocabulary import ReferralStatus, Step
from sdm_app.ui.both_answered import BothAnsweredDialog
from tests.rooms.clinic import Room, photograph
from tests.ui.builders import found

pytestmark = pytest.mark.slow

CTRL, WITHIN = Qt.KeyboardModifier.ControlModifier, 1.0
"""What one room does is in view in the other within so many seconds."""
SCREEN = ("1", "3", "2", "2", "2", "2", "2", "2", "2", "2", "5")
"""New pain, less than half the days; then the nine items of STarT Back, each at its worst."""
TO = "psychologically-informed-pt"
NAME = "Physical therapy for body and mind"


def screened(front: Room) -> str:
    """Start a visit of J.D. and screen at high risk, all from the keyboard; the visit's id."""
    front.come_forward()
    front.press(Qt.Key.Key_N, CTRL)
    front.wait(lambda: front.dialog is not None)
    front.type("jd")
    front.press(Qt.Key.Key_Tab)
    front.type("80")
    front.press(Qt.Key.Key_Return)
    front.wait(lambda: front.desk.controller.visit is not None)
    for key in SCREEN:
        before = len(front.desk.controller.events)
        front.type(key)
        front.wait(lambda before=before: len(front.desk.controller.events) > before)  # type: ignore[misc]
    return front.visit.encounter.id


def test_front_desk_screens_and_pends_and_the_clinician_sees_signs_and_prints(
    rooms: tuple[Room, Room], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    front, room = rooms
    photograph("1-both-at-the-list", *rooms)

    encounter = screened(front)
    seen = room.wait(lambda: room.shows("High risk"), WITHIN)
    where = room.wait(lambda: room.shows("Open in Front desk"), WITHIN)
    photograph("2-screened-at-the-front-desk", *rooms)
    front.click("alert-pend")
    front.wait(lambda: front.dialog is not None)
    found_note = front.dialog
    assert found_note is not None
    front.click("pend-go")
    pended = room.wait(lambda: room.shows(f"{NAME} is pended, to be signed."), WITHIN)
    photograph("3-pended-and-seen-by-the-clinician", *rooms)

    room.come_forward()
    room.click(f"review-{encounter}")
    room.wait(lambda: room.visit.encounter.step is Step.PLAN)
    also = front.wait(lambda: front.shows("This visit is open in Room 2, too"), WITHIN)
    room.click(f"referral-sign-{TO}")
    room.wait(lambda: room.visit.encounter.referrals[TO].status is ReferralStatus.SIGNED)
    signed = front.wait(
        lambda: front.visit.encounter.referrals[TO].status is ReferralStatus.SIGNED, WITHIN
    )
    assert front.visit.encounter.step is Step.SCREENING
    assert room.visit.encounter.referrals[TO].by == "Cleo Clinician"
    photograph("4-signed", *rooms)

    file = tmp_path / "plan.pdf"
    chosen = "sdm_app.ui.widgets.handout_preview.QFileDialog.getSaveFileName"
    monkeypatch.setattr(chosen, lambda *_: (str(file), ""))
    room.click("save-pdf")
    plan = pypdfium2.PdfDocument(file)
    words = " ".join(page.get_textpage().get_text_range() for page in plan)
    plan.close()
    assert NAME in " ".join(words.split())
    photograph("5-printed", *rooms)

    front.come_forward()
    front.window.show_list()
    row = front.wait(lambda: front.shows("Open in Room 2"), WITHIN)
    assert room.records.verify_chain() is None
    names = ("screened", "where", "pended", "also", "signed", "row")
    times = (seen, where, pended, also, signed, row)
    print({name: round(taken, 3) for name, taken in zip(names, times, strict=True)})  # noqa: T201


def test_an_answer_comes_into_view_in_the_other_room_and_moves_nothing_there(
    rooms: tuple[Room, Room],
) -> None:
    front, room = rooms
    encounter = screened(front)
    room.come_forward()
    room.window.open_visit(encounter)
    room.window.stepping.open_step("what-matters")
    field = room.window.findChild(QLineEdit, "goal")
    assert field is not None
    field.setFocus()
    room.wait(field.hasFocus)
    room.type("walk to the sh")

    front.desk.controller.weeks_given(3)
    front.desk.controller.step_opened("screening")
    taken = room.wait(lambda: room.visit.encounter.episode_weeks == 3, WITHIN)

    assert room.visit.encounter.step is Step.WHAT_MATTERS
    assert field.hasFocus()
    assert field.text() == "walk to the sh"
    print({"answer": round(taken, 3)})  # noqa: T201


def test_two_who_answer_the_same_at_once_choose_and_both_rooms_agree(
    rooms: tuple[Room, Room],
) -> None:
    front, room = rooms
    encounter = screened(front)
    room.come_forward()
    room.window.open_visit(encounter)
    room.window.stepping.open_step("screening")

    # The second presses before the first one's answer is on the screen.
    item = "start-back.bothersomeness"
    front.desk.controller.answered(item, "slightly")
    room.desk.controller.answered(item, "moderately")
    room.desk.controller.weeks_given(3)
    room.wait(lambda: isinstance(room.dialog, BothAnsweredDialog))
    photograph("6-both-answered", room)
    assert room.dialog is not None
    assert found(room.dialog, "theirs-1").accessibleName() == "Front desk: Slightly"
    assert found(room.dialog, "mine-1").accessibleName() == "This screen: Moderately"
    room.click("mine-1")
    room.click("keep-choices")

    front.wait(lambda: front.desk.controller.events == room.desk.controller.events)
    assert front.visit.encounter.answers[item] == "moderately"
    assert front.visit.encounter.episode_weeks == 3
    assert room.records.events_of(encounter) == room.desk.controller.events


def test_a_list_that_changes_keeps_the_keyboard_where_it_is(rooms: tuple[Room, Room]) -> None:
    front, room = rooms
    encounter = screened(front)
    room.come_forward()
    name = f"open-{encounter}"
    room.wait(lambda: room.window.findChild(QPushButton, name) is not None)
    button = room.window.findChild(QPushButton, name)
    assert button is not None
    button.setFocus()
    room.wait(button.hasFocus)

    front.come_forward()
    front.window.show_list()
    front.desk.controller.start_visit("K.L.", 1970, "front-desk")
    room.wait(lambda: room.shows("K.L."), WITHIN)
    room.come_forward()

    def has_keyboard() -> bool:
        widget = QApplication.focusWidget()
        return isinstance(widget, QWidget) and widget.objectName() == name

    room.wait(has_keyboard)


def test_a_window_that_closes_is_not_said_to_be_open_any_more(rooms: tuple[Room, Room]) -> None:
    front, room = rooms
    screened(front)
    room.wait(lambda: room.shows("Open in Front desk"), WITHIN)

    front.close()

    room.wait(lambda: not room.shows("Open in Front desk"), WITHIN)
