"""Where records may lie: their log is damaged on a share, or in a folder that is synchronised."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

from sdm_app.records.errors import RecordsError

_MOUNTS = Path("/proc/self/mountinfo")
_SHARES = (
    "9p",
    "afs",
    "ceph",
    "cifs",
    "davfs",
    "fuse.rclone",
    "fuse.sshfs",
    "glusterfs",
    "ncpfs",
    "nfs",
    "nfs4",
    "smb3",
    "smbfs",
)
_SYNCHRONISED_BY = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer", "Dropbox", "GoogleDrive")
_SYNCHRONISED = ("dropbox", "google drive", "icloud drive", "nextcloud", "onedrive", "owncloud")
_REMOTE_DRIVE = 4
_ESCAPED = re.compile(r"\\([0-7]{3})")
"""How the system writes a space and the like in the name of a mount."""


def require_local(path: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Refuse a place that is not on a disk of this computer alone.

    Raises:
        RecordsError: it is on a share, or in a folder that is synchronised.
    """
    place = path.absolute()
    why = _share_of(place) or _synchroniser_of(place, environment)
    if why:
        raise RecordsError(
            f"{path}: records in {why} are damaged sooner or later; name a folder on a disk of this"
            " computer, or put them on the clinic's PostgreSQL."
        )


def _share_of(place: PurePath) -> str:
    if place.drive.startswith("\\\\"):
        return "a network share"
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        is_remote = ctypes.windll.kernel32.GetDriveTypeW(f"{place.drive}\\") == _REMOTE_DRIVE
        return "a network share" if is_remote else ""
    try:
        kind = file_system_of(place, _MOUNTS.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ""
    return f"a network share ({kind})" if kind in _SHARES else ""


def file_system_of(place: PurePath, mounts: str) -> str:
    """The kind of file system a place is on, by what the system says of its mounts, or ""."""
    found = ("", "")
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(), after.split()
        if len(fields) < 5 or not kinds:
            continue
        mounted_on = _ESCAPED.sub(lambda found: chr(int(found[1], 8)), fields[4])
        if place.is_relative_to(mounted_on) and len(mounted_on) >= len(found[0]):
            found = (mounted_on, kinds[0])
    return found[1]


def _synchroniser_of(place: Path, environment: Mapping[str, str]) -> str:
    folders = [Path(environment[name]) for name in _SYNCHRONISED_BY if environment.get(name)]
    named = any(part.casefold().startswith(_SYNCHRONISED) for part in place.parent.parts)
    is_inside = any(place.is_relative_to(folder) for folder in folders)
    return "a folder that is synchronised" if named or is_inside else ""
