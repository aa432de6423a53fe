#!/usr/bin/env python3
"""What belongs to the bundle beside PyInstaller's work: icon, list of contents, checks, archive.

``resources/dev/bundle`` calls it: ``finish`` after a build, ``check`` for a folder and its list.
The list (``sbom.cdx.json``, CycloneDX 1.6) names a component for every file of the folder and for
every module packed into the program, with versions and licences; ``check`` finds what it misses,
what it names and is not there, and what was changed.
"""

import argparse
import hashlib
import importlib.metadata as metadata
import json
import os
import platform
import re
import shutil
import sqlite3
import ssl
import subprocess
import sys
import sysconfig
import tomllib
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
NAME: Final = "xpeak-desktop"
SBOM: Final = "sbom.cdx.json"
PACKING: Final = {".tar.zst": ("zstd", "-12", "-q"), ".tar.xz": ("xz", "-6", "-q")}

# A row of PyInstaller's tables: where it goes, where it comes from, what it is.
Row = tuple[str, str, str]


# ---------------------------------------------------------------------- for build.spec


def still_needed(rows: Sequence[Row]) -> list[Row]:
    """Leave out libraries that nothing asks for any more once plugins have been left out."""
    from PyInstaller.depend import bindepend

    def name_of(row: Row) -> str:
        return PurePosixPath(row[0]).name

    kept = [row for row in rows if not _is_plain_library(row[0])]
    waiting, asked = [row[1] for row in kept if row[2] != "SYMLINK"], set[str]()
    for source in [*waiting, os.path.realpath(sys.executable)]:
        asked |= {name for name, _path in bindepend.get_imports(source)}
    return [row for row in rows if row in kept or name_of(row) in asked]


def data_files() -> list[tuple[str, str]]:
    """What a wheel brings beside modules, by the wheel's own rule: each file and its folder."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    found = (path for top in wheel["only-include"] for path in sorted((ROOT / top).rglob("*")))
    return [
        (str(path), _folder_in_wheel(path, wheel["sources"]))
        for path in found
        if path.is_file() and path.suffix not in _NOT_DATA and path.name != ".gitkeep"
    ]


_NOT_DATA: Final = (".py", ".pyc", ".ts")


def _folder_in_wheel(path: Path, moved: Mapping[str, str]) -> str:
    folder = path.parent.relative_to(ROOT).as_posix()
    top = folder.split("/")[0]
    return moved.get(top, top) + folder.removeprefix(top)


def python_brings(library: str) -> bool:
    """Whether this Python's own OpenSSL is that library, and not built into it."""
    import _hashlib

    from PyInstaller.depend import bindepend

    file = getattr(_hashlib, "__file__", None)
    return file is not None and library in {name for name, _path in bindepend.get_imports(file)}


def _is_plain_library(target: str) -> bool:
    path = PurePosixPath(target)
    return path.name.startswith("lib") and str(path.parent) in (".", "PySide6/Qt/lib")


