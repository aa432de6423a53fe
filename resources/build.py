"""Translations: keeps sources, .ts and .qm in step.

    python resources/build.py update    read the sources, add new texts to the .ts files
    python resources/build.py release   compile every .ts to the .qm beside it
    python resources/build.py check     say what is missing, stale or cannot wrap; exit code 1

The .qm are kept in the repository, so that installing needs none of Qt's tools. Thai has no blanks
between words: where a computer has no Thai dictionary, Qt can break a sentence only at blanks and
at U+200B, so long translations hold one of them at least every %d letters.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import PySide6

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
UI = ROOT / "xpeak_desktop" / "ui"
TOOLS = Path(PySide6.__file__).parent
# Of English only the plurals are translated.
OURS = {"xpeak_th.ts": (), "xpeak_en.ts": ("-pluralonly",)}
LONG = 40
UNBROKEN = 25
_BREAKS = re.compile("[ \u200b]")


def _tool(name: str, *arguments: str | Path) -> None:
    path = TOOLS / (f"{name}.exe" if sys.platform == "win32" else name)
    subprocess.run([path, *arguments], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def _sources() -> list[str]:
    """Sorted and with forward slashes, so that every computer writes the same files."""
    return sorted(path.relative_to(ROOT).as_posix() for path in UI.rglob("*.py"))


def update(folder: Path = FOLDER) -> None:
    """Bring our .ts files up to the sources; ``qtbase_th.ts`` is written by hand."""
    for name, options in OURS.items():
        target = folder / name
        common = ("-silent", "-locations", "none", "-no-obsolete", "-source-language", "en")
        _tool("lupdate", *common, *options, *_sources(), "-ts", target)


def release(folder: Path = FOLDER, source: Path = FOLDER) -> None:
    """Compile every .ts of ``source`` into ``folder``."""
    for path in sorted(source.glob("*.ts")):
        _tool("lrelease", "-silent", "-nounfinished", path, "-qm", folder / f"{path.stem}.qm")


def complaints() -> Iterator[str]:
    """Everything that is not as it should be, one line each."""
    for path in sorted(FOLDER.glob("*.ts")):
        yield from content_complaints(path)
    with tempfile.TemporaryDirectory() as name:
        copies = Path(name)
        release(copies)
        for made in sorted(copies.glob("*.qm")):
            kept = FOLDER / made.name
            if not kept.exists() or kept.read_bytes() != made.read_bytes():
                yield f"{made.name}: stale, run release"
        for ours in OURS:
            (copies / ours).write_bytes((FOLDER / ours).read_bytes())
        update(copies)
        for ours in OURS:
            if (copies / ours).read_bytes() != (FOLDER / ours).read_bytes():
                yield f"{ours}: not what the sources say, run update"


def content_complaints(path: Path) -> Iterator[str]:
    """What one .ts file lacks."""
    for message in ElementTree.parse(path).iter("message"):
        source = message.findtext("source") or ""
        element = message.find("translation")
        if element is None or element.get("type") == "unfinished":
            yield f"{path.name}: unfinished: {source}"
            continue
        forms = [form.text or "" for form in element.iter("numerusform")] or [element.text or ""]
        for text in forms:
            if not text:
                yield f"{path.name}: empty: {source}"
            if path.stem.endswith("_th") and cannot_wrap(text):
                yield f"{path.name}: cannot wrap: {text}"
            if sorted(re.findall("%L?[1-9n]", text)) != sorted(re.findall("%L?[1-9n]", source)):
                yield f"{path.name}: other places to fill in: {source}"


def cannot_wrap(text: str) -> bool:
    """Whether a long Thai text has a stretch without a place to break it."""
    return len(text) > LONG and any(len(part) > UNBROKEN for part in _BREAKS.split(text))


def main(arguments: list[str]) -> int:
    """Do what the one argument says."""
    match arguments:
        case ["update"]:
            update()
        case ["release"]:
            release()
        case ["check"]:
            found = list(complaints())
            print("\n".join(found) or "translations: in step")
            return 1 if found else 0
        case _:
            print(__doc__ % UNBROKEN, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
