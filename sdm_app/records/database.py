"""What the store needs of an engine, be it the file's or the server's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

BeforeMigration = Callable[[Any], None]
"""Is given the driver's connection, outside any transaction, before old tables are changed."""


class Database(Protocol):
    """What the store needs of an engine: the file's or the server's."""

    def writing(
        self, *, is_patient: bool = False, is_second: bool = False
    ) -> AbstractContextManager[Connection]:
        """A transaction that is durable once the block is left; NotSaved: nothing was kept.

        A patient one is waited for as long as it takes, a second one for what the first left.
        """

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads."""

    def version(self, connection: Connection) -> int:
        """The version of the tables; 0 while there are none."""

    def hold(self, connection: Connection, *names: str) -> None:
        """Keep other programs from writing under these names until the transaction ends."""

    def tell(self, connection: Connection, encounter_id: str) -> None:
        """Tell other programs of a change, once the transaction is kept."""

    def unlocked(
        self, connection: Connection, tables: Sequence[str]
    ) -> AbstractContextManager[None]:
        """Within the block rows of these tables may be removed, and nobody else writes to them."""

    def compact(self, tables: Sequence[str]) -> None:
        """Leave as little as can be of what was removed from these tables; NotSaved: it is left."""

    def settle(self) -> None:
        """Make durable what an earlier commit of unknown outcome left."""

    def raw(self) -> Any:
        """The driver's connection in a pool's proxy."""

    def close(self) -> None:
        """Let go."""
