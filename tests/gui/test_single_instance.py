"""A second start raises the first window; whoever else calls can do nothing more."""

import ctypes
import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from xpeak_desktop.ui import single_instance
from xpeak_desktop.ui.single_instance import (
    LONGEST,
    MOST_AT_ONCE,
    SingleInstance,
    address_of,
    raise_other,
)

ROOT = Path(__file__).parents[2]
NAME = "/home/somebody/.local/share/xpeak/default|somebody"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="talks to the socket by itself")

SECOND = """
import sys
from xpeak_desktop.ui.single_instance import raise_other
print("raised" if raise_other(sys.argv[1]) else "nobody")
"""


@pytest.fixture
def instance(qtbot: QtBot) -> Iterator[SingleInstance]:
    made = SingleInstance(NAME)
    yield made
    made.close()


def connect() -> socket.socket:
    made = socket.socket(socket.AF_UNIX)
    made.settimeout(5)
    made.connect(address_of(NAME))
    return made


def answer_to(caller: socket.socket) -> bytes:
    """What it is told; nothing when it is cut off in the middle of what it sends."""
    try:
        return caller.recv(100)
    except ConnectionResetError:
        return b""


def second_start() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, NAME], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def test_a_second_process_raises_the_first(qtbot: QtBot, instance: SingleInstance) -> None:
    with qtbot.waitSignal(instance.asked, timeout=20_000), second_start() as process:
        qtbot.waitUntil(lambda: process.poll() is not None, timeout=20_000)
        out, _ = process.communicate()
    assert out == "raised\n"


def test_without_a_first_process_nobody_answers() -> None:
    with second_start() as process:
        out, _ = process.communicate(timeout=20)
    assert out == "nobody\n"


def test_another_profile_is_another_instance(instance: SingleInstance) -> None:
    assert address_of(NAME) != address_of(NAME + "2")
    assert not raise_other(NAME + "2")


def test_the_socket_lies_where_only_its_owner_comes(instance: SingleInstance) -> None:
    path = Path(address_of(NAME))
    assert stat.S_ISSOCK(path.stat().st_mode)
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0
    assert path.stat().st_uid == os.getuid()
    # What a socket's path may be long.
    assert len(path.name) < 30


def test_what_a_killed_program_left_behind_is_taken_over(qtbot: QtBot) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(address_of(NAME))
    left.close()
    instance = SingleInstance(NAME)
    try:
        with qtbot.waitSignal(instance.asked, timeout=20_000), second_start():
            pass
    finally:
        instance.close()


def test_after_the_end_nobody_answers(qtbot: QtBot) -> None:
    SingleInstance(NAME).close()
    assert not Path(address_of(NAME)).exists()
    assert not raise_other(NAME)


def test_without_a_name_nobody_listens(qtbot: QtBot) -> None:
    instance = SingleInstance("")
    assert not raise_other("")
    instance.close()


@pytest.mark.parametrize(
    "sent",
    [
        b"\n",
        b"show\n",
        b"{}\n",
        b"[]\n",
        b'"show"\n',
        b'{"version": 2, "say": "show"}\n',
        b'{"version": 1, "say": "quit"}\n',
        b'{"version": 1, "say": ["show"]}\n',
        b"\xff\xfe\x00\n",
        b"[" * (LONGEST - 2) + b"\n",
        b"x" * (4 * LONGEST),
        b'{"version": 1, "say": "show"}' + b" " * LONGEST + b"\n",
    ],
)
def test_what_is_not_ours_does_nothing_and_is_let_go(
    qtbot: QtBot, instance: SingleInstance, sent: bytes
) -> None:
    with connect() as caller, qtbot.assertNotEmitted(instance.asked):
        caller.sendall(sent)
        qtbot.waitUntil(lambda: instance.calls == 0 and instance.heard == 1)
        assert answer_to(caller) == b""


def test_a_caller_that_says_nothing_is_let_go(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, instance: SingleInstance
) -> None:
    monkeypatch.setattr(single_instance, "PATIENCE_MS", 30)
    with connect() as caller:
        qtbot.waitUntil(lambda: instance.heard == 1)
        caller.sendall(b'{"version"')
        qtbot.waitUntil(lambda: instance.calls == 0)
        assert caller.recv(100) == b""


def test_a_crowd_of_silent_callers_keeps_nobody_out_for_long(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, instance: SingleInstance
) -> None:
    monkeypatch.setattr(single_instance, "PATIENCE_MS", 100)
    crowd = [connect() for _ in range(3 * MOST_AT_ONCE)]
    qtbot.waitUntil(lambda: instance.heard >= MOST_AT_ONCE)
    assert instance.calls <= MOST_AT_ONCE
    qtbot.waitUntil(lambda: instance.calls == 0)
    with connect() as caller, qtbot.waitSignal(instance.asked):
        caller.sendall(json.dumps({"version": 1, "say": "show"}).encode() + b"\n")
    for one in crowd:
        one.close()


def test_a_message_in_pieces_is_put_together(qtbot: QtBot, instance: SingleInstance) -> None:
    with connect() as caller:
        caller.sendall(b'{"version": 1,')
        qtbot.waitUntil(lambda: instance.heard == 1)
        with qtbot.waitSignal(instance.asked):
            caller.sendall(b' "say": "show"}\n')
        answer = json.loads(caller.recv(100))
    assert answer == {"version": 1, "say": "shown"}


@pytest.mark.parametrize("answer", [b"", b"shown\n", b"{}\n", b"x" * 1000])
def test_one_that_answers_otherwise_is_not_ours(answer: bytes) -> None:
    server = socket.socket(socket.AF_UNIX)
    server.bind(address_of(NAME))
    server.listen()
    try:
        with second_start() as process:
            caller, _ = server.accept()
            caller.sendall(answer)
            caller.close()
            out, _ = process.communicate(timeout=20)
        assert out == "nobody\n"
    finally:
        server.close()
        Path(address_of(NAME)).unlink()


def test_windows_is_told_that_the_first_may_come_to_the_front(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed: list[int] = []
    user32 = SimpleNamespace(AllowSetForegroundWindow=allowed.append)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(single_instance, "PATIENCE_MS", 50)
    raise_other(NAME)
    assert allowed == []
    instance = SingleInstance(NAME)
    # Nobody answers here: the first is this very thread.
    raise_other(NAME)
    instance.close()
    assert allowed == [0xFFFFFFFF]
