"""The field's own words: every closed list of the design, one enumeration each."""

from enum import StrEnum


class Stage(StrEnum):
    """How long this episode has lasted, by the NIH Task Force definition (Deyo 2014)."""

    ACUTE = "acute"
    SUBACUTE = "subacute"
    RECURRENT = "recurrent"
    CHRONIC = "chronic"


class RiskGroup(StrEnum):
    """STarT Back's risk of lasting disability (Hill 2008)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Urgency(StrEnum):
    """How fast a finding must be acted on, most urgent first."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    SOON = "soon"
    NONE = "none"

    @property
    def rank(self) -> int:
        """0 for none to 3 for emergency: the higher wins."""
        return (Urgency.NONE, Urgency.SOON, Urgency.SAME_DAY, Urgency.EMERGENCY).index(self)

    @property
    def stops_the_aid(self) -> bool:
        """Whether what to do now replaces outlook, options and questions."""
        return self in (Urgency.EMERGENCY, Urgency.SAME_DAY)


class FindingAnswer(StrEnum):
    """What the clinician found; a finding without an answer was not asked."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not-sure"


class Action(StrEnum):
    """What a finding calls for."""

    MRI = "mri"
    XRAY = "xray"
    BLOODS = "bloods"
    REFER = "refer"


class Position(StrEnum):
    """Where a guideline stands on an option, and the list an option stands in for a visit."""

    RECOMMENDED = "recommended"
    MAY_BE_OFFERED = "may_be_offered"
    NOT_RECOMMENDED = "not_recommended"
    NO_STATEMENT = "no_statement"


class ReasonKind(StrEnum):
    """Why an option stands under not recommended; only the first is worded as "advised against".

    `WITHDRAWN` is for what was taken out of use since; no content file gives it.
    """

    ADVISED_AGAINST = "advised-against"
    NO_STATEMENT = "no-statement"
    NOT_FOR_THIS_PICTURE = "not-for-this-picture"
    WITHDRAWN = "withdrawn"


class Certainty(StrEnum):
    """GRADE certainty as the source states it; never graded by us."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"
    NOT_RATED = "not_rated"


class Design(StrEnum):
    """What kind of study a figure comes from."""

    SYSTEMATIC_REVIEW = "systematic-review"
    RANDOMISED_TRIAL = "randomised-trial"
    COHORT = "cohort"
    CROSS_SECTIONAL = "cross-sectional"
    GUIDELINE_STATEMENT = "guideline-statement"


class Setting(StrEnum):
    """Where the people in a study were seen."""

    PRIMARY_CARE = "primary-care"
    EMERGENCY = "emergency-care"
    SPECIALIST = "specialist"
    COMMUNITY = "community"
    MIXED = "mixed"
    NOT_STATED = "not-stated"


class Seen(StrEnum):
    """What was read: the authors' own words, or somebody's account of them."""

    PRIMARY_ABSTRACT = "primary_abstract"
    PRIMARY_TABLE = "primary_table"
    PRIMARY_FULL_TEXT = "primary_full_text"
    SECONDARY = "secondary"


class SourceKind(StrEnum):
    """What kind of publication a citation is."""

    GUIDELINE = "guideline"
    HTA = "hta"
    FUNDER_REPORT = "funder-report"
    REVIEW = "review"
    STUDY = "study"
    INSTRUMENT = "instrument"
    DEFINITION = "definition"


class FoundAt(StrEnum):
    """Who noticed that the visit is about back pain."""

    SCHEDULE = "schedule"
    FRONT_DESK = "front-desk"
    ROOMING = "rooming"
    CLINICIAN = "clinician"


class AnsweredBy(StrEnum):
    """How the screening is answered."""

    PATIENT = "patient"
    READ_ALOUD = "read-aloud"
    PAPER = "paper"


class Step(StrEnum):
    """The seven steps of a visit, in the order of the rail."""

    SCREENING = "screening"
    SAFETY = "safety"
    OUTLOOK = "outlook"
    WHAT_MATTERS = "what-matters"
    OPTIONS = "options"
    QUESTIONS = "questions"
    PLAN = "plan"


class Verdict(StrEnum):
    """What the safety check says about a request."""

    INDICATED = "indicated"
    CHECK_FIRST = "check-first"
    CHOOSE = "choose"
    NOT_INDICATED = "not-indicated"


class OutcomeCode(StrEnum):
    """How a request ended."""

    RESOLVED = "resolved"
    DEFERRED = "deferred"
    STILL_WANTS = "still-wants"
    GRANTED_INDICATED = "granted-indicated"
    GRANTED_CHOICE = "granted-choice"
    GRANTED_OUTSIDE_GUIDELINE = "granted-outside-guideline"
    ESCALATED = "escalated"
    UNFINISHED = "unfinished"


class ReferralStatus(StrEnum):
    """Where a referral stands; only a clinician signs."""

    SUGGESTED = "suggested"
    PENDED = "pended"
    SIGNED = "signed"
    CHANGED = "changed"
    CANCELLED = "cancelled"


class Helped(StrEnum):
    """Whether something tried before helped."""

    YES = "yes"
    A_LITTLE = "a-little"
    NO = "no"
    UNKNOWN = "unknown"


class YesNo(StrEnum):
    """An answer to one of the four SURE questions."""

    YES = "yes"
    NO = "no"


class TeachBack(StrEnum):
    """How saying the plan back went."""

    SAID_BACK = "said-back"
    EXPLAIN_AGAIN = "explain-again"


class Licence(StrEnum):
    """What may be done with an instrument."""

    SHIP = "ship"
    SHIP_WITH_ATTRIBUTION = "ship-with-attribution"
    CLINIC_LICENCE = "clinic-licence"
