"""The whole window as a process: it comes up, and a signal takes it down in order."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


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
    assert out.splitlines() == ["reader closed", "thread over"]
    assert err == ""
    assert process.returncode == 0
