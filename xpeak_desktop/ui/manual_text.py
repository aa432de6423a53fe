"""The manual's chapters: files of ``resources/manual``, and one section for every problem.

The files are Markdown as Qt reads it, and what they share: the first line is the title, ``{#name}``
behind a heading names it for links, `` `words` `` are words on a button or menu, and ``*words*``
stand small. The sections on problems come from ``wording``, so that they cannot lag behind it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QCoreApplication

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Area, Code, Problem
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui.place import PlaceName

CHAPTER: Final = "chapter"
"""The property in which a dialog says which chapter is its own."""

SETUP: Final = (
    *("welcome", "token", "services", "sales"),
    *("channels", "products", "rules", "review"),
)
DAILY: Final = ("home", "receipts", "settings", "tray", "keys")
OTHERS: Final = ("accountant", "support")
PROBLEMS: Final[Mapping[str, tuple[Area, ...]]] = MappingProxyType(
    {
        "problem-receipt": (Area.RECEIPT,),
        "problem-case": (Area.CASE,),
        "problem-source": (Area.SOURCE,),
        "problem-peak": (Area.PEAK, Area.SECRETS),
        "problem-computer": (Area.STORAGE, Area.CONFIG, Area.PROFILE, Area.PROGRAM),
        "problem-warning": (Area.WARNING,),
    }
)
_NAMED: Final = re.compile(r"^(#+ .*?) *\{#([a-z_0-9-]+)\} *$", re.MULTILINE)
_MARKUP: Final = re.compile(r"([\\`*_\[\]<>#|~])")
_NOT_READ: Final = re.compile(r"!?\[([^]]*)\]\([^)]*\)|[`*]|^#+ |^\|[-|: ]+\|$|^\d+\. |^- ", re.M)


@dataclass(frozen=True, slots=True)
class Chapter:
    """``text`` is Markdown with the title as its first line; headings have names in ``anchors``."""

    name: str
    title: str
    text: str
    anchors: Mapping[int, str]
    """Which heading, counted from 0, has which name."""

    @property
    def words(self) -> str:
        """What a person reads there, to search in."""
        return _NOT_READ.sub(r"\1", self.text)


@dataclass(frozen=True, slots=True)
class Group:
    """Chapters that stand under one head in the list."""

    title: str
    chapters: tuple[Chapter, ...]


def chapter_of(here: Page | PlaceName) -> str:
    """The chapter that explains a page or a place."""
    return "tray" if here is Page.DONE else here.value


def chapter_of_problem(code: Code) -> str:
    """The chapter of a problem and, behind ``#``, its section."""
    area = Problem(code).area
    chapter = next(name for name, areas in PROBLEMS.items() if area in areas)
    return f"{chapter}#{code}"


def read_manual(resources: Path, language: str) -> tuple[Group, ...]:
    """The whole manual in one language. Raises ``OSError`` when a file of ours is not there."""
    translate = QCoreApplication.translate
    folder = folder_of(resources, language)
    return (
        Group(translate("Manual", "Set-up, page by page"), _files(folder, SETUP)),
        Group(translate("Manual", "Every day"), _files(folder, DAILY)),
        Group(translate("Manual", "What to do when"), tuple(_problems(language))),
        Group(translate("Manual", "For those who help"), _files(folder, OTHERS)),
    )


def folder_of(resources: Path, language: str) -> Path:
    """Where the files and pictures of a language lie."""
    return resources / "manual" / ("en" if language == "en" else "th")


def _files(folder: Path, names: tuple[str, ...]) -> tuple[Chapter, ...]:
    return tuple(_chapter(name, (folder / f"{name}.md").read_text("utf-8")) for name in names)


def _chapter(name: str, source: str) -> Chapter:
    headings = [line for line in source.splitlines() if line.startswith("#")]
    named = {n: found[2] for n, line in enumerate(headings) if (found := _NAMED.match(line))}
    text = _NAMED.sub(r"\1", source)
    title = text.partition("\n")[0].removeprefix("# ")
    return Chapter(name, title, text, MappingProxyType(named))


# --------------------------------------------------------------------------- problems


def _problems(language: str) -> Iterator[Chapter]:
    titles = _problem_titles()
    for name, areas in PROBLEMS.items():
        codes = [code for area in areas for code in Code if Problem(code).area is area]
        sections = "\n\n".join(_section(code, language) for code in codes)
        intro = QCoreApplication.translate(
            "Manual",
            "The headings are what the program says, with examples for the numbers and names of"
            " your shop. Below each stand why, and what to do. There ‹ › holds the place of such"
            " a number or name",
        )
        yield _chapter(name, f"# {titles[name]}\n\n{intro}\n\n{sections}\n")


def _problem_titles() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "problem-receipt": translate("Manual", "A receipt is not sent"),
        "problem-case": translate("Manual", "Changed after sending"),
        "problem-source": translate("Manual", "Sales cannot be read"),
        "problem-peak": translate("Manual", "PEAK, token and network"),
        "problem-computer": translate("Manual", "Computer and settings"),
        "problem-warning": translate("Manual", "Notes that hold nothing up"),
    }


def _section(code: Code, language: str) -> str:
    sentence, cause, fix = (_literal(text) for text in wording.in_general(code, language))
    what = QCoreApplication.translate("Manual", "What to do")
    for_support = QCoreApplication.translate("Manual", "Code for support: %1")
    last = for_support.replace("%1", _literal(code))
    return f"## {sentence} {{#{code}}}\n\n{cause}\n\n**{what}:** {fix}\n\n*{last}*"


def _literal(text: str) -> str:
    """The text as Markdown that shows it and means nothing more."""
    return _MARKUP.sub(r"\\\1", text)