def draw_icon(folder: Path, system: str) -> Path:
    """The mark as a picture that this system wants for programs."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    _application = QGuiApplication.instance() or QGuiApplication([NAME])
    picture = QImage(256, 256, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(ROOT / "resources" / "icons" / "mark.svg")).render(painter)
    painter.end()
    ending = {"win32": "ico", "darwin": "icns"}.get(system, "png")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{NAME}.{ending}"
    if not picture.save(str(target)):
        raise OSError(f"Qt could not write {target}")
    return target


# ---------------------------------------------------------------------- what is inside


@dataclass(slots=True)
class Part:
    """One component: who made it, under which terms, and which files and modules it is here."""

    name: str
    version: str
    licence: str = ""
    purl: str = ""
    kind: str = "library"
    files: set[str] = field(default_factory=set)
    modules: set[str] = field(default_factory=set)


def parts_of(folder: Path) -> list[Part]:
    """Every component of a built folder. Raises ``ValueError`` for a file nobody answers for."""
    found: dict[str, Part] = {}
    unknown: list[str] = []
    for path in files_of(folder):
        part = _owner_of_file(path, folder)
        if part is None:
            unknown.append(path)
        else:
            found.setdefault(part.name, part).files.add(path)
    for module in modules_of(folder / NAME):
        part = _owner_of_module(module)
        if part is None:
            unknown.append(module)
        else:
            found.setdefault(part.name, part).modules.add(module)
    if unknown:
        raise ValueError(f"nobody answers for: {', '.join(unknown)}")
    return sorted(found.values(), key=lambda part: part.name.lower())


def files_of(folder: Path) -> list[str]:
    """All files, and links to files, of a folder, but for the list itself."""
    paths = (path for path in folder.rglob("*") if path.is_symlink() or path.is_file())
    names = (path.relative_to(folder).as_posix() for path in paths)
    return sorted(name for name in names if name != SBOM)


def modules_of(program: Path) -> list[str]:
    """The packages and modules packed into the program: the topmost names that are one maker's."""
    from PyInstaller.archive.readers import CArchiveReader
    from PyInstaller.loader.pyimod01_archive import PYZ_ITEM_NSPKG

    archive = CArchiveReader(str(program))
    packed = archive.open_embedded_archive("PYZ.pyz").toc
    shared = {name for name, entry in packed.items() if entry[0] == PYZ_ITEM_NSPKG}
    scripts = {name for name, entry in archive.toc.items() if entry[4] == "s"}
    names = (name.split(".") for name in packed if name not in shared)
    return sorted({".".join(one[: 2 if one[0] in shared else 1]) for one in names} | scripts)


@cache
def _providers() -> Mapping[str, list[str]]:
    return metadata.packages_distributions()


@cache
def _distribution(name: str) -> Part:
    read = metadata.metadata(name)
    named = [read[field] for field in ("License-Expression", "License") if field in read]
    licence = next(filter(None, named), None) or _classified(read.get_all("Classifier"))
    plain = re.sub(r"[-_.]+", "-", name).lower()
    version = metadata.version(name)
    return Part(plain, version, _one_line(licence), f"pkg:pypi/{plain}@{version}")


def _classified(classifiers: list[str] | None) -> str:
    heads = [one for one in classifiers or [] if one.startswith("License ::")]
    return " OR ".join(one.rpartition(" :: ")[2] for one in heads)


def _one_line(text: str) -> str:
    return text.strip().splitlines()[0] if text.strip() else ""


def _python() -> Part:
    version = platform.python_version()
    return Part("python", version, "PSF-2.0", f"pkg:generic/python@{version}", "platform")


def _qt() -> Part:
    from PySide6.QtCore import qVersion

    licence = "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"
    return Part("qt", qVersion(), licence, f"pkg:generic/qt@{qVersion()}", "framework")


def _icu(version: str) -> Part:
    # Unicode changed its licence with ICU 74.
    licence = "Unicode-3.0" if int(version) >= 74 else "Unicode-DFS-2016"
    return Part("icu", version, licence, f"pkg:generic/icu@{version}")


def _openssl() -> Part:
    version = ssl.OPENSSL_VERSION.split()[1]
    return Part("openssl", version, "Apache-2.0", f"pkg:generic/openssl@{version}")


def _sqlite() -> Part:
    version = sqlite3.sqlite_version
    return Part("sqlite", version, "blessing", f"pkg:generic/sqlite@{version}")


def _pyinstaller() -> Part:
    part = _distribution("pyinstaller")
    # Its own licence is GPL with an exception for what it puts into programs.
    part.licence = "GPL-2.0-or-later WITH Bootloader-exception"
    return part


def _ourselves() -> Part:
    from xpeak_desktop import __version__

    return Part(NAME, __version__, "MIT", f"pkg:generic/{NAME}@{__version__}", "application")


def _fonts() -> Part:
    return Part("noto-sans-thai", "2.002", "OFL-1.1", kind="file")


