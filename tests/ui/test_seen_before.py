"""Who was seen before is asked about, and never tied to another patient by haste."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sdm_app.domain.encounter import fold
from sdm_app.domain.visit import Visit
from sdm_app.play import Case, cases_of, events_of_case
from sdm_app.records import Summary, UnreadableRecords
from sdm_app.records.summary import summary_of
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.seen_before import patients_of
from sdm_app.ui.seen_before_dialog import SeenBeforeDialog
from sdm_app.ui.text import PlainLabel
from tests.builders import ACUTE, HIGH, LOW, pack
from tests.ui.builders import click, found, text
from tests.ui.test_nothing_clipped import clipped, settle
from tests.ui.test_numbers_have_sources import unsourced

TODAY = date.today()
Opened = tuple[MainWindow, Desk]


def keep(desk: Desk, name: str, days_ago: int, **fields: object) -> None:
    """Keep a visit of R.T., born in 1968, on a day before today."""
    case = Case.model_validate(
        {
            "case": name,
            "patient": {"reference": "R.T.", "birth_year": 1968},
            "seen_on": TODAY - timedelta(days=days_ago),
            **fields,
        }
    )
    for one in cases_of(case):
        events = events_of_case(one, pack(), TODAY)
        for place, (_number, event) in enumerate(events):
            visit = Visit(pack=pack(), encounter=fold(events[: place + 1]), today=TODAY)
            desk.records.append(one.case, event, summary_of(visit, "09:10"))


def ask(window: MainWindow, reference: str = "rt", year: str = "1968") -> None:
    window.ask_new_visit()
    QTest.keyClicks(found(window, "reference"), reference)
    QTest.keyClicks(found(window, "birth-year"), year)
    click(window, "start-visit")


def dialog_of(window: MainWindow) -> SeenBeforeDialog:
    dialog = found(window, "seen-before-dialog")
    assert isinstance(dialog, SeenBeforeDialog)
    return dialog


def started(desk: Desk) -> Visit:
    assert desk.controller.visit is not None
    return desk.controller.visit


def test_a_patient_seen_before_is_followed_up_when_the_person_says_so(opened: Opened) -> None:
    window, desk = opened
    keep(desk, "first", 28, answers=ACUTE | HIGH)

    ask(window)
    assert desk.controller.visit is None
    click(dialog_of(window), "seen-first")

    assert started(desk).encounter.follows == "first"
    assert [one.id for one in started(desk).past] == ["first"]
    assert found(window, "follow-up-heading").isVisible()


def test_somebody_else_begins_a_visit_of_their_own(opened: Opened) -> None:
    window, desk = opened
    keep(desk, "first", 28)

    ask(window)
    click(dialog_of(window), "somebody-else")

    assert started(desk).encounter.follows == ""


def test_cancel_begins_nothing(opened: Opened) -> None:
    window, desk = opened
    keep(desk, "first", 28)

    ask(window)
    click(dialog_of(window), "cancel-seen-before")

    assert desk.controller.visit is None


def test_one_key_too_many_chooses_nobody(opened: Opened) -> None:
    window, desk = opened
    keep(desk, "first", 28)
    ask(window)

    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        QTest.keyClick(dialog_of(window), key)

    assert desk.controller.visit is None
    assert dialog_of(window).isVisible()


@pytest.mark.parametrize(("key", "follows"), [("1", "second"), ("2", "first"), ("0", "")])
def test_a_key_of_its_own_chooses(opened: Opened, key: str, follows: str) -> None:
    window, desk = opened
    keep(desk, "first", 60)
    keep(desk, "second", 28)
    ask(window)

    QTest.keyClicks(dialog_of(window), key)

    assert started(desk).encounter.follows == follows


@pytest.mark.parametrize(("reference", "year"), [("rt", "1969"), ("rs", "1968"), ("rt", "")])
def test_a_reference_alone_or_a_year_alone_is_not_the_same_patient(
    opened: Opened, reference: str, year: str
) -> None:
    window, desk = opened
    keep(desk, "first", 28)

    ask(window, reference, year)

    assert started(desk).encounter.follows == ""


def test_two_patients_who_share_both_are_told_apart_by_date_and_risk(opened: Opened) -> None:
    window, desk = opened
    keep(desk, "one", 60, answers=ACUTE | HIGH)
    keep(desk, "other", 28, answers=ACUTE | LOW)

    ask(window)

    said = [label.text() for label in dialog_of(window).findChildren(PlainLabel)]
    assert [words for words in said if "risk" in words] == [
        "Low risk · press 1",
        "High risk · press 2",
    ]
    assert len([words for words in said if words.startswith("Seen on ")]) == 2


def test_visits_that_follow_each_other_are_one_row(opened: Opened) -> None:
    window, desk = opened
    first = {"case": "first", "seen_on": TODAY - timedelta(days=60), "answers": ACUTE | HIGH}
    keep(desk, "second", 28, earlier=[first])

    ask(window)

    dialog = dialog_of(window)
    assert dialog.findChild(QPushButton, "seen-first") is None
    row = found(dialog, "seen-second")
    assert row.accessibleDescription() == "High risk · 2 visits so far · press 1"


def test_a_visit_begun_today_already_is_opened_instead(opened: Opened) -> None:
    window, desk = opened
    keep(desk, "today", 0)

    ask(window)
    click(dialog_of(window), "seen-today")

    assert started(desk).encounter.id == "today"


def test_a_store_that_does_not_answer_holds_no_patient_up(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk = opened

    def away(*_asked: object) -> tuple[Summary, ...]:
        raise UnreadableRecords("The records cannot be read.")

    monkeypatch.setattr(desk.records, "earlier_visits", away)
    ask(window)

    assert started(desk).encounter.follows == ""


@pytest.mark.parametrize("scale", [100, 200])
def test_every_offer_has_room_and_its_numbers_are_explained(
    qtbot: QtBot, opened: Opened, scale: int
) -> None:
    window, desk = opened
    first = {"case": "first", "seen_on": TODAY - timedelta(days=90), "answers": ACUTE | HIGH}
    keep(desk, "second", 28, earlier=[first])
    keep(desk, "other", 40, answers=ACUTE | LOW)
    keep(desk, "today", 0)
    while window.settings.text_scale < scale:
        click(window, "text-larger")
    ask(window)
    settle()

    dialog = dialog_of(window)
    assert list(clipped(dialog)) == []
    assert unsourced(dialog) == []
    for button in dialog.findChildren(QPushButton):
        assert button.accessibleName()
        assert button.height() >= 44
    assert text(dialog, "seen-before-says").startswith("R.T., born 1968, was here before.")


def row(name: str, follows: str = "") -> Summary:
    return Summary(
        encounter=name,
        started_on=TODAY,
        started_at="09:10",
        reference="R.T.",
        birth_year=1968,
        stage=None,
        risk_group="high",
        urgency="none",
        step="screening",
        finished=False,
        referral="",
        follows=follows,
    )


def test_a_risk_that_is_no_longer_told_tells_nobody_apart() -> None:
    (patient,) = patients_of((row("a"),), with_risk=False)

    assert patient.risk_group is None


def test_a_row_whose_beginning_was_purged_stands_alone() -> None:
    (patient,) = patients_of((row("b", follows="purged"),))

    assert (patient.encounter, patient.visits) == ("b", 1)


def test_rows_that_follow_each_other_in_a_ring_end() -> None:
    (patient,) = patients_of((row("c", "b"), row("b", "a"), row("a", "b")))

    assert (patient.encounter, patient.visits) == ("c", 3)
