"""A whole visit from a case file, with no window: the same events through the same fold."""

from sdm_app.play.case import Case, read_cases
from sdm_app.play.events import cases_of, events_of_case, visit_of_case
from sdm_app.play.result import result_json, result_of

__all__ = [
    "Case",
    "cases_of",
    "events_of_case",
    "read_cases",
    "result_json",
    "result_of",
    "visit_of_case",
]
