"""Starting with the computer: an entry each system keeps in its own way.

The system is asked each time. An entry that a person switched off with the system's own tools, or
that starts another copy of the program, counts as off; switching on writes it anew. Linux was
tried on real files; of Windows and macOS only what is written there was tested, not the systems.
"""

import os
import plistlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol
from xml.parsers.expat import ExpatError

from xpeak_desktop.desktop.whole_file import write_whole
from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.ports import Autostart

BACKGROUND: Final = "--background"
_NAME: Final = "xpeak-desktop"
_MAC_LABEL: Final = "com.xpeak.desktop"


def own_command(arguments: Sequence[str] = ()) -> tuple[str, ...]:
    """How this very copy of the program is started into the tray."""
    program = [sys.executable]
    if not getattr(sys, "frozen", False):
        windowed = Path(sys.executable).with_name("pythonw.exe")
        # Python with a console would open a black window at every start of Windows.
        program = [str(windowed) if windowed.exists() else sys.executable, "-m", "xpeak_desktop"]
    return (*program, *arguments, BACKGROUND)


def autostart(
    command: Sequence[str],
    profile: str = "",
    *,
    platform: str = sys.platform,
    environ: Mapping[str, str] = os.environ,
    registry: "Registry | None" = None,
) -> Autostart | None:
    """This system's way; ``None`` where there is none we know.

    ``command`` is program and arguments. Each ``profile`` has an entry of its own, empty for the
    usual one. ``registry`` is for tests.
    """
    tail = f"-{profile}" if profile else ""
    if platform == "win32":
        registry = registry or _windows_registry()
        return RunKey(command, f"XPEAK Desktop{tail}", registry) if registry else None
    if platform == "darwin":
        label = f"{_MAC_LABEL}{tail}"
        return LaunchAgent(command, label, Path.home() / "Library" / "LaunchAgents")
    if platform.startswith(("linux", "freebsd")):
        return DesktopEntry(command, f"{_NAME}{tail}", _config_home(environ) / "autostart")
    return None


class DesktopEntry:
    """The ``Autostart`` of Linux desktops: a file in the XDG autostart folder."""

    def __init__(self, command: Sequence[str], name: str, folder: Path) -> None:
        self._exec = exec_line(command)
        self._path = folder / f"{name}.desktop"

    def enabled(self) -> bool:
        """Whether the entry is there, starts this program, and nobody switched it off."""
        stored = _read(self._path)
        if stored is None:
            return False
        entry = _entry(stored.decode("utf-8", "surrogateescape"))
        # Two ways in which desktops switch an entry off without removing it.
        hidden = _true(entry.get("Hidden", "false"))
        wanted = _true(entry.get("X-GNOME-Autostart-enabled", "true"))
        return wanted and not hidden and entry.get("Exec") == self._exec

    def set_enabled(self, enabled: bool) -> None:
        """Write or remove the entry."""
        text = (
            "[Desktop Entry]\n"
            "Type=Application\n"
            "Name=XPEAK Desktop\n"
            f"Exec={self._exec}\n"
            "Icon=xpeak-desktop\n"
            "Terminal=false\n"
            "StartupNotify=false\n"
            "X-GNOME-Autostart-enabled=true\n"
        )
        _set_file(self._path, text.encode("utf-8", "surrogateescape") if enabled else None)


class LaunchAgent:
    """The ``Autostart`` of macOS: a property list for launchd."""

    def __init__(self, command: Sequence[str], label: str, folder: Path) -> None:
        self._path = folder / f"{label}.plist"
        self._content = {
            "Label": label,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }

    def enabled(self) -> bool:
        """Whether the list is there, starts this program, and is not switched off."""
        stored = _read(self._path)
        try:
            found = plistlib.loads(stored) if stored else None
        except (plistlib.InvalidFileException, ExpatError, ValueError):
            return False
        if not isinstance(found, dict) or found.get("Disabled") or not found.get("RunAtLoad"):
            return False
        return bool(found.get("ProgramArguments") == self._content["ProgramArguments"])

    def set_enabled(self, enabled: bool) -> None:
        """Write or remove the list; launchd reads it when the person logs in next."""
        _set_file(self._path, plistlib.dumps(self._content) if enabled else None)


RUN: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED: Final = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
# Windows does not start what is longer.
_LONGEST: Final = 260


