"""What one user or clinic chose about the window and the printed page."""

import json
import os
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path

from sdm_app.i18n import LANGUAGES, SOURCE_LANGUAGE


class Contrast(StrEnum):
    """The window's colours."""

    LIGHT = "light"
    DARK = "dark"
    HIGH = "high"


class PageSize(StrEnum):
    """The paper in the clinic's printer."""

    LETTER = "letter"
    A4 = "a4"


TEXT_SCALES = (100, 125, 150, 175, 200)
"""The text sizes on offer, in percent of the standard size."""

ROOM_LENGTH = 30
"""The most letters that a workstation's name may have."""

LOCK_MINUTES = range(1, 31)
"""After how many minutes without anybody at the screen it may be set to lock."""

RETENTION_YEARS = range(31)
"""How many years visits may be set to be kept before they are purged; 0 is for ever."""


class SettingsError(Exception):
    """The settings cannot be read or written; the message is one sentence for a person."""


@dataclass(frozen=True)
class Settings:
    """The choices, each with its default; an empty `guideline_set` is the content's own.

    `expired_content_because` is the clinic's reason to use content past its use; while it is empty
    no visit begins with such. `statement_read` marks the intended use that was read last. Backups
    go to `second_backup_folder` as well, best on another disk, unless it is empty. `database` is
    the address of the clinic's PostgreSQL; while it is empty the records are a file of this user.
    `peg_at_first_visit` offers PEG after a first screening, for later visits to compare with.
    `promis_licence` says who gave leave to use PROMIS and when; while it is empty PROMIS is not
    shown. `room` is what others at the clinic's PostgreSQL call this workstation; while it is empty
    they read the computer's name. A purge removes visits older than `retention_years`, once
    somebody asks for it; with 0 they are kept for ever.
    """

    text_scale: int = 100
    contrast: Contrast = Contrast.LIGHT
    language: str = SOURCE_LANGUAGE
    page_size: PageSize = PageSize.LETTER
    clinic_name: str = ""
    clinic_phone: str = ""
    clinician: str = ""
    guideline_set: str = ""
    lock_after_minutes: int = 5
    expired_content_because: str = ""
    statement_read: str = ""
    second_backup_folder: str = ""
    database: str = ""
    peg_at_first_visit: bool = True
    promis_licence: str = ""
    room: str = ""
    retention_years: int = 0


def load(path: Path) -> Settings:
    """The settings in the file; the defaults when there is no file.

    Raises:
        SettingsError: the file cannot be read, or a setting in it is unknown or out of range.
    """
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise SettingsError(f"{path}: this is not JSON text: {error}.") from error
    if not isinstance(written, dict):
        raise SettingsError(f"{path}: settings must be one JSON object.")
    settings = Settings()
    for name, value in written.items():
        settings = _with_setting(settings, name, value, path)
    return settings


def save(settings: Settings, path: Path) -> None:
    """Write the settings whole or not at all.

    Raises:
        SettingsError: the file cannot be written; an earlier one is untouched.
    """
    text = json.dumps(asdict(settings), indent=2, ensure_ascii=False) + "\n"
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise SettingsError(f"{path}: cannot be written: {error.strerror}.") from error


def _with_setting(settings: Settings, name: str, value: object, path: Path) -> Settings:
    if name not in {field.name for field in fields(Settings)}:
        raise SettingsError(f"{path}: {name}: there is no such setting.")
    if name == "text_scale":
        if value not in TEXT_SCALES or isinstance(value, bool):
            raise SettingsError(f"{path}: text_scale: must be one of {_listed(TEXT_SCALES)}.")
        return replace(settings, text_scale=value)
    if name == "lock_after_minutes":
        return replace(settings, lock_after_minutes=_number(name, value, LOCK_MINUTES, path))
    if name == "retention_years":
        return replace(settings, retention_years=_number(name, value, RETENTION_YEARS, path))
    if name == "peg_at_first_visit":
        if not isinstance(value, bool):
            raise SettingsError(f"{path}: {name}: must be true or false.")
        return replace(settings, peg_at_first_visit=value)
    if not isinstance(value, str):
        raise SettingsError(f"{path}: {name}: must be text.")
    match name:
        case "contrast":
            _require(name, value, tuple(Contrast), path)
            return replace(settings, contrast=Contrast(value))
        case "page_size":
            _require(name, value, tuple(PageSize), path)
            return replace(settings, page_size=PageSize(value))
        case "language":
            _require(name, value, LANGUAGES, path)
            return replace(settings, language=value)
        case "clinic_name":
            return replace(settings, clinic_name=value)
        case "clinic_phone":
            return replace(settings, clinic_phone=value)
        case "guideline_set":
            return replace(settings, guideline_set=value)
        case "expired_content_because":
            return replace(settings, expired_content_because=value.strip())
        case "statement_read":
            return replace(settings, statement_read=value)
        case "second_backup_folder":
            return replace(settings, second_backup_folder=value)
        case "database":
            return replace(settings, database=value)
        case "promis_licence":
            return replace(settings, promis_licence=value.strip())
        case "room":
            if len(value.strip()) > ROOM_LENGTH or not value.isprintable():
                raise SettingsError(
                    f"{path}: room: must be one line of at most {ROOM_LENGTH} letters."
                )
            return replace(settings, room=value.strip())
        case _:
            return replace(settings, clinician=value)


def _number(name: str, value: object, allowed: range, path: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
        least, most = min(allowed), max(allowed)
        raise SettingsError(f"{path}: {name}: must be a whole number, {least} to {most}.")
    return value


def _require(name: str, value: str, allowed: tuple[str, ...], path: Path) -> None:
    if value not in allowed:
        raise SettingsError(f"{path}: {name}: must be one of {_listed(allowed)}.")


def _listed(values: tuple[object, ...]) -> str:
    return ", ".join(str(value) for value in values)
