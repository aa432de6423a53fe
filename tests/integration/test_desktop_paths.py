"""Where the files are, and who may read them."""

import os
import re
from pathlib import Path

import pytest

from tests.small_disk import fill, small_disk
from xpeak_desktop.desktop.paths import Places, find_places, storage_trouble
from xpeak_desktop.domain.problems import Code, Trouble

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")


def test_the_argument_wins_over_the_variable(tmp_path: Path) -> None:
    places = find_places(tmp_path / "asked", environ={"XPEAK_DATA_DIR": str(tmp_path / "set")})
    assert places.data == tmp_path / "asked"


def test_the_variable_wins_over_the_systems_place(tmp_path: Path) -> None:
    assert find_places(environ={"XPEAK_DATA_DIR": str(tmp_path)}).data == tmp_path


def test_without_either_it_is_a_folder_of_our_name_in_this_persons_home(own_folders: Path) -> None:
    data = find_places(environ={"XPEAK_DATA_DIR": ""}).data
    assert data.name == "xpeak-desktop"
    assert data.is_relative_to(own_folders)


def test_a_relative_folder_does_not_follow_the_program_around(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    places = find_places("here")
    monkeypatch.chdir("/")
    assert places.data == tmp_path / "here"


def test_a_folder_of_ones_own_has_a_mark_and_the_systems_place_has_none(tmp_path: Path) -> None:
    usual = find_places(environ={"XPEAK_DATA_DIR": ""})
    assert usual.mark == ""
    # Also by its name, and for each of its profiles.
    assert find_places(usual.data, "shop-2").mark == ""
    assert find_places(usual.data / ".." / usual.data.name).mark == ""
    marks = {find_places(tmp_path / name).mark for name in ("one", "other", "two/../one")}
    assert len(marks) == 2
    assert all(re.fullmatch("[0-9a-f]{8}", mark) for mark in marks)


@posix
def test_one_folder_has_one_mark_however_it_is_reached(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert find_places(tmp_path / "link").mark == find_places(tmp_path / "real").mark


def test_the_files_have_the_names_that_others_rely_on(tmp_path: Path) -> None:
    places = find_places(tmp_path, "shop-2")
    folder = tmp_path / "shop-2"
    assert places.ledger == folder / "ledger.sqlite3"
    assert places.settings == folder / "settings.json"
    assert places.backups == folder / "backups"
    assert places.log == folder / "logs" / "xpeak.log"
    assert places.crash_log.parent == places.logs


@pytest.mark.parametrize("name", ["default", "demo", "shop-2", "A.b_c", "x" * 64, "console"])
def test_a_plain_profile_name_is_taken(name: str, tmp_path: Path) -> None:
    assert find_places(tmp_path, name).folder.parent == tmp_path


REFUSED = (
    *("", ".", "..", "../x", "a/b", "a\\b", "C:x", "CON", "nul.txt", "com1", "lpt9.a", "x."),
    *(" x", "x" * 65, "ร้าน", "a\n", "-x", "a\0b"),
)


@pytest.mark.parametrize("name", REFUSED, ids=ascii)
def test_a_profile_name_that_is_more_than_a_folder_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(Trouble) as caught:
        find_places(tmp_path, name)
    assert caught.value.problem.code is Code.CONFIG_INVALID
    assert caught.value.problem.params == {"key": "--profile", "value": name}


@posix
def test_new_folders_are_for_their_owner_alone(tmp_path: Path) -> None:
    places = Places(tmp_path / "new" / "data")
    before = os.umask(0)
    try:
        places.create()
    finally:
        os.umask(before)
    for folder in (places.data.parent, places.data, places.folder, places.logs, places.backups):
        assert folder.stat().st_mode & 0o777 == 0o700, folder


@posix
def test_a_profile_folder_that_others_could_read_is_closed(tmp_path: Path) -> None:
    places = Places(tmp_path)
    places.folder.mkdir(mode=0o755)
    places.create()
    assert places.folder.stat().st_mode & 0o777 == 0o700


def test_creating_twice_changes_nothing_and_leaves_no_file(tmp_path: Path) -> None:
    places = Places(tmp_path)
    places.create()
    places.create()
    assert sorted(one.name for one in places.folder.iterdir()) == ["backups", "logs"]


def test_a_file_where_the_folder_should_be_is_told_as_an_unwritable_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble) as caught:
        Places(tmp_path / "file").create()
    assert caught.value.problem.code is Code.LEDGER_READ_ONLY
    assert "file" in caught.value.problem.params["path"]


def test_a_read_only_disk_is_told_with_its_place(tmp_path: Path) -> None:
    with small_disk(tmp_path, "ro") as disk, pytest.raises(Trouble) as caught:
        Places(disk).create()
    assert caught.value.problem.code is Code.LEDGER_READ_ONLY
    assert caught.value.problem.params["path"].startswith(str(disk))


def test_a_full_disk_is_told_as_full(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        Places(disk).create()
        fill(disk)
        with pytest.raises(Trouble) as caught:
            Places(disk).create()
    assert caught.value.problem.code is Code.DISK_FULL


def test_windows_says_full_with_a_number_of_its_own(tmp_path: Path) -> None:
    error = OSError(22, "x")
    error.winerror = 112  # type: ignore[attr-defined,unused-ignore]
    assert storage_trouble(error, tmp_path).problem.code is Code.DISK_FULL