class Registry(Protocol):
    """The current user's part of Windows' registry; raises ``OSError``."""

    def read(self, key: str, name: str) -> object | None: ...
    def write(self, key: str, name: str, value: str) -> None: ...
    def delete(self, key: str, name: str) -> None: ...


class RunKey:
    """The ``Autostart`` of Windows: a value under the Run key."""

    def __init__(self, command: Sequence[str], name: str, registry: Registry) -> None:
        self._line = subprocess.list2cmdline(command)
        self._name = name
        self._registry = registry

    def enabled(self) -> bool:
        """Whether it is there, starts this program, and was not switched off in Task Manager."""
        try:
            line = self._registry.read(RUN, self._name)
            approved = self._registry.read(APPROVED, self._name)
        except OSError as error:
            raise self._refused() from error
        return line == self._line and not switched_off(approved)

    def set_enabled(self, enabled: bool) -> None:
        """Write or remove the value, and what Task Manager noted about it."""
        if enabled and len(self._line) > _LONGEST:
            raise self._refused()
        try:
            if enabled:
                self._registry.write(RUN, self._name, self._line)
            else:
                self._registry.delete(RUN, self._name)
            self._registry.delete(APPROVED, self._name)
        except OSError as error:
            raise self._refused() from error

    def _refused(self) -> Exception:
        return trouble(Code.AUTOSTART_REFUSED, path=f"{RUN}\\{self._name}")


def switched_off(approved: object) -> bool:
    """What Task Manager notes about an entry: an odd first byte means off (inference)."""
    return isinstance(approved, bytes) and bool(approved) and approved[0] % 2 == 1


if sys.platform == "win32":
    import winreg

    class _CurrentUser:
        def read(self, key: str, name: str) -> object | None:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    value: object = winreg.QueryValueEx(opened, name)[0]
                    return value
            except FileNotFoundError:
                return None

        def write(self, key: str, name: str, value: str) -> None:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)

        def delete(self, key: str, name: str) -> None:
            try:
                with winreg.OpenKey(
                    winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE
                ) as opened:
                    winreg.DeleteValue(opened, name)
            except FileNotFoundError:
                pass

    def _windows_registry() -> Registry | None:
        return _CurrentUser()
else:

    def _windows_registry() -> Registry | None:
        return None


# ---------------------------------------------------------------------- desktop entries

_RESERVED: Final = frozenset(" \t\n\r\"'\\><~|&;$*?#()`")
_IN_QUOTES: Final = frozenset('"`$\\')
_BLANK: Final = " \t\r"
_ESCAPES: Final = {"\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"}


def exec_line(command: Sequence[str]) -> str:
    """Write a command for ``Exec=`` as the Desktop Entry Specification wants it.

    Three layers: an argument with reserved signs is quoted, a per cent sign doubled, and the whole
    escaped as every string of such a file.
    """
    line = " ".join(map(_quoted, command)).replace("%", "%%")
    return "".join(_ESCAPES.get(sign, sign) for sign in line)


def _quoted(argument: str) -> str:
    if argument and not _RESERVED & set(argument):
        return argument
    return '"' + "".join(f"\\{one}" if one in _IN_QUOTES else one for one in argument) + '"'


def _entry(text: str) -> dict[str, str]:
    """The keys of the group ``[Desktop Entry]``, values as they stand."""
    entry: dict[str, str] = {}
    inside = False
    for line in text.split("\n"):
        if line.startswith("["):
            inside = line.strip(_BLANK) == "[Desktop Entry]"
        elif inside and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            entry.setdefault(key.strip(_BLANK), value.strip(_BLANK))
    return entry


def _true(value: str) -> bool:
    return value.lower() in ("true", "1")


def _config_home(environ: Mapping[str, str]) -> Path:
    given = Path(environ.get("XDG_CONFIG_HOME", ""))
    # The specification wants a relative path to be ignored.
    return given if given.is_absolute() else Path.home() / ".config"


# ---------------------------------------------------------------------- files


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise trouble(Code.AUTOSTART_REFUSED, path=str(path)) from error


def _set_file(path: Path, content: bytes | None) -> None:
    try:
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(path, content)
    except OSError as error:
        raise trouble(Code.AUTOSTART_REFUSED, path=str(path)) from error
