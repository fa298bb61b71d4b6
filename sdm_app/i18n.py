"""Interface words and dates in the languages that are switched on."""

import gettext as catalogues
import struct
from datetime import date
from functools import lru_cache

from sdm_app import resources

SOURCE_LANGUAGE = "en"
"""The language the program and its content are written in."""

LANGUAGES: tuple[str, ...] = (SOURCE_LANGUAGE,)
"""The languages a visit may be held in. A language joins once all its words are translated."""


def gettext(message: str, language: str = SOURCE_LANGUAGE) -> str:
    """The message in a language, or as it is where the catalogue lacks it or leaves it empty."""
    return (message and _catalogue(language).gettext(message)) or message


def format_date(day: date, language: str = SOURCE_LANGUAGE) -> str:
    """The date in the language's long form, such as "December 20, 2026"; never digits alone."""
    # Imported here because the window is painted before Babel and its data are read.
    from babel.dates import format_date as in_words  # noqa: PLC0415

    return in_words(day, format="long", locale=language)


@lru_cache
def _catalogue(language: str) -> catalogues.NullTranslations:
    try:
        return catalogues.translation(
            "interface", localedir=resources.translations(), languages=[language], fallback=True
        )
    except (OSError, ValueError, struct.error):
        # A damaged catalogue: the source language is read, a traceback is not.
        return catalogues.NullTranslations()
