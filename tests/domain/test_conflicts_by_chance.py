"""Two people in one visit say anything at all, and theirs stands wherever mine is not chosen."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sdm_app.domain import events as e
from sdm_app.domain.conflicts import meet
from sdm_app.domain.encounter import fold
from sdm_app.domain.places import changed_places, places_of
from sdm_app.domain.vocabulary import (
    AnsweredBy,
    FindingAnswer,
    Helped,
    OutcomeCode,
    Step,
    TeachBack,
    Urgency,
    YesNo,
)
from tests.domain.meetings import STARTED, fold_after

_WORDS = st.sampled_from(["a", "b", "c"])
_LISTS = st.lists(_WORDS, unique=True, max_size=3).map(tuple)
_EVENTS: st.SearchStrategy[e.Event] = st.one_of(
    st.builds(e.StepOpened, step=st.sampled_from(Step), request=st.none(), item=st.none()),
    st.builds(e.AnsweredBySet, answered_by=st.sampled_from(AnsweredBy)),
    st.builds(e.ItemAnswered, item=_WORDS, answer=_WORDS),
    st.builds(e.ItemSkipped, item=_WORDS),
    st.builds(e.EpisodeWeeksGiven, weeks=st.none() | st.integers(0, 3)),
    st.builds(
        e.FindingsAnswered,
        findings=_LISTS.filter(bool),
        answer=st.none() | st.sampled_from(FindingAnswer),
    ),
    st.builds(
        e.UrgencyOverridden, urgency=st.sampled_from(Urgency), reason=_WORDS, findings=_LISTS
    ),
    st.builds(e.PrioritiesPicked, priorities=_LISTS),
    st.builds(e.TriedMarked, option=_WORDS, helped=st.none() | st.sampled_from(Helped)),
    st.builds(e.BarriersMarked, barriers=_LISTS),
    st.builds(e.GoalWritten, goal=_WORDS),
    st.builds(e.OptionsCompared, options=_LISTS),
    st.builds(e.ConcernPicked, request=_WORDS, concern=_WORDS),
    st.builds(e.GateChecked, request=_WORDS, check=_WORDS, done=st.booleans()),
    st.builds(e.RequestSettled, request=_WORDS, outcome=st.sampled_from(OutcomeCode)),
    st.builds(e.OptionsChosen, options=_LISTS),
    st.builds(e.ActionWritten, option=_WORDS, action=_WORDS),
    st.builds(e.FollowUpSet, on=st.none() | st.just(date(2026, 12, 1))),
    st.builds(e.SureAnswered, item=_WORDS, answer=st.none() | st.sampled_from(YesNo)),
    st.builds(e.TeachBackDone, result=st.none() | st.sampled_from(TeachBack)),
    st.builds(e.ReferralPended, target=_WORDS, note=_WORDS),
    st.builds(e.ReferralSigned, target=_WORDS, by=_WORDS),
    st.builds(e.ReferralChanged, target=_WORDS, to=_WORDS, reason=_WORDS),
    st.builds(e.ReferralCancelled, target=_WORDS, reason=_WORDS),
    st.builds(e.EncounterFinished),
)
_SEVERAL = st.lists(_EVENTS, min_size=1, max_size=4)


@settings(deadline=None)
@given(known=st.lists(_EVENTS, max_size=3), theirs=_SEVERAL, mine=_SEVERAL)
def test_theirs_stands_at_every_place_that_is_not_chosen_as_mine(
    known: list[e.Event], theirs: list[e.Event], mine: list[e.Event]
) -> None:
    both = list(enumerate((STARTED, *known), start=1))
    before = fold(both)

    meeting = meet(both, list(enumerate(theirs, start=len(both) + 1)), mine)

    after = meeting.with_theirs
    said = places_of(after)
    contested = {one.place for one in meeting.differences}
    touched_by_them = changed_places(before, after)
    assert contested <= touched_by_them
    unasked, declined = meeting.with_mine, fold_after(meeting, [])
    for place in touched_by_them - contested:
        assert places_of(unasked).get(place) == said.get(place)
    for place in touched_by_them:
        assert places_of(declined).get(place) == said.get(place)
    assert fold_after(meeting, list(contested)) == unasked
