"""A real Secret Service on a bus of its own: used when it works, done without when frozen (F17)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="needs a bus and a Secret Service of its own",
)

CHECKOUT = Path(__file__).resolve().parents[2]

USE = """
import sys
from pathlib import Path
from sdm_app.records.keys import OsKeyring, data_key, set_up
from sdm_app.records.keys.os_keyring import find_backend
from tests.records.keys.builders import CHEAP, PASSPHRASE

folder = Path(sys.argv[1])
key = set_up(folder, PASSPHRASE, keyring=OsKeyring(), cost=CHEAP)
print(type(find_backend()).__module__, data_key(folder, keyring=OsKeyring()) == key)
"""

WAIT = """
import time
from sdm_app.records.keys import OsKeyring

keyring, begun = OsKeyring(), time.monotonic()
print(keyring.secret_of("records"), keyring.keep("records", bytes(32)))
print(2.5 < time.monotonic() - begun < 6)
"""

IN_SESSION = """
printf secret | gnome-keyring-daemon --unlock --components=secrets --foreground >/dev/null 2>&1 &
service=$!
sleep 1.5
{freeze}
"$PYTHON" -c "$PROGRAM" "$FOLDER"
kill -CONT $service
kill $service
"""


def in_session(folder: Path, program: str, *, frozen: bool = False, **more: str) -> list[str]:
    """What a program says in a session of its own, whose Secret Service may be frozen."""
    home = folder / "home"
    home.mkdir()
    ended = subprocess.run(
        [
            *("dbus-run-session", "--", "sh", "-c"),
            IN_SESSION.format(freeze="kill -STOP $service" if frozen else ""),
        ],
        env=os.environ
        | {
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_RUNTIME_DIR": str(home),
            "PYTHON": sys.executable,
            "PROGRAM": program,
            "FOLDER": str(folder),
        }
        | more,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return ended.stdout.splitlines()


@pytest.mark.parametrize("hijack", ["", "keyring.backends.null.Keyring"])
def test_a_working_service_opens_the_records_whatever_the_environment_names(
    tmp_path: Path, hijack: str
) -> None:
    said = in_session(tmp_path, USE, PYTHON_KEYRING_BACKEND=hijack)

    assert said == ["keyring.backends.SecretService True"]


def test_a_frozen_service_is_waited_for_once_and_for_three_seconds(tmp_path: Path) -> None:
    assert in_session(tmp_path, WAIT, frozen=True) == ["None False", "True"]
