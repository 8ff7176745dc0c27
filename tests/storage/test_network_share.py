from pathlib import Path

import pytest

from desktop_escalation.domain.errors import Refused
from desktop_escalation.storage.network_share import (
    Mount,
    is_unc,
    mounts_here,
    parse_mount_output,
    parse_mountinfo,
    refuse_network_share,
)

MOUNTINFO = r"""22 1 0:20 / / rw,relatime - overlay overlay rw
23 22 0:21 / /home rw,relatime shared:1 - nfs4 files:/home rw,vers=4.2
24 23 0:22 / /home/marek/my\040disk rw - ext4 /dev/sdb1 rw
25 22 0:23 / /mnt rw - 9p host rw
26 22 0:24 / /mnt rw - fuse.sshfs marek@files:/ rw
"""
MACOS = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//marek@files/team on /Volumes/team on disk (smbfs, nodev, nosuid, mounted by marek)
"""


@pytest.mark.parametrize("path", ["/home/marek/a.db", "/home", "/mnt/a.db"])
def test_a_file_on_a_network_share_is_refused_with_the_reason(path: str) -> None:
    with pytest.raises(Refused, match=r"network share .* locks of SQLite do not hold .* use PostgreSQL"):
        refuse_network_share(Path(path), parse_mountinfo(MOUNTINFO))


@pytest.mark.parametrize("path", ["/srv/a.db", "/home/marek/my disk/a.db", "/homework/a.db"])
def test_a_file_on_a_disk_of_this_computer_is_not(path: str) -> None:
    refuse_network_share(Path(path), parse_mountinfo(MOUNTINFO))


def test_nothing_is_refused_where_the_mounts_are_not_known() -> None:
    refuse_network_share(Path("/home/a.db"), ())


def test_the_mounts_of_macos_are_read() -> None:
    assert parse_mount_output(MACOS) == (
        Mount(Path("/"), "apfs"),
        Mount(Path("/Volumes/team on disk"), "smbfs"),
    )


@pytest.mark.parametrize(
    ("anchor", "unc"),
    [(r"\\files\team" + "\\", True), (r"\\?\UNC\files\team" + "\\", True), ("\\\\?\\C:\\", False), ("C:\\", False)],
)
def test_a_share_of_windows_is_known_by_its_name(anchor: str, unc: bool) -> None:  # noqa: FBT001
    assert is_unc(anchor) is unc


def test_the_root_of_this_computer_is_mounted() -> None:
    assert Path("/") in {mount.folder for mount in mounts_here(Path("/"))}
