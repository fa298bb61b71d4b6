"""Why something is no service, field by field, in words for whoever wrote it."""

from collections.abc import Iterator

from pydantic import ValidationError

from sdm_app.i18n import gettext as _


def faults_of(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Each field of a `Service` that is not as it should be, and why, as the end of a sentence."""
    for fault in error.errors(include_url=False):
        yield str(fault["loc"][0]), _why(fault["type"], fault.get("ctx", {}))


def _why(kind: str, bounds: dict[str, object]) -> str:
    match kind:
        case "string_too_short" | "missing":
            return _("this is empty and must not be")
        case "string_too_long":
            return _("this has more than {most} letters").format(most=bounds["max_length"])
        case "too_long":
            return _("these are more than {most}").format(most=bounds["max_length"])
        case "greater_than_equal" | "less_than_equal" | "int_parsing" | "int_parsing_size":
            return _("this is no whole number of days from 0 to 730")
        case "value_error":
            return _("this holds a line break or a character that cannot be seen")
        case _:
            return _("this may hold small letters, digits and hyphens alone")
