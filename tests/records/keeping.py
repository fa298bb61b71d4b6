"""Records with keys, and the ways in which tests back them up, check them and spoil them."""

from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from sdm_app.records import Records, open_records
from sdm_app.records.backup import back_up
from sdm_app.records.checking import Checked, check
from sdm_app.records.derived import database_key
from tests.records.builders import goal, started, summary
from tests.records.keys.builders import cheaply_set_up
from tests.records.places import bare

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Clinic:
    """A folder with keys and records of so many visits, two events each; the records are open."""

    def __init__(self, folder: Path, visits: int = 3) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        self.folder = folder
        self.path = folder / "visits.db"
        self.key = cheaply_set_up(folder)
        self.records = self.opened()
        for number in range(1, visits + 1):
            self.visit(f"e{number}")

    def opened(self) -> Records:
        return open_records(self.path, self.key, workstation="room-2")

    def on_server(self, url: str) -> Records:
        """Records on a server that are opened with the same key."""
        return open_records(url, self.key, workstation="room-2")

    def visit(self, encounter: str, words: str = "walk") -> None:
        self.records.append(encounter, started(encounter), summary(encounter))
        self.records.append(encounter, goal(words), summary(encounter))

    def backup(self, to: Path, now: datetime = NOON) -> Path:
        return back_up(self.records, self.key, self.folder, to, now).file

    def alter(self, *statements: str) -> None:
        """Change closed records behind our code's back, past what refuses it."""
        alter(self.path, self.key, *statements)


def alter(path: Path, key: bytes, *statements: str) -> None:
    """Change a closed file behind our code's back, past what refuses it."""
    connection = bare(path, key)
    for table in ("event", "journal"):
        for change in ("update", "delete"):
            connection.execute(f"DROP TRIGGER IF EXISTS {table}_refuses_{change}")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def files_of(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, but for what tells one program from another."""
    return {
        file.name: file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix != ".lock"
    }


def checked(clinic: Clinic) -> Checked:
    """A check of closed records, held against a second one that changes nothing."""
    first = check(clinic.path, clinic.key)
    before = files_of(clinic.folder)
    assert check(clinic.path, clinic.key) == first
    assert files_of(clinic.folder) == before
    return first


def whys(found: Checked, visit: str) -> list[str]:
    return [fault.why for fault in found.faults if fault.visit == visit]


def beneath(path: Path, key: bytes) -> bytes:
    """Every page of an encrypted file as it is beneath, free pages too."""
    raw, page, reserved = path.read_bytes(), 4096, 80
    found = []
    for at in range(0, len(raw), page):
        end = at + page - reserved
        cipher = Cipher(algorithms.AES256(database_key(key)), modes.CBC(raw[end : end + 16]))
        found.append(cipher.decryptor().update(raw[at + (16 if at == 0 else 0) : end]))
    return b"".join(found)
