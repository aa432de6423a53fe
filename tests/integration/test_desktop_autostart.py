"""Starting with the computer: the entry is real, and read as the system itself reads it."""

import ctypes
import ctypes.util
import os
import plistlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xpeak_desktop.desktop.autostart import (
    APPROVED,
    RUN,
    DesktopEntry,
    LaunchAgent,
    RunKey,
    autostart,
    exec_line,
    own_command,
    switched_off,
)
from xpeak_desktop.domain.problems import Code, Trouble

PROGRAM = "/opt/ร้าน บ้านดินเผา/XPEAK 100% $HOME/xpeak-desktop"
COMMAND = (PROGRAM, "--profile", "shop-2", "--background")


@pytest.fixture
def folder(own_folders: Path) -> Path:
    return own_folders / "home" / ".config" / "autostart"


@pytest.fixture
def entry(folder: Path) -> DesktopEntry:
    return DesktopEntry(COMMAND, "xpeak-desktop", folder)


# --------------------------------------------------------------------------- Linux


def test_on_linux_a_file_in_the_autostart_folder_says_so(folder: Path) -> None:
    one = autostart(COMMAND, platform="linux")
    assert one is not None
    assert not one.enabled()
    one.set_enabled(True)
    assert one.enabled()
    assert [path.name for path in folder.iterdir()] == ["xpeak-desktop.desktop"]
    one.set_enabled(True)
    one.set_enabled(False)
    assert not one.enabled()
    one.set_enabled(False)
    assert list(folder.iterdir()) == []


def test_each_profile_has_an_entry_of_its_own(folder: Path) -> None:
    first, second = (autostart(COMMAND, name, platform="linux") for name in ("", "shop-2"))
    assert first is not None
    assert second is not None
    first.set_enabled(True)
    assert not second.enabled()
    second.set_enabled(True)
    first.set_enabled(False)
    assert second.enabled()
    assert [path.name for path in folder.iterdir()] == ["xpeak-desktop-shop-2.desktop"]


@pytest.mark.parametrize("given", ["", "relative/folder"])
def test_a_config_folder_that_is_no_whole_path_is_not_taken(given: str, folder: Path) -> None:
    one = autostart(COMMAND, platform="linux", environ={"XDG_CONFIG_HOME": given})
    assert one is not None
    one.set_enabled(True)
    assert folder.is_dir()


@pytest.mark.parametrize(
    "line",
    ["Hidden=true", "X-GNOME-Autostart-enabled=false", "X-GNOME-Autostart-enabled = False\r"],
)
def test_an_entry_switched_off_by_the_desktop_is_off_and_can_be_switched_on(
    line: str, entry: DesktopEntry, folder: Path
) -> None:
    entry.set_enabled(True)
    file = folder / "xpeak-desktop.desktop"
    key = line.partition("=")[0].strip()
    kept = [one for one in file.read_text("utf-8").splitlines() if not one.startswith(key)]
    file.write_bytes("\n".join([*kept, line, ""]).encode())
    assert not entry.enabled()
    entry.set_enabled(True)
    assert entry.enabled()


def test_an_entry_for_another_copy_of_the_program_is_off_and_is_rewritten(
    entry: DesktopEntry, folder: Path
) -> None:
    DesktopEntry(("/old/xpeak", "--background"), "xpeak-desktop", folder).set_enabled(True)
    assert not entry.enabled()
    entry.set_enabled(True)
    assert entry.enabled()
    assert "/old/xpeak" not in (folder / "xpeak-desktop.desktop").read_text("utf-8")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"Exec=x", b"[Other]\nExec=x", b"=\n[Desktop Entry\n" * 1000]
)
def test_a_file_that_is_no_entry_is_off(content: bytes, entry: DesktopEntry, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "xpeak-desktop.desktop").write_bytes(content)
    assert not entry.enabled()


def test_keys_of_other_groups_do_not_count(entry: DesktopEntry, folder: Path) -> None:
    entry.set_enabled(True)
    file = folder / "xpeak-desktop.desktop"
    action = "[Desktop Action quit]\nExec=/bin/false\nHidden=true\n"
    file.write_text(file.read_text("utf-8") + action, "utf-8")
    assert entry.enabled()


