"""What a hazard file and the list of IPDAS items hold, read strictly."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sdm_app.packs.strict_yaml import read_documents
from tests.proof.named_tests import CHECKOUT, fault_of

HAZARDS = CHECKOUT / "docs" / "safety" / "hazards"
ITEMS = Path(__file__).with_name("ipdas.yaml")

Words = Annotated[str, Field(min_length=3)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
NamedTest = Annotated[str, Field(pattern=r"^tests/[\w/]+\.py::test_\w+$")]
OneToFive = Annotated[int, Field(ge=1, le=5)]


class Read(BaseModel):
    """A value of a file: nothing unknown, nothing changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Risk(Read):
    """How likely harm is and how bad, each from 1 to 5 as docs/safety/README.md says."""

    likelihood: OneToFive
    severity: OneToFive

    @property
    def rating(self) -> int:
        """Likelihood times severity, from 1 to 25."""
        return self.likelihood * self.severity


class Control(Read):
    """What stands against a hazard: the tests that prove it, or what is still missing."""

    does: Words
    tests: tuple[NamedTest, ...] = ()
    open: Words | None = None

    @model_validator(mode="after")
    def _is_proved_or_open(self) -> Self:
        if not self.tests and self.open is None:
            raise ValueError("a control names its tests, or what is open")
        return self


class Hazard(Read):
    """One way in which the program could take part in harm."""

    id: Id
    hazard: Words
    cause: Words
    effect: Words
    harm: Words
    before: Risk
    after: Risk
    controls: tuple[Control, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _a_control_makes_nothing_worse(self) -> Self:
        if self.after.rating > self.before.rating:
            raise ValueError("the risk after is above the risk before")
        if self.after.rating < self.before.rating and not any(c.tests for c in self.controls):
            raise ValueError("the risk is lowered by no control that a test proves")
        return self

    @property
    def open(self) -> tuple[str, ...]:
        """What is still missing."""
        return tuple(control.open for control in self.controls if control.open)


class Group(StrEnum):
    """The parts of the instrument, in its order."""

    QUALIFYING = "qualifying"
    CERTIFYING = "certifying"
    CERTIFYING_TESTS = "certifying-tests"
    INFORMATION = "information"
    PROBABILITIES = "probabilities"
    VALUES = "values"
    GUIDANCE = "guidance"
    DEVELOPMENT = "development"
    EVIDENCE = "evidence"
    DISCLOSURE = "disclosure"
    PLAIN_LANGUAGE = "plain-language"
    EVALUATION = "evaluation"
    TESTS = "tests"


class Met(StrEnum):
    """Whether an item is met, by the product as it is."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NEEDS_PATIENTS = "needs-patients"


class Source(StrEnum):
    """Where an item was read; nobody here had the instrument's own paper open."""

    BMJ_OPEN_2016 = "bmj-open-2016"
    BREAST_2021 = "breast-2021"
    BMC_2013 = "bmc-2013"
    KUAI_PDA = "kuai-pda"


class Item(Read):
    """One item of IPDASi and what in the product answers it.

    `number` is the instrument's own for qualifying and certifying items, Q and its place in the
    list for quality items.
    """

    id: Id
    number: Annotated[str, Field(pattern=r"^([12]\.\d\.\d|Q([1-9]|1\d|2[0-8]))$")]
    read_in: tuple[Source, ...] = Field(min_length=1)
    group: Group
    item: Words
    met: Met
    evidence: Words
    files: tuple[Words, ...] = ()
    tests: tuple[NamedTest, ...] = ()

    @model_validator(mode="after")
    def _is_shown(self) -> Self:
        if self.met in (Met.YES, Met.PARTLY) and not (self.files or self.tests):
            raise ValueError("an item that is met names a file or a test")
        return self


def read_hazards(folder: Path = HAZARDS) -> tuple[Hazard, ...]:
    """Every hazard, the highest remaining risk first.

    Raises:
        ContentError: a file that the strict reader refuses.
        ValueError: a field is missing or wrong, or the file is not named after its id.
    """
    hazards = []
    for file in sorted(folder.glob("*.yaml")):
        hazard = Hazard.model_validate(_only(file))
        if hazard.id != file.stem:
            raise ValueError(f"{file.name}: holds {hazard.id}")
        hazards.append(hazard)
    return tuple(sorted(hazards, key=lambda one: (-one.after.rating, -one.before.rating, one.id)))


def read_items(file: Path = ITEMS) -> tuple[Item, ...]:
    """Every item in the order of the file."""
    return tuple(Item.model_validate(value) for value in _only(file))


def faults_of_hazards(hazards: tuple[Hazard, ...], known: dict[str, bool]) -> list[str]:
    """One sentence for each test that a control names and that proves nothing."""
    return [
        f"{hazard.id}: {fault}"
        for hazard in hazards
        for control in hazard.controls
        for named in control.tests
        if (fault := fault_of(named, known))
    ]


def faults_of_items(
    items: tuple[Item, ...], known: dict[str, bool], checkout: Path = CHECKOUT
) -> list[str]:
    """One sentence for each file or test that an item names and that is not there."""
    faults = [
        f"{item.id}: {fault}"
        for item in items
        for named in item.tests
        if (fault := fault_of(named, known))
    ]
    missing = (
        f"{item.id}: there is no {file}"
        for item in items
        for file in item.files
        if not (checkout / file).exists()
    )
    return [*faults, *missing]


def _only(file: Path) -> Any:
    (document,) = read_documents(file, file.name)
    return document.value
