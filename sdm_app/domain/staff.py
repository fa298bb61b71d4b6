"""The people of a clinic who use the program, as events that only ever grow.

The program comes with nobody: the first person is made by whoever sets it up.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal, assert_never

from pydantic import Field, StringConstraints, TypeAdapter, field_validator

from sdm_app.domain.base import Frozen

NAME_LENGTH = 60
REASON_AT_LEAST = 10
"""Letters that the reason for emergency access has at least."""

PersonId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8,32}$")]
NOBODY = ""
"""Stands for whoever acts without having signed in: at set-up, or in an emergency."""

Name = Annotated[
    str, StringConstraints(min_length=1, max_length=NAME_LENGTH, strip_whitespace=True)
]


class Role(StrEnum):
    """What somebody does in the clinic; one person may have several roles."""

    FRONT_DESK = "front-desk"
    CLINICIAN = "clinician"
    MANAGER = "manager"
    ADMIN = "admin"


Roles = Annotated[tuple[Role, ...], Field(min_length=1)]


class StaffMember(Frozen):
    """Somebody who may sign in while `active`; nobody is ever removed, the records name them."""

    id: PersonId
    name: Name
    roles: Roles
    active: bool = True

    @field_validator("roles")
    @classmethod
    def _each_once_in_order(cls, roles: tuple[Role, ...]) -> tuple[Role, ...]:
        return tuple(role for role in Role if role in roles)


class PersonAdded(Frozen):
    """Somebody may use the program from now on; `pin` is a hash, never the PIN."""

    kind: Literal["person-added"] = "person-added"
    by: PersonId | Literal[""]
    person: PersonId
    name: Name
    roles: Roles
    pin: str = Field(repr=False)


class RolesSet(Frozen):
    """Somebody has these roles from now on, and no other."""

    kind: Literal["roles-set"] = "roles-set"
    by: PersonId
    person: PersonId
    roles: Roles


class ActiveSet(Frozen):
    """Somebody may sign in again, or no longer."""

    kind: Literal["active-set"] = "active-set"
    by: PersonId
    person: PersonId
    active: bool


class PinSet(Frozen):
    """Somebody has another PIN; `pin` is a hash, never the PIN."""

    kind: Literal["pin-set"] = "pin-set"
    by: PersonId
    person: PersonId
    pin: str = Field(repr=False)


class SignedIn(Frozen):
    """Somebody gave their PIN and works at this workstation."""

    kind: Literal["signed-in"] = "signed-in"
    person: PersonId


class SignInRefused(Frozen):
    """A PIN was given that is not this person's."""

    kind: Literal["sign-in-refused"] = "sign-in-refused"
    person: PersonId


class GlassBroken(Frozen):
    """Visits were opened to somebody in an emergency; `person` is empty when nobody was signed in.

    Without a sign-in the reason says who it is: nothing else can.
    """

    kind: Literal["glass-broken"] = "glass-broken"
    person: PersonId | Literal[""]
    reason: Annotated[
        str,
        StringConstraints(min_length=REASON_AT_LEAST, max_length=500, strip_whitespace=True),
    ]


class GlassMended(Frozen):
    """The emergency access ended."""

    kind: Literal["glass-mended"] = "glass-mended"
    person: PersonId | Literal[""]


class Locked(Frozen):
    """The screen was locked; `person` is who had been signed in."""

    kind: Literal["locked"] = "locked"
    person: PersonId | Literal[""]


StaffEvent = Annotated[
    PersonAdded
    | RolesSet
    | ActiveSet
    | PinSet
    | SignedIn
    | SignInRefused
    | GlassBroken
    | GlassMended
    | Locked,
    Field(discriminator="kind"),
]

STAFF_EVENT: TypeAdapter[StaffEvent] = TypeAdapter(StaffEvent)
"""Reads and writes one event as JSON."""


class Staff(Frozen):
    """Everybody who ever used the program here, in the order they were added."""

    members: tuple[StaffMember, ...] = ()

    @property
    def active(self) -> tuple[StaffMember, ...]:
        """Who may sign in."""
        return tuple(member for member in self.members if member.active)

    def member(self, person: str) -> StaffMember | None:
        """The person with this id; None for an id that is not known."""
        return next((member for member in self.members if member.id == person), None)

    def is_name_taken(self, name: str) -> bool:
        """Whether somebody who may sign in is called so, whatever the case of the letters."""
        wanted = name.strip().casefold()
        return any(member.name.casefold() == wanted for member in self.active)


def apply_staff(staff: Staff, event: StaffEvent) -> Staff:
    """The staff after an event; what only tells of somebody's coming and going changes nothing."""
    match event:
        case PersonAdded():
            added = StaffMember(id=event.person, name=event.name, roles=event.roles)
            return Staff(members=(*staff.members, added))
        case RolesSet():
            return _with(staff, event.person, roles=event.roles)
        case ActiveSet():
            return _with(staff, event.person, active=event.active)
        case PinSet() | SignedIn() | SignInRefused() | GlassBroken() | GlassMended() | Locked():
            return staff
        case _:
            assert_never(event)


def fold_staff(events: Iterable[StaffEvent]) -> Staff:
    """The staff after all events, oldest first."""
    staff = Staff()
    for event in events:
        staff = apply_staff(staff, event)
    return staff


def keeps_an_admin(staff: Staff, event: StaffEvent) -> bool:
    """Whether somebody can still manage the staff after an event."""
    after = apply_staff(staff, event)
    return any(Role.ADMIN in member.roles for member in after.active)


def _with(staff: Staff, person: str, **values: object) -> Staff:
    members = tuple(
        StaffMember.model_validate(member.model_dump() | values) if member.id == person else member
        for member in staff.members
    )
    return Staff(members=members)
