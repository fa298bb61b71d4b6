"""Every row of event and journal is held by its chain: what is done to one is found and named.

The changes are made by somebody who has the file open but not the chains' key (fault row F76).
"""

from collections.abc import Sequence
from typing import Any

import pytest

from sdm_app.records import Records
from sdm_app.records.chain import link
from sdm_app.records.derived import chain_key
from sdm_app.records.journal import Head, JournalKind
from sdm_app.records.verifying import verify
from tests.records.builders import KEY, goal, started, summary
from tests.records.places import Place

EVENT_COLUMNS = ("kind", "payload", "time", "staff", "workstation", "id", "chain")
JOURNAL_COLUMNS = ("time", "staff", "object", "reason", "content", "mac")


def fill(records: Records) -> None:
    """Two visits, and rows of the journal between their events."""
    records.append("e1", started(), summary())
    records.append("e2", started("e2"), summary("e2"))
    records.log("print", "e1", "handout")
    records.append("e1", goal("walk"), summary())
    records.append("e1", goal("swim"), summary())
    records.log("lock")


def broken(place: Place, records: Records, *statements: str, anchors: tuple[Head, ...] = ()) -> str:
    """What the check says after the change."""
    records.close()
    place.alter(*place.unlock("event"), *place.unlock("journal"), *statements)
    again = place.open()
    found = again.verify_chain(anchors)
    again.close()
    return str(found)


def test_what_nobody_touched_is_whole(place: Place, records: Records) -> None:
    fill(records)
    anchors = records.heads()
    records.log("unlock")
    records.close()

    again = place.open(workstation="room-3")
    again.append("e1", goal("run"), summary())

    assert again.verify_chain(anchors) is None
    assert [head.station for head in again.heads()] == ["room-2", "room-3"]
    again.close()


def test_a_link_covers_the_one_before_and_the_whole_row(place: Place, records: Records) -> None:
    fill(records)
    records.close()
    columns = ("encounter", "sequence", "id", "kind", "payload", "time", "staff", "workstation")

    rows = place.rows(
        f"SELECT {', '.join(columns)}, number, chain FROM event WHERE encounter = 'e1'"
        " ORDER BY sequence"
    )

    previous = ""
    for row in rows:
        values = dict(zip((*columns, "number"), row[:-1], strict=True))
        previous = link(chain_key(KEY), previous, values)
        assert row[-1] == previous


@pytest.mark.parametrize("column", EVENT_COLUMNS)
def test_an_edited_event_is_named(place: Place, records: Records, column: str) -> None:
    fill(records)
    other = "b" * (64 if column == "chain" else 32)

    said = broken(
        place,
        records,
        f"UPDATE event SET {column} = '{other}' WHERE encounter = 'e1' AND sequence = 2",
    )

    assert said.startswith("visit e1, row 2: ")


@pytest.mark.parametrize("column", JOURNAL_COLUMNS)
def test_an_edited_row_of_the_journal_is_named(place: Place, records: Records, column: str) -> None:
    fill(records)

    said = broken(place, records, f"UPDATE journal SET {column} = '{'b' * 64}' WHERE number = 4")

    assert said == "journal room-2, row 4: changed, or out of its place"


@pytest.mark.parametrize("kind", [kind for kind in JournalKind if kind is not JournalKind.PRINT])
def test_a_row_of_another_kind_is_named(place: Place, records: Records, kind: str) -> None:
    fill(records)

    said = broken(place, records, f"UPDATE journal SET kind = '{kind}' WHERE number = 4")

    assert said == "journal room-2, row 4: changed, or out of its place"


@pytest.mark.parametrize("sequence", [1, 2])
def test_a_deleted_event_is_named(place: Place, records: Records, sequence: int) -> None:
    fill(records)

    said = broken(
        place, records, f"DELETE FROM event WHERE encounter = 'e1' AND sequence = {sequence}"
    )

    assert said.startswith(f"visit e1, row {sequence}: missing")


def test_the_last_event_of_a_visit_cannot_be_cut_off(place: Place, records: Records) -> None:
    fill(records)

    said = broken(place, records, "DELETE FROM event WHERE encounter = 'e1' AND sequence = 3")

    assert said == "visit e1, row 3: missing, or another than the journal's"


def test_a_whole_visit_cannot_be_taken_out(place: Place, records: Records) -> None:
    fill(records)

    said = broken(place, records, "DELETE FROM event WHERE encounter = 'e2'")

    assert said == "visit e2, row 1: missing, and so is all the rest of it"


@pytest.mark.parametrize("number", [1, 3, 4])
def test_a_deleted_row_of_the_journal_is_named(place: Place, records: Records, number: int) -> None:
    fill(records)

    said = broken(place, records, f"DELETE FROM journal WHERE number = {number}")

    assert said == f"journal room-2, row {number}: missing"


