"""Draws every page, place and dialog into a folder: ``python -m tests.pictures FOLDER``.

Each look is a process of its own, since size and language of a window are. What is drawn is the
program as it is started, on a pretend PEAK and shop over real HTTP, on one day in November.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.pictures.scenes import SCENES


@dataclass(frozen=True, slots=True)
class Look:
    """How a window looks; the name is that of its folder."""

    language: str
    dark: bool
    scale: int = 1

    @property
    def name(self) -> str:
        """``th-light``, ``en-dark``, ``th-light-200``."""
        return f"{self.language}-{'dark' if self.dark else 'light'}{'-200' * (self.scale == 2)}"


LOOKS = [Look(lang, dark) for lang in ("th", "en") for dark in (False, True)]
LARGE = [Look("th", dark=False, scale=2), Look("en", dark=True, scale=2)]


def draw(look: Look, scene: str, folder: Path) -> bool:
    """Draw one scene; what the program says goes to stderr."""
    # Always the same: its name stands in some pictures.
    room = Path(tempfile.gettempdir(), "XPEAK")
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(mode=0o700)
    try:
        # As large as the window, so that what opens over it stays within the picture.
        screen = room / "screen.json"
        size = f'"width": {1280 * look.scale}, "height": {720 * look.scale}'
        screen.write_text(f'{{"screens": [{{"name": "one", "x": 0, "y": 0, {size}}}]}}')
        given = {
            "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
            "QT_SCALE_FACTOR": str(look.scale),
            "XDG_RUNTIME_DIR": str(room),
            "HOME": str(room),
        }
        words = [
            scene,
            str(folder / look.name),
            look.language,
            "dark" if look.dark else "light",
            str(room),
        ]
        done = subprocess.run(
            [sys.executable, "-m", "tests.pictures.one", *words],
            env=_environ() | given,
            check=False,
        )
    finally:
        shutil.rmtree(room, ignore_errors=True)
    return done.returncode == 0


def _environ() -> dict[str, str]:
    kept = ("PATH", "LANG", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ}


def main() -> int:
    """Draw what is asked for."""
    parser = argparse.ArgumentParser(prog="resources/dev/pictures", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--look", action="append", help="th-light, en-dark-200, …")
    parser.add_argument("--scene", action="append", choices=list(SCENES))
    asked = parser.parse_args()
    good = True
    for look in [*LOOKS, *LARGE]:
        if asked.look and look.name not in asked.look:
            continue
        for scene in asked.scene or SCENES:
            good &= draw(look, scene, asked.folder.resolve())
    print(f"{len(list(asked.folder.rglob('*.png')))} pictures in {asked.folder}")
    return 0 if good else 1


sys.exit(main())
