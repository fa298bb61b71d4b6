"""The pages of a visit, built when first needed and rendered only while visible."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from sdm_app.ui.flow import STEPS, STOPPED
from sdm_app.ui.overriding import override
from sdm_app.ui.pages.page import Page
from sdm_app.ui.pages.today import TodayPage
from sdm_app.ui.wiring import connect_intents

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdm_app.domain.visit import Visit
    from sdm_app.settings import Settings
    from sdm_app.ui.visit_controller import VisitController

_STOP_PAGE = "stopped"
_PLAN = "plan"
_SET_BY_THE_CLINIC = ("screening", "plan")
_PAGES = {step.id: (step.module, step.page) for step in STEPS} | {
    _STOP_PAGE: ("stopped", "StopPage")
}


class PageStack(QStackedWidget):
    """Today's list, the seven steps, and the page that stands in for stopped steps."""

    source_requested = Signal(str)
    letter_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = TodayPage(self)
        self.addWidget(self.today)
        self._pages: dict[str, Page] = {}
        self._shown: dict[str, Visit] = {}
        self._is_stale = False
        self._controller: VisitController | None = None
        self._settings: Settings | None = None
        self._is_demonstration = True
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.timeout.connect(self._build_next)
        self._why_not_printed: Callable[[Visit], str] | None = None
        self.currentChanged.connect(self._on_current_changed)

    @override
    def minimumSizeHint(self) -> QSize:
        # Qt's own answer is the largest of all pages, also of those that are out of sight.
        current = self.currentWidget()
        return current.minimumSizeHint() if current is not None else QSize()

    def use_controller(self, controller: VisitController) -> None:
        """Send what the pages tell to a controller; called once, before any step is shown."""
        self._controller = controller

    def use_settings(self, settings: Settings, *, is_demonstration: bool) -> None:
        """Print for this clinic from now on, marked as an example in a demonstration."""
        self._settings, self._is_demonstration = settings, is_demonstration
        for name in _SET_BY_THE_CLINIC:
            if name in self._pages:
                self._give_settings(name, self._pages[name])

    def refuse_to_print(self, why_not: Callable[[Visit], str]) -> None:
        """Print no plan for which there is a reason not to."""
        self._why_not_printed = why_not
        if _PLAN in self._pages:
            self._give_settings(_PLAN, self._pages[_PLAN])

    def print_plan(self, visit: Visit) -> None:
        """Print the plan of a visit as the plan page prints it."""
        from sdm_app.ui.pages.plan import PlanPage  # noqa: PLC0415

        page = self._page(_PLAN)
        assert isinstance(page, PlanPage)
        page.print_visit(visit)

    def page(self) -> Page | None:
        """The page of the visit in view; None while today's list is."""
        current = self.currentWidget()
        return current if isinstance(current, Page) else None

    def show_list(self) -> None:
        """Show today's list, with the keyboard where a visit is begun."""
        self.setCurrentWidget(self.today)
        self.today.new_visit.setFocus()

    def show_step(self, step: str, visit: Visit, blocked: bool) -> Page:
        """Show a step of the visit, or what to do now in its place; the page in view."""
        if any(shown.encounter.id != visit.encounter.id for shown in self._shown.values()):
            self.forget_visit()
        name = _STOP_PAGE if blocked and step in STOPPED else step
        page = self._page(name)
        if self._is_stale or not _shows_the_same(self._shown.get(name), visit):
            self._is_stale = False
            page.show_visit(visit)
        self._shown[name] = visit
        self.setCurrentWidget(page)
        return page

    def draw_again(self) -> None:
        """Have the page in view show the visit anew, also what somebody had typed there."""
        self._is_stale = True

    def forget_visit(self) -> None:
        """Let go of every page that showed the visit, with all it typed, drew and could undo.

        Built anew they cannot show anything of one patient to the next.
        """
        for name in self._shown:
            page = self._pages.pop(name)
            self.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._shown = {}
        self._ahead.start()

    def build_ahead(self) -> bool:
        """Build one page that was not built yet; whether there was one."""
        for name in _PAGES:
            if name not in self._pages:
                self._page(name)
                return True
        return False

    def _build_next(self) -> None:
        if self._controller is not None and self.build_ahead():
            self._ahead.start()

    def _on_current_changed(self) -> None:
        self.updateGeometry()

    def _give_settings(self, name: str, page: Page) -> None:
        if name != _PLAN:
            from sdm_app.ui.pages.screening import ScreeningPage  # noqa: PLC0415

            if isinstance(page, ScreeningPage) and self._settings is not None:
                page.use_settings(self._settings)
            return
        from sdm_app.ui.pages.plan import PlanPage  # noqa: PLC0415

        if isinstance(page, PlanPage) and self._settings is not None:
            page.use_settings(self._settings, demo=self._is_demonstration)
        if isinstance(page, PlanPage) and self._why_not_printed is not None:
            page.preview.refuse_to_print(self._why_not_printed)

    def _page(self, name: str) -> Page:
        if name not in self._pages:
            module, page_class = _PAGES[name]
            # Imported here: the window's first frame must not pay for the domain.
            page = getattr(import_module(f"sdm_app.ui.pages.{module}"), page_class)()
            page.source_requested.connect(self.source_requested)
            if hasattr(page, "letter_requested"):
                page.letter_requested.connect(self.letter_requested)
            if self._controller is not None:
                connect_intents(page, self._controller)
            if name in _SET_BY_THE_CLINIC:
                self._give_settings(name, page)
            self._pages[name] = page
            self.addWidget(page)
        return self._pages[name]


def _shows_the_same(shown: Visit | None, visit: Visit) -> bool:
    """Whether a page that shows one visit shows the other: no page tells which step is open."""
    if shown is None or shown.pack is not visit.pack or shown.today != visit.today:
        return False
    if [one.id for one in shown.past] != [one.id for one in visit.past]:
        return False
    return shown.encounter.model_copy(update={"step": visit.encounter.step}) == visit.encounter
