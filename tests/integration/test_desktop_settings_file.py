"""settings.json: whole or unchanged."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.small_disk import fill, small_disk
from xpeak_desktop.desktop.settings_file import SettingsFile
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.domain.settings import Rules, Settings, Source, to_json
from xpeak_desktop.ports import SettingsStore

SHOP = Settings(
    source=Source("folder", "/home/สมศรี/ใบเสร็จ"),
    rules=Rules(start_date=date(2026, 11, 1), filed_months=frozenset({"2026-10"})),
    language="th",
    set_up=True,
)
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "default" / "settings.json"


def test_a_new_profile_has_the_defaults_and_no_file(path: Path) -> None:
    store: SettingsStore = SettingsFile(path)
    assert store.load() == Settings()
    assert store.broken() is None
    assert not path.exists()


def test_what_is_saved_comes_back_in_another_process_of_ours(path: Path) -> None:
    SettingsFile(path).save(SHOP)
    assert SettingsFile(path).load() == SHOP
    assert "สมศรี" in path.read_text("utf-8")


def test_saving_leaves_one_file_that_only_its_owner_reads(path: Path) -> None:
    store = SettingsFile(path)
    store.save(SHOP)
    store.save(Settings())
    assert [one.name for one in path.parent.iterdir()] == ["settings.json"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


BROKEN = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"{}",
    b'{"version": 1}',
    b'{"version": 0}',
    b'{"version": "one"}',
    b"\xff\xfe\x00",
    b"[" * 100_000,
    json.dumps(to_json(SHOP) | {"rules": 7}).encode(),
    json.dumps(to_json(SHOP) | {"pace": {"every_minutes": 1e999}}).encode(),
    b" " * 1_000_001,
]


@pytest.mark.parametrize("content", BROKEN, ids=[repr(one[:20]) for one in BROKEN])
def test_an_unreadable_file_is_kept_aside_and_told(
    content: bytes, path: Path, expected_logs: Callable[..., None]
) -> None:
    expected_logs("kept aside as settings.json.broken$")
    path.parent.mkdir()
    path.write_bytes(content)
    store = SettingsFile(path)
    assert store.load() == Settings()
    aside = store.broken()
    assert aside == path.with_name("settings.json.broken")
    assert aside.read_bytes() == content
    assert not path.exists()


def test_a_second_unreadable_file_does_not_replace_the_first(
    path: Path, expected_logs: Callable[..., None]
) -> None:
    expected_logs("broken$", "broken-2$")
    path.parent.mkdir()
    for content in ("first", "second"):
        path.write_text(content)
        SettingsFile(path).load()
    assert path.with_name("settings.json.broken").read_text() == "first"
    assert path.with_name("settings.json.broken-2").read_text() == "second"


def test_settings_of_a_newer_program_are_left_alone(path: Path) -> None:
    path.parent.mkdir()
    newer = json.dumps({"version": 4, "new": "thing"})
    path.write_text(newer)
    store = SettingsFile(path)
    with pytest.raises(Trouble) as caught:
        store.load()
    assert caught.value.problem.code is Code.SETTINGS_BROKEN
    assert caught.value.problem.params == {"path": str(path), "version": "4"}
    assert path.read_text() == newer
    assert store.broken() is None


def test_a_folder_in_the_place_of_the_file_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    for act in (SettingsFile(path).load, lambda: SettingsFile(path).save(SHOP)):
        with pytest.raises(Trouble) as caught:
            act()
        assert caught.value.problem.code is Code.LEDGER_READ_ONLY
    assert list(path.parent.iterdir()) == [path], "no temporary file is left behind"


def test_a_full_disk_leaves_the_old_settings_whole(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        path = disk / "settings.json"
        store = SettingsFile(path)
        store.save(SHOP)
        fill(disk)
        with pytest.raises(Trouble) as caught:
            store.save(replace(SHOP, language="en"))
        assert caught.value.problem.code is Code.DISK_FULL
        assert SettingsFile(path).load() == SHOP
        assert sorted(one.name for one in disk.iterdir()) == ["fill", "settings.json"]


CHILD = """
import sys
from dataclasses import replace
from pathlib import Path
from xpeak_desktop.desktop.settings_file import SettingsFile
from xpeak_desktop.domain.settings import Settings
store = SettingsFile(Path(sys.argv[1]))
print("go", flush=True)
while True:
    for language in ("th", "en" * 3000):
        store.save(replace(Settings(), language=language))
"""


@posix
def test_settings_are_whole_after_a_kill_at_any_moment(path: Path) -> None:
    for round_ in range(5):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE, text=True
        )
        with child:
            assert child.stdout is not None
            assert child.stdout.readline() == "go\n"
            time.sleep(0.03 + round_ * 0.011)
            child.send_signal(signal.SIGKILL)
        store = SettingsFile(path)
        assert store.load().language in ("th", "en" * 3000)
        assert store.broken() is None
