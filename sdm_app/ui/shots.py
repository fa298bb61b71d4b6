"""Pictures of every screen of a sample visit, for people who review the look.

`python -m sdm_app.ui.shots [--quick] OUT [CASE.yaml...]` needs no display; `--quick` leaves it at
one size, text scale and theme. Nothing of it is kept in the user's records.
"""

import os
import sys
import tempfile
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication, QWidget

from sdm_app import packs, play, user_folders
from sdm_app.domain.content import ContentPack
from sdm_app.domain.encounter import fold
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Step
from sdm_app.records import Records, open_records
from sdm_app.records.summary import summary_of
from sdm_app.settings import Contrast, Settings
from sdm_app.ui.collecting import Collecting
from sdm_app.ui.desk import open_desk
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.theme.fonts import register_fonts

SIZES = (QSize(1366, 768), QSize(1920, 1080))
SCALES = (100, 200)
CASES = Path("tests") / "cases"


def main(argv: list[str]) -> int:
    """Write the pictures into the folder named first; cases come from the files that follow."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    arguments = [word for word in argv[1:] if word != "--quick"]
    is_quick = len(arguments) < len(argv) - 1
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    files = [Path(name) for name in arguments[1:]] or sorted(CASES.glob("*.yaml"))
    app = QApplication(argv[:1])
    app.setStyle("Fusion")
    collecting = Collecting(app)
    register_fonts()
    content = packs.content_in_use(packs.Shelf(user_folders.content()))
    with tempfile.TemporaryDirectory() as folder:
        os.environ[user_folders.OVERRIDE] = folder
        records = open_records(user_folders.database(), os.urandom(32))
        ids = [keep_case(file, content.pack, records) for file in files]
        for contrast in (Contrast.LIGHT,) if is_quick else Contrast:
            for scale in SCALES[:1] if is_quick else SCALES:
                looks = Looks(app, Settings(text_scale=scale, contrast=contrast), None)
                window = MainWindow(looks)
                window.use_desk(open_desk(records, date.today(), content))
                for size in SIZES[:1] if is_quick else SIZES:
                    window.resize(size)
                    label = f"{contrast}-{scale}-{size.width()}x{size.height()}"
                    _shoot(window, ids, out / label)
                window.hide()
                window.deleteLater()
        records.close()
    collecting.deleteLater()
    return 0


def keep_case(file: Path, pack: ContentPack, records: Records) -> str:
    """Keep a case file's visit, and those it follows, as if they had just been played; its id."""
    case = play.read_cases(file, pack, date.today())[0]
    for one in play.cases_of(case):
        events = play.events_of_case(one, pack, date.today())
        for place in range(len(events)):
            encounter = fold(events[: place + 1])
            visit = Visit(pack=pack, encounter=encounter, today=date.today())
            records.append(encounter.id, events[place][1], summary_of(visit, "09:10"))
    return case.case


def _shoot(window: MainWindow, ids: list[str], folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    window.show()
    window.show_list()
    _grab(window, folder / "0-today.png")
    for encounter_id in ids:
        window.open_visit(encounter_id)
        for number, step in enumerate(Step, start=1):
            window.rail.step_requested.emit(str(step))
            _grab(window, folder / f"{encounter_id}-{number}-{step}.png")


def _grab(window: QWidget, file: Path) -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for _ in range(3):
        QApplication.processEvents()
    window.grab().save(str(file))


if __name__ == "__main__":
    sys.exit(main(sys.argv))
