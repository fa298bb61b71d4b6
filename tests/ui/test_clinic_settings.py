"""What a clinic sets is kept, printed, and counts the guidelines it chose."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from sdm_app.domain.ordering import guideline_count
from sdm_app.records import Records
from sdm_app.settings import Settings, load
from sdm_app.ui.clinic_settings import ClinicSettingsDialog
from sdm_app.ui.desk import open_desk
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from tests.builders import content, pack
from tests.records.builders import KEY
from tests.ui.builders import click, found


def test_another_guideline_set_counts_other_guidelines(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    file = tmp_path / "settings.json"
    window = MainWindow(Looks(qapp, Settings(), file))
    qtbot.addWidget(window)
    desk = open_desk(Records(tmp_path / "records.db", KEY), date.today(), content())
    window.use_desk(desk)
    window.show()
    window.pages.today.settings.click()
    name, american = found(window, "clinic-name"), found(window, "guideline-set-united-states")
    assert isinstance(name, QLineEdit)
    assert isinstance(american, QRadioButton)
    name.setText(" Río Clinic ")
    room = found(window, "room")
    assert isinstance(room, QLineEdit)
    room.setText(" Room 2 ")
    american.setChecked(True)
    save = found(window, "save-settings")
    assert isinstance(save, QPushButton)
    save.click()

    kept = load(file)
    assert (kept.clinic_name, kept.guideline_set) == ("Río Clinic", "united-states")
    assert kept.room == "Room 2"
    desk.controller.start_visit("T.T.", 1980, "rooming")
    visit = desk.controller.visit
    assert visit is not None
    counted = [g for g in pack().guidelines if "united-states" in g.sets]
    assert guideline_count(visit, "exercise").total == len(counted) != 6


def test_an_unknown_set_in_the_file_leaves_the_contents_own(tmp_path: Path, qtbot: QtBot) -> None:
    desk = open_desk(Records(tmp_path / "records.db", KEY), date.today(), content())

    assert desk.counting("of-the-moon").pack.info.guideline_set == "traeger-2019-six"
    dialog = ClinicSettingsDialog(Settings(guideline_set="of-the-moon"), pack())
    qtbot.addWidget(dialog)
    own = found(dialog, "guideline-set-traeger-2019-six")
    assert isinstance(own, QRadioButton)
    assert own.isChecked()


def test_follow_up_is_set_with_the_rest(qtbot: QtBot) -> None:
    dialog = ClinicSettingsDialog(Settings(clinic_name="Río"), pack())
    qtbot.addWidget(dialog)
    saved: list[Settings] = []
    dialog.changed.connect(saved.append)
    peg, licence = found(dialog, "peg-at-first-visit"), found(dialog, "promis-licence")
    assert isinstance(peg, QRadioButton)
    assert isinstance(licence, QLineEdit)
    assert peg.isChecked()

    no_peg = found(dialog, "no-peg-at-first-visit")
    assert isinstance(no_peg, QRadioButton)
    no_peg.click()
    licence.setText(" HealthMeasures, May 2026 ")
    click(dialog, "save-settings")

    (settings,) = saved
    assert not settings.peg_at_first_visit
    assert settings.promis_licence == "HealthMeasures, May 2026"
    assert settings.clinic_name == "Río"


@pytest.mark.parametrize(("kept", "shown"), [(0, "For ever"), (1, "1 year"), (7, "7 years")])
def test_how_long_visits_are_kept_is_shown_and_set(qtbot: QtBot, kept: int, shown: str) -> None:
    dialog = ClinicSettingsDialog(Settings(retention_years=kept), pack())
    qtbot.addWidget(dialog)
    now, ten = found(dialog, f"retention-{kept}"), found(dialog, "retention-10")
    assert isinstance(now, QRadioButton)
    assert isinstance(ten, QRadioButton)
    assert (now.text(), now.isChecked()) == (shown, True)

    ten.click()

    with qtbot.waitSignal(dialog.changed) as told:
        click(dialog, "save-settings")
    assert told.args is not None
    assert told.args[0].retention_years == 10
