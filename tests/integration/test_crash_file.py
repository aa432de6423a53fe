"""A hard crash leaves a trace for the next start, which says so once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_disk import fill, small_disk

SCRIPT = """
import ctypes, os, pathlib, signal, sys
from xpeak_desktop.desktop import crash_file
from xpeak_desktop import log
from xpeak_desktop.ports import Secret

log.protect(Secret("canary-in-a-path-4711"))

def stumble(token, customer):
    {how}

with crash_file.watching(pathlib.Path(sys.argv[1])) as crashed:
    print(crashed, flush=True)
    stumble("canary-token-0815", "คุณสมชาย")
"""
ABORT = "os.abort()"
FAULT = "ctypes.string_at(0)"


def run(path: Path, how: str = "pass", cwd: Path | None = None) -> tuple[str, int]:
    """What a run is told of the one before, and how it ends."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(how=how), str(path)],
        capture_output=True,
        text=True,
        timeout=50,
        cwd=cwd,
        check=False,
    )
    assert "Traceback" not in done.stderr or "Fatal" in done.stderr or how.startswith("raise")
    return done.stdout.strip(), done.returncode


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "crash.log"


@pytest.mark.parametrize("how", [ABORT, FAULT])
def test_a_crash_is_told_once_at_the_next_start(how: str, path: Path) -> None:
    assert run(path, how)[0] == "False"
    assert b"stumble" in path.read_bytes()
    assert run(path) == ("True", 0)
    assert run(path) == ("False", 0)
    kept = path.with_name("crash.log.1").read_text("utf-8")
    assert "Fatal Python error" in kept
    assert "in stumble" in kept
    assert path.read_bytes() == b""


def test_a_trace_holds_no_value_and_no_secret(path: Path, tmp_path: Path) -> None:
    run(path, FAULT)
    assert b"canary-token" not in path.read_bytes()
    assert "สมชาย" not in path.read_text("utf-8")
    # A path may hold anything, and what is kept has none of it.
    path.write_text(f'{path.read_text("utf-8")}\n  File "/x/canary-in-a-path-4711/y.py", line 1\n')
    assert run(path)[0] == "True"
    kept = path.with_name("crash.log.1").read_text("utf-8")
    assert "canary" not in kept
    assert "y.py" in kept


@pytest.mark.parametrize("how", ["pass", "raise SystemExit(3)", "raise ValueError", "os._exit(1)"])
def test_other_ends_are_no_crash(how: str, path: Path) -> None:
    run(path, how)
    assert run(path)[0] == "False"
    assert not path.with_name("crash.log.1").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signal")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_an_end_by_the_system_is_no_crash(name: str, path: Path) -> None:
    end = run(path, f"os.kill(os.getpid(), signal.{name})")
    assert end == ("False", -getattr(signal, name))
    assert run(path)[0] == "False"


def test_what_a_run_survived_is_no_crash(path: Path) -> None:
    """Windows notes errors that programs survive; a clean end wipes them out."""
    run(path, "import faulthandler; faulthandler.dump_traceback(open(sys.argv[1], 'wb'))")
    assert run(path)[0] == "False"


THREADS = """

Thread 0x00001a2c (most recent call first):
  File "C:\\Program Files\\XPEAK\\xpeak_desktop\\ui\\sync_controller.py", line 31 in run

Current thread 0x000027d4 (most recent call first):
  File "C:\\Program Files\\XPEAK\\xpeak_desktop\\ui\\app.py", line 118 in run
"""
SURVIVED = f"Windows fatal exception: code 0x8001010d{THREADS}"


def test_what_windows_noted_before_a_kill_is_no_crash(path: Path) -> None:
    path.write_text(SURVIVED + SURVIVED.replace("010d", "010e"))
    assert run(path)[0] == "False"
    assert not path.with_name("crash.log.1").exists()


@pytest.mark.parametrize(
    "end",
    [
        "Windows fatal exception: access violation",
        "Windows fatal exception: stack overflow",
        "Windows fatal exception: code 0xc0000374",
        "Fatal Python error: Aborted",
    ],
)
def test_a_windows_crash_is_told_also_after_much_that_was_survived(end: str, path: Path) -> None:
    for before in ("", SURVIVED, SURVIVED * 5_000):
        path.write_text(before + end + THREADS)
        assert run(path)[0] == "True"
        assert end in path.with_name("crash.log.1").read_text("utf-8")


def test_only_the_last_three_traces_are_kept(path: Path) -> None:
    for number in range(5):
        path.write_text(f"crash {number}\n")
        assert run(path)[0] == "True"
    kept = {one.name: one.read_text() for one in path.parent.glob("crash.log.*")}
    assert kept == {
        "crash.log.1": "crash 4\n",
        "crash.log.2": "crash 3\n",
        "crash.log.3": "crash 2\n",
    }


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")
def test_traces_are_for_their_owner_alone(path: Path) -> None:
    run(path, ABORT)
    assert path.stat().st_mode & 0o777 == 0o600
    run(path)
    assert path.with_name("crash.log.1").stat().st_mode & 0o777 == 0o600


def test_a_spoiled_trace_of_any_size_is_read_no_further_than_a_megabyte(path: Path) -> None:
    path.write_bytes(b"\xff\x00" * 3_000_000)
    assert run(path) == ("True", 0)
    assert path.with_name("crash.log.1").stat().st_size < 5_000_000


def test_without_a_place_for_it_the_program_runs_all_the_same(tmp_path: Path) -> None:
    assert run(tmp_path / "no such folder" / "crash.log") == ("False", 0)
    (tmp_path / "crash.log").mkdir()
    assert run(tmp_path / "crash.log") == ("False", 0)


def test_a_full_disk_stops_neither_the_start_nor_the_telling(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        path = disk / "crash.log"
        path.write_text("a crash\n" * 200)
        fill(disk)
        said, code = run(path)
        assert code == 0
        assert said in ("True", "False")
