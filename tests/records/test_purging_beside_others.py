"""A purge beside stations that write and a check that reads; who may not purge."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from sdm_app.records import Conflict, NotSaved, Records
from sdm_app.records.derived import chain_key
from sdm_app.records.purging import Purged
from sdm_app.records.verifying import verify
from tests.records.builders import KEY, goal, summary
from tests.records.places import Place
from tests.records.purged import LIMIT, OLD, TODAY, begun


@pytest.mark.parametrize("at", range(7))
def test_a_check_during_which_others_purge_finds_no_fault(purger: Records, at: int) -> None:
    """The check reads piece by piece; at whichever the purge comes, all is read anew if need be."""
    pieces = 0

    def read(work: Callable[[Connection], Any]) -> Any:
        nonlocal pieces
        if pieces == at:
            purger.purge(LIMIT, TODAY)
        pieces += 1
        # As `Records.verify_chain` reads.
        return purger._writer.run(lambda: purger._opened().read(work))

    found = verify(read, chain_key(KEY))

    assert pieces > at
    assert found is None
    assert purger.what_a_purge_removes(LIMIT).visits == 0
    purger.close()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["server"], indirect=True)
def test_stations_that_write_while_others_purge_lose_nothing(place: Place, purger: Records) -> None:
    station = place.open(workstation="room-3")

    def write(number: int) -> int:
        # Also into visits that are about to go, as from a window that was left open.
        records = station
        if number % 2:
            return records.append(f"n{number}", begun(f"n{number}", TODAY), summary(f"n{number}"))
        with suppress(Conflict):
            return records.append("old-1", goal("late"), summary("old-1", on=OLD), expected=2)
        return 0

    with ThreadPoolExecutor(2) as pool:
        written = pool.map(write, range(20))
        done = pool.submit(purger.purge, LIMIT, TODAY).result()
        kept = [one for one in written if one]

    assert done.remaining == 0
    assert len(kept) >= 10
    assert station.verify_chain() is None
    assert all(len(station.events_of(f"n{number}")) == 1 for number in range(1, 20, 2))
    assert station.events_of("old-1") == ()
    station.close()
    purger.close()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["server"], indirect=True)
def test_a_purge_waits_for_who_is_in_the_middle_of_writing(place: Place, purger: Records) -> None:
    station = place.open(workstation="room-3")
    purging: list[Future[Purged]] = []

    with ThreadPoolExecutor(1) as pool:

        def begin(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            # The station has read how far the visit is, and writes what comes after that.
            if statement.startswith("INSERT INTO event") and not purging:
                purging.append(pool.submit(purger.purge, LIMIT, TODAY))
                wait(purging, timeout=1)

        event.listen(Engine, "before_cursor_execute", begin)
        try:
            assert station.append("old-1", goal("late"), summary("old-1", on=OLD)) == 3
        finally:
            event.remove(Engine, "before_cursor_execute", begin)
        done = purging[0].result()

    assert (done.events, done.remaining) == (7, 0)
    assert station.events_of("old-1") == ()
    assert station.verify_chain() is None
    station.close()
    purger.close()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["server"], indirect=True)
def test_a_stations_account_may_not_purge(place: Place, purger: Records) -> None:
    purger.close()
    station = place.open()

    with pytest.raises(NotSaved, match=r"^Nothing was purged: this account may not"):
        station.purge(LIMIT, TODAY)

    assert station.what_a_purge_removes(LIMIT).visits == 3
    assert station.verify_chain() is None
    station.close()
