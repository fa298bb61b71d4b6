"""`backchoice purge` as clinic IT uses it: it counts again, and leaves nothing of it."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from sdm_app import user_folders
from sdm_app.records import Records
from sdm_app.records.checking import check
from tests.postgres import Server
from tests.records.builders import DAY, goal, started, summary
from tests.records.keeping import Clinic, beneath, files_of
from tests.records.places import bare
from tests.records.test_commands import backchoice, one_sentence

CANARY = "zebra-finch-on-a-tin-roof"
REFERENCE = "Z.F.TIN"
OLD = date(2019, 5, 6)


def visit_on(records: Records, encounter: str, on: date, words: str) -> None:
    begun = started(encounter).model_copy(update={"started_on": on})
    row = summary(encounter, on=on)
    if on == OLD:
        begun = begun.model_copy(update={"reference": REFERENCE})
        row = replace(row, reference=REFERENCE)
    records.append(encounter, begun, row)
    records.append(encounter, goal(words), row)


@pytest.fixture
def clinic() -> Clinic:
    """Three visits of today and two old ones, where the command line looks for them."""
    made = Clinic(user_folders.database().parent)
    for encounter in ("old-1", "old-2"):
        visit_on(made.records, encounter, OLD, CANARY)
    made.records.keep_document(f"schedule.{OLD}", f'["{CANARY}"]')
    made.records.close()
    return made


COUNTED = "2 visits from before 2020-01-01, 4 events, 1 schedule, 0 content packs"


def test_old_visits_are_purged_and_counted_again(clinic: Clinic) -> None:
    status, said = backchoice("purge", "--before", "2020-01-01")

    assert status == 0
    assert said.splitlines() == [
        f"purged: {COUNTED}.",
        "0 visits remain from before 2020-01-01; 3 kept.",
        "Backups at other places still hold it; remove them there.",
    ]
    assert check(clinic.path, clinic.key).is_good
    assert backchoice("records", "check") == (0, f"{clinic.path}: 3 visits, no fault.\n")


def test_a_dry_run_counts_and_changes_nothing(clinic: Clinic) -> None:
    # Opening them closes them, too: what a first opening would change is changed by this one.
    clinic.opened().close()
    before = files_of(clinic.folder)

    status, said = backchoice("purge", "--before", "2020-01-01", "--dry-run")

    assert (status, said) == (0, f"would be purged: {COUNTED}.\n")
    assert files_of(clinic.folder) == before


def test_backups_that_still_hold_it_are_named_and_none_is_taken(
    clinic: Clinic, tmp_path: Path
) -> None:
    clinic.records = clinic.opened()
    folder, second = user_folders.backups(), tmp_path / "second"
    clinic.backup(folder, datetime(2026, 10, 1, 12, tzinfo=UTC))
    clinic.backup(folder, datetime(2026, 11, 2, 12, tzinfo=UTC))
    clinic.backup(second, datetime(2026, 11, 3, 12, tzinfo=UTC))
    clinic.records.close()
    user_folders.settings_file().write_text(json.dumps({"second_backup_folder": str(second)}))
    (clinic.folder / "visits-aside-2026-11-04T120000Z.db").write_bytes(b"")
    before = sorted(files_of(folder))

    _, said = backchoice("purge", "--before", "2020-01-01")

    assert said.splitlines()[2:5] == [
        f"{folder}: older backups still hold it, those of 2026-10-01, 2026-11-02.",
        f"{second}: older backups still hold it, those of 2026-11-03.",
        f"{clinic.folder / 'visits-aside-2026-11-04T120000Z.db'}: these records that a restore put"
        " aside may still hold it.",
    ]
    assert sorted(files_of(folder)) == before


def test_without_a_day_the_clinics_retention_counts(clinic: Clinic) -> None:
    status, said = backchoice("purge")
    assert status == 2
    assert "kept for ever here" in one_sentence(said)

    user_folders.settings_file().write_text('{"retention_years": 2}')
    status, said = backchoice("purge")

    assert status == 0
    assert said.startswith("purged: 2 visits from before ")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--before", str(date.today() + timedelta(days=1))), "is a day to come"),
        (("--before", str(date.today())), "is less than 30 days ago"),
        (("--before", str(date.today() - timedelta(days=29))), "is less than 30 days ago"),
        (("--before", "2020-01-01", "--key-file", "/nonexistent"), "key file"),
    ],
)
def test_what_cannot_be_purged_is_refused_in_a_sentence(
    clinic: Clinic, words: tuple[str, ...], why: str
) -> None:
    before = files_of(clinic.folder)

    status, said = backchoice("purge", *words)

    assert status == 2
    assert why in one_sentence(said)
    assert files_of(clinic.folder) == before


def test_records_that_are_open_are_not_purged(clinic: Clinic) -> None:
    records = clinic.opened()

    status, said = backchoice("purge", "--before", "2020-01-01")

    assert status == 2
    assert "open" in one_sentence(said)
    assert len(records.list_on(OLD)) == 2
    records.close()


def test_a_wrong_passphrase_purges_nothing(clinic: Clinic) -> None:
    status, said = backchoice("purge", "--before", "2020-01-01", typed="AAAA-BBBB-CCCC-DDDD-EEEE")

    assert status == 2
    assert "passphrase" in one_sentence(said)


def test_what_a_visit_said_is_nowhere_in_the_file_afterwards(clinic: Clinic) -> None:
    """Every page is decrypted by itself, free pages too; and what the library itself exports."""
    clinic.records = clinic.opened()
    for number in range(60):
        is_old = number % 2
        words = f"{CANARY} " * 15 if is_old else "walk " * 80
        visit_on(clinic.records, f"between-{number}", OLD if is_old else DAY, words)
    clinic.records.close()
    before = beneath(clinic.path, clinic.key)
    assert before.count(CANARY.encode()) > 400
    assert REFERENCE.encode() in before

    status, _ = backchoice("purge", "--before", "2020-01-01")

    assert status == 0
    pages = beneath(clinic.path, clinic.key)
    assert CANARY.encode() not in pages
    assert REFERENCE.encode() not in pages
    assert REFERENCE.casefold().encode() not in pages
    assert sorted(files_of(clinic.folder)) == ["keyslots.copy.json", "keyslots.json", "visits.db"]
    plain = clinic.folder / "plain.db"
    with closing(bare(clinic.path, clinic.key)) as connection:
        connection.execute(f"ATTACH '{plain}' AS plain KEY ''")
        connection.execute("SELECT sqlcipher_export('plain')").fetchall()
    exported = plain.read_bytes()
    assert b"encounter-started" in exported
    assert CANARY.encode() not in exported


@pytest.mark.slow
def test_a_clinics_server_is_purged_by_the_login_that_owns_it(
    clinic: Clinic, server: Server
) -> None:
    database = server.new_database()
    owner = server.url(database, "owner")
    records = clinic.on_server(owner)
    visit_on(records, "old", OLD, CANARY)
    visit_on(records, "new", DAY, "walk")
    records.close()

    status, said = backchoice("purge", "--before", "2020-01-01", "--database", server.url(database))
    assert status == 2
    assert "Nothing was purged: this account may not" in one_sentence(said)

    status, said = backchoice("purge", "--before", "2020-01-01", "--database", owner)

    assert status == 0
    assert said.splitlines() == [
        "purged: 1 visit from before 2020-01-01, 2 events, 0 schedules, 0 content packs.",
        "0 visits remain from before 2020-01-01; 1 kept.",
        "The server's own backups, dumps and logs from before still hold it; remove them there.",
    ]
    records = clinic.on_server(owner)
    assert records.verify_chain() is None
    records.close()
