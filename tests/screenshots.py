"""Draws every step of two played visits for the README: `python -m tests.screenshots FOLDER`."""

import sys
import tempfile
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from sdm_app import packs, play
from sdm_app.domain.content import ContentPack
from sdm_app.domain.encounter import fold
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Step
from sdm_app.records import Records, open_records
from sdm_app.records.summary import summary_of
from sdm_app.settings import Settings
from sdm_app.ui.desk import open_desk
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.theme.fonts import register_fonts

CASES = Path("tests/cases")
SHOWN = "new-episode-medium-risk"
STOPPED = "emergency-bladder-and-numbness"


def main(folder: Path) -> None:
    """Draw today's list, the seven steps, and what an emergency puts in their place."""
    app = QApplication([])
    app.setStyle("Fusion")
    register_fonts()
    today = date.today()
    pack = packs.current()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        records = open_records(Path(place) / "visits.db")
        visits = {
            file.stem: keep(records, file, pack, today, f"09:{number * 10:02}")
            for number, file in enumerate(sorted(CASES.glob("*.yaml"))[:6])
        }
        window = MainWindow(Looks(app, Settings(), None))
        window.resize(1366, 768)
        desk = open_desk(records, today, pack)
        window.use_desk(desk)
        window.show()
        draw(app, window, folder / "0-today.png")
        window.open_visit(visits[SHOWN])
        for number, step in enumerate(Step, start=1):
            desk.controller.step_opened(step.value)
            draw(app, window, folder / f"{number}-{step.value}.png")
        window.open_visit(visits[STOPPED])
        desk.controller.step_opened(Step.OPTIONS.value)
        draw(app, window, folder / "8-emergency.png")
        window.close()


def keep(records: Records, file: Path, pack: ContentPack, today: date, started_at: str) -> str:
    """Record a case as if it had happened today; its encounter."""
    events = play.events_of_case(play.read_cases(file, pack, today)[0], pack, today)
    encounter = fold(events)
    summary = summary_of(Visit(pack=pack, encounter=encounter, today=today), started_at)
    for _, event in events:
        records.append(encounter.id, event, summary)
    return encounter.id


def draw(app: QApplication, window: MainWindow, file: Path) -> None:
    """Keep a picture of the window once nothing waits to be painted."""
    for _ in range(3):
        app.processEvents()
    window.grab().save(str(file))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
