"""What nobody can reach any more is destroyed on the window's thread, whoever makes new objects."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from xpeak_desktop.ui.garbage import WindowGarbage


class Dialog(QObject):
    """Reaches itself, as one does whose button calls it; notes the thread that destroys it."""

    died_on: list[int]

    def __init__(self, died_on: list[int]) -> None:
        super().__init__()
        self.died_on = died_on
        self.itself = self

    def __del__(self) -> None:
        self.died_on.append(threading.get_ident())


@pytest.fixture
def automatic() -> Iterator[None]:
    """Python as it starts; the tests themselves have the search switched off."""
    was_on = gc.isenabled()
    gc.enable()
    yield
    gc.unfreeze()
    if not was_on:
        gc.disable()


def busy_worker() -> list[list[int]]:
    """Another thread makes many objects; kept ones, since only those count."""
    kept: list[list[int]] = []
    worker = threading.Thread(target=lambda: kept.extend([n] for n in range(50_000)))
    worker.start()
    worker.join()
    return kept


def test_without_us_another_thread_destroys_it(automatic: None) -> None:
    died_on: list[int] = []
    Dialog(died_on)
    busy_worker()
    assert died_on
    assert threading.get_ident() not in died_on


def test_with_us_the_windows_thread_does(qtbot: QtBot, automatic: None) -> None:
    died_on: list[int] = []
    garbage = WindowGarbage()
    garbage.begin()
    try:
        Dialog(died_on)
        kept = busy_worker()
        assert not died_on
        qtbot.waitUntil(lambda: bool(died_on))
        assert died_on == [threading.get_ident()]
        assert kept
    finally:
        garbage.end()


def test_the_search_is_given_back_at_the_end(qtbot: QtBot, automatic: None) -> None:
    died_on: list[int] = []
    garbage = WindowGarbage()
    garbage.begin()
    assert not gc.isenabled()
    Dialog(died_on)
    garbage.end()
    assert died_on == [threading.get_ident()]
    assert gc.isenabled()
