"""Tables full of visits are brought forward after a backup, wholly or not at all, in time (F15)."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from alembic.operations import Operations

from sdm_app.records import NewerRecords, NotSaved, open_records
from sdm_app.records.backup import backups_in
from sdm_app.records.looking import counts, heads
from sdm_app.records.version import VERSION
from tests.benchmarks.migrating import BAR, NEXT, Took, bring_forward, next_step, next_version
from tests.benchmarks.records_million import EVENTS, KEY, MANY, encounter, fill
from tests.faults.records_invariants import say
from tests.records.builders import goal, summary
from tests.records.places import bare

pytestmark = pytest.mark.slow

VISITS = 50_000
FEW = 10_000
ROUNDS = 3
BAR_OF_GROWTH = 1.5
"""What a visit may cost with all of them against with few: else no million follows from it."""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("full") / "visits.db"
    fill(path, VISITS)
    return path


def copy_of(file: Path, folder: Path) -> Path:
    folder.mkdir()
    return Path(shutil.copyfile(file, folder / "visits.db"))


def test_a_million_visits_would_be_brought_forward_within_a_minute(
    full: Path, tmp_path: Path
) -> None:
    few = tmp_path / "few.db"
    fill(few, FEW)
    tries: dict[Path, list[Took]] = {few: [], full: []}
    for turn in range(ROUNDS):
        # In turn, so that the machine's moods touch both alike.
        for file, taken in tries.items():
            folder = tmp_path / f"{file.stem}-{turn}"
            taken.append(bring_forward(copy_of(file, folder), KEY, None))
            shutil.rmtree(folder)

    # The processor's seconds: the other tests that run at the same time have no say in them.
    with_few, with_all = (
        min(one.step_at_work for one in tries[file]) / visits
        for file, visits in ((few, FEW), (full, VISITS))
    )
    growth = with_all / with_few
    by_the_clock = min(one.step for one in tries[full]) / VISITS
    say(f"a next version: {with_all:.7f} s a visit of {VISITS:,}, {with_few:.7f} of {FEW:,},")
    say(f"  {growth:.2f} times; {with_all * MANY:.0f} s for a million (bar {BAR:.0f}),")
    say(f"  by the clock, other tests running, {by_the_clock * MANY:.0f} s")
    assert growth <= BAR_OF_GROWTH
    assert with_all * MANY <= BAR


def test_a_full_file_is_backed_up_whole_and_then_brought_forward(
    full: Path, tmp_path: Path
) -> None:
    path, backups = copy_of(full, tmp_path / "clinic"), tmp_path / "backups"
    before = state_of(path)
    seen: list[int] = []

    def step(op: Operations) -> None:
        seen.append(len(backups_in(backups)))
        next_step(op)

    took = bring_forward(path, KEY, backups, step)

    say(f"the backup before it: {took.backup:.1f} s, {took.backup / VISITS:.7f} s a visit")
    (backup,) = backups_in(backups).values()
    assert seen == [1]
    assert before[0] == VERSION
    assert state_of(backup) == before
    version, rows, _ = state_of(path)
    # The journal's one row more is that of the new version.
    assert version == NEXT
    assert dict(rows) == {**dict(before[1]), "journal": dict(before[1])["journal"] + 1}
    with next_version():
        records = open_records(path, KEY, workstation="room-1")
        assert records.append(encounter(VISITS - 1), goal("walk"), summary()) == EVENTS + 1
        assert records.verify_chain() is None
        records.close()
    with pytest.raises(NewerRecords):
        open_records(path, KEY)


def test_a_full_file_whose_step_breaks_off_at_its_end_is_as_it_was(
    full: Path, tmp_path: Path
) -> None:
    path = copy_of(full, tmp_path / "clinic")
    before = state_of(path)

    def break_off(op: Operations) -> None:
        next_step(op)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_forward(path, KEY, None, break_off)

    assert state_of(path) == before
    with closing(bare(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        columns = connection.execute("PRAGMA table_info(encounter_summary)").fetchall()
        kinds = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'journal'")
        assert "room" not in {name for _, name, *_ in columns}
        assert "room-changed" not in kinds.fetchone()[0]
    records = open_records(path, KEY, workstation="room-1")
    assert records.append(encounter(0), goal("walk"), summary()) == EVENTS + 1
    records.close()


def test_a_full_file_that_cannot_be_backed_up_is_not_touched(full: Path, tmp_path: Path) -> None:
    path, no_folder = copy_of(full, tmp_path / "clinic"), tmp_path / "backups"
    no_folder.write_text("")
    before = state_of(path)
    begun: list[Operations] = []

    with pytest.raises((NotSaved, OSError)):
        bring_forward(path, KEY, no_folder, begun.append)

    assert begun == []
    assert state_of(path) == before


State = tuple[int, tuple[tuple[str, int], ...], tuple[tuple[str, int, str], ...]]


def state_of(path: Path) -> State:
    """The tables' version, how many rows each has, and the ends of the journals."""
    with next_version(), closing(bare(path)) as connection:
        ((version,),) = connection.execute("PRAGMA user_version").fetchall()
        return version, counts(connection), heads(connection)
