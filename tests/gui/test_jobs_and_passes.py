"""Jobs go before passes, a pass is taken up again, and no wish is ever forgotten."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import FakeJob, FakeWork, WorkShop
from xpeak_desktop.domain.problems import Code, Problem, Trouble
from xpeak_desktop.services.jobs.room import Answered
from xpeak_desktop.services.progress import PassResult
from xpeak_desktop.ui.asking import Asking
from xpeak_desktop.ui.sync_controller import SyncController


class Heard:
    """Everything the controller said, in order."""

    def __init__(self, controller: SyncController) -> None:
        self.said: list[str] = []
        self.answers: list[Answered] = []
        self.results: list[PassResult] = []
        for name in ("started", "stopping", "ended"):
            getattr(controller, name).connect(getattr(self, f"_{name}"))
        controller.finished.connect(self._finished)
        controller.answered.connect(self._answered)

    def _started(self) -> None:
        self.said.append("started")

    def _stopping(self) -> None:
        self.said.append("stopping")

    def _ended(self) -> None:
        self.said.append("ended")

    def _finished(self, result: PassResult) -> None:
        self.said.append("finished")
        self.results.append(result)

    def _answered(self, answer: Answered) -> None:
        self.said.append("answered")
        self.answers.append(answer)


class Gate:
    """A job that waits until the test lets it go, or until it is asked to stop."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.open = threading.Event()

    def act(self, work: FakeWork) -> str:
        self.begun.set()
        while not self.open.wait(0.005):
            if work.cancel.is_set():
                raise Trouble(Problem(Code.STOPPED))
        return "through"


@pytest.fixture
def shop() -> WorkShop:
    return WorkShop()


@pytest.fixture
def controller(qtbot: QtBot, shop: WorkShop) -> Iterator[SyncController]:
    made = SyncController(shop.make)
    made.start()
    yield made
    shop.work.gate.set()
    made.wait()


@pytest.fixture
def heard(controller: SyncController) -> Heard:
    return Heard(controller)


def begin_pass(qtbot: QtBot, controller: SyncController, shop: WorkShop) -> None:
    before = shop.work.passes
    controller.request()
    qtbot.waitUntil(lambda: shop.work.passes == before + 1)


def test_a_pass_gives_way_to_a_job_and_is_taken_up_again(
    qtbot: QtBot, controller: SyncController, shop: WorkShop, heard: Heard
) -> None:
    begin_pass(qtbot, controller, shop)
    controller.ask(FakeJob())
    qtbot.waitUntil(lambda: shop.work.passes == 2)
    assert [answer.result for answer in heard.answers] == ["done"]
    with qtbot.waitSignal(controller.finished):
        shop.work.gate.set()
    # To whoever listens it was one pass, and it counts what both parts have sent.
    assert heard.said == ["started", "answered", "finished"]
    assert heard.results[0].sent == 3 + 12
    assert not heard.results[0].stopped


def test_what_the_first_part_of_a_pass_met_is_told_at_its_end(
    qtbot: QtBot, controller: SyncController, shop: WorkShop, heard: Heard
) -> None:
    row, file = Problem(Code.ROW_UNREADABLE, {"row": "2"}), Problem(Code.FILE_UNREADABLE)
    shop.work.met = [row, file]
    begin_pass(qtbot, controller, shop)
    controller.ask(FakeJob())
    qtbot.waitUntil(lambda: shop.work.passes == 2)
    shop.work.results = [PassResult(warnings=(file,))]
    with qtbot.waitSignal(controller.finished):
        shop.work.gate.set()
    assert heard.results[0].warnings == (row, file)


def test_while_it_gives_way_a_pass_still_counts_as_running(
    qtbot: QtBot, controller: SyncController, shop: WorkShop, heard: Heard
) -> None:
    begin_pass(qtbot, controller, shop)
    gate = Gate()
    controller.ask(FakeJob(gate.act))
    qtbot.waitUntil(gate.begun.is_set)
    assert controller.running
    assert not controller.stop_asked
    gate.open.set()
    qtbot.waitUntil(lambda: shop.work.passes == 2)


