"""The first four pages, each with a keeper in place of the controller, and a hand there."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain import events as e
from sdm_app.domain.encounter import apply
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import FindingAnswer, Helped, Urgency
from sdm_app.ui.pages.page import Page
from tests import builders
from tests.ui.builders import found

MEDIUM = {**builders.ACUTE, "nih-chronic.frequency": "less-than-half-the-days"} | builders.MEDIUM


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


def press(qtbot: QtBot, page: QWidget, name: str) -> None:
    """Press a button by its object name."""
    qtbot.mouseClick(found(page, name), Qt.MouseButton.LeftButton)


def key(page: Page, text: str) -> bool:
    """Send a key to the page as the window does."""
    return page.handle_key(QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text))


def new_visit(**fields: object) -> Visit:
    return builders.visit(**fields)
