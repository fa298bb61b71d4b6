"""A schedule that was imported: what it keeps, and who sees it in the day's list."""

import pytest

from sdm_app.domain.schedule import Expected
from sdm_app.records import Conflict, Records
from sdm_app.ui.pages.due_row import Due, StartButton
from sdm_app.ui.schedule.import_dialog import Accepted
from sdm_app.ui.schedule.keeping import MAPPING, due_on, keep_schedule, schedule_name
from tests.builders import pack
from tests.faults.room import settle
from tests.ui.builders import Opened, found, text
from tests.ui.schedule_builders import MAPPING as A_MAPPING
from tests.ui.schedule_builders import TODAY, due, import_rows, starts
from tests.ui.staff import Screen


def test_the_day_imported_again_keeps_what_was_begun(opened: Opened) -> None:
    window, desk = opened
    import_rows(window, due("09:05", "M.A."), due("10:00", "J.D."))
    starts(window)
    begun = next(one.id for one in window.front_desk.schedule.due.values() if one.time == "09:05")
    window.front_desk.schedule.start(begun)
    window.show_list()

    import_rows(window, due("10:30", "J.D."), due("11:00", "T.K."))

    assert starts(window) == ["Start J.D.", "Start T.K."]
    assert begun in window.front_desk.schedule.due
    document = desk.records.document(schedule_name(TODAY))
    assert document is not None
    assert document.number == 2


def test_marked_rows_stand_with_their_reason_and_the_others_without(opened: Opened) -> None:
    window, _desk = opened
    import_rows(window, due("09:05", "M.A.", 1965, "Sciatica"), due("09:10", "J.D.", 1980, "cough"))
    starts(window)
    marked, other = window.front_desk.schedule.due.values()

    assert (marked.speaks, other.speaks) == (True, False)
    assert text(window, f"due-note-{marked.id}") == "Sciatica"
    assert text(window, f"due-note-{other.id}") == "—"


def test_rows_and_visits_stand_together_by_time_and_are_found_by_reference(
    opened: Opened,
) -> None:
    window, _desk = opened
    import_rows(window, due("23:59", "M.A."), due("00:00", "J.D."))
    assert starts(window) == ["Start J.D.", "Start M.A."]

    window.pages.today.find_field.setText("ma")

    assert starts(window) == ["Start M.A."]


def test_who_may_not_see_the_list_sees_no_schedule(screen: Screen) -> None:
    screen.sign_in("Finn Front")
    import_rows(screen.window, due("09:05", "M.A.", 1965, "LBP"))
    assert starts(screen.window) == ["Start M.A."]
    screen.lock()

    screen.sign_in("Mo Manager")

    assert starts(screen.window) == []
    assert not found(screen.window, "import-schedule").isVisible()


def test_the_next_patient_sees_nobody_of_the_schedule(opened: Opened) -> None:
    window, desk = opened
    import_rows(window, due("09:05", "M.A.", 1965, "LBP"))

    desk.controller.start_visit("J.D.", 1980, "rooming")

    settle()
    assert window.pages.today.findChildren(StartButton) == []
    window.show_list()
    assert starts(window) == ["Start M.A."]


def test_two_stations_that_import_at_once_lose_no_row(opened: Opened) -> None:
    _window, desk = opened
    words = pack().schedule

    class Other:
        """Records in which another station imports between reading and keeping, once."""

        def __init__(self, records: Records) -> None:
            self._records, self._is_first = records, True

        def __getattr__(self, name: str) -> object:
            return getattr(self._records, name)

        def keep_document(self, name: str, text: str, expected: int | None = None) -> None:
            if self._is_first and name != MAPPING:
                self._is_first = False
                keep_schedule(self._records, accepted(due("09:05", "M.A.")), words, lambda: "m")
            self._records.keep_document(name, text, expected=expected)

    def accepted(*rows: Expected) -> Accepted:
        return Accepted(TODAY, rows, A_MAPPING)

    both = accepted(due("09:05", "M.A."), due("10:00", "J.D."))
    keep_schedule(Other(desk.records), both, words, lambda: "j")  # type: ignore[arg-type]

    kept: tuple[Due, ...] = due_on(desk.records, TODAY, words)
    assert [(one.id, one.time) for one in kept] == [("m", "09:05"), ("j", "10:00")]


def test_a_schedule_of_a_newer_program_is_left_alone(opened: Opened) -> None:
    window, desk = opened
    desk.records.keep_document(schedule_name(TODAY), '{"rows": "another form"}')

    import_rows(window, due("09:05", "M.A."))

    assert "not one that this program can use" in window.footer.note.text()
    document = desk.records.document(schedule_name(TODAY))
    assert document is not None
    assert document.number == 1


def test_an_import_that_loses_every_race_says_so(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk = opened

    def lose(*_arguments: object, **_named: object) -> None:
        raise Conflict(())

    monkeypatch.setattr(desk.records, "keep_document", lose)

    import_rows(window, due("09:05", "M.A."))

    assert window.footer.note.text()
    assert starts(window) == []
