"""What other workstations at the clinic's server do: what changed, and what is open where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdm_app.records.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdm_app.records.reading import Visit


class Neighbours(Part):
    """The part of `Records` that knows of others. A file has one user at a time, so nobody else."""

    def note_presence(self, encounter: str) -> tuple[str, ...]:
        """Say that this workstation has a visit open, or none; which others have it open, too.

        In a file nobody else can have it open.

        Raises:
            NotSaved: the server was not reached.
        """
        if not self._place.server:
            return ()
        return self._writer.run(lambda: self._opened().note_presence(encounter, self._workstation))

    def open_elsewhere(self) -> dict[str, tuple[str, ...]]:
        """Which visits are open at other workstations, and at which; none in a file.

        Raises:
            UnreadableRecords: the server was not reached.
        """
        if not self._place.server:
            return {}
        from sdm_app.records import presence  # noqa: PLC0415

        found: dict[str, tuple[str, ...]] = self._writer.run(
            lambda: self._opened().read(lambda to: presence.elsewhere(to, self._workstation))
        )
        return found

    def changes_of(self, encounter_id: str, after: int) -> tuple[Visit, dict[int, str]]:
        """A visit's events after a sequence, and at which workstation each was written.

        Raises:
            UnreadableRecords: a row is damaged, or the server was not reached.
        """
        from sdm_app.records.presence import stations_of  # noqa: PLC0415

        def read() -> tuple[Visit, dict[int, str]]:
            store = self._opened()
            events = tuple(one for one in store.events_of(encounter_id) if one[0] > after)
            return events, store.read(lambda to: stations_of(to, encounter_id)) if events else {}

        return self._writer.run(read)

    def watch(
        self,
        changed: Callable[[str], None],
        told: Callable[[str], None] = lambda _sentence: None,
    ) -> Callable[[], None]:
        """Hear of visits that change on a server, from a thread of its own, until it is ended.

        `changed` gets a visit's id, also when it is opened or left; "document:" and the name of a
        document of the clinic; or "" when anything may have changed. What is returned ends it.
        A file has no other writers: nothing is ever heard. `told` gets a sentence where no news
        comes, so that changes are looked for instead, and "" when it comes again.
        """
        if not self._place.server:
            return lambda: None
        from sdm_app.records.watching import watch_server  # noqa: PLC0415

        return watch_server(self._place.server, changed, told)
