"""The plan a patient takes home, as a tagged PDF."""

from sdm_app.handout.clinic import Clinic
from sdm_app.handout.plan_pdf import build_handout, letters_without_font

__all__ = ["Clinic", "build_handout", "letters_without_font"]
