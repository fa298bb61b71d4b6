"""How urgent the findings are; not sure counts as yes, and the most urgent finding wins."""

from sdm_app.domain.base import Frozen
from sdm_app.domain.findings import Finding
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import FindingAnswer, Urgency

PRESENT = (FindingAnswer.YES, FindingAnswer.NOT_SURE)


class Safety(Frozen):
    """What the safety check says.

    `computed` is the urgency of the findings, `urgency` after a clinician's override. `present` are
    the red flags answered yes or not sure, `examination` likewise; `unanswered` all findings not
    asked yet. While it `blocks`, outlook to questions show only what to do now.
    """

    computed: Urgency
    urgency: Urgency
    present: tuple[str, ...]
    examination: tuple[str, ...]
    unanswered: tuple[str, ...]
    overridden: bool

    @property
    def blocks(self) -> bool:
        """Whether an emergency or same-day urgency is unsettled."""
        return self.urgency.stops_the_aid


def urgency_of(findings: tuple[Finding, ...]) -> Urgency:
    """The highest urgency among the findings; none when there is none."""
    return max((finding.urgency for finding in findings), key=_rank, default=Urgency.NONE)


def _rank(urgency: Urgency) -> int:
    return urgency.rank


def is_present(visit: Visit, finding: str) -> bool:
    """Whether a finding was answered yes or not sure."""
    return visit.encounter.findings.get(finding) in PRESENT


def assess(visit: Visit) -> Safety:
    """The urgency of a visit.

    An override stands until a finding that is more urgent than it says, and that the clinician had
    not seen when overriding, is answered yes or not sure.
    """
    flags = tuple(f for f in visit.pack.red_flags.flags if is_present(visit, f.id))
    computed = urgency_of(flags)
    override = visit.encounter.override
    stands = override is not None and all(
        flag.id in override.findings or flag.urgency.rank <= override.urgency.rank for flag in flags
    )
    return Safety(
        computed=computed,
        urgency=override.urgency if override is not None and stands else computed,
        present=tuple(flag.id for flag in flags),
        examination=tuple(
            f.id for f in visit.pack.red_flags.examination.findings if is_present(visit, f.id)
        ),
        unanswered=tuple(
            f.id for f in visit.pack.red_flags.all_findings if f.id not in visit.encounter.findings
        ),
        overridden=stands,
    )
