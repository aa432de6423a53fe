"""What is committed makes a wheel that works, without Qt's tools and without this checkout."""

import os
import shutil
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import xpeak_desktop

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path) -> str:
    """Runs it without this checkout on Python's path; gives what it printed."""
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def pip(action: str, *rest: str | Path, cwd: Path, python: str | Path = sys.executable) -> None:
    """Our own pip at work for any environment, on files that are here."""
    always = ("--quiet", "--no-deps", "--no-index")
    run(sys.executable, "-m", "pip", "--python", python, action, *always, *rest, cwd=cwd)


def has_commit(folder: Path) -> bool:
    if shutil.which("git") is None or not (folder / ".git").exists():
        return False
    command = ["git", "rev-parse", "--verify", "HEAD"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.xdist_group("wheel")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of HEAD, built with what is installed here."""
    if not has_commit(ROOT):
        pytest.skip("not a git checkout with a commit: there is no clean clone to build")
    folder = tmp_path_factory.mktemp("wheel")
    run("git", "clone", "--quiet", "--no-hardlinks", ROOT, folder / "clone", cwd=folder)
    pip("wheel", "--no-build-isolation", "--wheel-dir", folder, folder / "clone", cwd=folder)
    [made] = folder.glob("xpeak_desktop-*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment with the wheel in it; the libraries are those of this one."""
    home = tmp_path_factory.mktemp("fresh") / "venv"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    python = home / ("Scripts" if os.name == "nt" else "bin") / Path("python")
    pip("install", wheel, cwd=home, python=python)
    packages = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home
    ).strip()
    # A plain path line, not addsitedir: the .pth of this checkout's editable install stays out.
    lines = [path for path in site.getsitepackages() if Path(path).is_dir()]
    Path(packages, "libraries.pth").write_text("\n".join(lines), "utf-8")
    return home


@pytest.mark.timeout(180)
def test_the_wheel_of_a_clean_clone_carries_its_resources(installed: Path) -> None:
    [package] = installed.rglob("xpeak_desktop")
    resources = package / "resources"
    fonts = {path.name for path in (resources / "fonts").glob("*.ttf")}
    assert fonts == {f"XPEAKSans-{style}.ttf" for style in ("Regular", "Medium", "SemiBold")}
    assert (resources / "fonts" / "OFL.txt").exists()
    manual = {path.relative_to(ROOT) for path in (ROOT / "resources" / "manual").rglob("*.*")}
    assert {path.relative_to(package) for path in (resources / "manual").rglob("*.*")} == manual
    translations = {path.name for path in (ROOT / "resources" / "translations").glob("*.qm")}
    assert {path.name for path in (resources / "translations").glob("*.qm")} == translations


@pytest.mark.timeout(180)
def test_the_installed_command_tells_its_version(installed: Path) -> None:
    [command] = [path for path in installed.glob("*/xpeak-desktop*") if "window" not in path.name]
    assert xpeak_desktop.__version__ in run(command, "--version", cwd=installed)
