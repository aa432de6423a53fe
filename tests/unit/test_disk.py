"""Files are renamed and removed also while Windows says that somebody holds them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from xpeak_desktop import disk


def refused(winerror: int | None) -> PermissionError:
    error = PermissionError(13, "Access is denied")
    if winerror is not None:
        error.winerror = winerror  # type: ignore[attr-defined,unused-ignore]
    return error


def refusing(times: int, error: OSError) -> tuple[Callable[[], None], list[OSError]]:
    """A change that is refused so many times, and what it was refused with."""
    told: list[OSError] = []

    def change() -> None:
        if len(told) < times:
            told.append(error)
            raise error

    return change, told


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_what_is_held_for_a_moment_is_done_when_it_is_let_go(winerror: int) -> None:
    change, told = refusing(3, refused(winerror))
    rests: list[float] = []
    disk.patiently(change, rests.append)
    assert len(told) == 3
    assert rests == [0.02, 0.05, 0.1]


def test_what_stays_held_is_told_after_a_second_and_a_half() -> None:
    change, told = refusing(99, refused(32))
    rests: list[float] = []
    with pytest.raises(PermissionError):
        disk.patiently(change, rests.append)
    assert len(told) == len(rests) + 1 == 7
    assert 1.5 < sum(rests) < 1.7


@pytest.mark.parametrize(
    "error", [refused(None), refused(19), FileNotFoundError(2, "x"), OSError(28, "x")], ids=repr
)
def test_other_refusals_are_told_at_once(error: OSError) -> None:
    change, told = refusing(99, error)
    rests: list[float] = []
    with pytest.raises(type(error)):
        disk.patiently(change, rests.append)
    assert (len(told), rests) == (1, [])


def test_without_another_way_to_rest_it_really_rests() -> None:
    change, told = refusing(1, refused(32))
    disk.patiently(change)
    assert len(told) == 1


def test_a_file_is_moved_replaced_and_removed(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "ที่สอง"
    first.write_text("1")
    disk.move(first, second)
    assert (first.exists(), second.read_text()) == (False, "1")
    first.write_text("2")
    disk.replace(first, second)
    assert (first.exists(), second.read_text()) == (False, "2")
    disk.remove(second)
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_there_can_be_neither_moved_nor_removed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        disk.move(tmp_path / "a", tmp_path / "b")
    with pytest.raises(FileNotFoundError):
        disk.replace(tmp_path / "a", tmp_path / "b")
    with pytest.raises(FileNotFoundError):
        disk.remove(tmp_path / "a")
    disk.remove(tmp_path / "a", missing_ok=True)
