"""What may matter most, and what may stand in the way, as content."""

from pydantic import Field

from sdm_app.domain.base import Frozen, Id, Text


class Priority(Frozen):
    """Something a patient may want most; `in_sentence` is how a sentence names it."""

    id: Id
    label: Text
    in_sentence: Text


class Barrier(Frozen):
    """Something that may stand in the way."""

    id: Id
    label: Text


class WhatMatters(Frozen):
    """The page's words, the eight priorities and the barriers."""

    title: Text
    intro: Text
    at_most: int = Field(ge=1)
    priorities: tuple[Priority, ...] = Field(min_length=1)
    barriers: tuple[Barrier, ...] = ()
    tried_title: Text
    barriers_title: Text
    goal_title: Text
    goal_hint: str = ""
