"""What one version of a service says where another says something else."""

from collections.abc import Mapping

from sdm_app.domain.services import Service
from sdm_app.i18n import gettext as _
from sdm_app.ui.directory.service_fields import LABELS


def differing_lines(
    version: Service | None, other: Service | None, targets: Mapping[str, str]
) -> tuple[str, ...]:
    """A line for each field in which two versions differ; that it is deleted, if it is."""
    if version is None:
        return (_("Deleted"),)
    fields = [name for name in LABELS if _is_other(name, version, other)]
    words = {name: _words(getattr(version, name)) for name in fields}
    if "target" in words:
        words["target"] = targets.get(version.target, version.target)
    return tuple(f"{_(LABELS[name])}: {said}" for name, said in words.items())


def _is_other(name: str, version: Service, other: Service | None) -> bool:
    if other is None:
        return bool(getattr(version, name) not in ("", None, ()))
    return bool(getattr(version, name) != getattr(other, name))


def _words(value: object) -> str:
    match value:
        case None | "" | ():
            return _("not said")
        case bool():
            return _("Yes") if value else _("No")
        case tuple():
            return ", ".join(value)
        case _:
            return str(value)
