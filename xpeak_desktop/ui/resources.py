"""Where fonts, icons and translations lie: in a checkout, a wheel or a bundle."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def resources_dir() -> Path:
    """The folder that holds ``fonts``, ``icons``, ``manual`` and ``translations``.

    A bundle unpacks to ``sys._MEIPASS`` and a wheel carries the folder inside the package; only
    in a checkout does it stand beside the package.
    """
    bundle = getattr(sys, "_MEIPASS", None)
    inside = Path(bundle) / _PACKAGE.name if bundle else _PACKAGE
    candidates = (inside / "resources", _PACKAGE.parent / "resources")
    for folder in candidates:
        if (folder / "fonts").is_dir():
            return folder
    raise FileNotFoundError(f"no resources in {candidates[0]} or {candidates[1]}")
