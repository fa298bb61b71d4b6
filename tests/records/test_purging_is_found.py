"""Rows removed or put back by hand are told from what was purged, and stay refused."""

import pytest

from sdm_app.records import Records
from sdm_app.records.migrations import version_2
from sdm_app.records.purge_row import PURGING
from tests.records.places import Place
from tests.records.purged import LIMIT, TODAY


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM event WHERE encounter = 'new-1'", "what is missing is not what was purged"),
        ("DELETE FROM event WHERE encounter = 'new-1' AND sequence = 2", "visit new-1, row 2"),
        ("DELETE FROM event WHERE encounter = 'new-1' AND sequence = 1", "visit new-1, row 1"),
        (
            "DELETE FROM clinic_document WHERE name = 'services'",
            "what is missing is not what was purged",
        ),
        ("UPDATE event SET payload = '{}' WHERE encounter = 'new-2'", "visit new-2, row 1"),
        ("DELETE FROM journal WHERE kind = 'purge'", "row 18: missing"),
        ("UPDATE journal SET object = '' WHERE kind = 'purge'", "row 18: changed"),
    ],
)
def test_rows_that_were_removed_by_hand_are_found_after_a_purge(
    place: Place, purger: Records, statement: str, said: str
) -> None:
    purger.purge(LIMIT, TODAY)
    purger.log("lock")
    purger.close()
    tables = ("event", "journal", "clinic_document")
    place.alter(*(one for table in tables for one in place.unlock(table)), statement)

    again = place.open()

    assert said in str(again.verify_chain())
    again.close()


def test_rows_that_were_removed_by_hand_before_a_purge_are_found_after_it(
    place: Place, purger: Records
) -> None:
    purger.close()
    place.alter(*place.unlock("event"), "DELETE FROM event WHERE encounter = 'old-1'")
    again = place.bring_forward()

    again.purge(LIMIT, TODAY)

    assert "what is missing is not what was purged" in str(again.verify_chain())
    again.close()


def test_rows_that_come_back_after_a_purge_are_found(place: Place, purger: Records) -> None:
    purger.close()
    columns = "encounter, sequence, id, kind, payload, time, staff, workstation, number, chain"
    rows = place.rows(f"SELECT {columns} FROM event WHERE encounter = 'old-1'")
    again = place.bring_forward()
    again.purge(LIMIT, TODAY)
    again.close()
    values = ", ".join(
        "(" + ", ".join(f"'{one}'" if isinstance(one, str) else str(one) for one in row) + ")"
        for row in rows
    )
    place.alter(f"INSERT INTO event ({columns}) VALUES {values}")

    found = place.open()

    assert "what is missing is not what was purged" in str(found.verify_chain())
    found.close()


def test_after_a_purge_rows_are_refused_to_be_removed_as_before(
    place: Place, purger: Records
) -> None:
    purger.purge(LIMIT, TODAY)
    purger.close()

    for table in ("event", "clinic_document", "content_pack", "journal"):
        with pytest.raises(place.refused, match="never changed or removed"):
            place.alter(f"DELETE FROM {table}")


def test_the_setting_of_a_purge_is_that_of_the_tables() -> None:
    assert version_2.PURGING == PURGING
