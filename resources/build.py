"""Translations: keeps sources, .ts and .qm in step.

    python resources/build.py update    read the sources, add new texts to the .ts files
    python resources/build.py release   compile every .ts to the .qm beside it
    python resources/build.py check     say what is missing, stale or cannot wrap; exit code 1

What release makes is kept in the repository, so that installing needs none of Qt's tools and no
finder of Thai words. The .ts hold plain Thai; the .qm hold U+200B between the words of long texts,
and breaks_th.txt says where the sentences of wording.py and of the manual may break (see
thai_words.py).
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import astuple, is_dataclass
from pathlib import Path
from xml.etree import ElementTree

import PySide6

from resources import thai_words
from xpeak_desktop import wording

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
MANUAL = ROOT / "resources" / "manual" / "th"
UI = ROOT / "xpeak_desktop" / "ui"
TOOLS = Path(PySide6.__file__).parent
# Of English only the plurals are translated.
OURS = {"xpeak_th.ts": (), "xpeak_en.ts": ("-pluralonly",)}
BREAKS = "breaks_th.txt"


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
    """Compile every .ts of ``source`` into ``folder``, with its places to break; and the table."""
    with tempfile.TemporaryDirectory() as name:
        for path in sorted(source.glob("*.ts")):
            broken = Path(name, path.name)
            _write_with_breaks(path, broken)
            target = folder / f"{path.stem}.qm"
            _tool("lrelease", "-silent", "-nounfinished", broken, "-qm", target)
    (folder / BREAKS).write_text("".join(f"{line}\n" for line in _table()), "utf-8", newline="\n")


def _write_with_breaks(path: Path, target: Path) -> None:
    tree = ElementTree.parse(path)
    if path.stem.endswith("_th"):
        for element in tree.iter():
            if element.tag in ("translation", "numerusform") and element.text:
                element.text = thai_words.with_breaks(element.text)
    tree.write(target, "utf-8", xml_declaration=True)


def _table() -> list[str]:
    """The Thai runs of ``wording`` and the manual that can be broken, with "|" at the places."""
    texts = [*_texts(vars(wording)), *(text for _, text in _manual())]
    found = {run for text in texts for run in thai_words.runs(text)}
    return sorted(filter(lambda line: "|" in line, map("|".join, map(thai_words.words, found))))


def _manual() -> Iterator[tuple[str, str]]:
    """Every line of the Thai manual, and the file it stands in."""
    for path in sorted(MANUAL.glob("*.md")):
        for line in path.read_text("utf-8").splitlines():
            yield path.name, line


def _texts(value: object) -> Iterator[str]:
    """Every text within the tables of ``wording``; templates also as they are shortened."""
    if isinstance(value, str):
        yield value
        yield re.sub(r"\[.*?\]", "", value)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _texts(astuple(value))


def complaints() -> Iterator[str]:
    """Everything that is not as it should be, one line each."""
    for path in sorted(FOLDER.glob("*.ts")):
        yield from content_complaints(path)
    for name, line in _manual():
        if thai_words.BREAK in line:
            yield f"{name}: holds U+200B, which release puts in: {line}"
        if thai_words.cannot_wrap(thai_words.with_breaks(re.sub("[!-~]", " ", line))):
            yield f"{name}: cannot wrap: {line}"
    with tempfile.TemporaryDirectory() as name:
        copies = Path(name)
        release(copies)
        for made in sorted([*copies.glob("*.qm"), copies / BREAKS]):
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
            if thai_words.BREAK in text:
                yield f"{path.name}: holds U+200B, which release puts in: {source}"
            if path.stem.endswith("_th") and thai_words.cannot_wrap(thai_words.with_breaks(text)):
                yield f"{path.name}: cannot wrap: {text}"
            if sorted(re.findall("%L?[1-9n]", text)) != sorted(re.findall("%L?[1-9n]", source)):
                yield f"{path.name}: other places to fill in: {source}"


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
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