def test_several_jobs_are_done_in_order_before_the_pass_goes_on(
    qtbot: QtBot, controller: SyncController, shop: WorkShop, heard: Heard
) -> None:
    begin_pass(qtbot, controller, shop)
    passes: list[int] = []

    def note(work: FakeWork) -> None:
        passes.append(work.passes)

    numbers = [controller.ask(FakeJob(note)) for _ in range(3)]
    qtbot.waitUntil(lambda: shop.work.passes == 2)
    assert [answer.number for answer in heard.answers] == numbers
    assert passes == [1, 1, 1]


def test_a_pass_that_ends_by_itself_while_it_should_give_way_is_not_done_again(
    qtbot: QtBot, controller: SyncController, shop: WorkShop, heard: Heard
) -> None:
    shop.work.deaf = True
    begin_pass(qtbot, controller, shop)
    controller.ask(FakeJob())
    with qtbot.waitSignal(controller.answered):
        shop.work.gate.set()
    assert shop.work.passes == 1
    assert heard.said == ["started", "finished", "answered"]


def test_stopped_trouble_in_the_middle_of_a_step_is_giving_way_as_well(
    qtbot: QtBot, controller: SyncController, shop: WorkShop, heard: Heard
) -> None:
    shop.work.deaf = True
    shop.work.results = [PassResult(problem=Problem(Code.STOPPED))]
    begin_pass(qtbot, controller, shop)
    controller.ask(FakeJob())
    shop.work.gate.set()
    qtbot.waitUntil(lambda: "finished" in heard.said)
    assert shop.work.passes == 2
    assert heard.results == [PassResult(sent=12)]


def test_a_pass_that_is_asked_for_during_a_job_follows_it(
    qtbot: QtBot, controller: SyncController, shop: WorkShop, heard: Heard
) -> None:
    gate = Gate()
    controller.ask(FakeJob(gate.act))
    qtbot.waitUntil(gate.begun.is_set)
    controller.request()
    assert controller.running
    assert shop.work.passes == 0
    shop.work.gate.set()
    with qtbot.waitSignal(controller.finished):
        gate.open.set()
    assert heard.said == ["started", "answered", "finished"]


def test_a_stop_while_a_job_runs_ends_the_pass_that_waits_for_it(
    qtbot: QtBot, controller: SyncController, shop: WorkShop, heard: Heard
) -> None:
    begin_pass(qtbot, controller, shop)
    gate = Gate()
    controller.ask(FakeJob(gate.act))
    qtbot.waitUntil(gate.begun.is_set)
    controller.stop()
    assert not controller.running
    assert heard.results[0].stopped
    assert heard.results[0].sent == 3
    with qtbot.waitSignal(controller.answered):
        gate.open.set()
    assert heard.answers[0].result == "through"
    assert shop.work.passes == 1


def test_a_stop_just_after_a_job_was_asked_for_is_a_stop(
    qtbot: QtBot, controller: SyncController, shop: WorkShop, heard: Heard
) -> None:
    begin_pass(qtbot, controller, shop)
    controller.ask(FakeJob())
    with qtbot.waitSignal(controller.answered):
        controller.stop()
    assert heard.said == ["started", "stopping", "finished", "answered"]
    assert shop.work.passes == 1


def test_a_job_asked_for_while_a_pass_stops_does_not_bring_the_pass_back(
    qtbot: QtBot, controller: SyncController, shop: WorkShop, heard: Heard
) -> None:
    begin_pass(qtbot, controller, shop)
    controller.stop()
    with qtbot.waitSignal(controller.answered):
        controller.ask(FakeJob())
    assert shop.work.passes == 1
    assert not controller.running


