"""Erasing a profile that ends half-way: nothing comes back, and the rest can be erased."""

import contextlib
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import FakeClock
from tests.ledgers import START, make_sent
from xpeak_desktop.desktop.paths import Places, empty
from xpeak_desktop.ledger.keeping import Keeper

IN_COPY, ALL = 1, 2


class PulledPlug(BaseException):
    """The process ends here."""


def full_profile(folder: Path) -> Places:
    """A copy and a file that was set aside know one receipt, the ledger two."""
    places = Places(folder)
    places.create()
    keeper = Keeper(places.ledger, places.backups, FakeClock(START))
    with contextlib.closing(keeper.open()) as ledger:
        make_sent(ledger, "RC-1")
        copy = keeper.back_up(ledger)
        make_sent(ledger, "RC-2")
    shutil.copy(copy, f"{places.ledger}.before-restore-20261101T000000000000Z")
    Path(f"{places.ledger}-journal").touch()
    for file in (places.settings, places.epoch, places.log, places.lock):
        file.touch()
    return places


def end_at(patch: pytest.MonkeyPatch, step: int) -> list[int]:
    """Let the process end before its ``step``-th removal."""
    left = [step]

    def counted(real: Any) -> Any:
        def call(*args: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] <= 0:
                raise PulledPlug
            return real(*args, **named)

        return call

    for name in ("unlink", "rmdir"):
        patch.setattr(os, name, counted(getattr(os, name)))
    return left


def test_an_erasure_that_ends_at_any_step_brings_nothing_back_and_can_be_done_again(
    tmp_path: Path,
) -> None:
    for step in range(1, 40):
        places = full_profile(tmp_path / f"{step}")
        with pytest.MonkeyPatch.context() as patch, contextlib.suppress(PulledPlug):
            left = end_at(patch, step)
            empty(places)
        # What asks for the erasure is there as long as there is anything to erase.
        assert places.settings.exists() or names(places) == ["lock"]
        assert known_receipts(places) in (ALL, 0), step
        empty(places)
        assert names(places) == ["lock"]
        if left[0] > 0:
            break
    assert step > 9


def names(places: Places) -> list[str]:
    return [one.name for one in places.folder.iterdir()]


def known_receipts(places: Places) -> int:
    """As the next start finds them."""
    keeper = Keeper(places.ledger, places.backups, FakeClock(START))
    with contextlib.closing(keeper.open()) as ledger:
        return ledger.row_count()
