"""Which column of a schedule holds what: guessed from the columns' names, set by a person, kept."""

from collections.abc import Iterable
from enum import StrEnum

from pydantic import Field

from sdm_app.domain.base import Frozen
from sdm_app.interop.day_forms import DateOrder


class Part(StrEnum):
    """What a column may hold; a value is a field of `ScheduleMapping`."""

    TIME = "time"
    DATE = "date"
    REFERENCE = "reference"
    NAME = "name"
    FIRST_NAME = "first_name"
    BIRTH = "birth"
    REASON = "reason"
    ROOM = "room"
    CLINICIAN = "clinician"


class ScheduleMapping(Frozen):
    """The names of the columns, empty for a part that a schedule does not have.

    Time is needed, and a reference or a name. `date` and `time` may be the same column.
    `date_order` reads dates that the file itself leaves open; None until somebody said.
    """

    time: str = Field(default="", max_length=200)
    date: str = Field(default="", max_length=200)
    reference: str = Field(default="", max_length=200)
    name: str = Field(default="", max_length=200)
    first_name: str = Field(default="", max_length=200)
    birth: str = Field(default="", max_length=200)
    reason: str = Field(default="", max_length=200)
    room: str = Field(default="", max_length=200)
    clinician: str = Field(default="", max_length=200)
    date_order: DateOrder | None = None

    def column(self, part: Part) -> str:
        """The name of the column that holds a part."""
        name: str = getattr(self, part)
        return name

    @property
    def is_enough(self) -> bool:
        """Whether rows can be read with it."""
        return bool(self.time and (self.reference or self.name))


_CALLED: dict[Part, str] = {
    Part.TIME: "time appttime appointmenttime starttime apptstart appointmentstart start begin"
    " begintime visittime slot hora appointmentdatetime apptdatetime datetime startdatetime"
    " starts appointment",
    Part.DATE: "date apptdate appointmentdate visitdate dateofservice dos servicedate startdate day"
    " fecha appointmentdatetime apptdatetime datetime startdatetime",
    Part.REFERENCE: "initials reference ref clinicreference patientreference patientinitials",
    Part.NAME: "name patient patientname fullname ptname pt lastname surname familyname"
    " patientlastname paciente nombre",
    Part.FIRST_NAME: "firstname givenname forename patientfirstname",
    Part.BIRTH: "dob birthdate dateofbirth birthyear yearofbirth yob born patientdob birthday"
    " ptdob",
    Part.REASON: "reason reasonforvisit visitreason chiefcomplaint complaint cc apptreason"
    " appointmentreason purpose appointmentnotes apptnotes notes note comments comment motivo"
    " visittype appttype type",
    Part.ROOM: "room examroom roomno location",
    Part.CLINICIAN: "provider clinician doctor physician providername renderingprovider dr"
    " seenby resource",
}
_LAST_NAMES = ("lastname", "surname", "familyname", "patientlastname")
_IDENTIFIERS = [
    "mrn",
    "chart",
    "chartno",
    "chartnumber",
    "patientid",
    "id",
    "pid",
    "account",
    "accountno",
    "patientno",
]


def guessed(names: Iterable[str]) -> ScheduleMapping:
    """A mapping by what columns are commonly called; shown to a person before it counts.

    Beside a first name the last name is taken: the full one has the first name as well. A number of
    the patient's chart is taken only where there is neither a name nor initials.
    """
    by_letters: dict[str, str] = {}
    for name in names:
        by_letters.setdefault(_letters(name), name)
    found = {
        part: next((by_letters[known] for known in called.split() if known in by_letters), "")
        for part, called in _CALLED.items()
    }
    if found[Part.FIRST_NAME]:
        last = next((by_letters[called] for called in _LAST_NAMES if called in by_letters), "")
        found[Part.NAME] = last or found[Part.NAME]
    if not (found[Part.REFERENCE] or found[Part.NAME]):
        found[Part.REFERENCE] = next((by_letters[i] for i in _IDENTIFIERS if i in by_letters), "")
    return ScheduleMapping.model_validate({str(part): name for part, name in found.items()})


def fitted(kept: ScheduleMapping | None, names: Iterable[str]) -> ScheduleMapping:
    """The mapping as it was kept, if every column it names is there; else a guess.

    The order of dates that was kept counts for a guess as well.
    """
    known = set(names)
    if kept is None:
        return guessed(names)
    if all(kept.column(part) in known or not kept.column(part) for part in Part):
        return kept
    return guessed(names).model_copy(update={"date_order": kept.date_order})


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
