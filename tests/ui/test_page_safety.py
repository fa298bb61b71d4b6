"""The safety check, driven as a person would."""

from datetime import date

import pytest
from PySide6.QtWidgets import QAbstractButton, QSpinBox
from pytestqt.qtbot import QtBot

from sdm_app.domain.vocabulary import FindingAnswer, Urgency
from sdm_app.ui.pages.override_dialog import OverrideDialog
from sdm_app.ui.pages.safety import SafetyPage
from tests import builders
from tests.ui.builders import found
from tests.ui.builders import text as words
from tests.ui.first_pages import key, new_visit, opened, press


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
