"""`backchoice backup`, `restore` and `records check` as clinic IT uses them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sdm_app import user_folders
from sdm_app.records.keys import change_passphrase
from tests.records.builders import DAY
from tests.records.keeping import Clinic, files_of
from tests.records.keys.builders import CHEAP, PASSPHRASE

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def clinic() -> Clinic:
    """Records where the command line looks for them."""
    made = Clinic(user_folders.database().parent)
    made.records.close()
    return made


def backchoice(*words: str | Path, typed: str = PASSPHRASE) -> tuple[int, str]:
    """Exit status, and what was said, on whichever stream."""
    ended = subprocess.run(
        [sys.executable, "-m", "sdm_app", *map(str, words)],
        input=f"{typed}\n" if typed else "",
        capture_output=True,
        text=True,
        check=False,
        cwd=CHECKOUT,
        # Whoever runs the tests keeps their own keyring to themselves.
        env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"},
    )
    assert bool(ended.stdout) != bool(ended.stderr), ended
    return ended.returncode, ended.stdout or ended.stderr


def one_sentence(said: str) -> str:
    """What follows the program's name, checked to be one line."""
    assert said.startswith("backchoice: ")
    assert said.count("\n") == 1
    return said.removeprefix("backchoice: ")


def test_what_is_backed_up_comes_back(clinic: Clinic, tmp_path: Path) -> None:
    file = tmp_path / "kept.db"

    assert backchoice("backup", file) == (
        0,
        f"{file}: backed up, and read again to the last row.\n",
    )
    clinic.path.unlink()
    status, said = backchoice("restore", file)

    assert (status, said) == (0, f"{clinic.path}: restored, 3 visits.\n")
    records = clinic.opened()
    assert len(records.list_on(DAY)) == 3
    assert records.verify_chain() is None
    records.close()


def test_a_backup_into_a_folder_gets_its_time_as_its_name(clinic: Clinic, tmp_path: Path) -> None:
    status, said = backchoice("backup", tmp_path)

    assert status == 0
    assert sorted(file.suffix for file in tmp_path.iterdir()) == [".db", ".json"]
    assert said.startswith(f"{tmp_path}/visits-")


def test_a_lost_computer_is_made_good_by_a_backup_and_the_passphrase(
    clinic: Clinic, tmp_path: Path
) -> None:
    file = tmp_path / "kept.db"
    backchoice("backup", file)
    for name in files_of(clinic.folder):
        (clinic.folder / name).unlink()
    (clinic.folder / "visits.db.lock").unlink()

    assert backchoice("restore", file, typed=PASSPHRASE.lower())[0] == 0
    assert backchoice("records", "check") == (0, f"{clinic.path}: 3 visits, no fault.\n")


def test_what_lay_there_is_told(clinic: Clinic, tmp_path: Path) -> None:
    backchoice("backup", tmp_path / "kept.db")

    status, said = backchoice("restore", tmp_path / "kept.db")

    (aside,) = clinic.folder.glob("visits-aside-*.db")
    assert (status, said.splitlines()[1]) == (0, f"{aside}: what was here before.")


def test_faults_are_told_one_a_line_with_status_1(clinic: Clinic) -> None:
    clinic.alter("UPDATE encounter_summary SET step = 'plan' WHERE encounter <> 'e2'")

    status, said = backchoice("records", "check")

    assert status == 1
    assert said.splitlines() == [
        "visit e1: its row in the list does not match its events: step",
        "visit e3: its row in the list does not match its events: step",
        f"{clinic.folder / 'visits.quarantine.json'}: the visits not to be relied on;"
        " none was changed",
    ]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("backup", "{tmp}/none/kept.db"), "the folder does not exist"),
        (("backup", "{tmp}/letter.txt"), "overwrites nothing"),
        (("restore", "{tmp}/none.db"), "no such file"),
        (("restore", "{tmp}/letter.txt"), "key slots cannot be read"),
        (("records", "check", "--key-file", "{tmp}/letter.txt"), "no key file"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    clinic: Clinic, tmp_path: Path, words: tuple[str, ...], why: str
) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    before = files_of(clinic.folder), files_of(tmp_path)

    status, said = backchoice(*(word.format(tmp=tmp_path) for word in words))

    assert (status, why in one_sentence(said)) == (2, True), said
    assert (files_of(clinic.folder), files_of(tmp_path)) == before


