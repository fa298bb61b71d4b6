"""What stands on the patient's side of a talk: advice with a picture, or a choice of roads."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from sdm_app.domain.script_run import run
from sdm_app.ui.widgets.fact_picture import FactPicture
from sdm_app.ui.widgets.request_picture import RequestPicture
from tests.builders import ACUTE, CHRONIC, MEDIUM, visit
from tests.ui.builders import found

SCIATICA = {"leg-pain-dominant": "yes", "radicular-signs": "yes"}


def side(qtbot: QtBot, request: str, **fields: Any) -> RequestPicture:
    seen = visit(findings_default="no", **fields)
    shown = RequestPicture()
    qtbot.addWidget(shown)
    shown.show()
    shown.show_run(seen, run(seen, request), {})
    QApplication.processEvents()
    return shown


def test_advice_is_called_advice(qtbot: QtBot) -> None:
    shown = side(qtbot, "imaging", answers=ACUTE)

    assert found(shown, "kind-recommendation").isVisible()
    assert shown.findChild(FactPicture) is not None


def test_a_choice_is_called_a_choice_and_its_fact_is_opened_beneath(qtbot: QtBot) -> None:
    shown = side(qtbot, "work-note", answers=ACUTE | MEDIUM)
    more, picture = found(shown, "see-also"), shown.findChild(FactPicture)
    assert isinstance(more, QPushButton)
    assert picture is not None

    assert found(shown, "kind-choice").isVisible()
    assert not picture.isVisible()
    more.click()
    assert picture.isVisible()
    assert any("83 of 100" in label.text() for label in picture.findChildren(QLabel))


@pytest.mark.parametrize("request_id", ["surgery", "injection", "imaging"])
def test_a_fact_that_argues_against_stands_beside_no_choice(qtbot: QtBot, request_id: str) -> None:
    shown = side(qtbot, request_id, answers=CHRONIC, findings=SCIATICA)

    assert found(shown, "kind-choice").isVisible()
    assert shown.findChild(FactPicture) is None
