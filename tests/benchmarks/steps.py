"""A child process that goes from every step to every other, in our pages and in bare labels."""

import json
import sys
import time
from datetime import date
from itertools import permutations
from pathlib import Path
from statistics import quantiles

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QWidget
from typing_extensions import override

from sdm_app import packs, play
from sdm_app.domain.encounter import apply
from sdm_app.domain.events import StepOpened
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Step
from sdm_app.settings import Contrast
from sdm_app.ui.page_stack import PageStack
from sdm_app.ui.theme.apply import apply_theme
from sdm_app.ui.theme.fonts import register_fonts

CASE = Path("tests/cases/new-episode-medium-risk.yaml")
ROUNDS = 3


class FirstPaint(QObject):
    """Waits until a widget was painted."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._awaited: QWidget | None = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the paint that is awaited."""
        if watched is self._awaited and event.type() == QEvent.Type.Paint:
            self._awaited = None
        return False

    def wait_for(self, page: QWidget) -> None:
        """Run the event loop until the page is painted, and then once more until nothing waits."""
        self._awaited = page
        page.installEventFilter(self)
        page.update()
        while self._awaited is not None:
            self._app.processEvents()
        self._app.processEvents()
        page.removeEventFilter(self)


def main() -> None:
    """Measure both in turn and print the 95th percentiles in milliseconds."""
    app = QApplication([])
    register_fonts()
    apply_theme(app, Contrast.LIGHT, 100)
    pack = packs.current()
    visit = play.visit_of_case(play.read_cases(CASE, pack, date.today())[0], pack, date.today())
    paint = FirstPaint(app)
    ours, bare = PageStack(), bare_stack()
    for stack in (ours, bare):
        stack.resize(1366, 768)
        stack.show()
    taken: dict[str, list[float]] = {"ours": [], "bare": []}
    for turn in range(ROUNDS + 1):
        for origin, target in permutations(Step, 2):
            open_step(ours, visit, origin, paint)
            open_label(bare, origin, paint)
            began = time.perf_counter()
            open_step(ours, visit, target, paint)
            between = time.perf_counter()
            open_label(bare, target, paint)
            if turn:  # the first round builds the pages
                taken["ours"].append((between - began) * 1000)
                taken["bare"].append((time.perf_counter() - between) * 1000)
    percentiles = {which: quantiles(times, n=20)[-1] for which, times in taken.items()}
    sys.stdout.write(json.dumps(percentiles) + "\n")


def bare_stack() -> QStackedWidget:
    """Seven labels, one in view."""
    stack = QStackedWidget()
    for step in Step:
        stack.addWidget(QLabel(step.value))
    return stack


def open_label(stack: QStackedWidget, step: Step, paint: FirstPaint) -> None:
    """Switch to the label of a step and see it painted."""
    label = stack.widget(list(Step).index(step))
    assert label is not None
    stack.setCurrentWidget(label)
    paint.wait_for(label)


def open_step(stack: PageStack, visit: Visit, step: Step, paint: FirstPaint) -> None:
    """Open a step as the controller does, so that its page renders anew, and see it painted."""
    encounter = apply(visit.encounter, StepOpened(step=step))
    moved = Visit(pack=visit.pack, encounter=encounter, today=visit.today)
    paint.wait_for(stack.show_step(step.value, moved, blocked=False))


if __name__ == "__main__":
    main()
