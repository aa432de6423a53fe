"""What ``resources/dev/bundle`` has left in ``dist``, unpacked as a shop owner unpacks it."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_BUILD_IT = "resources/dev/bundle builds it"


@contextmanager
def unpacked() -> Iterator[Path]:
    """The program, in a folder that everybody may read and whose name is not a plain one."""
    archive = _archive()
    with tempfile.TemporaryDirectory(prefix="xp") as base:
        Path(base).chmod(0o755)
        folder = Path(base) / "โปรแกรม ของ ร้าน"
        folder.mkdir(mode=0o755)
        subprocess.run(
            ["tar", "--extract", f"--file={archive}", f"--directory={folder}"], check=True
        )
        (inside,) = folder.iterdir()
        yield inside / "xpeak-desktop"


def _archive() -> Path:
    found = sorted((ROOT / "dist").glob("xpeak-desktop-*.tar.*"))
    if len(found) != 1:
        pytest.fail(f"{len(found)} archives in dist: {_BUILD_IT}")
    written = found[0].stat().st_mtime
    newer = [str(path) for path in _sources() if path.stat().st_mtime > written]
    if newer:
        pytest.fail(f"{found[0].name} is older than {newer[0]}: {_BUILD_IT}")
    return found[0]


def _sources() -> Iterator[Path]:
    yield ROOT / "build.spec"
    for folder in ("xpeak_desktop", "resources/fonts", "resources/icons", "resources/translations"):
        files = filter(Path.is_file, (ROOT / folder).rglob("*"))
        yield from (path for path in files if path.parent.name != "__pycache__")
