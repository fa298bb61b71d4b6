"""Visits from before a day are purged for good on either engine."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from sdm_app.records import NotSaved, Records
from sdm_app.records.engine import FileDatabase
from sdm_app.records.purging import Purged
from sdm_app.records.server import ServerDatabase
from tests.records.places import Place
from tests.records.purged import LIMIT, OLD, TODAY, visit


def test_what_is_older_goes_and_the_rest_stays(place: Place, purger: Records) -> None:
    purger.content = "c" * 64
    done = purger.purge(LIMIT, TODAY)

    assert done == Purged(
        LIMIT, visits=3, events=6, schedules=1, packs=1, remaining=0, kept=2, is_cleared=True
    )
    assert purger.verify_chain() is None
    assert purger.events_of("old-1") == ()
    assert len(purger.events_of("new-1")) == 2
    purger.close()
    assert place.rows("SELECT DISTINCT encounter FROM event ORDER BY encounter") == [
        ("new-1",),
        ("new-2",),
    ]
    assert place.rows("SELECT encounter FROM encounter_summary ORDER BY encounter") == [
        ("new-1",),
        ("new-2",),
    ]
    assert place.rows("SELECT name FROM clinic_document ORDER BY name") == [
        ("schedule-mapping",),
        ("schedule.2020-01-01",),
        ("services",),
    ]
    assert place.rows("SELECT content FROM content_pack ORDER BY content") == [
        ("pack b",),
        ("pack c",),
    ]


def test_counting_removes_nothing(place: Place, purger: Records) -> None:
    purger.content = "c" * 64
    found = purger.what_a_purge_removes(LIMIT)

    assert found == Purged(LIMIT, visits=3, events=6, schedules=1, packs=1, remaining=3, kept=5)
    purger.close()
    assert place.rows("SELECT count(*) FROM event") == [(10,)]
    assert place.rows("SELECT count(*) FROM journal WHERE kind = 'purge'") == [(0,)]


def test_a_purge_leaves_one_row_in_the_journal(place: Place, purger: Records) -> None:
    purger.purge(LIMIT, TODAY)
    purger.close()

    ((object_, reason),) = place.rows("SELECT object, reason FROM journal WHERE kind = 'purge'")
    day, digest = object_.split("/")
    assert (day, len(digest)) == ("2020-01-01", 64)
    assert reason == "3 visits, 6 events, 1 schedules, 1 packs"


def test_visits_go_on_after_a_purge_and_a_second_one_removes_the_rest(
    place: Place, purger: Records
) -> None:
    purger.purge(LIMIT, TODAY)
    visit(purger, "new-3", OLD)
    purger.keep_document("schedule.2019-12-31", "[2]")
    assert purger.verify_chain() is None

    done = purger.purge(TODAY - timedelta(days=30), TODAY)

    assert (done.visits, done.schedules, done.kept) == (2, 2, 1)
    assert purger.verify_chain() is None
    assert purger.purge(LIMIT, TODAY).visits == 0
    assert purger.verify_chain() is None
    purger.close()
    assert place.rows("SELECT count(*) FROM journal WHERE kind = 'purge'") == [(3,)]


@pytest.mark.parametrize("days", [-1, 0, 29])
def test_neither_todays_visits_nor_those_of_a_month_are_purged(purger: Records, days: int) -> None:
    with pytest.raises(ValueError, match="visits are purged that began before"):
        purger.purge(TODAY - timedelta(days=days), TODAY)

    assert purger.what_a_purge_removes(LIMIT).kept == 5
    purger.close()


def test_a_month_ago_may_be_purged(purger: Records) -> None:
    assert purger.purge(TODAY - timedelta(days=30), TODAY).visits == 4
    purger.close()


def test_a_visit_that_the_list_does_not_have_is_purged_by_its_events(
    place: Place, purger: Records
) -> None:
    purger.close()
    place.alter(
        "DELETE FROM encounter_summary WHERE encounter = 'old-1'",
        "UPDATE encounter_summary SET started_on = '2001-01-01' WHERE encounter = 'new-1'",
        "UPDATE encounter_summary SET started_on = '2025-01-01' WHERE encounter = 'old-2'",
        "UPDATE encounter_summary SET encounter = 'none' WHERE encounter = 'old-3'",
    )
    again = place.bring_forward()

    done = again.purge(LIMIT, TODAY)

    assert (done.visits, done.events, done.remaining, done.kept) == (4, 6, 0, 2)
    again.close()


def test_a_purge_that_breaks_off_at_its_end_removes_nothing(place: Place, purger: Records) -> None:
    def break_off(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO journal"):
            raise KeyboardInterrupt

    event.listen(Engine, "after_cursor_execute", break_off)
    try:
        with pytest.raises(KeyboardInterrupt):
            purger.purge(LIMIT, TODAY)
    finally:
        event.remove(Engine, "after_cursor_execute", break_off)

    assert purger.verify_chain() is None
    assert purger.what_a_purge_removes(LIMIT).visits == 3
    purger.close()
    with pytest.raises(place.refused, match="never changed or removed"):
        place.alter("DELETE FROM event")


def test_what_is_left_in_free_space_is_said(
    purger: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: object, _tables: object) -> None:
        raise NotSaved("the disk is full")

    for database in (FileDatabase, ServerDatabase):
        monkeypatch.setattr(database, "compact", fail)

    done = purger.purge(LIMIT, TODAY)

    assert (done.visits, done.remaining, done.is_cleared) == (3, 0, False)
    assert purger.verify_chain() is None
    purger.close()
