"""The manual explains all there is, leads nowhere else, and speaks as the program does."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from resources.manual_pictures import DARK, LARGEST, PICTURES
from tests.house_rules.test_wording import EN_FORBIDDEN, TH_FORBIDDEN
from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Area, Code
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.manual_text import (
    PROBLEMS,
    Chapter,
    chapter_of,
    chapter_of_problem,
    folder_of,
    read_manual,
)
from xpeak_desktop.ui.place import PlaceName
from xpeak_desktop.ui.resources import resources_dir

LANGUAGES = ("th", "en")
LINK = re.compile(r"(?<!!)\[[^]]+\]\(([^)]+)\)")
PICTURE = re.compile(r"!\[([^]]+)\]\(([^)]+)\)")
THAI = re.compile("[\u0e01-\u0e5b]")


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[str]:
    """Each language, with its translations in use."""
    translators = i18n.install(qapp, request.param, resources_dir())
    yield request.param
    for translator in translators:
        QCoreApplication.removeTranslator(translator)


def chapters(lang: str) -> dict[str, Chapter]:
    groups = read_manual(resources_dir(), lang)
    return {one.name: one for group in groups for one in group.chapters}


def sources(lang: str) -> list[Path]:
    return sorted(folder_of(resources_dir(), lang).glob("*.md"))


def lines(lang: str) -> Iterator[tuple[str, str]]:
    """File and line, as a person reads it."""
    for path in sources(lang):
        for line in path.read_text("utf-8").splitlines():
            yield path.name, PICTURE.sub(r"\1", line)


# --------------------------------------------------------------------------- nothing is missing


@pytest.mark.parametrize("here", [*Page, *PlaceName], ids=str)
def test_every_page_and_place_has_a_chapter(lang: str, here: Page | PlaceName) -> None:
    assert chapter_of(here) in chapters(lang)


@pytest.mark.parametrize("code", list(Code), ids=str)
def test_every_problem_is_explained_in_the_words_of_the_catalogue(lang: str, code: Code) -> None:
    name, _, heading = chapter_of_problem(code).partition("#")
    chapter = chapters(lang)[name]
    assert heading in chapter.anchors.values()
    for text in wording.in_general(code, lang):
        assert text in chapter.text.replace("\\", "")


def test_every_area_stands_in_one_chapter() -> None:
    areas = [area for areas in PROBLEMS.values() for area in areas]
    assert sorted(areas) == sorted(Area)


def test_places_of_a_receipts_values_say_what_they_are_and_what_hangs_on_them_is_left_out() -> None:
    sentence, cause, _ = wording.in_general(Code.NUMBER_CLASH, "en")
    assert sentence == "PEAK already has a receipt of this number, so this one waits"
    assert cause.startswith("xCommerce says ‹amount›, PEAK says ‹amount›, and")


def test_a_heading_has_examples_in_such_places() -> None:
    unreadable, closed = Code.ROW_UNREADABLE, Code.DATE_IN_CLOSED_MONTH
    said = wording.in_general(unreadable, "en")[0]
    assert said == "Row 12 of sales-2026-11.xlsx is not clear; others are fine"
    assert "ต.ค. 2569" in wording.in_general(closed, "th")[0]


@pytest.mark.parametrize("code", list(Code), ids=str)
def test_in_general_no_text_holds_a_template(code: Code) -> None:
    for lang in LANGUAGES:
        assert not set("‹›–") & set(wording.in_general(code, lang)[0])
        for text in wording.in_general(code, lang):
            assert not set("{}[]") & set(text)
            assert "  " not in text
            assert text == text.strip()


def test_both_languages_tell_the_same() -> None:
    thai, english = chapters("th"), chapters("en")
    assert list(thai) == list(english)
    for name in thai:
        assert _shape(thai[name]) == _shape(english[name]), name
        assert thai[name].anchors == english[name].anchors


def _shape(chapter: Chapter) -> tuple[list[str], list[str]]:
    """Its headings, points, steps and rows in their order, and its pictures."""
    parts = re.findall(r"^(#+ |\d+\. |- |\|)", chapter.text, re.M)
    return parts, [name for _words, name in PICTURE.findall(chapter.text)]


def test_every_file_is_a_chapter(lang: str) -> None:
    generated = set(PROBLEMS)
    assert {path.stem for path in sources(lang)} == set(chapters(lang)) - generated


def test_titles_differ_and_headings_step_down_one_by_one(lang: str) -> None:
    titles = [one.title for one in chapters(lang).values()]
    assert len(set(titles)) == len(titles)
    for chapter in chapters(lang).values():
        levels = [len(found) for found in re.findall("^(#+) ", chapter.text, re.M)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), chapter.name


# --------------------------------------------------------------------------- links and pictures


def test_every_link_leads_to_a_chapter_and_its_heading(lang: str) -> None:
    there = chapters(lang)
    for chapter in there.values():
        for link in LINK.findall(chapter.text):
            found = re.fullmatch(r"([a-z-]+)\.md(?:#([a-z_]+))?", link)
            assert found, (chapter.name, link)
            assert found[1] in there, (chapter.name, link)
            assert not found[2] or found[2] in there[found[1]].anchors.values(), link


def test_links_and_what_they_lead_to_have_one_name(lang: str) -> None:
    """A person who pressed it must know where he is; a word of a sentence may stand for it."""
    there = chapters(lang)
    for chapter in there.values():
        for words, name in re.findall(r"(?<!!)\[([^]]+)\]\((problem-[a-z-]+)\.md", chapter.text):
            assert words == there[name].title, chapter.name


def test_every_picture_is_there_small_and_used(lang: str) -> None:
    folder = folder_of(resources_dir(), lang)
    shown = [PICTURE.findall(chapter.text) for chapter in chapters(lang).values()]
    names = sorted(name for found in shown for _words, name in found)
    assert names == sorted(path.name for path in folder.glob("*.png"))
    assert names == sorted(f"{name}.png" for name in PICTURES)
    assert all((folder / name).stat().st_size <= LARGEST for name in names)
    assert {path.suffix for path in folder.iterdir()} == {".md", ".png"}
    for name in names:
        picture = QImage(str(folder / name))
        assert len(picture.text(DARK)) == 6 * picture.colorCount() > 0


# --------------------------------------------------------------------------- wording


def test_the_manual_keeps_the_rules_of_wording(lang: str) -> None:
    for name, line in lines(lang):
        given = line if lang == "th" else line.lower()
        forbidden = TH_FORBIDDEN if lang == "th" else set(EN_FORBIDDEN) - {"…"}
        # A button that goes on to a question has dots on it.
        assert not [word for word in forbidden if word in given], (name, line)
        assert not re.search("(?<!เ)ท่าน", line), (name, line)
        assert not line.rstrip().endswith("."), (name, line)
        assert line.count("“") == line.count("”"), (name, line)
        assert "API" not in line or re.search("กุญแจ API|API keys", line), (name, line)
        assert "\u200b" not in line, (name, line)


COMMANDS = ("xpeak-desktop", "xpeak-desktop-cli")


def test_buttons_are_called_what_they_are_called_on_the_screen(lang: str) -> None:
    known = _words_of_the_screen(lang)
    for name, line in lines(lang):
        for words in re.findall("`([^`]+)`", line):
            assert words.split()[0] in COMMANDS or words in known, (name, words)


def _words_of_the_screen(lang: str) -> set[str]:
    """Every text of the window, and what stands in square brackets: PEAK's menu words."""
    found = set()
    path = resources_dir() / "translations" / "xpeak_th.ts"
    for message in ElementTree.parse(path).iter("message"):
        text = message.findtext("translation" if lang == "th" else "source") or ""
        found |= {text, *re.findall(r"\[([^]]+)\]", text)}
    return found


def test_no_thai_stands_in_english_but_names() -> None:
    for name, line in lines("en"):
        rest = re.sub("“[^”]*”", "", line)
        assert not THAI.search(rest), (name, line)


def test_long_lines_can_be_broken(lang: str) -> None:
    for chapter in chapters(lang).values():
        parts = re.split("[ \u200b!-~\n]", i18n.wrapping(chapter.text))
        assert max(map(len, parts)) <= 30, max(parts, key=len)
