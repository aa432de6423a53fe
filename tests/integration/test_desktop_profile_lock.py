"""One XPEAK per profile, also after the worst end of the one before."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from xpeak_desktop.desktop.profile_lock import FileLock
from xpeak_desktop.domain.problems import Code, Trouble

CHILD = """
import sys, time
from pathlib import Path
from xpeak_desktop.desktop.profile_lock import FileLock
lock = FileLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "default" / "lock"


def holder(path: Path) -> "subprocess.Popen[str]":
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def refused(path: Path) -> str:
    with pytest.raises(Trouble) as caught:
        FileLock(path).acquire()
    assert caught.value.problem.code is Code.PROFILE_BUSY
    return caught.value.problem.params["pid"]


def test_a_second_holder_in_the_same_process_is_refused(path: Path) -> None:
    lock = FileLock(path)
    lock.acquire()
    assert refused(path) == str(os.getpid())
    lock.release()


def test_after_release_the_next_one_may_have_it(path: Path) -> None:
    first = FileLock(path)
    first.acquire()
    first.release()
    with FileLock(path):
        assert refused(path) == str(os.getpid())
    FileLock(path).acquire()


def test_taking_twice_and_giving_back_twice_is_fine(path: Path) -> None:
    lock = FileLock(path)
    lock.acquire()
    lock.acquire()
    lock.release()
    lock.release()
    with FileLock(path):
        pass


def test_another_process_that_holds_it_is_named(path: Path) -> None:
    child = holder(path)
    with child:
        try:
            assert refused(path) == str(child.pid)
        finally:
            child.kill()


@pytest.mark.skipif(os.name != "posix", reason="no SIGKILL")
def test_the_lock_of_a_killed_process_is_free_again(path: Path) -> None:
    child = holder(path)
    with child:
        child.send_signal(signal.SIGKILL)
    assert path.read_text() == str(child.pid), "it could not tidy up"
    with FileLock(path):
        assert refused(path) == str(os.getpid())


def test_a_file_full_of_something_else_is_no_lock(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\xff" * 1000)
    with FileLock(path):
        assert path.read_text() == str(os.getpid())


def test_a_child_that_lives_on_does_not_keep_the_lock(path: Path) -> None:
    lock = FileLock(path)
    lock.acquire()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        try:
            lock.release()
            with FileLock(path):
                pass
        finally:
            child.kill()


def test_a_place_that_cannot_hold_a_lock_is_told(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    with pytest.raises(Trouble) as caught:
        FileLock(tmp_path / "lock").acquire()
    assert caught.value.problem.code is Code.LEDGER_READ_ONLY
