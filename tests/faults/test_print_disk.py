"""F05: a plan that does not fit on the disk leaves no half of it, and harms nothing else."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from sdm_app.ui.pages.plan import PlanPage
from tests.ui.builders import open_window


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)


def test_a_plan_that_does_not_fit_leaves_nothing_and_the_visit_as_it_was(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window, desk = open_window(tmp_path / "visits.db")
    qtbot.addWidget(window)
    desk.controller.start_visit("A.B.", 1980, "rooming")
    desk.controller.answered("nih-chronic.duration", "under-1-month")
    desk.controller.step_opened("plan")
    page = window.pages.page()
    assert isinstance(page, PlanPage)
    out = tmp_path / "out"
    out.mkdir()
    before = desk.controller.events

    with files_of_at_most(2000):
        is_saved = page.preview.save_to(str(out / "plan.pdf"))

    assert not is_saved
    assert list(out.iterdir()) == []
    assert desk.controller.visit is not None
    assert desk.records.events_of(desk.controller.visit.encounter.id) == before
    assert page.preview.save_to(str(out / "plan.pdf"))
    desk.records.close()
