"""Hears of the changes that other stations make, so that lists stay live."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import psycopg

from sdm_app.records.address import settings_for
from sdm_app.records.server import CHANNEL
from sdm_app.records.straight import is_straight, is_too_much_for_a_pool
from sdm_app.records.watchdog import Watchdog

LOOK_UP_SECONDS = 0.5
"""How often it looks whether it should stop."""

POLL_SECONDS = 2.0
"""How often anything may have changed where no news comes."""

BEAT_SECONDS = 10.0
"""How often a quiet connection is asked whether there is still somebody at its other end."""

LATE_NEWS = (
    "Changes at other workstations are seen late: the address of the clinic's database leads to a"
    " pool of connections, such as pgbouncer; give the address of the database itself"
)

_PAUSE_SECONDS = 2.0
_ANSWER_SECONDS = 5.0


def watch_server(
    location: str,
    changed: Callable[[str], None],
    told: Callable[[str], None] = lambda _sentence: None,
) -> Callable[[], None]:
    """Call `changed` with the id of each visit that changes; what is returned ends that.

    The calls come from a thread of its own. After the server was lost and found, and at the start,
    `changed` is called with "": anything may have changed meanwhile. Through a pool of connections,
    which swallows the news without a word, it is called so every `POLL_SECONDS`; `told` then gets a
    sentence for whoever looks after the computer, and "" when it is no longer so. What ends it does
    not wait: at most a call that is being made comes after it.
    """
    settings = settings_for(location)
    is_over, is_late = Event(), Event()

    def tell(what: str) -> None:
        if not is_over.is_set():
            changed(what)

    def is_live() -> None:
        if is_late.is_set() and not is_over.is_set():
            is_late.clear()
            told("")

    def listen() -> None:
        while not is_over.is_set():
            try:
                is_kept_back = _hear(settings, tell, is_over, is_live)
            except psycopg.Error as error:
                is_kept_back = is_too_much_for_a_pool(error)
            if is_kept_back and not is_over.is_set():
                is_late.set()
                told(LATE_NEWS)
                tell("")
            is_over.wait(POLL_SECONDS if is_kept_back else _PAUSE_SECONDS)

    Thread(target=listen, name="records-watch", daemon=True).start()
    return is_over.set


def _hear(
    settings: dict[str, Any],
    changed: Callable[[str], None],
    is_over: Event,
    is_live: Callable[[], object],
) -> bool:
    """Hear until it is over or the server is lost; at once whether a pool would keep it all back.

    Raises:
        psycopg.Error: the server was not reached, or was lost.
    """
    with psycopg.connect(**settings) as connection:
        if not is_straight(connection):
            return True
        connection.autocommit = True
        connection.execute(f"LISTEN {CHANNEL}".encode())
        is_live()
        changed("")
        asked = time.monotonic()
        while not is_over.is_set():
            for heard in connection.notifies(timeout=LOOK_UP_SECONDS):
                changed(heard.payload)
            if time.monotonic() - asked > BEAT_SECONDS:
                _require_answer(connection)
                asked = time.monotonic()
    return False


def _require_answer(connection: psycopg.Connection[Any]) -> None:
    """Ask whether the server is still there; news that comes meanwhile is heard afterwards.

    Raises:
        psycopg.Error: it is not, or does not answer in time.
    """
    with Watchdog(_ANSWER_SECONDS) as watchdog:
        watchdog.watch(connection)
        connection.execute("SELECT 1")
