"""Another user of the same computer at the window's socket: refused before a word is heard.

The folder of the socket keeps others out, and so does the socket itself where the folder does not.
"""

import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from xpeak_desktop.ui.single_instance import SingleInstance, address_of

NAME = "default|somebody"
SHOW = b'{"version": 1, "say": "show"}\n'

if os.name != "posix":
    pytest.skip("Windows has pipes of its own kind", allow_module_level=True)

from tests.person import Person, nobody_special  # noqa: E402  (it needs what only POSIX has)

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="only root may become somebody else")


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """This user's runtime folder, in a place that others can reach."""
    with tempfile.TemporaryDirectory(prefix="xp") as folder:
        # Others may pass through the outer one; the inner one is what the system gives a user.
        Path(folder).chmod(0o711)
        inner = Path(folder) / "run"
        inner.mkdir(mode=0o700)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(inner))
        yield inner


@pytest.fixture
def instance(qtbot: QtBot, runtime: Path) -> Iterator[SingleInstance]:
    made = SingleInstance(NAME)
    assert Path(address_of(NAME)).parent == runtime
    yield made
    made.close()


@pytest.fixture
def other() -> Person:
    return nobody_special()


def show(address: str) -> None:
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(5)
        caller.connect(address)
        caller.sendall(SHOW)


def test_the_user_who_started_it_is_heard(qtbot: QtBot, instance: SingleInstance) -> None:
    with qtbot.waitSignal(instance.asked):
        show(address_of(NAME))


@pytest.mark.parametrize("mode", [0o700, 0o711, 0o755, 0o777], ids=oct)
def test_another_user_is_refused_also_where_the_folder_is_open(
    qtbot: QtBot, instance: SingleInstance, runtime: Path, other: Person, mode: int
) -> None:
    address = address_of(NAME)
    runtime.chmod(mode)
    with qtbot.assertNotEmitted(instance.asked, wait=50):
        with other.knocks(), pytest.raises(PermissionError):
            show(address)
        assert os.getuid() == os.geteuid() == 0
    assert (instance.heard, instance.calls) == (0, 0)
    runtime.chmod(0o700)
    with qtbot.waitSignal(instance.asked):
        show(address)


def test_another_user_cannot_sit_on_the_name_before_the_window_does(
    qtbot: QtBot, runtime: Path, other: Person
) -> None:
    address = address_of(NAME)
    with socket.socket(socket.AF_UNIX) as caller, other.knocks(), pytest.raises(PermissionError):
        caller.bind(address)
    instance = SingleInstance(NAME)
    with qtbot.waitSignal(instance.asked):
        show(address)
    instance.close()


def test_another_user_cannot_take_the_socket_away(
    qtbot: QtBot, instance: SingleInstance, other: Person
) -> None:
    address = address_of(NAME)
    with other.knocks(), pytest.raises(PermissionError):
        os.unlink(address)
    with qtbot.waitSignal(instance.asked):
        show(address)