_NAMED: Final = (
    (re.compile(r"_internal/xpeak_desktop/resources/fonts/"), _fonts),
    (
        re.compile(rf"(_internal/xpeak_desktop/|{NAME}(\.desktop|\.png|-cli)?$|install$)"),
        _ourselves,
    ),
    (re.compile(r"_internal/PySide6/Qt/|_internal/libQt6|_internal/PySide6/Qt6"), _qt),
    (re.compile(r"_internal/lib(ssl|crypto)[-.]"), _openssl),
    (re.compile(r"_internal/libsqlite3\."), _sqlite),
    (re.compile(r"_internal/(libpython3|lib-dynload/|base_library\.zip$|python3)"), _python),
)
# Comes with Qt, and has flaws of its own: who looks for them by name and version must find it.
_ICU: Final = re.compile(r"_internal/(?:PySide6/Qt/lib/)?libicu[a-z0-9]+\.so\.(\d+)")


def _owner_of_file(path: str, folder: Path) -> Part | None:
    icu = _ICU.match(path)
    if icu:
        return _icu(icu[1])
    for pattern, make in _NAMED:
        if pattern.match(path):
            return make()
    parts = path.split("/")
    if parts[0] == "licences":
        return _ourselves()
    if len(parts) > 1 and parts[0] == "_internal":
        info = re.match(r"(.+?)-[^-]+\.dist-info$", parts[1])
        if info:
            return _distribution(info[1])
        if len(parts) > 2 or not parts[1].startswith("lib"):
            return _owner_of_module(parts[1].partition(".")[0])
        if (folder / path).is_symlink():
            target = (folder / path).resolve().relative_to(folder).as_posix()
            return _owner_of_file(target, folder)
        return _system_library(parts[1])
    return None


_OURS: Final = ("xpeak_desktop", "__main__", "resources.packed", "hook_outside", "hook_cipher")


@cache
def _owner_of_module(module: str) -> Part | None:
    if module in _OURS:
        return _ourselves()
    if module.startswith(("pyi", "_pyi")) or module == "struct":
        return _python() if module == "struct" else _pyinstaller()
    if module in sys.stdlib_module_names or module.startswith("_sysconfigdata"):
        return _python()
    names = _providers().get(module, [])
    return _distribution(names[0]) if len(names) == 1 else _holder_of(module)


def _holder_of(module: str) -> Part | None:
    """Of a module that shares its package, or stands beside packages (as compiled ones do)."""
    path = module.replace(".", "/")
    for one in metadata.distributions():
        for file in one.files or ():
            if re.match(rf"{re.escape(path)}[/.]", file.as_posix()):
                return _distribution(one.metadata["Name"])
    return None


@cache
def _system_library(name: str) -> Part | None:
    """The Debian package a library was taken from, or the library itself elsewhere."""
    if shutil.which("dpkg-query") is None:
        return Part(name, "unknown")
    told = subprocess.run(
        ["dpkg-query", "--search", f"*/{name}"], capture_output=True, text=True, check=False
    ).stdout
    packages = [line.partition(": ")[0].partition(":")[0] for line in told.splitlines()]
    if not packages:
        return None
    asked = ["dpkg-query", "--show", "--showformat", "${Version} ${Architecture}", packages[0]]
    version, _, machine = subprocess.run(
        asked, capture_output=True, text=True, check=True
    ).stdout.partition(" ")
    purl = f"pkg:deb/debian/{packages[0]}@{version}?arch={machine}"
    return Part(packages[0], version, _debian_licence(packages[0]), purl)


def _debian_licence(package: str) -> str:
    """The names of the licences in Debian's machine-readable file, as Debian spells them."""
    path = Path("/usr/share/doc") / package / "copyright"
    if not path.is_file():
        return ""
    names = re.findall(r"^License: *(\S.*)$", path.read_text("utf-8", "replace"), re.MULTILINE)
    return ", ".join(sorted({name.strip() for name in names})) or f"see licences/{package}"


# ---------------------------------------------------------------------- the list


def sbom_of(folder: Path) -> dict[str, Any]:
    """The list of contents of a built folder, as CycloneDX 1.6 wants it."""
    parts = parts_of(folder)
    ours = next(part for part in parts if part.name == NAME)
    made = datetime.fromtimestamp(_when(), UTC)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, _digest(folder / NAME))}",
        "version": 1,
        "metadata": {
            "timestamp": made.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": _component(ours, folder),
        },
        "components": [_component(part, folder) for part in parts if part is not ours],
    }


