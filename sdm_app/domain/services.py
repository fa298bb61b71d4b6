"""The clinic's own directory: who near by gives what, and how soon.

All of it is the clinic's own word and shown as it was written; what it left empty is not known, and
nothing is filled in for it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from sdm_app.domain.base import Frozen, Id

SERVICES_AT_MOST = 500
LANGUAGES_AT_MOST = 12
WAIT_DAYS_AT_MOST = 730
_UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
_TURN_THE_LINE = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _on_one_line(text: str) -> str:
    for letter in text:
        if unicodedata.category(letter) in _UNSEEN or letter in _TURN_THE_LINE:
            raise ValueError("holds a line break or a character that cannot be seen")
    return text


OneLine = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_on_one_line)]
"""Words of the clinic's on one line, perhaps none."""

Language = Annotated[OneLine, StringConstraints(min_length=1, max_length=40, pattern="^[^;]+$")]
"""A language as the clinic calls it; a semicolon parts two of them in a file."""


class Service(Frozen):
    """One place or person near by that gives one option, or takes one kind of referral.

    `distance`, `wait`, `cover` (which insurers or programs pay) and `cost_note` are free words:
    "2 mi", "10 min walk", "about 1 week". `wait_days` (0 to 730) only puts services in order.
    `self_referral`: whether a patient may come without one. `linked_visits`: whether a visit there
    can be joined to one at the clinic on the same day. None is "the clinic has not said".
    """

    id: Id = Field(max_length=80)
    target: Id
    name: OneLine = Field(min_length=1, max_length=80)
    phone: OneLine = Field(default="", max_length=40)
    address: OneLine = Field(default="", max_length=120)
    distance: OneLine = Field(default="", max_length=40)
    wait: OneLine = Field(default="", max_length=60)
    wait_days: int | None = Field(default=None, ge=0, le=WAIT_DAYS_AT_MOST)
    cover: OneLine = Field(default="", max_length=120)
    self_referral: bool | None = None
    telehealth: bool | None = None
    group_visits: bool | None = None
    linked_visits: bool | None = None
    co_located: bool | None = None
    languages: tuple[Language, ...] = Field(default=(), max_length=LANGUAGES_AT_MOST)
    cost_note: OneLine = Field(default="", max_length=120)


class Directory(Frozen):
    """The whole list as it is kept, in the order in which the clinic wrote it."""

    services: tuple[Service, ...] = Field(default=(), max_length=SERVICES_AT_MOST)

    @model_validator(mode="after")
    def _each_id_once(self) -> Self:
        seen: set[str] = set()
        for service in self.services:
            if service.id in seen:
                raise ValueError(f"two services have the id '{service.id}'")
            seen.add(service.id)
        return self


class Trait(StrEnum):
    """What a service is known to offer or to ask for, beside the clinic's own words."""

    CO_LOCATED = "co-located"
    SELF_REFERRAL = "self-referral"
    REFERRAL_NEEDED = "referral-needed"
    TELEHEALTH = "telehealth"
    GROUP_VISITS = "group-visits"
    LINKED_VISITS = "linked-visits"


class Availability(Frozen):
    """What a cell of the grid has room for: the service to name, and how many more there are."""

    first: Service
    more: int


def services_for(services: Iterable[Service], target: str) -> tuple[Service, ...]:
    """The services for an option or referral target: those in the clinic's own house first.

    Then the shortest wait in days; those whose days are not known come last; equals as listed.
    """
    wanted = (service for service in services if service.target == target)
    return tuple(sorted(wanted, key=_place))


def _place(service: Service) -> tuple[bool, int]:
    days = WAIT_DAYS_AT_MOST + 1 if service.wait_days is None else service.wait_days
    return not service.co_located, days


def availability_of(services: Iterable[Service], target: str) -> Availability | None:
    """The service to name first for a target; None when the clinic lists none."""
    found = services_for(services, target)
    return Availability(first=found[0], more=len(found) - 1) if found else None


def traits_of(service: Service) -> tuple[Trait, ...]:
    """What the clinic said yes to, and that a referral is needed where it said that too."""
    said = {
        Trait.CO_LOCATED: service.co_located,
        Trait.SELF_REFERRAL: service.self_referral,
        Trait.REFERRAL_NEEDED: service.self_referral is False,
        Trait.TELEHEALTH: service.telehealth,
        Trait.GROUP_VISITS: service.group_visits,
        Trait.LINKED_VISITS: service.linked_visits,
    }
    return tuple(trait for trait, holds in said.items() if holds)


def id_for(name: str, taken: Collection[str]) -> str:
    """An id for a new service: its name in plain letters, numbered when that id is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall("[a-z0-9]+", plain))[:60].rstrip("-") or "service"
    number = 1
    while (found := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return found


def with_names_of_today(
    services: Iterable[Service], renamed: Mapping[str, str]
) -> tuple[Service, ...]:
    """The services under the ids that their options have in a pack: its `renamed`."""
    return tuple(
        service.model_copy(update={"target": renamed[service.target]})
        if service.target in renamed
        else service
        for service in services
    )
