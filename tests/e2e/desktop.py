"""A whole desktop for the real program: screen, session bus, keyring, tray; worked from outside."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

import pytest
from PySide6.QtGui import QImage

from tests.e2e.screen_reader import ScreenReader
from tests.person import ME, Person
from tests.secret_service import Bus

PARTS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "trayer": "trayer",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}
SIZE = (1280, 800)
HOME = "บ้าน ของ ร้าน"
_ENOUGH = 30.0
_LONGEST_MENU = 15
_ICON = 16


def skip_without_parts() -> None:
    """Skip where there can be no desktop; on a build server their lack is a failure."""
    missing = [package for part, package in PARTS.items() if not shutil.which(part)]
    if not missing:
        return
    reason = f"needs a desktop: apt-get install --no-install-recommends {' '.join(missing)}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


class Desktop:
    """One person's desktop in ``folder``, empty at first; use with ``with``.

    ``built`` is the packed program, to be tried instead of the source.
    """

    def __init__(
        self,
        folder: Path,
        *,
        built: Path | None = None,
        person: Person = ME,
        pictures: Path | None = None,
    ) -> None:
        self.folder, self.built, self.person = folder, built, person
        self.bus = Bus(folder / HOME, starts_services=True, person=person)
        self._picture_folder = pictures or folder
        self._ends = ExitStack()
        self._pictures = 0
        self._programs: list[Program] = []

    def __enter__(self) -> Self:
        self.person.takes(self.folder)
        with ExitStack() as ends:
            ends.enter_context(self.bus)
            self.environ = self.bus.environ
            self.environ["DISPLAY"] = ends.enter_context(
                _screen(self.folder, self.environ, self.person)
            )
            self.bus.start_keyring()
            for command in (["openbox", "--sm-disable"], ["trayer", *_TRAYER]):
                ends.enter_context(_running(command, self.environ, self.person))
            address = self.environ["DBUS_SESSION_BUS_ADDRESS"]
            with self.person.knocks():
                self.reader = ends.enter_context(ScreenReader(address, "XPEAK", self.story))
            self._ends = ends.pop_all()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ends.close()

    def start(self, *arguments: str, **environ: str) -> "Program":
        """Start the program as a double-click does."""
        given = {
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHONFAULTHANDLER": "1",
            # The tray's icon is then the same on every computer: no status notifier is asked.
            "XDG_CURRENT_DESKTOP": "X-XPEAK",
        }
        program = Program(self, arguments, self.environ | given | self._without_python() | environ)
        self._programs.append(program)
        self._ends.callback(program.end)
        return program

    def _without_python(self) -> dict[str, str]:
        """What hides all that a built program must not need."""
        return {"PATH": "/nonexistent", "PYTHONPATH": ""} if self.built else {}

    def tray_click(self, button: int) -> None:
        """Click the one icon in the tray, once it is there: 1 left, 3 right."""
        end = time.monotonic() + _ENOUGH
        # An empty tray is a window as well, two pixels wide.
        while (place := self._tray())["WIDTH"] < _ICON:
            assert time.monotonic() < end, f"no icon in the tray\n{self.story()}"
            time.sleep(0.05)
        x = place["X"] + place["WIDTH"] // 2
        y = place["Y"] + place["HEIGHT"] // 2
        self._xdotool("mousemove", str(x), str(y), "click", str(button))

    def _tray(self) -> dict[str, int]:
        """Where the tray is."""
        found = self._xdotool("search", "--onlyvisible", "--class", "trayer").split()
        told = self._xdotool("getwindowgeometry", "--shell", found[0])
        return {
            name: int(value) for name, _, value in (line.partition("=") for line in told.split())
        }

    def tray_menu(self, entry: str) -> None:
        """Choose from the tray's menu by keys, as its accessible action would leave it open."""
        self.tray_click(3)
        # A menu is only told of once something in it is chosen.
        self.keys("Down")
        self.reader.see("menu item", name=entry, states={"enabled"})
        for _ in range(_LONGEST_MENU):
            if self.reader.find("menu item", name=entry, states={"focused"}):
                self.keys("Return")
                self.reader.gone("menu item")
                return
            self.keys("Down")
        raise AssertionError(f"no way to {entry}\n{self.story()}")

    def keys(self, *names: str) -> None:
        """Press keys, one after the other: ``Tab``, ``alt+Right``."""
        self._xdotool("key", "--clearmodifiers", *names)

    def type(self, text: str) -> None:
        """Type into whatever has the keyboard."""
        self._xdotool("type", "--delay", "2", text)

    def _xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            **self.person.starts,
            env=self.environ,
            capture_output=True,
            check=True,
            text=True,
            timeout=_ENOUGH,
        )
        return str(done.stdout)

    def story(self) -> str:
        """What can be told of the screen and the programs when something went wrong."""
        picture = self.picture("missed")
        told = [f"ended {one.process.poll()}: {one.said[-4000:]}" for one in self._programs]
        return "\n".join([str(picture), *map(str, self.reader.tree()), *told])

    def picture(self, name: str = "screen") -> Path:
        """Keep what the screen shows now."""
        self._pictures += 1
        target = self._picture_folder / f"{self._pictures:02}-{name}.png"
        _xwd_image(self.folder / "Xvfb_screen0").save(str(target))
        return target


_TRAYER = (
    *("--edge", "bottom", "--align", "right", "--widthtype", "request"),
    *("--height", "32", "--SetDockType", "true"),
)


class Program:
    """The running program."""

    def __init__(self, desktop: Desktop, arguments: tuple[str, ...], environ: dict[str, str]):
        self._said = desktop.folder / f"program-{os.urandom(4).hex()}.txt"
        source = [sys.executable, "-m", "xpeak_desktop"]
        with self._said.open("wb") as said:
            self.process = subprocess.Popen(
                [*([str(desktop.built)] if desktop.built else source), *arguments],
                **desktop.person.starts,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        """All it wrote to its standard streams."""
        return self._said.read_text("utf-8", errors="replace")

    def ended(self, seconds: float = _ENOUGH) -> int:
        """Its exit code, once it has ended by itself."""
        return self.process.wait(seconds)

    def end(self) -> None:
        """End it if it still runs."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(_ENOUGH)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@contextmanager
def _running(
    command: list[str], environ: dict[str, str], person: Person
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, **person.starts, env=environ, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _screen(folder: Path, environ: dict[str, str], person: Person) -> Iterator[str]:
    """A screen nobody sees; its picture lies in ``folder``. The value is its name."""
    read, write = os.pipe()
    width, height = SIZE
    process = subprocess.Popen(
        [
            *("Xvfb", "-displayfd", str(write), "-nolisten", "tcp", "-noreset"),
            *("-screen", "0", f"{width}x{height}x24", "-fbdir", str(folder)),
        ],
        **person.starts,
        env=environ,
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    # A screen that never comes must not hold the tests for ever.
    watch = threading.Timer(_ENOUGH, process.kill)
    watch.start()
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        watch.cancel()
        assert number, "no screen: Xvfb ended"
        yield f":{number}"
    finally:
        watch.cancel()
        process.terminate()
        process.wait()


def _xwd_image(path: Path) -> QImage:
    """A picture from X's own format, which Qt does not read: a header, then rows of pixels."""
    raw = path.read_bytes()
    numbers = [int.from_bytes(raw[i : i + 4], "big") for i in range(0, 100, 4)]
    header, width, height, row, colours = (numbers[i] for i in (0, 4, 5, 12, 19))
    pixels = raw[header + 12 * colours :]
    return QImage(pixels, width, height, row, QImage.Format.Format_RGB32).copy()
