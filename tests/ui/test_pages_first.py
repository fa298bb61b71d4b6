"""Screening, safety check, outlook and what matters, each driven as a person would."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain import events as e
from sdm_app.domain.encounter import apply
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import FindingAnswer, Helped, Urgency
from sdm_app.ui.pages.outlook import OutlookPage
from sdm_app.ui.pages.override_dialog import OverrideDialog
from sdm_app.ui.pages.page import Page
from sdm_app.ui.pages.safety import SafetyPage
from sdm_app.ui.pages.screening import ScreeningPage
from sdm_app.ui.pages.what_matters import WhatMattersPage
from tests import builders


class Keeper(QObject):
    """Keeps a visit in place of the controller: applies what a page tells and shows it again."""

    def __init__(self, page: Page, visit: Visit) -> None:
        super().__init__(page)
        self.page = page
        self.visit = visit
        for name in (
            "answered",
            "item_skipped",
            "findings_answered",
            "urgency_overridden",
            "priorities_picked",
            "tried_marked",
            "barriers_marked",
            "goal_written",
            "weeks_given",
        ):
            signal = getattr(page, name, None)
            if signal is not None:
                signal.connect(getattr(self, f"_on_{name}"))

    def _keep(self, event: e.Event) -> None:
        encounter = apply(self.visit.encounter, event)
        self.visit = self.visit.model_copy(update={"encounter": encounter})
        self.page.show_visit(self.visit)

    def _on_answered(self, item: str, answer: str) -> None:
        self._keep(e.ItemAnswered(item=item, answer=answer))

    def _on_item_skipped(self, item: str) -> None:
        self._keep(e.ItemSkipped(item=item))

    def _on_findings_answered(self, ids: str, answer: str) -> None:
        given = FindingAnswer(answer) if answer else None
        self._keep(e.FindingsAnswered(findings=tuple(ids.split()), answer=given))

    def _on_urgency_overridden(self, urgency: str, reason: str) -> None:
        present = tuple(self.visit.encounter.findings)
        said = e.UrgencyOverridden(urgency=Urgency(urgency), reason=reason, findings=present)
        self._keep(said)

    def _on_priorities_picked(self, ids: str) -> None:
        self._keep(e.PrioritiesPicked(priorities=tuple(ids.split())))

    def _on_tried_marked(self, option: str, helped: str) -> None:
        self._keep(e.TriedMarked(option=option, helped=Helped(helped) if helped else None))

    def _on_barriers_marked(self, ids: str) -> None:
        self._keep(e.BarriersMarked(barriers=tuple(ids.split())))

    def _on_goal_written(self, goal: str) -> None:
        self._keep(e.GoalWritten(goal=goal))

    def _on_weeks_given(self, weeks: int) -> None:
        self._keep(e.EpisodeWeeksGiven(weeks=None if weeks < 0 else weeks))


def opened(qtbot: QtBot, page: Page, visit: Visit) -> Keeper:
    """A page in the size it has at 1366 by 768, showing a visit that is kept."""
    qtbot.addWidget(page)
    page.resize(1146, 640)
    page.show()
    page.show_visit(visit)
    return Keeper(page, visit)


def found(page: QWidget, name: str) -> QWidget:
    """The widget with an object name."""
    widget = page.findChild(QWidget, name)
    assert isinstance(widget, QWidget), name
    return widget


def press(qtbot: QtBot, page: QWidget, name: str) -> None:
    """Press a button by its object name."""
    qtbot.mouseClick(found(page, name), Qt.MouseButton.LeftButton)


def words(page: QWidget, name: str) -> str:
    """What a label says."""
    label = found(page, name)
    assert isinstance(label, QLabel)
    return label.text()


def key(page: Page, text: str) -> bool:
    """Send a key to the page as the window does."""
    return page.handle_key(QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text))


def new_visit(**fields: object) -> Visit:
    return builders.visit(**fields)


MEDIUM = {**builders.ACUTE, "nih-chronic.frequency": "less-than-half-the-days"} | builders.MEDIUM


def test_an_answer_leads_to_the_next_question(qtbot: QtBot) -> None:
    keeper = opened(qtbot, ScreeningPage(), new_visit())

    press(qtbot, keeper.page, "answer-under-1-month")

    assert keeper.visit.encounter.answers == builders.ACUTE
    assert words(keeper.page, "question-count") == "Question 2 of 11"


@pytest.mark.parametrize(("pressed", "answer"), [("a", "agree"), ("1", "disagree")])
def test_keys_answer_the_question_in_view(qtbot: QtBot, pressed: str, answer: str) -> None:
    first_two = {**builders.ACUTE, "nih-chronic.frequency": "less-than-half-the-days"}
    keeper = opened(qtbot, ScreeningPage(), new_visit(answers=first_two))

    assert key(keeper.page, pressed)

    assert keeper.visit.encounter.answers["start-back.leg-pain"] == answer


def test_a_skipped_question_is_left_out_and_can_be_asked_later(qtbot: QtBot) -> None:
    answers = {item: said for item, said in MEDIUM.items() if item != "start-back.bothersomeness"}
    keeper = opened(qtbot, ScreeningPage(), new_visit(answers=answers))

    press(qtbot, keeper.page, "skip-question")

    assert keeper.visit.encounter.skipped == ("start-back.bothersomeness",)
    assert words(keeper.page, "result-unanswered").startswith("1 of 11")

    press(qtbot, keeper.page, "result-left-out")

    assert words(keeper.page, "question-count") == "Question 11 of 11"


def test_the_result_names_group_score_and_the_answers_that_count(qtbot: QtBot) -> None:
    keeper = opened(qtbot, ScreeningPage(), new_visit(answers=MEDIUM))

    assert words(keeper.page, "result-group") == "Medium risk"
    assert "4 of 9" in words(keeper.page, "result-score")
    assert words(keeper.page, "result-positive").count("•") == 4


def test_no_answer_that_is_not_kept_is_shown(qtbot: QtBot) -> None:
    page = ScreeningPage()
    qtbot.addWidget(page)
    page.show()
    page.show_visit(new_visit())

    press(qtbot, page, "answer-under-1-month")

    button = found(page, "answer-under-1-month")
    assert isinstance(button, QAbstractButton)
    assert not button.isChecked()
    assert words(page, "question-count") == "Question 1 of 11"


def test_all_no_leaves_a_yes_alone(qtbot: QtBot) -> None:
    keeper = opened(qtbot, SafetyPage(), new_visit(findings={"saddle-numbness": "yes"}))

    assert key(keeper.page, "n")

    findings = keeper.visit.encounter.findings
    assert findings["saddle-numbness"] is FindingAnswer.YES
    assert findings["urinary-retention"] is FindingAnswer.NO


def test_not_sure_says_at_once_what_to_do(qtbot: QtBot) -> None:
    keeper = opened(qtbot, SafetyPage(), new_visit())

    press(qtbot, keeper.page, "finding-urinary-retention-not-sure")

    qtbot.waitUntil(found(keeper.page, "do-urinary-retention").isVisible)
    assert words(keeper.page, "safety-counter").startswith("1 of ")


def test_lowering_the_urgency_needs_a_reason(qtbot: QtBot) -> None:
    keeper = opened(qtbot, SafetyPage(), new_visit(findings={"fever": "yes"}))
    press(qtbot, keeper.page, "override-urgency")
    dialog = keeper.page.findChild(OverrideDialog)
    assert dialog is not None

    choice = found(dialog, "override-soon")
    assert isinstance(choice, QAbstractButton)
    choice.click()
    assert not dialog.save.isEnabled()

    qtbot.keyClicks(dialog.reason, "Seen today by the ward")
    press(qtbot, dialog, "override-save")

    override = keeper.visit.encounter.override
    assert override is not None
    assert (override.urgency, override.reason) == (Urgency.SOON, "Seen today by the ward")


def test_weeks_are_asked_when_the_leg_is_in_it(qtbot: QtBot) -> None:
    keeper = opened(qtbot, SafetyPage(), new_visit())
    spin = found(keeper.page, "safety-weeks")
    assert isinstance(spin, QSpinBox)
    assert not spin.isVisible()

    press(qtbot, keeper.page, "finding-leg-pain-dominant-yes")
    qtbot.waitUntil(spin.isVisible)
    spin.setValue(8)

    assert keeper.visit.encounter.episode_weeks == 8


@pytest.mark.parametrize(("born", "shown"), [(1952, False), (1951, True), (1950, True)])
def test_the_note_on_age_begins_at_its_year(qtbot: QtBot, born: int, shown: bool) -> None:
    patient = {"reference": "T.T.", "birth_year": born}

    keeper = opened(qtbot, SafetyPage(), new_visit(patient=patient))

    assert date(2026, 11, 22) == builders.TODAY
    note = found(keeper.page, "age-note-major-trauma")
    assert note.isHidden() is not shown


def test_comparing_another_group_changes_the_picture_and_no_record(qtbot: QtBot) -> None:
    keeper = opened(qtbot, OutlookPage(), new_visit(answers=MEDIUM))
    assert words(keeper.page, "outlook-number") == "67 of 100"

    press(qtbot, keeper.page, "compare-new-low")

    assert words(keeper.page, "outlook-number") == "80 of 100"
    assert found(keeper.page, "outlook-other-group").isVisible()
    assert "80 of 100" in found(keeper.page, "outlook-array").accessibleName()


def test_no_number_is_shown_where_none_fits(qtbot: QtBot) -> None:
    keeper = opened(qtbot, OutlookPage(), new_visit())

    assert not found(keeper.page, "outlook-number").isVisible()
    assert not found(keeper.page, "outlook-array").isVisible()


def test_priorities_keep_the_order_of_pressing_up_to_three(qtbot: QtBot) -> None:
    keeper = opened(qtbot, WhatMattersPage(), new_visit())

    for name in ("sleep", "low-cost", "back-to-work", "fewer-pills"):
        press(qtbot, keeper.page, f"priority-{name}")

    assert keeper.visit.encounter.priorities == ("sleep", "low-cost", "back-to-work")
    assert found(keeper.page, "priorities-full").isVisible()


def test_something_tried_goes_round_from_tried_to_helped_and_back(qtbot: QtBot) -> None:
    keeper = opened(qtbot, WhatMattersPage(), new_visit())
    seen = []

    for _press in range(4):
        press(qtbot, keeper.page, "tried-heat")
        seen.append(keeper.visit.encounter.tried.get("heat"))

    assert seen == [Helped.UNKNOWN, Helped.NO, Helped.YES, None]


def test_the_goal_is_kept_once_it_is_written(qtbot: QtBot) -> None:
    keeper = opened(qtbot, WhatMattersPage(), new_visit())
    goal = found(keeper.page, "goal")
    assert isinstance(goal, QLineEdit)

    qtbot.keyClicks(goal, "Lift my grandson")
    assert keeper.visit.encounter.goal == ""
    qtbot.keyClick(goal, Qt.Key.Key_Return)

    assert keeper.visit.encounter.goal == "Lift my grandson"


@pytest.mark.parametrize("page", [ScreeningPage, SafetyPage, OutlookPage, WhatMattersPage])
def test_every_button_and_field_has_a_name_and_says_it(qtbot: QtBot, page: type[Page]) -> None:
    keeper = opened(qtbot, page(), new_visit(answers=MEDIUM))

    controls = [
        widget
        for kind in (QAbstractButton, QLineEdit, QSpinBox)
        for widget in keeper.page.findChildren(kind)
        if widget.isVisible() and widget.objectName() != "qt_spinbox_lineedit"
    ]

    assert controls
    assert [w for w in controls if not w.objectName() or not w.accessibleName()] == []
