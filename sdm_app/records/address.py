"""Where a clinic's server is, from a URL, and that the way to it is safe."""

from __future__ import annotations

import os
from ipaddress import ip_address
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from sdm_app.records.errors import RecordsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import URL

SCHEME = "postgresql+psycopg"

CONNECT_SECONDS = 2
"""The least that the driver's library can be told."""

_STRICT = "verify-full"
_ALLOWED = ("host", "hostaddr", "port", "passfile", "sslcert", "sslkey", "sslmode", "sslrootcert")
_ELSEWHERE = ("PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE")

STATEMENT_TIMEOUT = "2200ms"
"""As the server writes it."""

# A statement that the server itself can end is ended there before our own deadline. What hangs with
# the server frozen is ended by `watchdog`.
_ON_SERVER = (
    f"-c search_path=public -c statement_timeout={STATEMENT_TIMEOUT} -c lock_timeout=2000"
    " -c idle_in_transaction_session_timeout=10000"
)


def is_server(location: object) -> bool:
    """Whether records lie on a server, by the text that says where."""
    return isinstance(location, str) and location.startswith("postgresql")


def settings_for(
    location: str, environment: Mapping[str, str] = os.environ
) -> dict[str, str | int | None]:
    """What the driver is called with.

    Raises:
        RecordsError: the URL is none of ours, or would send records over a network unguarded.
    """
    url = _parsed(location)
    options = {name: _text(value) for name, value in url.query.items()}
    unknown = sorted(set(options) - set(_ALLOWED))
    if unknown:
        raise RecordsError(
            f"The address of the database has a setting we do not take: {unknown[0]}."
        )
    hosts = [url.host or "", *(options.get(name, "") for name in ("host", "hostaddr"))]
    named = [host for text in hosts for host in text.split(",") if host]
    if not named:
        raise RecordsError("The address of the database names no server.")
    astray = [name for name in _ELSEWHERE if name in environment]
    if astray:
        raise RecordsError(f"The variable {astray[0]} would lead to another server; take it away.")
    if not all(map(_stays_here, named)):
        mode = options.setdefault("sslmode", _STRICT)
        if mode != _STRICT:
            raise RecordsError(
                f"The database is on another machine, and sslmode {mode} would not make sure of it;"
                f" only {_STRICT} is taken."
            )
        options["gssencmode"] = "disable"
    return {
        **({"host": url.host} if url.host else {}),
        **({"port": url.port} if url.port else {}),
        "dbname": url.database,
        "user": url.username,
        "password": None if url.password is None else str(url.password),
        **options,
        "connect_timeout": CONNECT_SECONDS,
        "target_session_attrs": "read-write",
        "options": _ON_SERVER,
        "application_name": "Backchoice",
    }


def _parsed(location: str) -> URL:
    try:
        url = make_url(location)
    except (ArgumentError, ValueError):
        # Without its cause: the text may hold a password.
        raise RecordsError("The address of the database cannot be read.") from None
    if url.drivername != SCHEME or not url.database or not url.username:
        raise RecordsError(f"The address of the database is to be {SCHEME}://USER@HOST/DATABASE.")
    return url


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ",".join(value)


def _stays_here(host: str) -> bool:
    if host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
