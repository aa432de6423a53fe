"""The whole window as a process: it comes up, and a signal takes it down in order."""

import ctypes
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from xpeak_desktop.desktop.autostart import APPROVED, RUN
from xpeak_desktop.ui import app

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_what_never_ends_is_ended_like_a_kill() -> None:
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.gui.window_process", "stuck"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert {process.stdout.readline() for _ in range(2)} == {"up\n", "at work\n"}
        process.terminate()
        out, err = process.communicate(timeout=30)
    # Neither the thread nor the reader was waited for.
    assert (out, process.returncode) == ("", 0)
    assert err == "what was under way at the end did not end\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_program_in_order(number: signal.Signals) -> None:
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.gui.window_process"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert out.splitlines() == ["reader closed", "thread over", "quit"]
    assert err == ""
    assert process.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_a_folder_that_never_answers_keeps_no_process_alive() -> None:
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.gui.window_process", "hung"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert {process.stdout.readline() for _ in range(2)} == {"up\n", "folder asked\n"}
        process.terminate()
        out, err = process.communicate(timeout=30)
    # In order, and not like a kill: the folder's thread alone is left behind.
    assert out.splitlines() == ["reader closed", "thread left behind", "quit"]
    assert err == ""
    assert process.returncode == 0


def test_when_the_system_asks_for_the_end_it_ends_in_order_although_its_window_would_stay() -> None:
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.gui.window_process", "asked"]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
    )
    said = ["up", "accepted", "reader closed", "thread over", "quit"]
    assert (ended.stdout.splitlines(), ended.stderr, ended.returncode) == (said, "", 0)


def test_windows_and_its_installer_know_the_program_by_one_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[tuple[object, ...]] = []

    def note(*words: object) -> None:
        told.append(words)

    shell32 = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=note)
    kernel32 = SimpleNamespace(CreateMutexW=note)
    windll = SimpleNamespace(shell32=shell32, kernel32=kernel32)
    monkeypatch.setattr(ctypes, "windll", windll, raising=False)
    monkeypatch.setattr("sys.platform", "win32")
    app._tell_windows_who_we_are()
    assert told == [("XPEAK.Desktop",), (None, False, "XPEAK.Desktop")]
    script = (ROOT / "resources" / "dev" / "windows" / "xpeak-desktop.iss").read_text("utf-8")
    assert "\nAppMutex=XPEAK.Desktop\n" in script
    assert 'AppUserModelID: "XPEAK.Desktop"' in script


def test_the_windows_installer_removes_what_starts_any_profile_with_the_computer() -> None:
    script = (ROOT / "resources" / "dev" / "windows" / "xpeak-desktop.iss").read_text("utf-8")
    for key in (RUN, APPROVED):
        assert f"RemoveNamed('{key}');" in script
    assert 'ValueName: "XPEAK Desktop"; ValueType: none' in script
    assert "'XPEAK Desktop-'" in script
