"""What kinds of screens this Qt can draw on; a packed program leaves some of its plugins out."""

from pathlib import Path

from PySide6.QtCore import QLibraryInfo

_PLATFORMS = "platforms"


def speaks_wayland(plugins: Path | None = None) -> bool:
    """Whether Qt can open a window where there is Wayland and nothing else.

    Asked to do what it cannot, Qt would end the process. ``plugins`` is Qt's own folder.
    """
    plugins = plugins or Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    return any((plugins / _PLATFORMS).glob("*qwayland*"))
