"""Records of version 1 are brought forward to version 2 on either engine, wholly or not at all."""

from dataclasses import replace
from typing import Any

import pytest
from alembic.operations import Operations

from sdm_app.domain.events import Event, ReferralPended
from sdm_app.domain.vocabulary import ReferralStatus
from sdm_app.records import NewerRecords, NotSaved, Summary, migrations
from sdm_app.records.migrations import version_1, version_2
from sdm_app.records.version import VERSION
from tests.records.builders import DAY, goal, started, summary
from tests.records.older import as_version_1
from tests.records.places import FilePlace, Place, ServerPlace

REFERRED = replace(summary("e2"), referral="pt", reference="É.Ñ. ẞ")


@pytest.fixture
def older(place: Place) -> Place:
    """Records of version 1: one visit without a referral, one with, one with a pended one."""
    with as_version_1():
        records = place.open()
        for row in (summary(), REFERRED, replace(summary("e3"), referral="pt")):
            records.append(row.encounter, started(row.encounter), row)
        pended: Event = ReferralPended(target="pt")
        records.append("e3", pended, replace(summary("e3"), referral="pt"))
        records.close()
    return place


def version_of(place: Place) -> int:
    query = "PRAGMA user_version" if isinstance(place, FilePlace) else "SELECT number FROM version"
    ((number,),) = place.rows(query)
    return int(number)


def test_the_codes_of_a_referral_are_those_of_the_domain() -> None:
    assert ("", *ReferralStatus) == version_2.STATUSES


def test_visits_of_version_1_are_whole_afterwards(older: Place) -> None:
    records = older.bring_forward()

    listed = {row.encounter: row for row in records.list_on(DAY)}
    assert listed["e1"] == summary()
    assert listed["e2"] == replace(REFERRED, referral_status="suggested")
    # Which referral stands first takes the content to say: the visit's next event says it.
    assert listed["e3"].referral_status == ""
    assert records.verify_chain() is None
    assert records.append("e1", goal("walk"), summary()) == 2
    assert records.keep_document("services", "[]") == 1
    assert records.verify_chain() is None
    records.close()
    assert version_of(older) == VERSION
    assert older.rows("SELECT reason FROM journal WHERE kind = 'migration'") == [
        ("0 to 1",),
        (f"1 to {VERSION}",),
    ]


def test_earlier_references_are_folded_as_new_ones_are(older: Place) -> None:
    records = older.bring_forward()
    records.append("e9", started("e9"), replace(REFERRED, encounter="e9"))
    records.close()

    folded = dict(older.rows("SELECT encounter, patient FROM encounter_summary"))
    assert folded == {"e1": "j.d.", "e2": "é.ñ. ss", "e3": "j.d.", "e9": "é.ñ. ss"}


def test_a_backup_comes_before_anything_is_changed(older: Place) -> None:
    seen: list[int] = []

    def before(connection: Any) -> None:
        query = "SELECT count(*) FROM event"
        seen.append(connection.execute(query).fetchone()[0])
        with pytest.raises(Exception, match="clinic_document"):
            connection.execute("SELECT * FROM clinic_document")

    older.bring_forward(before).close()

    assert seen == [4]


def test_a_backup_that_fails_leaves_version_1(older: Place) -> None:
    def fail(_connection: Any) -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        older.bring_forward(fail)

    assert version_of(older) == 1


def test_a_step_that_breaks_off_at_its_end_leaves_version_1_whole(
    older: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(op: Operations) -> None:
        version_2.upgrade(op)
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(migrations, "MIGRATIONS", (version_1.upgrade, break_off))
        with pytest.raises(KeyboardInterrupt):
            older.bring_forward()

    assert version_of(older) == 1
    names = [column for (column,) in older.rows(columns_of(older, "encounter_summary"))]
    assert "patient" not in names
    assert not older.rows(columns_of(older, "clinic_document"))
    records = older.bring_forward()
    assert len(records.events_of("e3")) == 2
    assert records.verify_chain() is None
    records.close()


def columns_of(place: Place, table: str) -> str:
    if isinstance(place, FilePlace):
        return f"SELECT name FROM pragma_table_info('{table}')"
    return f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'"


def test_a_program_of_version_1_refuses_what_was_brought_forward(older: Place) -> None:
    older.bring_forward().close()

    with as_version_1(), pytest.raises(NewerRecords, match=f"version {VERSION}"):
        older.open()

    assert version_of(older) == VERSION


@pytest.mark.slow
@pytest.mark.parametrize("place", ["server"], indirect=True)
def test_a_station_may_not_bring_the_clinics_tables_forward(older: Place) -> None:
    with pytest.raises(NotSaved, match="this account may not"):
        older.open()

    assert version_of(older) == 1
    older.bring_forward().close()
    records = older.open()
    assert records.keep_document("services", "[]") == 1
    records.close()


def test_new_tables_are_those_that_were_brought_forward(
    older: Place, request: pytest.FixtureRequest
) -> None:
    older.bring_forward().close()
    made: Place
    if isinstance(older, FilePlace):
        made = FilePlace(older.path.with_name("new.db"))
    else:
        made = ServerPlace(request.getfixturevalue("server"))
    made.open().close()

    for table in ("event", "journal", "encounter_summary", "clinic_document"):
        assert made.rows(columns_of(made, table)) == older.rows(columns_of(older, table))


def test_a_summarys_new_columns_are_kept(place: Place) -> None:
    row: Summary = replace(
        summary(), referral="pt", referral_status="signed", appointment="a1", follows="e0"
    )
    records = place.open()
    records.append("e1", started(), row)

    assert records.list_on(DAY) == (row,)
    assert records.find_by_reference("J.D.") == (row,)
    records.close()
