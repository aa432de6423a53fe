"""One thread does the work, one pass at a time, and it always comes to a clean end."""

import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import WorkShop
from xpeak_desktop.domain.problems import Code, Trouble, trouble
from xpeak_desktop.services.progress import PassResult, Progress, Stage
from xpeak_desktop.ui.sync_controller import SyncController


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


def results_of(controller: SyncController) -> list[PassResult]:
    results: list[PassResult] = []
    controller.finished.connect(results.append)
    return results


def test_work_is_made_used_and_closed_on_the_sync_thread_alone(
    qtbot: QtBot, controller: SyncController, shop: WorkShop
) -> None:
    with qtbot.waitSignal(controller.finished):
        shop.work.gate.set()
        controller.request()
    with qtbot.waitSignal(controller.ended):
        controller.shut_down()
    assert len(shop.made_on) == 1
    assert shop.work.threads == set(shop.made_on)
    assert threading.get_ident() not in shop.made_on
    assert shop.work.closed == 1


def test_progress_and_result_arrive_on_the_windows_thread(
    qtbot: QtBot, controller: SyncController, shop: WorkShop
) -> None:
    shop.work.gate.set()
    seen: list[tuple[object, int]] = []

    def note(what: object) -> None:
        seen.append((what, threading.get_ident()))

    controller.progressed.connect(note)
    controller.finished.connect(note)
    with qtbot.waitSignal(controller.finished):
        controller.request()
    here = threading.get_ident()
    assert seen == [(Progress(Stage.SENDING, 28, 46), here), (PassResult(sent=12), here)]


def test_requests_during_a_pass_become_one_more_pass(
    qtbot: QtBot, controller: SyncController, shop: WorkShop
) -> None:
    controller.request()
    qtbot.waitUntil(lambda: shop.work.passes == 1)
    for _ in range(5):
        controller.request()
    with qtbot.waitSignals([controller.finished, controller.finished]):
        shop.work.gate.set()
    assert not controller.running
    assert shop.work.passes == 2


def test_a_stop_reaches_a_worker_that_is_busy(
    qtbot: QtBot, controller: SyncController, shop: WorkShop
) -> None:
    controller.request()
    qtbot.waitUntil(lambda: shop.work.passes == 1)
    controller.request()
    results = results_of(controller)
    with qtbot.waitSignals([controller.stopping, controller.finished]):
        controller.stop()
    assert [result.stopped for result in results] == [True]
    # The pass that waited is stopped as well.
    assert not controller.running


def test_after_a_stop_the_next_pass_runs_to_its_end(
    qtbot: QtBot, controller: SyncController, shop: WorkShop
) -> None:
    controller.request()
    with qtbot.waitSignal(controller.finished):
        controller.stop()
    shop.work.gate.set()
    results = results_of(controller)
    with qtbot.waitSignal(controller.finished):
        controller.request()
    assert results == [PassResult(sent=12)]


def test_an_unknown_error_becomes_a_problem_and_the_thread_lives_on(
    qtbot: QtBot,
    controller: SyncController,
    shop: WorkShop,
    expected_logs: Callable[..., None],
) -> None:
    expected_logs("ERROR xpeak_desktop.ui.sync_worker: a pass ended with an unknown error")
    shop.work.gate.set()
    shop.work.results = [ZeroDivisionError("boom"), PassResult(sent=1)]
    results = results_of(controller)
    for _ in range(2):
        with qtbot.waitSignal(controller.finished):
            controller.request()
    assert results[0].problem is not None
    assert results[0].problem.code is Code.INTERNAL
    assert results[1] == PassResult(sent=1)


def test_a_trouble_while_making_the_work_is_shown_and_tried_again(
    qtbot: QtBot, controller: SyncController, shop: WorkShop
) -> None:
    error: Trouble = trouble(Code.PROFILE_BUSY)
    shop.fails = [error]
    shop.work.gate.set()
    results = results_of(controller)
    for _ in range(2):
        with qtbot.waitSignal(controller.finished):
            controller.request()
    assert results == [PassResult(problem=error.problem), PassResult(sent=12)]


def test_an_error_while_closing_does_not_keep_the_thread_alive(
    qtbot: QtBot,
    controller: SyncController,
    shop: WorkShop,
    expected_logs: Callable[..., None],
) -> None:
    expected_logs("ERROR .*closing the work failed")
    shop.work.gate.set()
    shop.work.close_fails = OSError("gone")
    with qtbot.waitSignal(controller.finished):
        controller.request()
    with qtbot.waitSignal(controller.ended):
        controller.shut_down()
    assert not controller.alive


def test_shutting_down_stops_the_pass_and_takes_no_more_requests(
    qtbot: QtBot, controller: SyncController, shop: WorkShop
) -> None:
    controller.request()
    qtbot.waitUntil(lambda: shop.work.passes == 1)
    with qtbot.waitSignal(controller.ended):
        controller.shut_down()
        controller.request()
    assert shop.work.passes == 1
    assert not controller.alive


def test_wait_ends_the_thread_from_anywhere(controller: SyncController, shop: WorkShop) -> None:
    controller.request()
    controller.wait()
    assert not controller.alive