def _component(part: Part, folder: Path) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": part.kind,
        "bom-ref": part.purl or part.name,
        "name": part.name,
        "version": part.version,
    }
    if part.licence:
        made["licenses"] = [{"license": {"name": part.licence}}]
    if part.purl:
        made["purl"] = part.purl
    if part.files:
        made["components"] = [
            {
                "type": "file",
                "bom-ref": f"file:{name}",
                "name": name,
                "hashes": [{"alg": "SHA-256", "content": _digest(folder / name)}],
            }
            for name in sorted(part.files)
        ]
    if part.modules:
        made["properties"] = [
            {"name": f"{NAME}:module", "value": name} for name in sorted(part.modules)
        ]
    return made


def differences(sbom: Mapping[str, Any], folder: Path) -> list[str]:
    """What the list and the folder do not agree about, one sentence each."""
    listed = [sbom["metadata"]["component"], *sbom["components"]]
    told: list[str] = []
    for one in listed:
        told += [
            f"{one.get('name')} has no {key}" for key in ("type", "version") if not one.get(key)
        ]
        if not one.get("licenses"):
            told.append(f"{one['name']} has no licence")
    files = {
        file["name"]: file["hashes"][0]["content"]
        for one in listed
        for file in one.get("components", ())
    }
    modules = {
        entry["value"]
        for one in listed
        for entry in one.get("properties", ())
        if entry["name"] == f"{NAME}:module"
    }
    inside = set(files_of(folder))
    told += _apart("file", set(files), inside)
    told += _apart("module", modules, set(modules_of(folder / NAME)))
    told += [
        f"file changed: {name}"
        for name in sorted(inside & set(files))
        if _digest(folder / name) != files[name]
    ]
    return told


def _apart(kind: str, listed: set[str], inside: set[str]) -> Iterator[str]:
    yield from (f"{kind} not in the list: {name}" for name in sorted(inside - listed))
    yield from (f"{kind} not in the folder: {name}" for name in sorted(listed - inside))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _when() -> int:
    """The time that goes into what is built: the commit's, so that a second build is the same."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(given) if given.isdecimal() else int(datetime.now(UTC).timestamp())


# ---------------------------------------------------------------------- the folder and its archive

_DESKTOP: Final = """[Desktop Entry]
Type=Application
Name=XPEAK Desktop
Comment=Sends the shop's receipts to PEAK, each once
Comment[th]=ส่งใบเสร็จของร้านไปลงบัญชีใน PEAK ใบละครั้งเดียว
Exec=xpeak-desktop
Icon=xpeak-desktop
Terminal=false
Categories=Office;Finance;
StartupNotify=true
"""

_INSTALL: Final = """#!/bin/sh
# Puts XPEAK Desktop among this person's programs; it runs from where this folder lies.
set -eu
here="$(cd "$(dirname "$0")" && pwd -P)"
share="${XDG_DATA_HOME:-$HOME/.local/share}"
mkdir -p "$share/applications" "$share/icons/hicolor/256x256/apps"
cp "$here/xpeak-desktop.png" "$share/icons/hicolor/256x256/apps/xpeak-desktop.png"
# Inside Exec= a quoted path escapes these signs twice, and a per cent sign is doubled.
quoted="$(printf '%s' "$here/xpeak-desktop" |
    sed -e 's/[\\\\"`$]/\\\\\\\\&/g' -e 's/%/%%/g')"
while IFS= read -r line; do
    case "$line" in
    Exec=*) printf 'Exec="%s"\\n' "$quoted" ;;
    *) printf '%s\\n' "$line" ;;
    esac
