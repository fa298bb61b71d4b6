"""A server for the tests of its faults, and what they all do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sdm_app.records import Records, RecordsError, open_records
from tests.postgres import Server
from tests.records.builders import KEY


@contextmanager
def own_server(**settings: str) -> Iterator[Server]:
    """A server of one test, which may be killed."""
    server = Server(settings=settings)
    try:
        server.make()
        server.start()
        server.make_roles()
        yield server
    finally:
        server.remove()


def made_database(server: Server) -> str:
    """A database with our tables; its name."""
    name = server.new_database()
    open_records(server.url(name, "owner"), KEY, workstation="office").close()
    return name


def station(server: Server, database: str, name: str = "room-1") -> Records:
    """Records as a workstation opens them."""
    return open_records(server.url(database), KEY, workstation=name)


def seconds_of(act: Callable[[], object]) -> tuple[float, RecordsError | None]:
    """How long an act took, and what it was refused with."""
    began = time.monotonic()
    refusal: RecordsError | None = None
    try:
        act()
    except RecordsError as error:
        refusal = error
    return time.monotonic() - began, refusal


def wait_for(is_so: object, seconds: float = 10.0) -> None:
    """Ask until it is so, for at most so many seconds."""
    assert callable(is_so)
    ends = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.02)
