"""The arrows of pyproject.toml hold, and every contract can go red.

A contract with a slip in a room's name would stay green for ever, so each is shown imports that it
has to refuse.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house_rules.source import PACKAGE, ROOT, imported_names, modules

LINTER = Path(sys.executable).parent / "lint-imports"
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}

# For each contract: importer -> imported, both within xpeak_desktop unless it is a library.
FORBIDDEN: dict[str, list[tuple[str, str]]] = {
    "down": [
        ("domain.planted", "ports"),
        ("ports", "wording"),
        ("log", "ports"),
        ("disk", "log"),
        ("transport", "services"),
        ("services.planted", "ledger"),
        ("ledger.planted", "services"),
        ("peak.planted", "shop"),
        ("desktop.planted", "ledger"),
        ("shop.planted", "bootstrap"),
        ("ui.planted", "cli"),
        ("cli", "ui"),
        ("bootstrap", "__main__"),
        ("sandbox.planted", "domain"),
        ("sandbox.planted", "ports"),
    ],
    "transport-sees": [("transport", "log"), ("transport", "wording"), ("transport", "disk")],
    "outside": [
        ("ui.planted", "ledger"),
        ("cli", "peak"),
        ("services.planted", "shop"),
        ("__main__", "desktop"),
    ],
    "sandbox": [
        ("peak.planted", "sandbox"),
        ("ui.planted", "sandbox"),
        ("__main__", "sandbox"),
        ("domain.planted", "sandbox"),
    ],
    "transport": [
        ("services.planted", "transport"),
        ("ledger.planted", "transport"),
        ("ui.planted", "transport"),
    ],
    "domain": [("domain.planted", "msgspec"), ("domain.planted", "requests")],
    "qt": [("services.planted", "PySide6"), ("cli", "PySide6"), ("bootstrap", "shiboken6")],
    "requests": [("peak.planted", "requests"), ("shop.planted", "urllib3")],
    "keyring": [("services.planted", "keyring"), ("cli", "keyring")],
}
LIBRARIES = ("PySide6", "shiboken6", "keyring", "msgspec", "requests", "urllib3")


def lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs lint-imports on the package in that folder."""
    return subprocess.run(
        [str(LINTER), "--no-logo", "--no-cache", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def ensure_room(package: Path, name: str) -> Path:
    """The file of a module; rooms that are not built yet become an empty one."""
    path = package.joinpath(*name.split("."))
    if path.parent != package:
        path.parent.mkdir(exist_ok=True)
        (path.parent / "__init__.py").touch()
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    file.touch()
    return file


def plant(package: Path, importer: str, imported: str) -> str:
    """Writes the import; gives the arrow as lint-imports prints it."""
    if imported not in LIBRARIES:
        ensure_room(package, imported)
        imported = f"xpeak_desktop.{imported}"
    with ensure_room(package, importer).open("a", encoding="utf-8") as file:
        file.write(f"\nimport {imported}\n")
    return f"xpeak_desktop.{importer} -> {imported} "


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(PACKAGE, tmp_path / "xpeak_desktop", ignore=shutil.ignore_patterns("__pyc*"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_all_arrows_hold() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in result.stdout


def test_every_contract_is_shown_something_to_refuse() -> None:
    assert set(FORBIDDEN) == set(CONTRACTS)


@pytest.mark.parametrize("contract", FORBIDDEN)
def test_the_contract_goes_red(contract: str, copy: Path) -> None:
    arrows = [plant(copy / "xpeak_desktop", *arrow) for arrow in FORBIDDEN[contract]]
    result = lint(copy, "--contract", contract)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{CONTRACTS[contract]} BROKEN" in result.stdout
    assert [arrow for arrow in arrows if arrow not in result.stdout] == []


def test_a_room_that_no_contract_knows_is_refused(copy: Path) -> None:
    ensure_room(copy / "xpeak_desktop", "cellar")
    result = lint(copy, "--contract", "down")
    assert result.returncode == 1
    assert "cellar" in result.stdout


def test_domain_imports_the_standard_library_only() -> None:
    allowed = {*sys.stdlib_module_names, "xpeak_desktop"}
    for path, tree in modules(PACKAGE / "domain"):
        used = {name.partition(".")[0] for name in imported_names(tree).values()}
        assert used <= allowed, path