done <"$here/xpeak-desktop.desktop" >"$share/applications/xpeak-desktop.desktop"
echo "XPEAK Desktop is among your programs now."
"""


def furnish(folder: Path, icon: Path) -> None:
    """Lay the desktop entry, the icon, the installing script and all licences into the folder."""
    (folder / f"{NAME}.desktop").write_text(_DESKTOP, encoding="utf-8")
    shutil.copyfile(icon, folder / f"{NAME}.png")
    install = folder / "install"
    install.write_text(_INSTALL, encoding="utf-8")
    install.chmod(0o755)
    shutil.rmtree(folder / "licences", ignore_errors=True)
    for part in parts_of(folder):
        _copy_licences(part, folder / "licences" / part.name)


def _copy_licences(part: Part, target: Path) -> None:
    for source in filter(Path.is_file, _licence_files(part)):
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target / source.name)


_PACKAGES: Final = {"openssl": "libssl3", "sqlite": "libsqlite3-0"}


def _licence_files(part: Part) -> Iterable[Path]:
    if part.name == NAME:
        return [ROOT / "LICENSE"]
    if part.name in ("qt", "pyside6-essentials", "shiboken6"):
        return [Path("/usr/share/common-licenses") / name for name in ("LGPL-3", "GPL-3", "GPL-2")]
    if part.name == "python":
        return [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"]
    if part.purl.startswith("pkg:pypi/"):
        said = re.compile(r"\.dist-info/(licenses/.*|(LICEN[CS]E|NOTICE|COPYING)[^/]*)$")
        files = metadata.files(part.name) or []
        return [Path(str(one.locate())) for one in files if said.search(one.as_posix())]
    if part.name == "icu":
        # Qt's packages bring no text; a Debian one of about that age has it, and what it builds on.
        return sorted(Path("/usr/share/doc").glob("libicu[0-9]*/copyright"))[:1]
    package = _PACKAGES.get(part.name, part.name)
    return [Path("/usr/share/doc") / package / "copyright"]


def pack(folder: Path, target: Path, packer: Sequence[str]) -> None:
    """Write the folder as an archive that is the same, byte for byte, for the same contents."""
    command = [
        *("tar", "--create", "--sort=name", "--owner=0", "--group=0", "--numeric-owner"),
        *(f"--mtime=@{_when()}", "--mode=u+rwX,go+rX,go-w", f"--directory={folder.parent}"),
        *(f"--transform=flags=r;s|^{folder.name}|{target.name.split('.tar')[0]}|", folder.name),
    ]
    with target.open("wb") as out, subprocess.Popen(command, stdout=subprocess.PIPE) as tar:
        subprocess.run([*packer, "--stdout"], stdin=tar.stdout, stdout=out, check=True)
    if tar.returncode:
        raise OSError(f"tar ended with {tar.returncode}")


def finish(folder: Path, out: Path) -> list[Path]:
    """Furnish, list, check and pack a built folder; gives what was written into ``out``."""
    from xpeak_desktop import __version__

    furnish(folder, draw_icon(ROOT / "build" / "icons", "linux"))
    sbom = sbom_of(folder)
    text = json.dumps(sbom, ensure_ascii=False, indent=1) + "\n"
    (folder / SBOM).write_text(text, encoding="utf-8")
    wrong = differences(sbom, folder)
    if wrong:
        raise ValueError("\n".join(wrong))
    ending = next(one for one, packer in PACKING.items() if shutil.which(packer[0]))
    stem = f"{NAME}-{__version__}-{sys.platform}-{platform.machine()}"
    archive, listed = out / f"{stem}{ending}", out / f"{stem}.cdx.json"
    pack(folder, archive, PACKING[ending])
    listed.write_text(text, encoding="utf-8")
    sums = out / "SHA256SUMS"
    lines = [f"{_digest(path)}  {path.name}\n" for path in (archive, listed)]
    sums.write_text("".join(lines), encoding="utf-8")
    return [archive, listed, sums]


def main() -> int:
    """Run one of the two commands; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("finish", "check"):
        commands.add_parser(name).add_argument("folder", type=Path)
    args = parser.parse_args()
    try:
        if args.command == "finish":
            for path in finish(args.folder.resolve(), args.folder.resolve().parent):
                print(f"{path.stat().st_size:>12,}  {path}")
            return 0
        sbom = json.loads((args.folder / SBOM).read_text("utf-8"))
        wrong = differences(sbom, args.folder)
    except ValueError as error:
        wrong = [str(error)]
    print("\n".join(wrong) or "the list equals the folder")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
