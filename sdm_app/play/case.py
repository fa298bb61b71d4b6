"""A visit as it is written down in a case file, and the checks it must pass to be played."""

from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from sdm_app.domain.base import Frozen
from sdm_app.domain.content import ContentPack
from sdm_app.domain.vocabulary import (
    AnsweredBy,
    FindingAnswer,
    FoundAt,
    Helped,
    OutcomeCode,
    YesNo,
)
from sdm_app.packs import ContentError
from sdm_app.packs.strict_yaml import Document, read_documents
from sdm_app.play.referrals import CaseReferral, fault_of

Language = Literal["en", "es", "fr", "ar", "zh", "ru"]


class Patient(Frozen):
    """Who the case is about."""

    reference: str = Field(min_length=1, max_length=40)
    birth_year: int | None = Field(default=None, ge=1900)
    language: Language = "en"


class Tried(Frozen):
    """Something tried before; a bare option id leaves open whether it helped."""

    option: str
    helped: Helped = Helped.UNKNOWN

    @model_validator(mode="before")
    @classmethod
    def _from_id(cls, value: Any) -> Any:
        return {"option": value} if isinstance(value, str) else value


class CaseRequest(Frozen):
    """A request of the case, why it was made and how it ended."""

    request: str
    concern: str | None = None
    outcome: OutcomeCode = OutcomeCode.UNFINISHED
    review_on: date | None = None
    stop_on: date | None = None
    reason: str = ""
    in_own_words: str = ""
    confidence: int | None = Field(default=None, ge=0, le=10)


class Sure(Frozen):
    """The four SURE answers."""

    certain: YesNo | None = None
    informed: YesNo | None = None
    values: YesNo | None = None
    support: YesNo | None = None


class Case(Frozen):
    """One visit, written down.

    `seen_on` is its day, today unless said. `earlier` are the visits that it follows, oldest first;
    each is a case of its own, whose patient is this one.
    """

    case: str = Field(min_length=1)
    patient: Patient
    found_at: FoundAt = FoundAt.CLINICIAN
    answered_by: AnsweredBy = AnsweredBy.PATIENT
    episode_weeks: int | None = Field(default=None, ge=0, le=5200)
    answers: dict[str, str] = {}
    findings: dict[str, FindingAnswer] = {}
    findings_default: FindingAnswer | None = None
    priorities: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    tried: tuple[Tried, ...] = ()
    compare: tuple[str, ...] | None = None
    requests: tuple[CaseRequest, ...] = ()
    choices: tuple[str, ...] = ()
    goal: str = Field(default="", max_length=500)
    sure: Sure = Sure()
    follow_up: date | None = None
    referrals: tuple[CaseReferral, ...] = ()
    seen_on: date | None = None
    earlier: tuple["Case", ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _of_one_patient(cls, value: Any) -> Any:
        if not isinstance(value, dict) or not isinstance(value.get("earlier"), list):
            return value
        patient = {"patient": value["patient"]} if "patient" in value else {}
        earlier = [
            {**one, **patient} if isinstance(one, dict) and "patient" not in one else one
            for one in value["earlier"]
        ]
        return {**value, "earlier": earlier}

    @field_validator("answers", mode="before")
    @classmethod
    def _numbers_may_be_bare(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {
            item: str(answer) if isinstance(answer, int | float) else answer
            for item, answer in value.items()
        }


def read_cases(path: Path, pack: ContentPack, today: date) -> list[Case]:
    """The cases of a file, one a YAML document.

    Raises:
        ContentError: a field is missing, misspelt, or names what the pack does not have.
    """
    documents = read_documents(path)
    if not documents:
        raise ContentError(str(path), 1, "", "holds no case")
    return [_case(document, pack, today) for document in documents]


def _case(document: Document, pack: ContentPack, today: date) -> Case:
    if not isinstance(document.value, dict):
        raise document.error((), "a case is a list of named fields")
    try:
        case = Case.model_validate(document.value)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        raise document.error(first["loc"], first["msg"]) from None
    year = case.patient.birth_year
    if year is not None and year > today.year:
        raise document.error(("patient", "birth_year"), f"{year} is after this year")
    _check_names(case, document, pack)
    _check_earlier(case, document, pack, today)
    return case


def _check_earlier(case: Case, document: Document, pack: ContentPack, today: date) -> None:
    names, after = {case.case}, date.min
    for at, one in enumerate(case.earlier):
        if one.earlier:
            raise document.error(("earlier", at, "earlier"), "earlier visits stand in one list")
        if one.patient != case.patient:
            raise document.error(("earlier", at, "patient"), "an earlier visit has another patient")
        if one.case in names:
            raise document.error(("earlier", at, "case"), f"a second '{one.case}'")
        if one.seen_on is None or not after <= one.seen_on <= (case.seen_on or today):
            why = "earlier visits say their seen_on, oldest first, none after the visit itself"
            raise document.error(("earlier", at, "seen_on"), why)
        names, after = {*names, one.case}, one.seen_on
        _check_names(one, document, pack, "earlier", at)


def _check_names(case: Case, document: Document, pack: ContentPack, *place: str | int) -> None:
    def known(kind: str, ids: Any, names: Any, *path: str | int) -> None:
        for at, name in enumerate(ids):
            if name not in names:
                where = name if isinstance(ids, dict) else at
                raise document.error((*place, *path, where), f"unknown {kind} '{name}'")

    items = {i.id: i for q in pack.questionnaires for i in q.items if q.id != "sure"}
    known("item", case.answers, items, "answers")
    for item, answer in case.answers.items():
        if not items[item].has_answer(answer):
            raise document.error((*place, "answers", item), f"'{answer}' is no answer to '{item}'")
    known("finding", case.findings, pack.finding_by_id, "findings")
    known("priority", case.priorities, [p.id for p in pack.what_matters.priorities], "priorities")
    known("barrier", case.barriers, [b.id for b in pack.what_matters.barriers], "barriers")
    known("option", case.compare or (), pack.option_by_id, "compare")
    known("option", case.choices, pack.option_by_id, "choices")
    for at, tried in enumerate(case.tried):
        known("option", (tried.option,), pack.option_by_id, "tried", at)
    for at, asked in enumerate(case.requests):
        if asked.request not in pack.request_by_id:
            why = f"unknown request '{asked.request}'"
            raise document.error((*place, "requests", at, "request"), why)
        concerns = [c.id for c in pack.request_by_id[asked.request].concerns]
        if asked.concern is not None and asked.concern not in concerns:
            why = f"unknown concern '{asked.concern}'"
            raise document.error((*place, "requests", at, "concern"), why)
    for at, referral in enumerate(case.referrals):
        fault = fault_of(referral, pack)
        if fault is not None:
            raise document.error((*place, "referrals", at, fault[0]), fault[1])
