"""A station's clock that differs from the server's is found, and orders nothing (F27)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from sdm_app.records import Records, Unreachable, open_records
from tests.faults.records_server import made_database, own_server, station
from tests.postgres import Server
from tests.records.builders import KEY, goal, started, summary

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("off", [timedelta(hours=-5), timedelta(hours=7)])
def test_a_visits_order_is_by_sequence_whatever_a_stations_clock_says(
    server: Server, database: str, records: Records, off: timedelta
) -> None:
    other = station(server, database, "room-2")
    records.append("e1", started(), summary(), expected=0)
    with time_machine.travel(datetime.now(UTC) + off):
        other.append("e1", goal("second"), summary(), expected=1)
    records.append("e1", goal("third"), summary(), expected=2)

    visit = ((1, started()), (2, goal("second")), (3, goal("third")))
    assert records.events_of("e1") == visit
    assert other.events_of("e1") == visit
    first, second, third = (datetime.fromisoformat(time) for time in times_of(records, "e1"))
    assert abs(second - first - off) < timedelta(minutes=1)
    assert timedelta(0) < third - first < timedelta(minutes=1)
    assert records.verify_chain() is None
    other.close()


def times_of(records: Records, encounter: str) -> list[str]:
    """When the stations say that they wrote, in the order of the events."""
    query = "SELECT time FROM event WHERE encounter = %s ORDER BY sequence"
    return [
        time for (time,) in records.with_driver(lambda driver: driver.execute(query, [encounter]))
    ]


@pytest.mark.parametrize("seconds", [-7200, -121, -119, 0, 119, 121, 7200])
def test_how_far_a_stations_clock_is_off_is_found(
    server: Server, database: str, records: Records, seconds: int
) -> None:
    """Within a second, so that two minutes are told from less."""
    with time_machine.travel(datetime.now(UTC) - timedelta(seconds=seconds)):
        skew = records.clock_skew()

    assert skew == pytest.approx(seconds, abs=0.9)


def test_a_file_has_no_clock_of_its_own(tmp_path: Path) -> None:
    records = open_records(tmp_path / "visits.db", KEY, workstation="room-1")

    assert records.clock_skew() is None
    records.close()


def test_a_clock_is_not_asked_for_at_a_server_that_is_gone() -> None:
    with own_server() as gone:
        records = station(gone, made_database(gone))
        gone.stop()
        with pytest.raises(Unreachable):
            records.clock_skew()
        records.close()
