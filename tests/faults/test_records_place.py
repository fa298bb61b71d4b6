"""F07: records on a share or in a synchronised folder are refused before anything is made there."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from sdm_app.records import RecordsError, local_disk, open_records
from tests.records.builders import KEY

MOUNTS = r"""22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /home rw - nfs4 server:/home rw
31 30 8:2 / /home/local rw - xfs /dev/sdb1 rw
32 22 0:41 / /mnt/clinic\040share rw - cifs //server/share rw
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/var/lib/visits.db", "ext4"),
        ("/home/ann/visits.db", "nfs4"),
        ("/home/local/ann/visits.db", "xfs"),
        ("/homes/ann/visits.db", "ext4"),
        ("/mnt/clinic share/visits.db", "cifs"),
    ],
)
def test_the_nearest_mount_says_what_a_place_is_on(place: str, kind: str) -> None:
    assert local_disk.file_system_of(PurePosixPath(place), MOUNTS) == kind


def test_a_share_is_refused_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"22 1 8:1 / {tmp_path} rw - nfs4 server:/ rw\n", encoding="utf-8")
    monkeypatch.setattr(local_disk, "_MOUNTS", mounts)
    folder = tmp_path / "records"
    folder.mkdir()

    with pytest.raises(RecordsError, match=r"a network share \(nfs4\).*PostgreSQL"):
        open_records(folder / "visits.db", KEY)

    assert list(folder.iterdir()) == []


def test_an_address_of_windows_for_a_share_is_known() -> None:
    place = PureWindowsPath(r"\\server\clinic\visits.db")

    assert local_disk._share_of(place) == "a network share"


@pytest.mark.parametrize("name", ["OneDrive - Clinic", "Dropbox", "Nextcloud"])
def test_a_synchronised_folder_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "backchoice"
    folder.mkdir(parents=True)

    with pytest.raises(RecordsError, match="synchronised"):
        open_records(folder / "visits.db", KEY)

    assert list(folder.iterdir()) == []


def test_a_folder_that_the_system_says_is_synchronised_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="synchronised"):
        local_disk.require_local(tmp_path / "a" / "visits.db", {"OneDrive": str(tmp_path)})

    local_disk.require_local(tmp_path / "visits.db", {})
