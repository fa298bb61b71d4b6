"""The letter of a referral in the window: looked at, printed, saved, or not for front desk."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from sdm_app.domain.vocabulary import ReferralStatus
from sdm_app.ui import printing
from tests.faults.room import settle
from tests.ui.builders import Opened, click, found, text
from tests.ui.referral_builders import NO, TO, hand_over, statuses
from tests.ui.staff import Screen


@pytest.fixture
def letter(opened: Opened, pended: str, monkeypatch: pytest.MonkeyPatch) -> QDialog:
    """The letter of what Cleo signed, in view; a printer that takes everything."""
    window, desk = opened
    monkeypatch.setattr(printing, "print_plan", lambda *_: True)
    window.open_visit(pended)
    desk.controller.referral_signed(TO)
    desk.controller.step_opened("plan")
    settle()
    found(window, f"referral-letter-{TO}").click()  # type: ignore[attr-defined]
    settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    return dialog


def test_a_printed_letter_is_not_undone_but_cancelled_with_its_reason_kept(
    opened: Opened, letter: QDialog
) -> None:
    window, desk = opened
    click(letter, "print-letter")
    click(letter, "letter-close")
    settle()

    window.undo()

    assert statuses(desk) == {TO: ReferralStatus.SIGNED}
    assert text(window, "footer-note").startswith("The letter of this referral was printed.")
    desk.controller.referral_cancelled(TO, "The patient declined", "patient-declined")
    assert desk.controller.visit is not None
    state = desk.controller.visit.encounter.referrals[TO]
    assert (state.status, state.printed) == (ReferralStatus.CANCELLED, True)
    assert (state.reason, state.reason_id) == ("The patient declined", "patient-declined")


def test_a_letter_that_was_only_looked_at_holds_nothing(opened: Opened, letter: QDialog) -> None:
    window, desk = opened
    click(letter, "letter-close")
    settle()

    window.undo()

    assert statuses(desk) == {TO: ReferralStatus.PENDED}


def test_a_letter_closes_when_its_referral_is_cancelled_elsewhere(
    opened: Opened, letter: QDialog
) -> None:
    _window, desk = opened
    desk.controller.goal_written("Walk the dog")
    assert letter.isVisible()

    desk.controller.referral_cancelled(TO, "The patient declined", "patient-declined")

    assert not letter.isVisible()


def test_a_saved_letter_counts_as_printed(
    opened: Opened, letter: QDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _window, desk = opened
    file = tmp_path / "letter.pdf"
    chosen = "sdm_app.ui.widgets.handout_preview.QFileDialog.getSaveFileName"
    monkeypatch.setattr(chosen, lambda *_: (str(file), ""))

    click(letter, "save-letter")

    assert file.read_bytes().startswith(b"%PDF")
    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.referrals[TO].printed


def test_front_desk_opens_no_letter(screen: Screen, opened: Opened, pended: str) -> None:
    window, desk = opened
    window.open_visit(pended)
    desk.controller.referral_signed(TO)
    hand_over(screen, "Finn Front")
    window.open_visit(pended)

    window.pages.letter_requested.emit(TO)

    settle()
    assert text(window, "footer-note") == NO
    assert window.findChild(QWidget, "letter-dialog") is None
