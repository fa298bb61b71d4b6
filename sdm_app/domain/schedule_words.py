"""Whether the reason of a visit speaks of back pain, by a word list that a clinic can check."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from sdm_app.domain.base import Frozen

Phrase = Annotated[str, StringConstraints(pattern=r"^[a-z]+\*?( ([a-z]+\*?|N))*$")]
"""Words in lower case without accents. `*` stands for any ending, `N` for a number."""

_GONE = ""


class ScheduleWords(Frozen):
    """Phrases that speak of back pain, and others in which "back" means something else.

    `whole` are reasons that say nothing more. `says` may stand anywhere, `apart` too and with as
    many as `words_between` other words between each two of theirs. What stands first in a reason
    is taken first, and of two that begin alike the longer.
    """

    says: tuple[Phrase, ...] = ()
    apart: tuple[Phrase, ...] = ()
    whole: tuple[Phrase, ...] = ()
    means_something_else: tuple[Phrase, ...] = ()
    words_between: int = Field(default=2, ge=0, le=4)

    @model_validator(mode="after")
    def _each_phrase_counts(self) -> Self:
        for phrase in (*self.says, *self.apart, *self.whole):
            if not self.speaks(_example(phrase)):
                raise ValueError(f"'{phrase}' marks nothing: other words take it away")
        for phrase in self.means_something_else:
            if self.speaks(_example(phrase)):
                raise ValueError(f"'{phrase}' is marked as back pain all the same")
        return self

    def speaks(self, reason: str) -> bool:
        """Whether a reason speaks of back pain; case, accents and punctuation do not count."""
        words = words_of(reason)
        if words and any(_length_at(one, words, 0) == len(words) for one in self.whole):
            return True
        at = 0
        while at < len(words):
            says = max((_length_at(phrase, words, at) for phrase in self.says), default=0)
            other = max(
                (_length_at(phrase, words, at) for phrase in self.means_something_else), default=0
            )
            if says > other:
                return True
            words[at : at + other] = [_GONE] * other
            at += max(1, other)
        return any(
            _stands_apart(_parts(phrase), words, at, self.words_between)
            for phrase in self.apart
            for at in range(len(words))
        )


def words_of(text: str) -> list[str]:
    """The words and numbers of a text in lower case, without accents; a full stop parts none."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    joined = re.sub(r"\b(?:[a-z]\.){2,}", lambda found: found[0].replace(".", "") + " ", letters)
    return re.findall(r"[^\W\d_]+|\d+", joined)


def _length_at(phrase: str, words: Sequence[str], at: int) -> int:
    """How many words the phrase takes up there; 0 when it does not stand there."""
    parts = _parts(phrase)
    if at + len(parts) > len(words) or not _is(parts[0], words[at]):
        return 0
    return len(parts) if all(map(_is, parts[1:], words[at + 1 :])) else 0


@lru_cache(maxsize=1024)
def _parts(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.split())


def _stands_apart(parts: Sequence[str], words: Sequence[str], at: int, between: int) -> bool:
    if not parts:
        return True
    if at >= len(words) or not _is(parts[0], words[at]):
        return False
    for later in range(at + 1, min(at + 2 + between, len(words) + 1)):
        if _GONE in words[at + 1 : later]:
            return False
        if _stands_apart(parts[1:], words, later, between):
            return True
    return False


def _is(part: str, word: str) -> bool:
    if part == "N":
        return word.isdigit()
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


def _example(phrase: str) -> str:
    return phrase.replace("*", "").replace("N", "2")
