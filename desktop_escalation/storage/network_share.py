"""Which folders are another computer's: an SQLite file there is corrupted by locks that do not reach across.

See https://www.sqlite.org/howtocorrupt.html#_filesystems_with_broken_or_missing_lock_implementations.
"""

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath

from msgspec import Struct

from desktop_escalation.domain.errors import Refused

NETWORK_KINDS = frozenset(
    {
        "afpfs", "afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.sshfs", "glusterfs", "lustre",
        "ncpfs", "nfs", "nfs4", "smb3", "smbfs", "webdav", "windows share",
    }
)  # fmt: skip

MOUNT_TABLE = Path("/proc/self/mountinfo")
DRIVE_REMOTE = 4  # GetDriveTypeW, winbase.h
_MOUNT_LINE = re.compile(r"^(?:.*?) on (?P<folder>/.*) \((?P<kind>[^,)]+)[,)]", re.MULTILINE)
_OCTAL = re.compile(r"\\([0-7]{3})")


class Mount(Struct, frozen=True):
    """A folder at which a file system begins, and the file system's kind."""

    folder: Path
    kind: str


def refuse_network_share(path: Path, mounts: Iterable[Mount]) -> None:
    """Refuse a path below a network file system; of mounts above the path the innermost, last made one decides."""
    above = [mount for mount in mounts if path.is_relative_to(mount.folder)]
    nearest = max(reversed(above), key=lambda mount: len(mount.folder.parts), default=None)
    if nearest is not None and nearest.kind in NETWORK_KINDS:
        raise Refused(
            f"{path} lies on a network share ({nearest.folder}, {nearest.kind}), where the locks of SQLite do not hold "
            "and the file would be damaged. Put it on a disk of this computer, or use PostgreSQL for a team: "
            "postgresql://SERVER/NAME"
        )


def mounts_here(path: Path) -> tuple[Mount, ...]:
    """The mounts of this computer; on Windows only the one that `path` is on."""
    if sys.platform == "win32":
        return windows_mounts(path)
    if sys.platform == "darwin":
        import subprocess  # noqa: PLC0415 - for start-up time

        return parse_mount_output(subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=True).stdout)
    return parse_mountinfo(MOUNT_TABLE.read_text(errors="surrogateescape")) if MOUNT_TABLE.exists() else ()


def parse_mountinfo(text: str) -> tuple[Mount, ...]:
    """The mounts in the order in which they were made, from the form of proc_pid_mountinfo(5)."""
    mounts = []
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        folder = _OCTAL.sub(lambda match: chr(int(match[1], 8)), before.split()[4])
        mounts.append(Mount(Path(folder), after.split()[0]))
    return tuple(mounts)


def parse_mount_output(text: str) -> tuple[Mount, ...]:
    """The mounts from what macOS's `mount` prints: "//me@server/share on /Volumes/share (smbfs, nodev)"."""
    return tuple(Mount(Path(match["folder"]), match["kind"]) for match in _MOUNT_LINE.finditer(text))


def windows_mounts(path: Path) -> tuple[Mount, ...]:
    """The share that `path` is on, by its UNC name or by a letter that stands for one; empty on a local drive."""
    anchor = PureWindowsPath(path).anchor
    return (Mount(Path(anchor), "windows share"),) if is_unc(anchor) or _is_remote_drive(anchor) else ()


def is_unc(anchor: str) -> bool:
    r"""True for "\\server\share\", and in its long form "\\?\UNC\server\share\"."""
    return anchor.upper().startswith("\\\\?\\UNC\\") or (anchor.startswith("\\\\") and anchor[2:3] not in {"?", "."})


def _is_remote_drive(anchor: str) -> bool:
    import ctypes  # noqa: PLC0415 - for start-up time

    return os.name == "nt" and getattr(ctypes, "windll").kernel32.GetDriveTypeW(anchor) == DRIVE_REMOTE  # noqa: B009
