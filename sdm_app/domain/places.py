"""The places of a visit that somebody can fill in, so that two people's work can be compared."""

from sdm_app.domain.base import Frozen
from sdm_app.domain.encounter import Encounter, RequestState

CONCERN, SETTLED = "concern", "settled"
SKIPPED = ""
"""What stands at the place of an item that was passed over."""

_NOT_FILLED_IN = frozenset(
    {
        "id",
        "reference",
        "birth_year",
        "language",
        "found_at",
        "started_on",
        "content_id",
        "content_version",
        "content_sha256",
        "follows",
        "appointment",
        # Where somebody looks, and whether they were done, is nobody's answer.
        "step",
        "request",
        "item",
        "finished",
    }
)
_EACH_BY_ITSELF = frozenset({"barriers", "choices"})
"""Lists in which each entry is marked by itself, as on a form with boxes."""


class Place(Frozen):
    """A field of `Encounter`; `of` is the id within it, `part` what of that (see `CONCERN`)."""

    field: str
    of: str = ""
    part: str = ""


def places_of(encounter: Encounter) -> dict[Place, object]:
    """What stands at each place that is filled in; places that compare equal say the same."""
    found: dict[Place, object] = {}
    for field in Encounter.model_fields:
        value = getattr(encounter, field)
        if field in _NOT_FILLED_IN:
            continue
        if field == "skipped":
            found |= {Place(field="answers", of=item): SKIPPED for item in value}
        elif field == "requests":
            for request, state in value.items():
                found |= _places_of_request(request, state)
        elif isinstance(value, dict):
            found |= {Place(field=field, of=key): said for key, said in value.items()}
        elif field in _EACH_BY_ITSELF:
            found |= {Place(field=field, of=entry): True for entry in value}
        elif value not in (None, "", ()):
            found[Place(field=field)] = value
    return found


def changed_places(before: Encounter, after: Encounter) -> frozenset[Place]:
    """Where two states of a visit differ."""
    one, other = places_of(before), places_of(after)
    return frozenset(place for place in one | other if one.get(place) != other.get(place))


def _places_of_request(request: str, state: RequestState) -> dict[Place, object]:
    found: dict[Place, object] = {
        Place(field="requests", of=request, part=check): True for check in state.checks
    }
    if state.concern is not None:
        found[Place(field="requests", of=request, part=CONCERN)] = state.concern
    if state.settled is not None:
        found[Place(field="requests", of=request, part=SETTLED)] = state.settled
    return found
