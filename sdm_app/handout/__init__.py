"""The plan a patient takes home, as a tagged PDF."""

from sdm_app.handout.clinic import Clinic
from sdm_app.handout.handout import build_handout

__all__ = ["Clinic", "build_handout"]
