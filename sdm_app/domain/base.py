"""The frozen value every part of the domain is built from, and the shape of an id."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Frozen(BaseModel):
    """An immutable value: unknown fields are refused, collections inside are tuples."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Id = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$")
]
"""A stable id: kebab-case, dotted by parent, never by position."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Authored text: never empty."""