@pytest.mark.parametrize("words", [("backup", "kept.db"), ("records", "check")])
def test_without_records_nothing_is_made(tmp_path: Path, words: tuple[str, ...]) -> None:
    status, said = backchoice(*words)

    assert (status, "there are no records here" in one_sentence(said)) == (2, True)
    assert list(user_folders.database().parent.iterdir()) == []


@pytest.mark.parametrize("typed", ["", "9999-AAAA-BCDE-FGHJ-KMNP"])
def test_without_the_passphrase_nothing_is_written(
    clinic: Clinic, tmp_path: Path, typed: str
) -> None:
    status, said = backchoice("backup", tmp_path / "kept.db", typed=typed)

    assert (status, "passphrase" in one_sentence(said)) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_records_that_are_open_are_told(clinic: Clinic, tmp_path: Path) -> None:
    records = clinic.opened()

    said = [backchoice(*words)[1] for words in (("backup", tmp_path), ("records", "check"))]

    records.close()
    assert said == ["backchoice: Backchoice is open already on these records.\n"] * 2


def test_a_backup_opens_with_the_passphrase_of_its_day(clinic: Clinic, tmp_path: Path) -> None:
    later = "9999-AAAA-BCDE-FGHJ-KMNP"
    backchoice("backup", tmp_path / "kept.db")
    change_passphrase(clinic.folder, clinic.key, later, cost=CHEAP)

    assert backchoice("restore", tmp_path / "kept.db", typed=later)[0] == 2
    assert backchoice("restore", tmp_path / "kept.db", typed=PASSPHRASE)[0] == 0
    assert backchoice("records", "check", typed=later)[0] == 0


def test_help_names_the_commands_and_not_what_they_start_themselves() -> None:
    said = backchoice("--help", typed="")[1] + backchoice("records", "--help", typed="")[1]

    assert all(name in said for name in ("backup", "restore", "check"))
    assert "examine" not in said


def test_a_key_file_opens_what_a_scheduled_task_backs_up(clinic: Clinic, tmp_path: Path) -> None:
    key_file, file = tmp_path / "admin.key", tmp_path / "kept.db"

    made = backchoice("records", "add-key-file", key_file)
    status, _said = backchoice("backup", file, "--key-file", key_file, typed="")

    assert (made[0], status) == (0, 0)
    assert backchoice("restore", file, "--key-file", key_file, typed="")[0] == 0
    assert backchoice("records", "check", "--key-file", key_file, typed="")[0] == 0


def test_a_key_file_never_overwrites(clinic: Clinic, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all")
    before = files_of(clinic.folder)

    assert backchoice("records", "add-key-file", letter)[0] == 2
    assert letter.read_text() == "Dear all"
    assert files_of(clinic.folder) == before


@pytest.mark.parametrize("slip", ["", "x"])
def test_a_new_passphrase_counts_once_it_was_typed_back(clinic: Clinic, slip: str) -> None:
    changing = subprocess.Popen(
        [sys.executable, "-m", "sdm_app", "records", "new-passphrase"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
        env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"},
    )
    with changing as ours:
        assert ours.stdin is not None
        assert ours.stderr is not None
        ours.stdin.write(f"{PASSPHRASE}\n")
        ours.stdin.flush()
        shown = ours.stderr.readline().removeprefix("Write this down: ").strip()
        ours.communicate(f"{shown.lower()}{slip}\n")

    counts, is_void = (PASSPHRASE, shown) if slip else (shown, PASSPHRASE)
    assert changing.returncode == (2 if slip else 0)
    assert backchoice("records", "check", typed=is_void)[0] == 2
    assert backchoice("records", "check", typed=counts)[0] == 0
