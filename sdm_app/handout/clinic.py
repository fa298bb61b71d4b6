"""What the printed page says of the clinic."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Clinic:
    """The clinic's name and telephone, who made the plan, and whether this is a demonstration."""

    name: str = ""
    phone: str = ""
    clinician: str = ""
    demo: bool = True
