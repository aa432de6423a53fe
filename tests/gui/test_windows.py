"""The program as a person starts it: one window after the other, in one process."""

import argparse
import contextlib
import io
import json
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from xpeak_desktop.bootstrap import run, windows
from xpeak_desktop.bootstrap.profile import Profile
from xpeak_desktop.bootstrap.windows import demo_shop, first_steps
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.domain.document import Service
from xpeak_desktop.domain.matching import Cause
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ports import SecretName
from xpeak_desktop.sandbox.peak_gate import Gate
from xpeak_desktop.services.jobs.token import Connect, Disconnect, LookAtSecrets
from xpeak_desktop.services.matching import match
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import app, i18n
from xpeak_desktop.ui.context import Leaving, WindowContext
from xpeak_desktop.ui.main_window import MainWindow
from xpeak_desktop.ui.refusal import Refusal
from xpeak_desktop.ui.screen import speaks_wayland

Act = Callable[[MainWindow], None]


class Person(QTimer):
    """Does one thing with each window that comes, and remembers what it was given."""

    def __init__(self, *acts: Act) -> None:
        super().__init__()
        self._acts = list(acts)
        self._seen: list[MainWindow] = []
        self.met: list[WindowContext] = []
        self.messages: list[str] = []
        self.timeout.connect(self._look)
        self.start(20)

    def _look(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, Refusal) and widget.isVisible():
                self.messages.append(i18n.plain(widget.title.text()))
                widget.closing.click()
            elif isinstance(widget, MainWindow) and widget.isVisible():
                self._meet(widget)

    def _meet(self, window: MainWindow) -> None:
        if window not in self._seen:
            self._seen.append(window)
            self.met.append(window._context)
            act = self._acts.pop(0) if self._acts else leaving(Leaving.QUIT)
            act(window)


def leaving(wanted: Leaving) -> Act:
    return lambda window: window.leave(wanted)


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Callable[..., tuple[int, Person, str]]:
    def started(*acts: Act, words: tuple[str, ...] = ()) -> tuple[int, Person, str]:
        person, out = Person(*acts), io.StringIO()
        try:
            code = run(["--data-dir", str(tmp_path), *words], out)
        finally:
            person.stop()
        return code, person, out.getvalue()

    return started


Start = Callable[..., tuple[int, Person, str]]


def test_the_first_start_opens_the_wizard_of_the_real_shop(start: Start) -> None:
    code, person, said = start()
    [context] = person.met
    assert (code, said) == (0, "")
    assert not context.practice
    assert not context.settings.set_up
    assert context.profile == "default"
    assert context.every_minutes == 15


def test_from_welcome_one_can_go_to_the_practice_shop_and_back(start: Start) -> None:
    code, person, _ = start(
        leaving(Leaving.PRACTICE), leaving(Leaving.AGAIN), leaving(Leaving.REAL)
    )
    assert code == 0
    assert [context.practice for context in person.met] == [False, True, True, False]
    assert [context.profile for context in person.met] == ["default", "demo", "demo", "default"]
    practice = person.met[1]
    assert practice.settings.page == Page.TOKEN
    assert practice.settings.base_url.startswith("http://127.0.0.1:")
    # The same practice shop after the language was changed.
    assert person.met[2].settings.base_url == practice.settings.base_url
    assert practice.practice_token is not None
    assert person.met[0].practice_token is None
    assert practice.every_minutes == 0
    assert practice.autostart is None


