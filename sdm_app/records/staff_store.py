"""Who uses the program and who is at the screen, kept as events; PINs are checked here alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from uuid import uuid4

from sdm_app.domain.permissions import Action, is_allowed
from sdm_app.domain.staff import (
    NOBODY,
    REASON_AT_LEAST,
    STAFF_EVENT,
    ActiveSet,
    GlassBroken,
    GlassMended,
    Locked,
    PersonAdded,
    PinSet,
    Role,
    RolesSet,
    SignedIn,
    SignInRefused,
    Staff,
    StaffEvent,
    StaffMember,
    apply_staff,
    keeps_an_admin,
)
from sdm_app.i18n import gettext as _
from sdm_app.records.errors import RecordsError, UnreadableRecords
from sdm_app.records.pin import fault_of, hash_pin, is_pin, wait_after


@dataclass(frozen=True)
class StaffRow:
    """An event as it is kept: its place from 1, when in UTC, and itself as JSON."""

    sequence: int
    time: str
    payload: str


class StaffRows(Protocol):
    """Where the events are kept: rows that only grow, durable when `append` returns."""

    def read(self, after: int) -> tuple[StaffRow, ...]:
        """The rows whose sequence is higher, lowest first.

        Raises:
            RecordsError: a row was changed, or the rows cannot be reached.
        """
        ...

    def append(self, time: str, kind: str, payload: str) -> None:
        """Keep one more row.

        Raises:
            RecordsError: it was not kept.
        """
        ...


@dataclass(frozen=True)
class Welcome:
    """The PIN was right."""

    person: StaffMember


@dataclass(frozen=True)
class NotThem:
    """Name and PIN do not go together; the next try may be made after so many seconds."""

    wait: int


@dataclass(frozen=True)
class Wait:
    """Too many wrong PINs: nothing was tried, and nothing is before so many seconds, 1 to 300."""

    seconds: int


@dataclass(frozen=True)
class _Wrong:
    """Wrong tries in a row, when the last was by the clock, and when this program saw it."""

    tries: int
    at: float
    seen: float


class StaffStore:
    """The staff over rows that other workstations may add to; every method looks for such first.

    Any method may raise what the rows raise.
    """

    def __init__(
        self,
        rows: StaffRows,
        *,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rows = rows
        self._wall = wall
        self._monotonic = monotonic
        self._read_to = 0
        self._staff = Staff()
        self._pins: dict[str, str] = {}
        self._wrong: dict[str, _Wrong] = {}
        self._owed: list[tuple[str, StaffEvent]] = []

    def staff(self) -> Staff:
        """Everybody, as it stands now."""
        self._catch_up()
        return self._staff

    def add_first(self, name: str, roles: tuple[Role, ...], pin_hash: str) -> str:
        """Make the first person, at set-up alone; why not, or empty when done.

        Args:
            name: what the person is called on the screen.
            roles: among them the admin, or nobody could add the second person.
            pin_hash: from `pin.hash_pin`, so that no PIN waits about until the records exist.
        """
        if self.staff().members:
            return _("The first person is there already.")
        if Role.ADMIN not in roles:
            return _("The first person manages the staff.")
        self._keep(PersonAdded(by=NOBODY, person=uuid4().hex, name=name, roles=roles, pin=pin_hash))
        return ""

    def add(self, by: str, name: str, roles: tuple[Role, ...], pin: str) -> str:
        """Add somebody; why not, or empty when done."""
        if fault := self._fault_of_managing(by) or fault_of(pin):
            return fault
        if not name.strip():
            return _("A person needs a name.")
        if not roles:
            return _("A person needs at least one role.")
        if self._staff.is_name_taken(name):
            return _("Somebody is called so already.")
        self._keep(
            PersonAdded(by=by, person=uuid4().hex, name=name, roles=roles, pin=hash_pin(pin))
        )
        return ""

    def set_roles(self, by: str, person: str, roles: tuple[Role, ...]) -> str:
        """Give somebody other roles; why not, or empty when done."""
        if fault := self._fault_of_managing(by):
            return fault
        if not roles:
            return _("A person needs at least one role.")
        return self._change(RolesSet(by=by, person=person, roles=roles))

    def set_active(self, by: str, person: str, active: bool) -> str:
        """Let somebody sign in again or no longer; why not, or empty when done."""
        if fault := self._fault_of_managing(by):
            return fault
        member = self._staff.member(person)
        if active and member is not None and self._staff.is_name_taken(member.name):
            return _("Somebody is called so already.")
        return self._change(ActiveSet(by=by, person=person, active=active))

    def set_pin(self, by: str, person: str, pin: str) -> str:
        """Give somebody another PIN; why not, or empty when done."""
        if fault := self._fault_of_managing(by) or fault_of(pin):
            return fault
        return self._change(PinSet(by=by, person=person, pin=hash_pin(pin)))

    def sign_in(self, person: str, pin: str) -> Welcome | NotThem | Wait:
        """Try a PIN. Each try is kept, but for those that come while one has to wait."""
        self._catch_up()
        if seconds := self.wait_of(person):
            return Wait(seconds)
        member, kept = self._staff.member(person), self._pins.get(person)
        if member is None or kept is None:
            return NotThem(0)
        if is_pin(pin, kept) and member.active:
            self._keep(SignedIn(person=person))
            return Welcome(member)
        self._keep(SignInRefused(person=person))
        return NotThem(self.wait_of(person))

    def wait_of(self, person: str) -> int:
        """Seconds until this person's PIN may be tried again, rounded up; 0 for now.

        Measured by the longer of the steady clock and the wall clock: a computer that slept has
        waited, and one whose clock was set back does not wait for years.
        """
        wrong = self._wrong.get(person)
        if wrong is None:
            return 0
        waited = max(self._monotonic() - wrong.seen, self._wall() - wrong.at)
        left = wait_after(wrong.tries) - waited
        return max(0, -int(-left // 1))

    def break_glass(self, person: str, reason: str) -> str:
        """Open visits in an emergency; why not, or empty when it was kept and they are open."""
        if len(reason.strip()) < REASON_AT_LEAST:
            return _("Say why in at least {letters} letters.").format(letters=REASON_AT_LEAST)
        self._keep(GlassBroken(person=person, reason=reason))
        return ""

    def mend_glass(self, person: str) -> None:
        """Keep that the emergency access ended, as soon as it can be kept; see `lock`."""
        self._owe(GlassMended(person=person))

    def lock(self, person: str) -> None:
        """Keep that the screen was locked, as soon as it can be kept.

        A lock waits for nothing: where it cannot be kept now it is before whatever is kept next,
        with the time when it was. At worst it is kept twice.
        """
        self._owe(Locked(person=person))

    def _change(self, event: RolesSet | ActiveSet | PinSet) -> str:
        if self._staff.member(event.person) is None:
            return _("Nobody of this clinic is meant.")
        if not keeps_an_admin(self._staff, event):
            return _("Somebody has to manage the staff: make another person admin first.")
        self._keep(event)
        return ""

    def _fault_of_managing(self, by: str) -> str:
        member = self.staff().member(by)
        if member is None or not is_allowed(member, Action.MANAGE_STAFF):
            return _("Only an admin can change the staff.")
        return ""

    def _keep(self, event: StaffEvent) -> None:
        now = self._now()
        self._pay()
        self._rows.append(now, event.kind, event.model_dump_json())
        self._catch_up()

    def _owe(self, event: StaffEvent) -> None:
        self._owed.append((self._now(), event))
        with suppress(RecordsError):
            self._pay()

    def _pay(self) -> None:
        while self._owed:
            time, event = self._owed[0]
            self._rows.append(time, event.kind, event.model_dump_json())
            self._owed.pop(0)

    def _now(self) -> str:
        return datetime.fromtimestamp(self._wall(), UTC).isoformat(timespec="milliseconds")

    def _catch_up(self) -> None:
        for row in self._rows.read(self._read_to):
            try:
                event = STAFF_EVENT.validate_json(row.payload)
                at = datetime.fromisoformat(row.time).timestamp()
            except ValueError:
                # Without its cause: pydantic's message repeats names.
                raise UnreadableRecords("An event of the staff cannot be read.") from None
            self._staff = apply_staff(self._staff, event)
            self._note(event, at)
            self._read_to = row.sequence

    def _note(self, event: StaffEvent, at: float) -> None:
        match event:
            case PersonAdded() | PinSet():
                self._pins[event.person] = event.pin
                self._wrong.pop(event.person, None)
            case SignedIn():
                self._wrong.pop(event.person, None)
            case SignInRefused():
                before = self._wrong.get(event.person)
                tries = 1 if before is None else before.tries + 1
                self._wrong[event.person] = _Wrong(tries, at, self._monotonic())
            case _:
                pass
