"""The list of contents of a bundle equals what is inside, or says where it does not."""

import ast
import re
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

import pytest

from resources import bundle
from tests.cyclonedx import faults
from tests.house_rules.source import ROOT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bundle in small: the program, a library of Qt, and one of a Python package."""
    made = tmp_path / "xpeak-desktop"
    for name in (
        "xpeak-desktop",
        "_internal/PySide6/Qt/lib/libQt6Core.so.6",
        "_internal/msgspec/_core.cpython-311-x86_64-linux-gnu.so",
        "_internal/keyring-25.7.0.dist-info/METADATA",
    ):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(name)
    monkeypatch.setattr(
        bundle, "modules_of", lambda _program: ["__main__", "requests", "sqlite3", "xpeak_desktop"]
    )
    return made


def components(sbom: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in [sbom["metadata"]["component"], *sbom["components"]]}


def test_every_file_and_module_has_a_maker_a_version_and_a_licence(folder: Path) -> None:
    sbom = bundle.sbom_of(folder)
    assert (sbom["bomFormat"], sbom["specVersion"]) == ("CycloneDX", "1.6")
    assert set(components(sbom)) == {
        *("xpeak-desktop", "qt", "msgspec", "keyring", "requests", "python"),
    }
    for one in components(sbom).values():
        assert one["version"]
        assert one["licenses"][0]["license"]["name"]
    assert bundle.differences(sbom, folder) == []


def test_the_list_is_what_cyclonedx_says_it_is(folder: Path) -> None:
    sbom = bundle.sbom_of(folder)
    assert faults(sbom) == []
    del sbom["components"][0]["name"]
    assert [fault for fault in faults(sbom) if '"name" is a required property' in fault]


def test_a_list_made_twice_is_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert bundle.sbom_of(folder) == bundle.sbom_of(folder)


def test_what_was_added_removed_or_changed_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sbom = bundle.sbom_of(folder)
    (folder / "_internal" / "surplus.so").touch()
    (folder / "_internal/keyring-25.7.0.dist-info/METADATA").unlink()
    (folder / "_internal/PySide6/Qt/lib/libQt6Core.so.6").write_text("another")
    monkeypatch.setattr(bundle, "modules_of", lambda _program: ["__main__", "xpeak_desktop"])
    assert bundle.differences(sbom, folder) == [
        "file not in the list: _internal/surplus.so",
        "file not in the folder: _internal/keyring-25.7.0.dist-info/METADATA",
        "module not in the folder: requests",
        "module not in the folder: sqlite3",
        "file changed: _internal/PySide6/Qt/lib/libQt6Core.so.6",
    ]


def test_a_file_that_nobody_answers_for_is_refused(folder: Path) -> None:
    (folder / "_internal" / "nobodys.bin").touch()
    with pytest.raises(ValueError, match=r"nobodys\.bin"):
        bundle.sbom_of(folder)


def test_all_that_a_wheel_brings_beside_modules_goes_in() -> None:
    found = {Path(source).relative_to(ROOT).as_posix(): to for source, to in bundle.data_files()}
    assert found["resources/icons/mark.svg"] == "xpeak_desktop/resources/icons"
    assert found["xpeak_desktop/sandbox/self_signed.pem"] == "xpeak_desktop/sandbox"
    assert "xpeak_desktop/ledger/migrations/0001_initial.sql" in found
    endings = {Path(name).suffix for name in found}
    assert endings >= {".ttf", ".qm", ".sql", ".md", ".png"}
    assert not endings & {".py", ".pyc", ".ts"}


def test_icu_is_named_beside_the_qt_that_brings_it(folder: Path) -> None:
    names = ["_internal/PySide6/Qt/lib/libicuuc.so.73", "_internal/libicudata.so.73"]
    for name in names:
        (folder / name).write_text(name)
    sbom = bundle.sbom_of(folder)
    icu, qt = components(sbom)["icu"], components(sbom)["qt"]
    assert (icu["version"], icu["purl"]) == ("73", "pkg:generic/icu@73")
    assert icu["licenses"][0]["license"]["name"] == "Unicode-DFS-2016"
    assert [file["name"] for file in icu["components"]] == names
    assert [Path(file["name"]).name for file in qt["components"]] == ["libQt6Core.so.6"]
    assert bundle.differences(sbom, folder) == []
    assert faults(sbom) == []


def test_icu_has_another_licence_since_74() -> None:
    assert [bundle._icu(one).licence for one in ("73", "74")] == ["Unicode-DFS-2016", "Unicode-3.0"]


# ---------------------------------------------------------------------- build.spec


def wanted() -> Callable[[str], bool]:
    """The recipe's own rule, without running the recipe."""
    names = {"PLUGINS", "QT_LIBRARIES", "_QT_FILE", "wanted"}
    recipe = ast.parse((ROOT / "build.spec").read_text("utf-8"))
    recipe.body = [one for one in recipe.body if names & _made_by(one)]
    made: dict[str, Any] = {"re": re, "PurePath": PurePath}
    exec(compile(recipe, "build.spec", "exec"), made)
    rule: Callable[[str], bool] = made["wanted"]
    return rule


def _made_by(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef):
        return {statement.name}
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return {one.id for one in targets if isinstance(one, ast.Name)}


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/{0}.framework/Versions/A/{0}",
        "PySide6/Qt/lib/{0}.framework/Versions/A/Resources/Info.plist",
        "PySide6/Qt/lib/{0}.framework/Versions/Current",
        "PySide6/Qt/lib/{0}.framework/Resources",
        "PySide6/Qt/lib/{0}.framework/{0}",
        "{0}",
        "PySide6/{0}.abi3.so",
    ],
)
def test_a_framework_goes_in_whole_or_not_at_all(name: str) -> None:
    assert wanted()(name.format("QtCore"))
    assert not wanted()(name.format("QtQml"))


@pytest.mark.parametrize(
    ("name", "goes_in"),
    [
        ("PySide6/Qt/lib/libQt6Core.so.6", True),
        ("PySide6/Qt/lib/libQt6Qml.so.6", False),
        ("libQt6Qml.so.6", False),
        ("PySide6\\Qt6Gui.dll", True),
        ("PySide6\\Qt6Quick.dll", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/opengl32sw.dll", False),
        ("Python.framework/Versions/3.11/Resources/Info.plist", True),
        ("libpython3.11.so.1.0", True),
    ],
)
def test_of_qt_only_what_the_program_meets_goes_in(name: str, goes_in: bool) -> None:
    assert wanted()(name) is goes_in
