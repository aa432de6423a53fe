"""Whether a folder is one on which SQLite's write-ahead log can be trusted."""

import os
import sys
from pathlib import Path
from typing import Final

# A WAL needs memory shared between processes and true locks: not FAT, not a network folder.
# What is not listed gets the slower journal, which is right everywhere.
_LOCAL: Final = frozenset(
    {"bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "overlay", "tmpfs", "xfs", "zfs"}
)
_LOCAL_WINDOWS: Final = frozenset({"NTFS", "REFS"})
_DRIVE_FIXED: Final = 3
_MOUNTS: Final = Path("/proc/self/mounts")


def trusts_wal(folder: Path) -> bool:
    """Say yes only when the folder is known to be local and not FAT."""
    try:
        if sys.platform == "win32":
            return _windows_file_system(folder).upper() in _LOCAL_WINDOWS
        return file_system(folder, _MOUNTS.read_text(encoding="utf-8")) in _LOCAL
    except (OSError, UnicodeDecodeError):
        # macOS has no such list: DELETE there.
        return False


def file_system(folder: Path, mounts: str) -> str:
    """The file system of a folder by Linux's list of mounts; the longest mount point wins."""
    where = os.path.realpath(folder)
    best, kind = "", ""
    for line in mounts.splitlines():
        _device, point, found, *_rest = line.split(" ")
        point = point.replace("\\040", " ")
        inside = point == "/" or where == point or where.startswith(point + "/")
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind


def _windows_file_system(folder: Path) -> str:
    """The name Windows gives the file system of a local fixed disk; empty for any other."""
    if sys.platform != "win32":
        return ""
    import ctypes

    root = ctypes.create_unicode_buffer(261)
    kernel = ctypes.windll.kernel32
    if not kernel.GetVolumePathNameW(str(folder), root, len(root)):
        return ""
    if kernel.GetDriveTypeW(root) != _DRIVE_FIXED:
        return ""
    name = ctypes.create_unicode_buffer(261)
    found = kernel.GetVolumeInformationW(root, None, 0, None, None, None, name, len(name))
    return name.value if found else ""
