"""This computer's keyring, if it is one of the few we trust, and only as long as it answers."""

from __future__ import annotations

import importlib
import os
import platform
from base64 import b64decode, b64encode
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import Any, Protocol

from sdm_app.records.keys.wrapping import KEY_BYTES

DEADLINE_SECONDS = 3.0
"""A keyring that is silent for longer is done without: a hung D-Bus must not hang the window."""

TRUSTED = {
    "Windows": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "Darwin": (("keyring.backends.macOS", "Keyring"),),
    "Linux": (
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.libsecret", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
    ),
}
"""The only classes that are ever asked, by platform, in this order."""

_SERVICE = "Backchoice records"
_FROM_ENVIRONMENT = "KEYRING_PROPERTY_"


class Keyring(Protocol):
    """Keeps one random wrapping key for a set of records, and nothing else."""

    def secret_of(self, records: str) -> bytes | None:
        """The wrapping key; None if there is none, or the keyring does not answer."""

    def keep(self, records: str, secret: bytes) -> bool:
        """Keep the wrapping key in place of any other; whether it could be read back."""


class OsKeyring:
    """The keyring of this computer; without one, or once it hung, it holds nothing."""

    def __init__(
        self, find: Callable[[], Any] | None = None, deadline: float = DEADLINE_SECONDS
    ) -> None:
        self._find = find
        self._deadline = deadline
        self._hung = False

    def secret_of(self, records: str) -> bytes | None:
        """The wrapping key; None if there is none, or the keyring does not answer."""
        return _secret(self._answer(lambda backend: backend.get_password(_SERVICE, records)))

    def keep(self, records: str, secret: bytes) -> bool:
        """Keep the wrapping key in place of any other; whether it could be read back."""

        def kept(backend: Any) -> object:
            backend.set_password(_SERVICE, records, b64encode(secret).decode())
            return backend.get_password(_SERVICE, records)

        return _secret(self._answer(kept)) == secret

    def _answer(self, ask: Callable[[Any], object]) -> object:
        if self._hung:
            return None
        answer: Future[object] = Future()

        def run() -> None:
            try:
                backend = (self._find or find_backend)()
                answer.set_result(None if backend is None else ask(backend))
            # What desktops raise is not ours to list; it all means that the keyring gives nothing.
            except Exception:
                answer.set_result(None)

        Thread(target=run, name="keyring", daemon=True).start()
        try:
            return answer.result(self._deadline)
        except TimeoutError:
            self._hung = True
            return None


def find_backend() -> Any:
    """The first trusted keyring that works here, or None.

    The classes are taken by name, so that neither PYTHON_KEYRING_BACKEND nor keyringrc.cfg nor
    an installed plugin chooses for us.
    """
    for module, name in TRUSTED.get(platform.system(), ()):
        # By name, and only now: it takes time that the window's first frame does not have.
        kind = getattr(importlib.import_module(module), name)
        if kind.viable:
            return _without_environment(kind())
    return None


def _without_environment(backend: Any) -> Any:
    for variable in os.environ:
        if variable.upper().startswith(_FROM_ENVIRONMENT):
            vars(backend).pop(variable[len(_FROM_ENVIRONMENT) :].lower(), None)
    return backend


def _secret(answer: object) -> bytes | None:
    if not isinstance(answer, str):
        return None
    try:
        secret = b64decode(answer, validate=True)
    except ValueError:
        return None
    return secret if len(secret) == KEY_BYTES else None
