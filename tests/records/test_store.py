"""Events, summaries and the journal are kept together, in order and once, on either engine."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from sdm_app.records import Conflict, NewerRecords, NotSaved, Records, UnreadableRecords
from sdm_app.records.version import VERSION
from tests.records.builders import DAY, goal, started, summary
from tests.records.places import Place


def test_what_was_appended_is_read_back_in_order(records: Records) -> None:
    first = records.append("e1", started(), summary())
    second = records.append("e1", goal("Lift my grandson; naïve “quotes” 背"), summary())
    records.append("e2", started("e2"), summary("e2"))

    assert (first, second) == (1, 2)
    assert records.events_of("e1") == (
        (1, started()),
        (2, goal("Lift my grandson; naïve “quotes” 背")),
    )
    assert records.events_of("nobody") == ()


def test_records_outlive_the_program(place: Place, records: Records) -> None:
    records.append("e1", started(), summary())
    records.close()

    again = place.open()

    assert again.events_of("e1") == ((1, started()),)
    assert again.append("e1", goal("walk"), summary()) == 2
    again.close()


def test_a_day_lists_its_visits_in_the_order_they_began(records: Records) -> None:
    records.append("late", started("late"), summary("late", at="10:30"))
    records.append("early", started("early"), summary("early", at="08:15"))
    records.append("other", started("other"), summary("other", on=DAY - timedelta(days=1)))

    assert records.list_on(DAY) == (summary("early", at="08:15"), summary("late", at="10:30"))


def test_a_reference_finds_its_newest_visits_first(records: Records) -> None:
    before = DAY - timedelta(days=30)
    records.append("old", started("old"), summary("old", on=before))
    records.append("new", started("new"), summary("new", at="10:30"))
    records.append("else", started("else"), replace(summary("else"), reference="K.L."))

    assert records.find_by_reference("J.D.") == (
        summary("new", at="10:30"),
        summary("old", on=before),
    )
    assert records.find_by_reference("J.D.", limit=1) == (summary("new", at="10:30"),)
    assert records.find_by_reference("nobody") == ()


def test_the_summary_follows_the_visit(records: Records) -> None:
    changed = replace(summary(), stage="acute", finished=True)
    records.append("e1", started(), summary())
    records.append("e1", goal("walk"), changed)

    assert records.list_on(DAY) == (changed,)


def test_each_event_says_who_where_and_when(place: Place, records: Records) -> None:
    records.append("e1", started(), summary())
    records.staff = "clinician-3"
    records.append("e1", goal("walk"), summary())
    records.close()

    rows = place.rows("SELECT kind, staff, workstation, time FROM event ORDER BY sequence")

    assert [row[:3] for row in rows] == [
        ("encounter-started", "front desk", "room-2"),
        ("goal-written", "clinician-3", "room-2"),
    ]
    assert all(row[3].endswith("+00:00") for row in rows)


@pytest.mark.parametrize("table", ["event", "journal"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET staff = 'nobody'"])
def test_what_only_grows_is_never_changed_or_removed(
    place: Place, records: Records, table: str, change: str
) -> None:
    records.append("e1", started(), summary())
    records.close()

    with pytest.raises(place.refused, match="never changed or removed"):
        place.alter(change.format(table))


def test_an_event_changed_behind_our_back_is_noticed(place: Place, records: Records) -> None:
    records.append("e1", started(), summary())
    records.append("e1", goal("walk"), summary())
    records.close()
    place.alter(
        *place.unlock("event"),
        "UPDATE event SET payload = replace(payload, 'walk', 'swim') WHERE sequence = 2",
    )
    again = place.open()

    with pytest.raises(UnreadableRecords, match="was changed") as refused:
        again.events_of("e1")

    again.close()
    assert "swim" not in str(refused.value)


def test_an_append_asked_for_again_is_kept_once(records: Records) -> None:
    event_id = uuid4().hex
    first = records.append("e1", started(), summary(), event_id=event_id)
    records.append("e1", goal("walk"), summary())

    again = records.append("e1", started(), summary(), event_id=event_id, expected=0)

    assert (first, again) == (1, 1)
    assert len(records.events_of("e1")) == 2


def test_a_change_by_others_is_a_conflict_and_overwrites_nothing(records: Records) -> None:
    records.append("e1", started(), summary())
    records.append("e1", goal("theirs"), summary())
    mine = replace(summary(), step="plan")

    with pytest.raises(Conflict) as refused:
        records.append("e1", goal("mine"), mine, expected=1)

    assert refused.value.events == ((2, goal("theirs")),)
    assert records.list_on(DAY) == (summary(),)
    assert records.append("e1", goal("mine"), mine, expected=2) == 3


def test_a_value_that_no_code_stands_for_is_not_saved(records: Records) -> None:
    with pytest.raises(NotSaved):
        records.append("e1", started(), replace(summary(), urgency="perhaps"))

    assert records.events_of("e1") == ()
    assert records.append("e1", started(), summary()) == 1


def test_a_failed_append_keeps_neither_event_nor_summary_nor_journal(
    place: Place, records: Records
) -> None:
    records.append("e1", started(), summary())
    records.close()
    place.alter("ALTER TABLE encounter_summary RENAME TO elsewhere")
    broken = place.open()

    with pytest.raises(NotSaved):
        broken.append("e1", goal("walk"), summary())

    assert broken.events_of("e1") == ((1, started()),)
    assert broken.verify_chain() is None
    broken.close()


def test_an_error_repeats_nothing_of_the_row(records: Records) -> None:
    with pytest.raises(NotSaved) as refused:
        records.append("e1", goal("canary goal"), replace(summary(), urgency="canary urgency"))

    assert "canary" not in str(refused.value)


def test_a_newer_database_is_refused(place: Place, records: Records) -> None:
    records.close()
    newer = VERSION + 1
    place.alter(
        f"PRAGMA user_version = {newer}"
        if hasattr(place, "path")
        else f"UPDATE version SET number = {newer}"
    )

    with pytest.raises(NewerRecords, match=f"version {newer}"):
        place.open()