def test_a_job_that_is_dropped_while_it_runs_is_told_to_stop_and_the_next_is_not(
    qtbot: QtBot, controller: SyncController, heard: Heard
) -> None:
    first, second = Gate(), Gate()
    number = controller.ask(FakeJob(first.act))
    controller.ask(FakeJob(second.act))
    qtbot.waitUntil(first.begun.is_set)
    controller.drop(number)
    qtbot.waitUntil(second.begun.is_set)
    assert heard.answers[0].problem == Problem(Code.STOPPED)
    with qtbot.waitSignal(controller.answered):
        second.open.set()
    assert heard.answers[1].result == "through"


def test_a_job_that_is_dropped_before_it_begins_is_never_done(
    qtbot: QtBot, controller: SyncController, shop: WorkShop, heard: Heard
) -> None:
    gate = Gate()
    controller.ask(FakeJob(gate.act))
    qtbot.waitUntil(gate.begun.is_set)
    unwanted = FakeJob(lambda work: "unwanted")
    controller.drop(controller.ask(unwanted))
    with qtbot.waitSignal(controller.answered):
        gate.open.set()
    with qtbot.waitSignal(controller.answered):
        controller.ask(FakeJob())
    assert [answer.result for answer in heard.answers] == ["through", "done"]
    assert unwanted not in shop.work.done


def test_dropping_what_is_over_disturbs_nothing(
    qtbot: QtBot, controller: SyncController, shop: WorkShop
) -> None:
    with qtbot.waitSignal(controller.answered):
        number = controller.ask(FakeJob())
    begin_pass(qtbot, controller, shop)
    controller.drop(number)
    controller.drop(0)
    assert not controller.stop_asked
    assert controller.running


@pytest.mark.parametrize("at_work", [False, True], ids=["alone", "during a pass"])
def test_an_error_in_a_job_becomes_its_answer_and_the_thread_lives_on(
    qtbot: QtBot,
    controller: SyncController,
    shop: WorkShop,
    heard: Heard,
    expected_logs: Callable[..., None],
    *,
    at_work: bool,
) -> None:
    expected_logs("a job ended with an unknown error")
    if at_work:
        begin_pass(qtbot, controller, shop)

    def stumble(_work: Any) -> None:
        raise ZeroDivisionError("boom")

    def refuse(_work: Any) -> None:
        raise Trouble(Problem(Code.OFFLINE))

    for act in (stumble, refuse):
        controller.ask(FakeJob(act))
    qtbot.waitUntil(lambda: len(heard.answers) == 2)
    problems = [answer.problem for answer in heard.answers]
    assert problems == [Problem(Code.INTERNAL), Problem(Code.OFFLINE)]
    if at_work:
        qtbot.waitUntil(lambda: shop.work.passes == 2)


def test_shutting_down_stops_the_job_under_way_and_begins_none_that_keeps_nothing(
    qtbot: QtBot, controller: SyncController, shop: WorkShop, heard: Heard
) -> None:
    gate = Gate()
    controller.ask(FakeJob(gate.act))
    later = FakeJob(lambda work: "later")
    controller.ask(later)
    controller.request()
    qtbot.waitUntil(gate.begun.is_set)
    with qtbot.waitSignal(controller.ended):
        controller.shut_down()
        controller.ask(FakeJob())
    assert later not in shop.work.done
    assert shop.work.passes == 0
    assert shop.work.closed == 1
    assert heard.said[-1] == "ended"
    assert heard.said.count("finished") == 1


@pytest.mark.parametrize("behind", ["job", "pass"])
def test_what_a_person_said_is_kept_although_the_program_ends_before_its_turn(
    qtbot: QtBot, controller: SyncController, shop: WorkShop, heard: Heard, *, behind: str
) -> None:
    kept: list[tuple[str, int]] = []

    def keep(word: str) -> FakeJob:
        return FakeJob(lambda work: kept.append((word, work.closed)), keeps=True)

    shop.work.deaf = True
    gate = Gate()
    if behind == "job":
        controller.ask(FakeJob(gate.act))
        qtbot.waitUntil(gate.begun.is_set)
    else:
        begin_pass(qtbot, controller, shop)
    look = FakeJob(lambda work: "looked")
    for job in (keep("first"), look, keep("second")):
        controller.ask(job)
    with qtbot.waitSignal(controller.ended):
        controller.shut_down()
        shop.work.gate.set()
    # In their order, and before anything is closed.
    assert kept == [("first", 0), ("second", 0)]
    assert look not in shop.work.done
    assert shop.work.closed == 1
    assert heard.said[-1] == "ended"