def test_a_place_that_cannot_be_written_is_said_in_words(own_folders: Path) -> None:
    file = own_folders / "home" / ".config" / "autostart"
    file.write_text("a file where a folder should be")
    one = DesktopEntry(COMMAND, "xpeak-desktop", file)
    assert not one.enabled()
    with pytest.raises(Trouble) as caught:
        one.set_enabled(True)
    problem = caught.value.problem
    assert problem.code is Code.AUTOSTART_REFUSED
    assert problem.params == {"path": str(file / "xpeak-desktop.desktop")}
    assert file.read_text() == "a file where a folder should be"


def test_an_entry_that_cannot_be_read_is_said_in_words(entry: DesktopEntry, folder: Path) -> None:
    (folder / "xpeak-desktop.desktop").mkdir(parents=True)
    with pytest.raises(Trouble) as caught:
        entry.enabled()
    assert caught.value.problem.code is Code.AUTOSTART_REFUSED


# What GLib, and so every desktop built on it, reads.


@pytest.fixture(scope="module")
def glib() -> ctypes.CDLL:
    name = ctypes.util.find_library("glib-2.0") or "libglib-2.0.so.0"
    try:
        library = ctypes.CDLL(name)
    except OSError:
        pytest.skip("needs libglib-2.0, which Qt's own plugins need too")
    library.g_key_file_new.restype = ctypes.c_void_p
    library.g_key_file_get_string.restype = ctypes.c_void_p
    return library


def started_by(glib: ctypes.CDLL, content: bytes) -> list[str]:
    """Program and arguments that GLib makes of the file's ``Exec``."""
    keys = ctypes.c_void_p(glib.g_key_file_new())
    no_error = ctypes.c_void_p()
    read = glib.g_key_file_load_from_data(keys, content, ctypes.c_size_t(len(content)), 0, no_error)
    assert read
    line = glib.g_key_file_get_string(keys, b"Desktop Entry", b"Exec", no_error)
    assert line
    expanded = ctypes.string_at(line).replace(b"%%", b"%")
    count, parts = ctypes.c_int(), ctypes.POINTER(ctypes.c_char_p)()
    assert glib.g_shell_parse_argv(expanded, ctypes.byref(count), ctypes.byref(parts), no_error)
    found = [parts[number] for number in range(count.value)]
    glib.g_strfreev(parts)
    glib.g_free(ctypes.c_void_p(line))
    glib.g_key_file_free(keys)
    return [(one or b"").decode("utf-8", "surrogateescape") for one in found]


def test_glib_starts_what_was_meant(glib: ctypes.CDLL, entry: DesktopEntry, folder: Path) -> None:
    entry.set_enabled(True)
    content = (folder / "xpeak-desktop.desktop").read_bytes()
    assert started_by(glib, content) == list(COMMAND)


ARGUMENTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)


@given(st.lists(ARGUMENTS, min_size=1, max_size=4))
def test_glib_reads_every_command_as_it_was_written(glib: ctypes.CDLL, command: list[str]) -> None:
    content = f"[Desktop Entry]\nExec={exec_line(command)}\n".encode()
    assert started_by(glib, content) == command


def test_a_path_whose_bytes_are_no_utf_8_is_written_as_it_is(tmp_path: Path) -> None:
    """Old disks hold names in TIS-620."""
    command = (os.fsdecode(b"/opt/\xc3\xe9\xd2\xb9/xpeak"), "--background")
    one = DesktopEntry(command, "xpeak", tmp_path)
    one.set_enabled(True)
    assert one.enabled()


# --------------------------------------------------------------------------- macOS


def test_on_macos_launchd_gets_a_list_it_can_read(own_folders: Path) -> None:
    one = autostart(COMMAND, platform="darwin")
    assert one is not None
    assert not one.enabled()
    one.set_enabled(True)
    assert one.enabled()
    file = own_folders / "home" / "Library" / "LaunchAgents" / "com.xpeak.desktop.plist"
    stored = plistlib.loads(file.read_bytes())
    assert stored["ProgramArguments"] == list(COMMAND)
    assert stored["RunAtLoad"] is True
    assert stored["Label"] == "com.xpeak.desktop"
    assert "KeepAlive" not in stored
    one.set_enabled(False)
    assert not file.exists()
    assert not one.enabled()


