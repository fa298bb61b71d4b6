"""What follows from visit to visit has room, names and sources at every size."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.records import open_records
from sdm_app.settings import Contrast, Settings
from sdm_app.ui.desk import open_desk
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.pages.follow_up import FollowUpView
from sdm_app.ui.shots import keep_case
from tests.builders import TODAY, content, pack
from tests.records.builders import KEY
from tests.ui.builders import found
from tests.ui.test_nothing_clipped import clipped, settle
from tests.ui.test_numbers_have_sources import unsourced

CASES = Path(__file__).parents[1] / "cases"
LOOKS = [
    (QSize(1366, 768), 100, Contrast.LIGHT),
    (QSize(1366, 768), 200, Contrast.HIGH),
    (QSize(1920, 1080), 200, Contrast.DARK),
]
Shown = tuple[MainWindow, int]


@pytest.fixture(params=LOOKS, ids=str)
def shown(
    request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Iterator[Shown]:
    """A window of a clinic with a licence for PROMIS, on a first visit and a follow-up."""
    size, scale, contrast = request.param
    records = open_records(tmp_path / "records.db", KEY)
    for case in ("follow-up-visit", "new-episode-medium-risk"):
        keep_case(CASES / f"{case}.yaml", pack(), records)
    settings = Settings(text_scale=scale, contrast=contrast, promis_licence="HealthMeasures")
    window = MainWindow(Looks(qapp, settings, None))
    qtbot.addWidget(window)
    window.use_desk(open_desk(records, TODAY, content()))
    window.resize(size)
    window.show()
    yield window, scale
    Looks(qapp, Settings(), None)
    records.close()


def follow_up_of(window: MainWindow, case: str) -> FollowUpView:
    window.open_visit(case)
    window.rail.step_requested.emit("screening")
    settle()
    view = window.findChild(FollowUpView)
    assert view is not None
    return view


def test_a_follow_up_has_room_for_its_words(shown: Shown) -> None:
    window, _scale = shown
    view = follow_up_of(window, "follow-up-visit")

    assert view.isVisible()
    assert found(window, "typed-promis-pi-4a.t-score").isVisible()
    assert list(clipped(window)) == []
    assert unsourced(window) == []


def test_a_first_visit_has_room_for_the_offer_and_its_questions(shown: Shown) -> None:
    window, _scale = shown
    view = follow_up_of(window, "new-episode-medium-risk")
    assert not view.isVisible()
    assert list(clipped(window)) == []

    offer = found(window, "follow-up-offer")
    assert isinstance(offer, QAbstractButton)
    offer.click()
    settle()

    assert view.isVisible()
    assert list(clipped(window)) == []
    assert unsourced(window) == []


def test_every_control_has_a_name_a_handle_and_a_size_for_a_finger(shown: Shown) -> None:
    window, scale = shown
    view = follow_up_of(window, "follow-up-visit")

    controls: list[QWidget] = [*view.findChildren(QAbstractButton), *view.findChildren(QLineEdit)]
    links = [one for one in controls if one.property("kind") == "link"]
    pressed = [one for one in controls if one.isVisible() and one not in links]
    assert len(pressed) > 40
    for control in pressed:
        assert control.objectName()
        assert control.accessibleName(), control.objectName()
        assert control.height() >= 44, control.objectName()
        if scale == 100:
            assert control.width() >= 40, control.objectName()
