"""What the window says and refuses as its content grows old, is withdrawn, or is another's."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from sdm_app.domain.content import Withdrawn
from sdm_app.domain.lines import Line
from sdm_app.domain.outlook import outlook_for
from sdm_app.domain.withdrawal import take_out
from sdm_app.handout import build_handout
from sdm_app.packs import Content
from sdm_app.records import open_records
from sdm_app.settings import Settings
from sdm_app.ui.desk import Desk, open_desk
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.shots import keep_case
from tests.builders import content, pack
from tests.handout.reading import elements_of, text_of
from tests.records.builders import KEY
from tests.ui.builders import found

ZONES = ("America/Los_Angeles", "Asia/Kathmandu", "Pacific/Auckland")
CASE = Path(__file__).parents[1] / "cases" / "new-episode-medium-risk.yaml"
REASON = Line(text="We took this out of use. Its study was pulled back.")


class Room:
    """A window over one record, opened anew with whatever content."""

    def __init__(self, folder: Path) -> None:
        self._records = open_records(folder / "visits.db", KEY)
        self.encounter = ""

    def keep_a_visit(self) -> str:
        self.encounter = keep_case(CASE, pack(), self._records)
        return self.encounter

    def window(
        self, used: Content | None = None, settings: Settings | None = None
    ) -> tuple[MainWindow, Desk]:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        window = MainWindow(Looks(app, settings or Settings(), None))
        window.resize(1366, 768)
        desk = open_desk(self._records, date.today(), used or content())
        window.use_desk(desk)
        window.show()
        return window, desk

    def close(self) -> None:
        self._records.close()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.close()


def without(*ids: str) -> Content:
    withdrawn = tuple(Withdrawn(id=name, reason=REASON) for name in ids)
    authored = content().authored.model_copy(update={"withdrawn": withdrawn})
    return replace(content(), pack=take_out(authored), authored=authored, sha256="1" * 64)


def after(day: date, zone: str, seconds: int) -> datetime:
    midnight = datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(zone))
    return midnight + timedelta(seconds=seconds)


@pytest.mark.parametrize("zone", ZONES)
def test_the_review_banner_comes_at_midnight_of_the_clinic(
    qtbot: QtBot, room: Room, zone: str
) -> None:
    for seconds, is_due in ((-1, False), (0, True), (1, True)):
        with time_machine.travel(after(pack().info.next_review, zone, seconds), tick=False):
            window, _ = room.window()
            qtbot.addWidget(window)

            assert ("was due for review" in window.notice.words.text()) is is_due
            assert window.content.why_not(pack()) == ""
            window.hide()


@pytest.mark.parametrize("zone", ZONES)
def test_past_its_use_no_visit_begins_and_none_is_printed(
    qtbot: QtBot, room: Room, zone: str, tmp_path: Path
) -> None:
    for seconds, is_past in ((-1, False), (0, True), (1, True)):
        with time_machine.travel(after(pack().info.expires_on, zone, seconds), tick=False):
            encounter = room.keep_a_visit() if not room.encounter else room.encounter
            window, desk = room.window()
            qtbot.addWidget(window)
            window.ask_new_visit()
            asked = window.findChild(QDialog, "new-visit-dialog") is not None
            desk.controller.open_visit(encounter)

            assert asked is not is_past
            assert ("expired on" in window.notice.words.text()) is is_past
            window.stepping.open_step("plan")
            for name in ("print-plan", "save-pdf"):
                button = found(window, name)
                assert isinstance(button, QPushButton)
                assert button.isEnabled() is not is_past
            preview = window.pages.page().preview  # type: ignore[union-attr]
            assert preview.save_to(str(tmp_path / "plan.pdf")) is not is_past
            (tmp_path / "plan.pdf").unlink(missing_ok=True)
            window.hide()


def test_a_reason_of_the_clinic_lets_visits_go_on_and_stands_on_every_screen(
    qtbot: QtBot, room: Room
) -> None:
    with time_machine.travel(after(pack().info.expires_on, ZONES[0], 1), tick=False):
        allowed = Settings(expired_content_because="The new pack comes on Monday.")
        window, _ = room.window(settings=allowed)
        qtbot.addWidget(window)

        assert window.content.why_not(pack()) == ""
        assert "The new pack comes on Monday." in window.notice.words.text()


def test_a_clock_set_back_makes_content_no_younger(qtbot: QtBot, room: Room) -> None:
    with time_machine.travel(after(pack().info.expires_on, ZONES[0], 1), tick=False):
        qtbot.addWidget(room.window()[0])

    with time_machine.travel(after(pack().info.released, ZONES[0], 1), tick=False):
        window, _ = room.window()
        qtbot.addWidget(window)

        assert "expired on" in window.content.why_not(pack())


def test_a_withdrawn_figure_leaves_screen_paper_and_earlier_visits(
    qtbot: QtBot, room: Room
) -> None:
    encounter = room.keep_a_visit()
    before, desk = room.window()
    qtbot.addWidget(before)
    before.open_visit(encounter)
    before.stepping.open_step("outlook")
    assert desk.controller.visit is not None
    figure = outlook_for(desk.controller.visit).figure
    assert figure
    number = str(pack().estimate_by_id[figure].numerator)  # type: ignore[union-attr]
    assert number in shown_by(before)

    window, desk = room.window(without(figure))
    qtbot.addWidget(window)
    window.open_visit(encounter)
    window.stepping.open_step("outlook")

    assert REASON.text in shown_by(window)
    assert number not in shown_by(window)
    visit = desk.controller.visit
    assert visit is not None
    paper = " ".join(text_of(build_handout(visit)).split())
    assert REASON.text in paper


def test_a_withdrawn_option_leaves_screen_paper_and_earlier_visits(
    qtbot: QtBot, room: Room
) -> None:
    encounter = room.keep_a_visit()
    window, desk = room.window(without("stay-active"))
    qtbot.addWidget(window)
    window.open_visit(encounter)
    visit = desk.controller.visit
    assert visit is not None
    assert "stay-active" in visit.encounter.choices

    window.stepping.open_step("options")
    assert window.findChild(QPushButton, "compare-stay-active") is None
    found(window, "not-advised").click()  # type: ignore[attr-defined]
    assert found(window, "not-advised-stay-active").isVisible()
    assert window.findChild(QPushButton, "look-stay-active") is None
    window.stepping.open_step("plan")
    assert REASON.text in shown_by(window)
    paper = build_handout(visit)
    assert REASON.text in " ".join(text_of(paper).split())
    boxes = len(elements_of(paper, "Lbl"))
    whole = visit.model_copy(update={"pack": pack()})
    assert boxes == len(elements_of(build_handout(whole), "Lbl")) - 1


def test_a_withdrawn_instrument_leaves_screen_paper_and_earlier_visits(
    qtbot: QtBot, room: Room
) -> None:
    encounter = room.keep_a_visit()
    before, _ = room.window()
    qtbot.addWidget(before)
    assert "Medium risk" in shown_by(before)

    window, desk = room.window(without("start-back"))
    qtbot.addWidget(window)

    assert "Medium risk" not in shown_by(window)
    window.open_visit(encounter)
    window.stepping.open_step("screening")
    assert REASON.text in shown_by(window)
    assert "Score" not in found(window, "result-group").text()  # type: ignore[attr-defined]
    assert not found(window, "result-score").isVisible()
    assert "risk" not in window.top_bar.risk.text().lower()
    assert desk.list_on(date.today())[0].risk_group is None


def test_a_visit_of_earlier_content_keeps_it_and_says_so(qtbot: QtBot, room: Room) -> None:
    first, desk = room.window()
    qtbot.addWidget(first)
    desk.controller.start_visit("A.B.", 1980, "rooming")
    encounter = desk.controller.visit.encounter.id  # type: ignore[union-attr]
    first.show_list()
    info = pack().info.model_copy(update={"version": "2027.9.0"})
    later = pack().model_copy(update={"info": info})
    used = replace(content(), pack=later, authored=later, sha256="2" * 64)

    window, desk = room.window(used)
    qtbot.addWidget(window)
    assert "2027.9.0" in window.footer.note.text()
    window.open_visit(encounter)

    assert desk.controller.visit is not None
    assert desk.controller.visit.pack.info.version == pack().info.version
    assert "in use now: 2027.9.0" in window.notice.words.text()


def test_a_visit_whose_content_is_not_here_says_so(qtbot: QtBot, room: Room) -> None:
    encounter = room.keep_a_visit()
    info = pack().info.model_copy(update={"version": "2027.9.0"})
    later = pack().model_copy(update={"info": info})
    used = replace(content(), pack=later, authored=later, sha256="2" * 64)

    window, _ = room.window(used)
    qtbot.addWidget(window)
    window.open_visit(encounter)

    assert "which is not on this computer" in window.notice.words.text()


def test_the_statement_of_use_is_shown_at_the_first_run_and_once(qtbot: QtBot, room: Room) -> None:
    window, _ = room.window()
    qtbot.addWidget(window)
    window.statement.show_unless_read()
    dialog = window.findChild(QDialog, "about")
    assert dialog is not None
    assert pack().info.intended_use in shown_by(dialog)
    assert pack().info.not_for in shown_by(dialog)

    found(dialog, "about-read").click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not dialog.isVisible())
    window.statement.show_unless_read()

    assert not [d for d in window.findChildren(QDialog, "about") if d.isVisible()]


def shown_by(widget: object) -> str:
    from PySide6.QtWidgets import QLabel, QWidget

    assert isinstance(widget, QWidget)
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.text() for label in labels)
