"""A keyring that is null, failing, hijacked or hung gives nothing, and hangs nothing (F17)."""

import os
import subprocess
import sys
import time
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from sdm_app.records.keys import (
    KeyUnavailable,
    data_key,
    os_keyring,
    set_up,
    unlock_with_passphrase,
)
from sdm_app.records.keys.os_keyring import TRUSTED, OsKeyring
from tests.records.keys.builders import CHEAP, PASSPHRASE


class Backend:
    """One that works, in memory."""

    viable = True

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, secret: str) -> None:
        self.kept[service, name] = secret


class Null(Backend):
    """Takes what it is given, says nothing, and keeps nothing."""

    def set_password(self, service: str, name: str, secret: str) -> None:
        return None


class Failing(Backend):
    """Raises whatever a desktop may raise."""

    def get_password(self, service: str, name: str) -> str | None:
        raise RuntimeError("No recommended backend was available")

    def set_password(self, service: str, name: str, secret: str) -> None:
        raise KeyError("org.freedesktop.secrets")


class Cutting(Backend):
    """Keeps less than it was given."""

    def set_password(self, service: str, name: str, secret: str) -> None:
        super().set_password(service, name, secret[:20])


class Hung(Backend):
    """Never answers, as a D-Bus whose other end is stuck."""

    def get_password(self, service: str, name: str) -> str | None:
        Event().wait(60)
        return None


def test_a_keyring_that_works_keeps_one_short_secret(tmp_path: Path) -> None:
    backend = Backend()
    keyring = OsKeyring(lambda: backend)
    key = set_up(tmp_path, PASSPHRASE, keyring=keyring, cost=CHEAP)

    ((service, name),) = backend.kept

    assert data_key(tmp_path, keyring=OsKeyring(lambda: backend)) == key
    assert service == "Backchoice records"
    assert name in (tmp_path / "keyslots.json").read_text()
    assert [len(secret) for secret in backend.kept.values()] == [44]


@pytest.mark.parametrize("kind", [Null, Failing, Cutting])
def test_a_keyring_that_does_not_keep_gets_no_slot(tmp_path: Path, kind: type[Backend]) -> None:
    backend = kind()
    keyring = OsKeyring(lambda: backend)
    key = set_up(tmp_path, PASSPHRASE, keyring=keyring, cost=CHEAP)

    assert '"kind": "keyring"' not in (tmp_path / "keyslots.json").read_text()
    with pytest.raises(KeyUnavailable):
        data_key(tmp_path, keyring=keyring)
    assert unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=keyring) == key


@pytest.mark.parametrize("stale", ["", "A" * 44, "no base 64 at all", "QUJD", "\0"])
def test_a_keyring_with_something_else_in_it_asks_for_the_passphrase(
    tmp_path: Path, stale: str
) -> None:
    backend = Backend()
    key = set_up(tmp_path, PASSPHRASE, keyring=OsKeyring(lambda: backend), cost=CHEAP)
    backend.kept = dict.fromkeys(backend.kept, stale)

    with pytest.raises(KeyUnavailable):
        data_key(tmp_path, keyring=OsKeyring(lambda: backend))
    unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=OsKeyring(lambda: backend))

    assert data_key(tmp_path, keyring=OsKeyring(lambda: backend)) == key


def test_a_hung_keyring_costs_its_deadline_once(tmp_path: Path) -> None:
    backend = Hung()
    keyring = OsKeyring(lambda: backend, deadline=0.2)
    started = time.monotonic()

    key = set_up(tmp_path, PASSPHRASE, keyring=keyring, cost=CHEAP)
    for _ in range(20):
        assert keyring.secret_of("records") is None

    assert time.monotonic() - started < 2
    assert unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=keyring) == key


def test_a_hung_look_for_a_keyring_ends_too() -> None:
    keyring = OsKeyring(lambda: Event().wait(60), deadline=0.2)

    assert keyring.secret_of("records") is None


def test_the_deadline_is_three_seconds() -> None:
    assert OsKeyring()._deadline == os_keyring.DEADLINE_SECONDS == 3.0


def test_a_hung_keyring_does_not_keep_the_program_from_ending() -> None:
    program = (
        "from threading import Event; from sdm_app.records.keys import OsKeyring;"
        "OsKeyring(lambda: Event().wait(60), deadline=0.1).secret_of('records')"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=20).returncode == 0


def test_only_five_classes_are_ever_asked() -> None:
    assert [kind for kinds in TRUSTED.values() for kind in kinds] == [
        ("keyring.backends.Windows", "WinVaultKeyring"),
        ("keyring.backends.macOS", "Keyring"),
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.libsecret", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
    ]


@pytest.mark.parametrize("system", TRUSTED)
def test_the_classes_are_those_of_the_installed_library(system: str) -> None:
    import importlib

    kinds = [getattr(importlib.import_module(module), name) for module, name in TRUSTED[system]]

    assert all(hasattr(kind, "viable") for kind in kinds)


HIJACK = """
import sys
from sdm_app.records.keys.os_keyring import OsKeyring, find_backend

backend = find_backend()
kept = OsKeyring().keep("records-of-a-test", bytes(32)) if backend is None else None
print(type(backend).__module__, kept, "evil" in sys.modules)
"""

EVIL = """
import keyring.backend
class Keyring(keyring.backend.KeyringBackend):
    priority = 99
    def get_password(self, service, name): return "A" * 43 + "="
    def set_password(self, service, name, secret): open("stolen", "w").write(secret)
    def delete_password(self, service, name): pass
"""


def hijacked(tmp_path: Path, name: str, **more: str) -> str:
    """What is found in a process whose environment and settings name another keyring."""
    settings = tmp_path / "settings" / "python_keyring"
    settings.mkdir(parents=True)
    (settings / "keyringrc.cfg").write_text(
        f"[backend]\ndefault-keyring={name}\nkeyring-path={tmp_path}\n"
    )
    (tmp_path / "evil.py").write_text(EVIL)
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), str(tmp_path)]),
        "PYTHON_KEYRING_BACKEND": name,
        "XDG_CONFIG_HOME": str(tmp_path / "settings"),
        "XDG_DATA_HOME": str(tmp_path / "settings"),
        # No session of this machine has a say in what the test finds.
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
        **more,
    }
    ended = subprocess.run(
        [sys.executable, "-c", HIJACK],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="the session's bus can be taken away here only")
@pytest.mark.parametrize(
    "name", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring", "evil.Keyring"]
)
def test_the_environment_and_the_settings_choose_no_keyring(tmp_path: Path, name: str) -> None:
    assert hijacked(tmp_path, name) == "builtins False False"
    assert not (tmp_path / "stolen").exists()


def test_the_environment_sets_nothing_on_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring.backend

    class Ours(keyring.backend.KeyringBackend):
        preferred_collection = "ours"

        def get_password(self, service: str, username: str) -> str | None:
            return None

        def set_password(self, service: str, username: str, password: str) -> None:
            return None

    monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", "theirs")
    kind: Any = Ours
    backend = kind()
    assert backend.preferred_collection == "theirs"

    assert os_keyring._without_environment(backend).preferred_collection == "ours"