@pytest.mark.parametrize(
    "change", [{"Disabled": True}, {"RunAtLoad": False}, {"ProgramArguments": ["/old/xpeak"]}]
)
def test_a_switched_off_or_stale_list_is_off(change: dict[str, object], tmp_path: Path) -> None:
    one = LaunchAgent(COMMAND, "com.xpeak.desktop", tmp_path)
    one.set_enabled(True)
    file = tmp_path / "com.xpeak.desktop.plist"
    file.write_bytes(plistlib.dumps(plistlib.loads(file.read_bytes()) | change))
    assert not one.enabled()
    one.set_enabled(True)
    assert one.enabled()


@pytest.mark.parametrize("content", [b"", b"<plist", b"bplist00\x00", b"\xff", b"<a/>"])
def test_a_file_that_is_no_list_is_off(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.plist").write_bytes(content)
    assert not LaunchAgent(COMMAND, "x", tmp_path).enabled()


# --------------------------------------------------------------------------- Windows


class MemoryRegistry:
    """The current user's registry, as far as the Run key goes."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], object] = {}
        self.broken = False

    def _look(self) -> None:
        if self.broken:
            raise PermissionError(5, "access denied")

    def read(self, key: str, name: str) -> object | None:
        self._look()
        return self.values.get((key, name))

    def write(self, key: str, name: str, value: str) -> None:
        self._look()
        self.values[key, name] = value

    def delete(self, key: str, name: str) -> None:
        self._look()
        self.values.pop((key, name), None)


WINDOWS = (r"C:\Users\สมชาย ใจดี\XPEAK Desktop\xpeak-desktop.exe", "--background")


@pytest.fixture
def registry() -> MemoryRegistry:
    return MemoryRegistry()


@pytest.fixture
def run_key(registry: MemoryRegistry) -> RunKey:
    one = autostart(WINDOWS, platform="win32", registry=registry)
    assert isinstance(one, RunKey)
    return one


def test_on_windows_the_run_key_holds_a_quoted_line(
    run_key: RunKey, registry: MemoryRegistry
) -> None:
    assert not run_key.enabled()
    run_key.set_enabled(True)
    assert run_key.enabled()
    quoted = f'"{WINDOWS[0]}" --background'
    assert registry.values == {(RUN, "XPEAK Desktop"): quoted}
    run_key.set_enabled(False)
    assert registry.values == {}


def test_what_task_manager_switched_off_is_off_and_can_be_switched_on(
    run_key: RunKey, registry: MemoryRegistry
) -> None:
    run_key.set_enabled(True)
    registry.values[APPROVED, "XPEAK Desktop"] = b"\x03" + bytes(11)
    assert not run_key.enabled()
    run_key.set_enabled(True)
    assert run_key.enabled()


@pytest.mark.parametrize(
    ("approved", "off"),
    [(None, False), (b"", False), (b"\x02" + bytes(11), False), (b"\x03", True), (1, False)],
)
def test_only_an_odd_first_byte_means_switched_off(approved: object, off: bool) -> None:
    assert switched_off(approved) is off


def test_another_copys_line_is_off_and_is_rewritten(
    run_key: RunKey, registry: MemoryRegistry
) -> None:
    registry.values[RUN, "XPEAK Desktop"] = r"C:\old\xpeak.exe --background"
    assert not run_key.enabled()
    run_key.set_enabled(True)
    assert run_key.enabled()


def test_a_refusing_registry_is_said_in_words(run_key: RunKey, registry: MemoryRegistry) -> None:
    registry.broken = True
    for act in (run_key.enabled, lambda: run_key.set_enabled(True)):
        with pytest.raises(Trouble) as caught:
            act()
        assert caught.value.problem.code is Code.AUTOSTART_REFUSED


def test_a_line_longer_than_windows_starts_is_refused(registry: MemoryRegistry) -> None:
    one = RunKey((r"C:\x" * 90,), "XPEAK Desktop", registry)
    with pytest.raises(Trouble):
        one.set_enabled(True)
    assert registry.values == {}


# --------------------------------------------------------------------------- the command


def test_a_system_nobody_knows_has_no_autostart() -> None:
    assert autostart(COMMAND, platform="emscripten") is None
    if sys.platform != "win32":
        assert autostart(COMMAND, platform="win32") is None


def test_the_command_starts_this_very_copy() -> None:
    command = own_command(("--profile", "shop-2"))
    assert command[-1] == "--background"
    asked = [*command[:-3], "--help"]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0
    assert "--background" in done.stdout


def test_a_bundle_is_started_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command() == (sys.executable, "--background")
