"""The real clock."""

import threading
from datetime import timedelta

import pytest

from xpeak_desktop.desktop import clock as module
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.ports import Clock


def test_now_is_in_utc() -> None:
    clock: Clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(0)


def test_a_wait_that_nobody_cancels_ends_by_itself() -> None:
    clock = SystemClock()
    before = clock.monotonic()
    assert clock.wait(0.02, threading.Event()) is False
    assert clock.monotonic() - before >= 0.015


def test_a_wait_ends_as_soon_as_somebody_cancels() -> None:
    clock, cancel = SystemClock(), threading.Event()
    threading.Timer(0.02, cancel.set).start()
    before = clock.monotonic()
    assert clock.wait(30, cancel) is True
    assert clock.monotonic() - before < 10


def test_a_wait_of_many_slices_is_as_long_as_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SLICE", 0.01)
    clock, cancel = SystemClock(), threading.Event()
    before = clock.monotonic()
    assert clock.wait(0.055, cancel) is False
    assert clock.monotonic() - before >= 0.05
    threading.Timer(0.05, cancel.set).start()
    assert clock.wait(30, cancel) is True
    assert clock.monotonic() - before < 10


def test_a_negative_wait_is_over_at_once() -> None:
    assert SystemClock().wait(-5, threading.Event()) is False


def test_chance_is_different_each_time_and_below_one() -> None:
    clock = SystemClock()
    drawn = [clock.chance() for _ in range(50)]
    assert len(set(drawn)) > 1
    assert all(0 <= one < 1 for one in drawn)
