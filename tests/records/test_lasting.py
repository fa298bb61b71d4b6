"""A backup tells how far it is and can be ended; then nothing of it is there."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sdm_app.records.backup import back_up, backups_in, before_migration
from sdm_app.records.lasting import Halted, Stage, Work
from tests.records.keeping import NOON, Clinic, alter
from tests.records.places import bare

_FILLED = (
    "CREATE TABLE ballast (words TEXT)",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
    " INSERT INTO ballast SELECT hex(randomblob(1000)) FROM n",
)


@pytest.fixture
def large(clinic: Clinic) -> Iterator[Clinic]:
    """Open records of some forty megabytes, which take a while to copy."""
    clinic.records.close()
    alter(clinic.path, clinic.key, *_FILLED)
    clinic.records = clinic.opened()
    yield clinic
    clinic.records.close()


def watched(work: Work, act: object) -> list[tuple[Stage, float | None]]:
    """What a watcher sees of work that is done in a thread of its own."""
    assert callable(act)
    seen: list[tuple[Stage, float | None]] = []
    doing = threading.Thread(target=act)
    doing.start()
    while doing.is_alive():
        seen.append((work.stage, work.part()))
        doing.join(0.005)
    return seen


def test_a_backup_tells_what_it_does_and_how_much_is_copied(large: Clinic, backups: Path) -> None:
    work = Work()

    seen = watched(
        work,
        lambda: back_up(large.records, large.key, large.folder, backups, NOON, work=work),
    )

    stages = list(dict.fromkeys(stage for stage, _part in seen))
    assert stages[-2:] == [Stage.COPYING, Stage.READING]
    parts = [part for stage, part in seen if stage is Stage.COPYING and part is not None]
    assert parts == sorted(parts)
    assert len({round(part, 1) for part in parts}) > 3, "it is seen to grow"
    assert max(parts) <= 1
    assert len(backups_in(backups)) == 1


@pytest.mark.parametrize("stage", [Stage.COPYING, Stage.READING])
def test_a_backup_that_is_ended_leaves_nothing_and_the_records_go_on(
    large: Clinic, backups: Path, stage: Stage
) -> None:
    work, refusals = Work(), []

    def act() -> None:
        try:
            back_up(large.records, large.key, large.folder, backups, NOON, work=work)
        except Halted as halted:
            refusals.append(halted)

    doing = threading.Thread(target=act)
    doing.start()
    while work.stage is not stage:
        doing.join(0.002)
        assert doing.is_alive(), "it was over before it could be ended"
    work.halt()
    doing.join(5)

    assert len(refusals) == 1
    assert list(backups.iterdir()) == []
    large.visit("e9")
    assert large.records.verify_chain() is None
    assert back_up(large.records, large.key, large.folder, backups, NOON).file.is_file()


def test_work_that_was_ended_before_it_began_does_nothing(clinic: Clinic, backups: Path) -> None:
    work = Work()
    work.halt()

    with pytest.raises(Halted):
        back_up(clinic.records, clinic.key, clinic.folder, backups, NOON, work=work)

    assert list(backups.iterdir()) == []
    clinic.records.close()


def test_a_backup_before_a_migration_that_is_ended_changes_no_table(
    clinic: Clinic, backups: Path
) -> None:
    clinic.records.close()
    work = Work()
    work.halt()
    first = before_migration(clinic.key, clinic.folder, backups, lambda: NOON, work=work)
    connection = bare(clinic.path, clinic.key)

    with pytest.raises(Halted):
        first(connection)

    assert list(backups.iterdir()) == []
    # No handler is left behind that would end what others do with the connection.
    assert connection.execute("SELECT count(*) FROM event").fetchone() == (6,)
    connection.close()