def test_the_timer_that_ends_a_process_ends_with_its_window(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[app._Ending] = []

    class Kept(app._Ending):
        """As a traceback in a log record keeps it: a frame holds whatever it was called from."""

        def __init__(self) -> None:
            super().__init__()
            kept.append(self)

    monkeypatch.setattr(app, "_Ending", Kept)
    start(leaving(Leaving.PRACTICE), leaving(Leaving.QUIT))
    assert len(kept) == 2
    # Else it would end, ninety seconds later, a process that goes on.
    assert not [one for one in kept if one._patience.isActive()]


def test_a_start_waits_for_a_window_that_is_about_to_end(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[bool] = []
    with contextlib.ExitStack() as ending:
        ending.enter_context(Profile(find_places(str(tmp_path), "default")).locked())

        def rest() -> None:
            waited.append(True)
            ending.close()

        monkeypatch.setattr(windows, "_rest", rest)
        code, person, said = start()
    assert (code, said, waited) == (0, "", [True])
    assert len(person.met) == 1


def test_a_start_with_the_computer_waits_for_what_ends_soon_and_comes(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[bool] = []
    with contextlib.ExitStack() as ending:
        ending.enter_context(Profile(find_places(str(tmp_path), "default")).locked())

        def rest() -> None:
            waited.append(True)
            if len(waited) == 3:
                ending.close()

        monkeypatch.setattr(windows, "_rest", rest)
        code, person, said = start(words=("--background",))
    assert (code, said, len(waited)) == (0, "", 3)
    assert [context.background for context in person.met] == [True]


def test_a_shop_that_stays_busy_is_told(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[bool] = []
    monkeypatch.setattr(windows, "_rest", lambda: waited.append(True))
    with Profile(find_places(str(tmp_path), "default")).locked():
        code, person, said = start(words=("--lang", "en"))
    assert code == 5
    assert person.messages == ["Another XPEAK is working on this shop"]
    assert "Another XPEAK is working on this shop" in said
    assert len(waited) > 5


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize(
    ("names", "there"),
    [
        ((), False),
        (("DISPLAY",), True),
        (("QT_QPA_PLATFORM",), True),
        (("WAYLAND_DISPLAY",), speaks_wayland()),
        (("DISPLAY", "WAYLAND_DISPLAY"), True),
    ],
)
def test_a_window_needs_a_screen_that_this_qt_can_draw_on(
    monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], there: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name in names:
        monkeypatch.setenv(name, ":0")
    assert windows.has_screen() is there


def test_wayland_is_no_screen_to_a_qt_that_cannot_speak_it(tmp_path: Path) -> None:
    (tmp_path / "platforms").mkdir()
    (tmp_path / "platforms" / "libqxcb.so").touch()
    assert not speaks_wayland(tmp_path)
    (tmp_path / "platforms" / "libqwayland.so").touch()
    assert speaks_wayland(tmp_path)


def test_the_practice_shop_leaves_something_to_do_on_every_page(tmp_path: Path) -> None:
    with first_steps(argparse.Namespace(data_dir=str(tmp_path)), "th") as shop:
        context = shop.context(None, "")
        assert context.practice_token is not None
        work = context.make_work(threading.Event())
        assert work.do(LookAtSecrets()).keys_known
        context.handover.leave(SecretName.USER_TOKEN, context.practice_token())
        # What the practice shop is given stays in memory.
        assert not work.do(Connect()).kept
        desk = work._desk  # type: ignore[attr-defined]
        found = desk.gateway().services()
        assert [bool(found[one]) for one in Service] == [True, False]
        assert desk.read_source() == []
        report = match(desk.ledger, desk.gateway())
        assert [miss.cause for miss in report.near_misses] == [Cause.LETTER_O]
        assert len(report.unmatched) > 1
        assert len(desk.ledger.channel_totals()) == 6
        assert not desk.ledger.channels()
        work.close()


def test_the_demo_is_a_practice_shop_that_is_set_up(start: Start) -> None:
    code, person, _ = start(words=("--demo", "--lang", "en"))
    [context] = person.met
    assert code == 0
    assert context.practice
    assert context.settings.set_up
    assert context.language == "en"


def test_the_demo_that_was_disconnected_is_connected_again_as_the_practice_shop_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # PEAK gives one token a minute; a person has more patience than a test.
    mint = Gate.mint

    def mint_at_once(gate: Gate, asked: dict[str, Any]) -> str:
        gate.forget_mint()
        return mint(gate, asked)

    monkeypatch.setattr(Gate, "mint", mint_at_once)
    with demo_shop(argparse.Namespace(data_dir=str(tmp_path), background=False)) as shop:
        context = shop.context(None, "")
        work = context.make_work(threading.Event())
        assert work.do(LookAtSecrets()).connected
        left = work.do(Disconnect())
        assert (left.connected, left.keys_known) == (False, True)
        assert context.practice_token is not None
        context.handover.leave(SecretName.USER_TOKEN, context.practice_token())
        assert not work.do(Connect()).kept
        assert work.do(LookAtSecrets()).connected
        work.close()


def test_the_language_chosen_speaks_from_the_next_window_on(start: Start, tmp_path: Path) -> None:
    store = Profile(find_places(tmp_path)).store

    def choose(window: MainWindow) -> None:
        store.save(Settings(language="en"))
        window.leave(Leaving.AGAIN)

    _, person, _ = start(choose, words=("--lang", "th"))
    assert [context.language for context in person.met] == ["th", "en"]
    _, person, _ = start()
    assert [context.language for context in person.met] == ["en"]
    _, person, _ = start(words=("--lang", "th"))
    assert [context.language for context in person.met] == ["th"]


def test_a_profile_in_use_is_told_to_who_starts_it_again(start: Start, tmp_path: Path) -> None:
    with Profile(find_places(tmp_path)).locked():
        code, person, said = start(words=("--lang", "en"))
    assert code == 5
    assert person.met == []
    [message] = person.messages
    assert message in said


def test_in_the_background_nobody_is_told_of_a_second_start(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "_rest", lambda: None)
    with Profile(find_places(tmp_path)).locked():
        code, person, _ = start(words=("--background",))
    assert (code, person.messages) == (0, [])


def test_a_token_that_went_with_the_last_process_is_asked_for_first(
    start: Start, tmp_path: Path
) -> None:
    profile = Profile(find_places(tmp_path))
    profile.store.save(Settings(set_up=True, keyring=False))
    _, person, _ = start()
    assert person.met[0].begin_at is Page.TOKEN
    profile.store.save(Settings(set_up=False, keyring=False))
    _, person, _ = start()
    assert person.met[0].begin_at is None


def test_the_set_up_goes_on_where_it_was_left_but_not_behind_what_is_lost(
    start: Start, tmp_path: Path
) -> None:
    profile = Profile(find_places(tmp_path))
    for kept, wanted in (("", "welcome"), ("token", "token"), ("odd", "welcome")):
        profile.store.save(Settings(page=kept))
        _, person, _ = start()
        assert person.met[0].settings.page == wanted
    # Nothing is bound, whatever page was reached: the token comes first.
    profile.store.save(Settings(page="review"))
    _, person, _ = start()
    assert person.met[0].settings.page == "token"


def test_settings_nobody_can_read_are_kept_aside_and_told(
    start: Start, tmp_path: Path, expected_logs: Callable[..., None]
) -> None:
    expected_logs("settings could not be read")
    places = find_places(tmp_path)
    places.create()
    places.settings.write_text("{", encoding="utf-8")
    _, person, _ = start(leaving(Leaving.AGAIN))
    assert [one.code for one in person.met[0].notices] == ["settings_broken"]
    assert person.met[1].notices == ()


def test_keys_prepared_beside_the_data_point_the_wizard_at_their_peak(
    start: Start, tmp_path: Path
) -> None:
    prepared = {"connect_id": "id", "connect_key": "key", "base_url": "https://uat.example/api/v1"}
    (tmp_path / "provision.json").write_text(json.dumps(prepared), encoding="utf-8")
    _, person, _ = start()
    assert person.met[0].settings.base_url == "https://uat.example/api/v1"


def test_a_shop_of_ones_own_on_a_pretend_peak_shows_the_strip_and_cannot_be_left(
    start: Start, tmp_path: Path
) -> None:
    Profile(find_places(tmp_path)).store.save(Settings(base_url="http://127.0.0.1:9/api/v1"))
    hidden: list[bool] = []

    def look(window: MainWindow) -> None:
        assert window.strip is not None
        hidden.append(window.strip.leave.isHidden())
        window.quit()

    _, person, _ = start(look)
    [context] = person.met
    assert context.practice
    assert not context.practice_shop
    assert hidden == [True]
    assert context.every_minutes == 15


def test_prepared_keys_nobody_can_read_are_told(start: Start, tmp_path: Path) -> None:
    (tmp_path / "provision.json").write_text("{}", encoding="utf-8")
    _, person, _ = start()
    [notice] = person.met[0].notices
    assert notice.code == "config_invalid"
    assert notice.params["key"] == "provision.json: connect_id"


def test_the_report_for_support_is_written(start: Start, tmp_path: Path) -> None:
    target = tmp_path / "report.zip"

    def save(window: MainWindow) -> None:
        assert window._context.report is not None
        window._context.report(target)
        window.quit()

    start(save)
    assert target.stat().st_size > 200


def test_without_a_screen_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    out = io.StringIO()
    assert run(["--data-dir", str(tmp_path), "--lang", "en"], out) == 2
    assert "DISPLAY" in out.getvalue()


def test_a_spoiled_ledger_is_mended_before_the_window_reads_it(
    start: Start, tmp_path: Path
) -> None:
    start()
    places = find_places(tmp_path)
    places.ledger.write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    code, person, _ = start()
    assert (code, person.messages) == (0, [])
    assert list(places.folder.glob("ledger.sqlite3.damaged-*"))


def test_another_programs_database_is_left_alone_and_told(start: Start, tmp_path: Path) -> None:
    places = find_places(tmp_path)
    places.create()
    with contextlib.closing(sqlite3.connect(places.ledger)) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
        connection.commit()
    before = places.ledger.read_bytes()
    code, person, _ = start()
    assert (code, person.met, len(person.messages)) == (4, [], 1)
    assert places.ledger.read_bytes() == before