def test_who_hears_that_all_ends_can_still_have_something_kept(
    qtbot: QtBot, controller: SyncController, shop: WorkShop
) -> None:
    last = FakeJob(keeps=True)

    def keep_last() -> None:
        controller.ask(last)

    controller.ending.connect(keep_last)
    with qtbot.waitSignal(controller.ended):
        controller.shut_down()
    assert last in shop.work.done


def test_one_that_cannot_be_kept_at_the_end_holds_up_neither_the_next_nor_the_end(
    qtbot: QtBot,
    controller: SyncController,
    shop: WorkShop,
    heard: Heard,
    expected_logs: Callable[..., None],
) -> None:
    expected_logs("a job ended with an unknown error")
    gate, last = Gate(), FakeJob(keeps=True)

    def stumble(_work: Any) -> None:
        raise ZeroDivisionError("boom")

    controller.ask(FakeJob(gate.act))
    controller.ask(FakeJob(stumble, keeps=True))
    controller.ask(last)
    qtbot.waitUntil(gate.begun.is_set)
    with qtbot.waitSignal(controller.ended):
        controller.shut_down()
    assert last in shop.work.done
    assert shop.work.closed == 1


def test_shutting_down_while_a_pass_gives_way_ends_it_once(
    qtbot: QtBot, controller: SyncController, shop: WorkShop, heard: Heard
) -> None:
    begin_pass(qtbot, controller, shop)
    gate = Gate()
    controller.ask(FakeJob(gate.act))
    qtbot.waitUntil(gate.begun.is_set)
    with qtbot.waitSignal(controller.ended):
        controller.shut_down()
    assert heard.said.count("finished") == 1
    assert not controller.running


def test_a_pass_asked_for_by_the_one_who_hears_the_end_is_done_once(
    qtbot: QtBot, controller: SyncController, shop: WorkShop, heard: Heard
) -> None:
    """``finished`` may call ``request`` itself, beside one that waits already."""
    begin_pass(qtbot, controller, shop)
    controller.request()
    asked: list[bool] = []

    def ask_again(_result: object) -> None:
        if not asked:
            asked.append(True)
            controller.request()

    controller.finished.connect(ask_again)
    shop.work.gate.set()
    qtbot.waitUntil(lambda: heard.said.count("finished") == 2)
    assert shop.work.passes == 2
    assert not controller.running


def test_wishes_in_any_order_are_all_met(
    qtbot: QtBot, controller: SyncController, shop: WorkShop, heard: Heard
) -> None:
    """Many jobs and passes one over the other: every job answers, and a pass comes after all."""
    shop.work.gate.set()
    numbers = []
    for _ in range(40):
        controller.request()
        numbers.append(controller.ask(FakeJob()))
    qtbot.waitUntil(lambda: len(heard.answers) == 40 and not controller.running)
    assert [answer.number for answer in heard.answers] == numbers
    assert heard.said[-1] == "finished"


def test_a_page_hears_only_its_latest_question(
    qtbot: QtBot, controller: SyncController, heard: Heard
) -> None:
    asking = Asking(controller)
    taken: list[object] = []

    def take(answer: Answered) -> None:
        taken.append(answer.result)

    asking.answered.connect(take)
    gate = Gate()
    asking.ask(FakeJob(gate.act))
    qtbot.waitUntil(gate.begun.is_set)
    with qtbot.waitSignal(asking.answered):
        asking.ask(FakeJob(lambda work: "newer"))
    assert taken == ["newer"]
    assert not asking.busy
