"""Passes begin by themselves when they should, and never while a person wants none."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import FakeClock
from xpeak_desktop.domain.settings import ALWAYS
from xpeak_desktop.ui.network_watch import NetworkWatch
from xpeak_desktop.ui.schedule import FIRST_AFTER, RETRY_AFTER, SOON_AFTER, Schedule

QUARTER = timedelta(minutes=15)


class Counted:
    """A schedule, its clock, and how often a pass was due."""

    def __init__(self, every_minutes: int = 15) -> None:
        self.clock = FakeClock()
        self.schedule = Schedule(self.clock, every_minutes)
        self.times = 0
        self.schedule.due.connect(self._count)
        self.schedule.start()

    def _count(self) -> None:
        self.times += 1

    def after(self, time: timedelta) -> int:
        """How often a pass is due when the clock goes on by this much at once."""
        before = self.times
        self.clock.moment += time
        self.schedule.look_at_clock()
        return self.times - before


@pytest.fixture
def counted(qtbot: QtBot) -> Counted:
    return Counted()


def test_what_gathered_while_the_program_was_off_goes_soon(counted: Counted) -> None:
    assert counted.after(FIRST_AFTER - timedelta(seconds=1)) == 0
    assert counted.after(timedelta(seconds=1)) == 1


def test_a_pass_is_due_every_quarter_of_an_hour_with_nothing_to_send(counted: Counted) -> None:
    counted.after(FIRST_AFTER)
    for _ in range(4):
        counted.schedule.pass_ended(retryable=False, next_try=None)
        assert counted.after(QUARTER - timedelta(seconds=1)) == 0
        assert counted.after(timedelta(seconds=1)) == 1


def test_many_computers_do_not_ask_at_once(counted: Counted) -> None:
    class Chancy(FakeClock):
        value = 0.0

        def chance(self) -> float:
            return self.value

    clock = Chancy()
    schedule = Schedule(clock, 60)
    schedule.start()
    planned = []
    for clock.value in (0.0, 0.25, 1.0):
        schedule.pass_ended(retryable=False, next_try=None)
        assert schedule.next_run is not None
        planned.append(schedule.next_run - clock.now())
    assert planned == [timedelta(minutes=54), timedelta(minutes=57), timedelta(minutes=66)]


def test_after_the_computer_slept_one_pass_is_due_at_once(counted: Counted) -> None:
    counted.after(FIRST_AFTER)
    assert counted.after(timedelta(hours=9)) == 1
    assert counted.after(timedelta(seconds=5)) == 0


def test_a_clock_set_back_does_not_put_the_next_pass_off_for_hours(counted: Counted) -> None:
    counted.after(FIRST_AFTER)
    assert counted.after(-timedelta(hours=5)) == 0
    assert counted.schedule.next_run == counted.clock.moment + QUARTER


def test_trouble_that_goes_away_by_itself_is_tried_again_soon(counted: Counted) -> None:
    counted.schedule.pass_ended(retryable=True, next_try=None)
    assert counted.after(RETRY_AFTER) == 1


def test_a_short_period_is_not_made_longer_by_trouble(qtbot: QtBot) -> None:
    counted = Counted(every_minutes=1)
    counted.schedule.pass_ended(retryable=True, next_try=None)
    assert counted.after(timedelta(minutes=1)) == 1


def test_a_receipt_that_rests_brings_the_next_pass_forward(counted: Counted) -> None:
    rested = counted.clock.moment + timedelta(minutes=5)
    counted.schedule.pass_ended(retryable=False, next_try=rested)
    assert counted.schedule.next_run == rested
    # What could go already, and did not, must not make passes follow each other without end.
    counted.schedule.pass_ended(retryable=False, next_try=counted.clock.moment)
    assert counted.schedule.next_run == counted.clock.moment + QUARTER


def test_something_that_came_makes_a_pass_due_in_a_moment(counted: Counted) -> None:
    counted.schedule.pass_ended(retryable=False, next_try=None)
    counted.schedule.soon()
    counted.schedule.soon()
    assert counted.after(SOON_AFTER) == 1
    assert counted.after(SOON_AFTER) == 0


def test_while_paused_nothing_is_due_until_the_hour_is_over(counted: Counted) -> None:
    end = counted.clock.moment + timedelta(hours=1)
    counted.schedule.use(15, end.isoformat())
    assert counted.schedule.paused
    assert counted.schedule.next_run is None
    assert counted.after(timedelta(minutes=59)) == 0
    counted.schedule.soon()
    assert counted.after(timedelta(seconds=50)) == 0
    assert counted.after(timedelta(seconds=10)) == 1
    assert not counted.schedule.paused


def test_a_pause_without_an_end_ends_when_a_person_says_so(counted: Counted) -> None:
    counted.schedule.use(15, ALWAYS)
    assert counted.after(timedelta(days=900)) == 0
    counted.schedule.use(15, "")
    assert counted.after(QUARTER) == 1


@pytest.mark.parametrize(
    "kept", ["", "soon", "2026-11-23T09:00:00", datetime(2026, 1, 1, tzinfo=UTC).isoformat()]
)
def test_what_is_no_pause_pauses_nothing(counted: Counted, kept: str) -> None:
    counted.schedule.use(15, kept)
    assert not counted.schedule.paused
    assert counted.after(FIRST_AFTER) == 1


def test_another_period_holds_from_now_on(counted: Counted) -> None:
    counted.schedule.use(60, "")
    assert counted.schedule.next_run == counted.clock.moment + timedelta(hours=1)


def test_without_a_period_only_a_person_begins_a_pass(qtbot: QtBot) -> None:
    counted = Counted(every_minutes=0)
    counted.schedule.soon()
    counted.schedule.pass_ended(retryable=True, next_try=counted.clock.moment + QUARTER)
    assert counted.schedule.next_run is None
    assert counted.after(timedelta(days=1)) == 0


def test_after_the_end_nothing_is_due(counted: Counted) -> None:
    counted.schedule.stop()
    counted.schedule.soon()
    counted.schedule.pass_ended(retryable=False, next_try=None)
    assert counted.schedule.next_run is None


def test_the_networks_return_is_told_and_its_loss_is_not(qtbot: QtBot) -> None:
    reach = QNetworkInformation.Reachability
    watch = NetworkWatch()
    told: list[bool] = []

    def note() -> None:
        told.append(True)

    watch.returned.connect(note)
    for one in (reach.Online, reach.Disconnected, reach.Local, reach.Online, reach.Online):
        watch.note(one)
    assert told == [True]


def audits_asked(every_minutes: int, looks: int) -> int:
    """How often an audit is asked for when the clock is looked at every five minutes."""
    counted, asked = Counted(every_minutes), list[None]()
    counted.schedule.audit_due.connect(lambda: asked.append(None))
    counted.after(FIRST_AFTER)
    for _ in range(looks):
        counted.after(timedelta(minutes=5))
    return len(asked)


def test_between_passes_that_are_hours_apart_an_audit_is_asked_for(qtbot: QtBot) -> None:
    assert audits_asked(180, 12) == 6


def test_where_every_pass_audits_in_time_none_is_asked_for(qtbot: QtBot) -> None:
    assert audits_asked(60, 12) == 0
    assert audits_asked(0, 12) == 0


def test_none_is_asked_for_while_sending_is_paused(qtbot: QtBot) -> None:
    counted, asked = Counted(180), list[None]()
    counted.schedule.audit_due.connect(lambda: asked.append(None))
    counted.schedule.pause(ALWAYS)
    for _ in range(12):
        counted.after(timedelta(minutes=5))
    assert asked == []
