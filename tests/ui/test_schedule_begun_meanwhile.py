"""While somebody says whose visit it is, another workstation may begin it: it is begun once."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from sdm_app.domain import events as e
from sdm_app.domain.encounter import fold
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import FoundAt
from sdm_app.records.summary import summary_of
from sdm_app.ui import patience
from sdm_app.ui.desk import Desk
from tests.builders import pack
from tests.ui.builders import Opened, click, found
from tests.ui.schedule_builders import TODAY, due, import_rows, starts


def begin_elsewhere(desk: Desk, name: str, appointment: str, days_ago: int = 0) -> None:
    """Begin a visit of R.T., born in 1968, as another workstation does."""
    event = e.EncounterStarted(
        encounter=name,
        reference="R.T.",
        birth_year=1968,
        found_at=FoundAt.SCHEDULE,
        started_on=TODAY - timedelta(days=days_ago),
        content_id=pack().info.id,
        content_version=pack().info.version,
        appointment=appointment,
    )
    visit = Visit(pack=pack(), encounter=fold([(1, event)]), today=TODAY)
    desk.records.append(name, event, summary_of(visit, "09:10"))


@pytest.mark.parametrize("said", ["seen-before", "somebody-else"])
def test_a_row_that_was_begun_while_it_was_asked_about_is_opened(opened: Opened, said: str) -> None:
    window, desk = opened
    begin_elsewhere(desk, "before", "", days_ago=28)
    import_rows(window, due("09:05", "R.T.", 1968))
    starts(window)
    (row,) = window.front_desk.schedule.due
    window.front_desk.schedule.start(row)
    dialog = found(window, "seen-before-dialog")
    begin_elsewhere(desk, "elsewhere", row)

    click(dialog, said)

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.id == "elsewhere"
    assert len(desk.records.list_on(TODAY)) == 1


def test_start_pressed_twice_while_the_server_is_slow_begins_one_visit(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk = opened
    import_rows(window, due("09:05", "R.T.", 1968))
    starts(window)
    (row,) = window.front_desk.schedule.due
    monkeypatch.setattr(patience, "SECONDS", 0)

    window.front_desk.schedule.start(row)
    window.front_desk.schedule.start(row)

    qtbot.waitUntil(lambda: desk.controller.visit is not None)
    qtbot.waitUntil(lambda: not window.front_desk.seen_before.asking.is_open)
    assert len(desk.records.list_on(TODAY)) == 1
