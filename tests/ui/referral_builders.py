"""Referrals that are suggested or pended, and the dialogs in which a person decides."""

from PySide6.QtWidgets import QApplication, QDialog

from sdm_app.domain import events as e
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReferralStatus
from sdm_app.ui.desk import Desk
from tests.builders import ACUTE, HIGH, visit
from tests.faults.room import settle
from tests.ui.builders import found
from tests.ui.last_pages import after
from tests.ui.staff import Screen

TO = "psychologically-informed-pt"
OTHER = "physical-therapy"
NAME = "Physical therapy for body and mind"
NOTE = "Works nights"
NO = "Your role does not include this."
NEW = ACUTE | {"nih-chronic.frequency": "less-than-half-the-days"}


def high(*events: e.Event) -> Visit:
    return after(visit(answers=NEW | HIGH, findings_default="no"), *events)


def screened(desk: Desk, answers: dict[str, str] | None = None) -> str:
    """Start a visit of J.D. and answer the screening; the encounter's id."""
    desk.controller.start_visit("J.D.", 1980, "front-desk")
    for item, answer in (answers or NEW | HIGH).items():
        desk.controller.answered(item, answer)
    assert desk.controller.visit is not None
    return desk.controller.visit.encounter.id


def statuses(desk: Desk) -> dict[str, ReferralStatus]:
    assert desk.controller.visit is not None
    acted_on = desk.controller.visit.encounter.referrals
    return {target: state.status for target, state in acted_on.items()}


def hand_over(screen: Screen, name: str) -> None:
    """Lock, and let somebody else sign in to the list."""
    screen.window.show_list()
    screen.lock()
    screen.sign_in(name)
    settle()


def dialog() -> QDialog:
    opened = QApplication.activeModalWidget()
    assert isinstance(opened, QDialog)
    return opened


def choose(name: str) -> None:
    """Choose one of the buttons of the open dialog."""
    QApplication.processEvents()
    button = found(dialog(), name)
    button.click()  # type: ignore[attr-defined]


def is_open_to(name: str) -> bool:
    return found(dialog(), name).isEnabled()
