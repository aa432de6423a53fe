"""Files that arrive in the watched folder are seen, when they are written to their end."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import FakeClock
from tests.gui.window_page import WindowPage
from xpeak_desktop.domain.settings import Settings, Source
from xpeak_desktop.ui import folder_watch
from xpeak_desktop.ui.context import Leaving
from xpeak_desktop.ui.folder_watch import FolderLook, FolderWatch, Seen

QUICK = 0.03


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "ใบเสร็จ"
    made.mkdir()
    (made / "old.csv").write_text("old", encoding="utf-8")
    return made


@pytest.fixture
def watch(qtbot: QtBot) -> Iterator[FolderWatch]:
    window = QObject()
    made = FolderWatch(FakeClock(), QUICK, window)
    yield made
    made.end()


class Hung:
    """A folder in the network whose server is gone; every other folder answers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._list = folder_watch.listed
        self.asked = threading.Event()
        self.answer = threading.Event()

    def listed(self, folder: Path) -> Seen:
        if folder == self._folder:
            self.asked.set()
            self.answer.wait()
        return self._list(folder)


@pytest.fixture
def hung(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hung]:
    made = Hung(folder)
    monkeypatch.setattr(folder_watch, "listed", made.listed)
    yield made
    made.answer.set()


# ------------------------------------------------------------------ what counts as news


def test_a_new_file_is_told_once_when_it_stands_still(folder: Path) -> None:
    look = FolderLook(folder)
    assert not look.again()
    (folder / "new.csv").write_text("a,b", encoding="utf-8")
    assert [look.again() for _ in range(3)] == [False, True, False]


def test_a_file_that_still_grows_is_waited_for(folder: Path) -> None:
    look = FolderLook(folder)
    with (folder / "new.csv").open("w", encoding="utf-8") as growing:
        for _ in range(5):
            print("one more row", file=growing, flush=True)
            assert not look.again()
            assert look.moving
    assert look.again()
    assert not look.moving


def test_a_file_put_in_place_of_another_is_told(folder: Path) -> None:
    look = FolderLook(folder)
    (folder / ".part").write_text("new and longer", encoding="utf-8")
    (folder / ".part").replace(folder / "old.csv")
    assert [look.again() for _ in range(2)] == [False, True]


def test_a_file_that_goes_is_no_news(folder: Path) -> None:
    look = FolderLook(folder)
    (folder / "old.csv").unlink()
    assert not any(look.again() for _ in range(3))


def test_a_folder_that_was_away_is_watched_when_it_comes(tmp_path: Path) -> None:
    away = tmp_path / "drive"
    look = FolderLook(away)
    assert not look.again()
    away.mkdir()
    (away / "sales.csv").write_text("a", encoding="utf-8")
    assert [look.again() for _ in range(2)] == [False, True]


# ------------------------------------------------------------------ the thread


def test_what_arrives_is_told_on_the_windows_thread(
    qtbot: QtBot, watch: FolderWatch, folder: Path
) -> None:
    told: list[str] = []
    watch.arrived.connect(lambda: told.append(threading.current_thread().name))
    watch.watch(str(folder))
    qtbot.waitUntil(lambda: watch.watching)
    with qtbot.waitSignal(watch.arrived):
        (folder / "new.csv").write_text("a", encoding="utf-8")
    assert told == [threading.main_thread().name]


def test_another_folder_takes_the_place_of_the_first(
    qtbot: QtBot, watch: FolderWatch, folder: Path, tmp_path: Path
) -> None:
    watch.watch(str(folder))
    qtbot.waitUntil(lambda: watch.watching)
    other = tmp_path / "other"
    other.mkdir()
    watch.watch(str(other))
    assert not watch.watching
    qtbot.waitUntil(lambda: watch.watching)
    with qtbot.assertNotEmitted(watch.arrived, wait=150):
        (folder / "new.csv").write_text("a", encoding="utf-8")
    with qtbot.waitSignal(watch.arrived):
        (other / "new.csv").write_text("a", encoding="utf-8")


def test_without_a_folder_there_is_no_thread(watch: FolderWatch) -> None:
    before = threading.active_count()
    watch.watch("")
    assert threading.active_count() == before
    assert not watch.watching


def test_a_folder_that_never_answers_is_not_waited_for(
    qtbot: QtBot, watch: FolderWatch, hung: Hung, folder: Path, tmp_path: Path
) -> None:
    watch.watch(str(folder))
    qtbot.waitUntil(hung.asked.is_set)
    other = tmp_path / "other"
    other.mkdir()
    watch.watch(str(other))
    qtbot.waitUntil(lambda: watch.watching)
    with qtbot.waitSignal(watch.arrived):
        (other / "new.csv").write_text("a", encoding="utf-8")


def test_what_answers_after_the_window_has_gone_is_heard_by_nobody(
    qtbot: QtBot, hung: Hung, folder: Path
) -> None:
    window = QObject()
    watch = FolderWatch(FakeClock(), QUICK, window)
    watch.watch(str(folder))
    qtbot.waitUntil(hung.asked.is_set)
    with qtbot.waitSignal(window.destroyed):
        window.deleteLater()
    hung.asked.clear()
    hung.answer.set()
    # It has told of its first look, and what a thread raises fails the test.
    qtbot.waitUntil(hung.asked.is_set)
    watch.end()
    qtbot.waitUntil(lambda: _folder_threads() == 0)


def _folder_threads() -> int:
    return sum(one.name == "folder" for one in threading.enumerate())


@pytest.mark.parametrize("leaving", [Leaving.AGAIN, Leaving.QUIT])
def test_a_window_ends_while_its_folder_does_not_answer(
    open_window: Callable[..., WindowPage],
    qtbot: QtBot,
    hung: Hung,
    folder: Path,
    leaving: Leaving,
) -> None:
    source = Source("folder", folder=str(folder))
    page = open_window(settings=Settings(set_up=True, source=source))
    qtbot.waitUntil(hung.asked.is_set)
    with qtbot.waitSignal(page.window.left) as left:
        page.window.leave(leaving)
    assert left.args == [leaving]
