"""Backchoice: a shared decision-making aid for low back pain."""

__version__ = "0.1.0"
