"""The list of contents of a bundle equals what is inside, or says where it does not."""

from pathlib import Path
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
