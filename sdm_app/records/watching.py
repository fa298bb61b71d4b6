"""Hears of the changes that other stations make, so that lists stay live."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Any

import psycopg

from sdm_app.records.address import settings_for
from sdm_app.records.server import CHANNEL

LOOK_UP_SECONDS = 0.5
"""How often it looks whether it should stop."""

_PAUSE_SECONDS = 2.0


def watch_server(location: str, changed: Callable[[str], None]) -> Callable[[], None]:
    """Call `changed` with the id of each visit that changes; what is returned ends that.

    The call comes from a thread of its own. After the server was lost and found, and at the start,
    it is called with "": anything may have changed meanwhile.
    """
    settings = settings_for(location)
    is_over = Event()

    def listen() -> None:
        while not is_over.is_set():
            with suppress(psycopg.Error):
                _hear(settings, changed, is_over)
            is_over.wait(_PAUSE_SECONDS)

    thread = Thread(target=listen, name="records-watch", daemon=True)
    thread.start()

    def stop() -> None:
        is_over.set()
        thread.join(timeout=_PAUSE_SECONDS + LOOK_UP_SECONDS)

    return stop


def _hear(settings: dict[str, Any], changed: Callable[[str], None], is_over: Event) -> None:
    with psycopg.connect(**settings, autocommit=True) as connection:
        connection.execute(f"LISTEN {CHANNEL}".encode())
        changed("")
        while not is_over.is_set():
            for heard in connection.notifies(timeout=LOOK_UP_SECONDS):
                changed(heard.payload)