def swap(table: str, column: str, one: int, other: int, of: str = "TRUE") -> Sequence[str]:
    """The statements by which two rows change places, by way of a number that none has."""
    moves = ((one, 99), (other, one), (99, other))
    return [
        f"UPDATE {table} SET {column} = {to} WHERE {of} AND {column} = {at}" for at, to in moves
    ]


def test_events_that_changed_places_are_named(place: Place, records: Records) -> None:
    fill(records)

    said = broken(place, records, *swap("event", "sequence", 2, 3, of="encounter = 'e1'"))

    assert said.startswith("visit e1, row 2: ")


def test_rows_of_the_journal_that_changed_places_are_named(place: Place, records: Records) -> None:
    fill(records)

    said = broken(place, records, *swap("journal", "number", 4, 7))

    assert said == "journal room-2, row 4: changed, or out of its place"


def test_an_event_moved_to_another_visit_is_named(place: Place, records: Records) -> None:
    fill(records)

    said = broken(
        place,
        records,
        "UPDATE event SET encounter = 'e2', sequence = 2 WHERE encounter = 'e1' AND sequence = 3",
    )

    assert said == "visit e1, row 3: missing, or another than the journal's"


def test_an_event_put_in_is_named(place: Place, records: Records) -> None:
    fill(records)

    said = broken(
        place,
        records,
        "INSERT INTO event SELECT 'e9', 1, '00000000000000000000000000000000', kind, payload, time,"
        " staff, workstation, number, chain FROM event WHERE encounter = 'e2'",
    )

    assert said == "visit e9, row 1: changed, or out of its place"


@pytest.mark.parametrize("number", [1, 2, 5, 6])
def test_a_journal_cut_off_before_an_event_is_noticed_without_an_anchor(
    place: Place, records: Records, number: int
) -> None:
    fill(records)

    said = broken(place, records, f"DELETE FROM journal WHERE number >= {number}")

    assert said.endswith("not in the journal")


def test_events_kept_while_the_chains_are_verified_are_no_fault(records: Records) -> None:
    fill(records)
    store = records._writer.run(records._opened)
    asked = 0

    def read_and_write(work: Any) -> Any:
        nonlocal asked
        asked += 1
        if asked < 9:
            visit = f"meanwhile-{asked}"
            records.append(visit, started(visit), summary(visit))
            records.append("e1", goal("meanwhile"), summary())
        return records._writer.run(lambda: store.read(work))

    assert verify(read_and_write, chain_key(KEY), records.heads()) is None
    assert asked > 9


def test_an_end_cut_off_whole_shows_against_what_was_noted_outside(
    place: Place, records: Records
) -> None:
    fill(records)
    anchor = records.head()
    cut = (
        "DELETE FROM journal WHERE number >= 6",
        "DELETE FROM event WHERE encounter = 'e1' AND sequence = 3",
    )

    said = broken(place, records, *cut, anchors=(anchor,))

    assert anchor.number == 7
    assert said == "journal room-2, row 7: cut off the end"


def test_without_an_anchor_an_end_cut_off_whole_does_not_show(
    place: Place, records: Records
) -> None:
    fill(records)
    cut = (
        "DELETE FROM journal WHERE number >= 6",
        "DELETE FROM event WHERE encounter = 'e1' AND sequence = 3",
    )

    assert broken(place, records, *cut) == "None"


def test_a_fork_by_somebody_with_the_key_shows_against_what_was_noted_outside(
    place: Place, records: Records
) -> None:
    fill(records)
    anchor = records.head()
    records.close()
    place.alter(*place.unlock("journal"), "DELETE FROM journal WHERE number = 7")
    forked = place.open()
    forked.log("unlock")

    found = forked.verify_chain((anchor,))

    forked.close()
    assert str(found) == "journal room-2, row 7: another than the one noted outside"


def test_the_journal_takes_no_sentence_for_an_id_and_no_unknown_kind(records: Records) -> None:
    for kind, thing, reason in [
        ("dance", "", ""),
        ("print", "J.D., born 1980", ""),
        ("print", "", "x" * 401),
    ]:
        with pytest.raises(ValueError, match="kind|spaces|characters|valid"):
            records.log(kind, thing, reason)

    assert records.head().number == 1


def test_the_journal_holds_no_word_of_a_visit(place: Place, records: Records) -> None:
    records.append("e1", started(), summary())
    records.append("e1", goal("canary"), summary())
    records.close()

    rows = str(place.rows("SELECT * FROM journal"))

    assert "canary" not in rows
    assert "J.D." not in rows
