"""A shop moves to another computer, or is erased, from the window."""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import busy_shop
from tests.gui.settled_shop import SettledShop, settled_shop
from tests.gui.test_windows import Person, leaving, start
from tests.gui.window_page import WindowPage
from tests.gui.wizard_room import WizardRoom
from tests.sales import sale
from tests.shop_profile import ShopProfile
from xpeak_desktop.bootstrap.profile import Profile
from xpeak_desktop.bootstrap.vault import Vault
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.domain.problems import Code, Problem, trouble
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.services.jobs.moving import StayHere, moved_out
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import moving_questions
from xpeak_desktop.ui.context import Leaving
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.main_window import MainWindow
from xpeak_desktop.ui.moving_questions import EraseQuestion
from xpeak_desktop.ui.question import Question
from xpeak_desktop.ui.reading import Reading
from xpeak_desktop.ui.settings_place import SettingsPlace
from xpeak_desktop.ui.welcome_page import WelcomePage

__all__ = ["start"]

# The offscreen platform cannot raise a dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

OpenPlace = Callable[..., SettingsPlace]
Choose = Callable[[Path | None], None]


@pytest.fixture
def ready(qtbot: QtBot, look: Look) -> OpenPlace:
    """Opens the place and waits until it knows what it asked."""

    def opened(shop: SettledShop, **fields: object) -> SettingsPlace:
        desk = shop.desk(**fields)
        place = SettingsPlace(desk, Reading(desk.context.open_reader))
        qtbot.addWidget(place)
        place.resize(1072, 720)
        place.show()
        qtbot.waitUntil(lambda: not place.asking.busy)
        return place

    return opened


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Choose:
    """Chooses this file in the dialogs of the system."""

    def chosen(path: Path | None) -> None:
        for name in ("ask_where_to", "ask_for_file"):
            monkeypatch.setattr(moving_questions, name, lambda _parent: path)

    return chosen


def press(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def answered(question: Question | None, *, yes: bool) -> None:
    assert question is not None
    assert question.focusWidget() is question.no
    assert question.no.isDefault()
    press(question.yes if yes else question.no)


def packed(room: WizardRoom, folder: Path) -> Path:
    """The file of a shop that was at work on another computer."""
    old = ShopProfile(folder / "old", room.server)
    room.server.shop.write_csv(old.exports)
    old.set_up()
    old.command("sync")
    file = folder / "shop.zip"
    assert old.command("move-out", str(file))[0] == 0
    return file


# ------------------------------------------------------------------ out


def test_the_shop_leaves_after_a_yes_and_a_place_for_its_file(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace, choose: Choose
) -> None:
    file = tmp_path / "shop.zip"
    with settled_shop(tmp_path, sale("RC-1")) as shop:
        place = ready(shop)
        row = place.care.moving
        choose(file)
        press(row.out)
        answered(row.question, yes=False)
        assert not place.keeping.busy
        choose(None)
        press(row.out)
        answered(row.question, yes=True)
        assert not place.keeping.busy
        choose(file)
        press(row.out)
        # Every place is told at once, by a run that ends at once, and not with the next one.
        with qtbot.waitSignal(place.desk.controller.finished):
            answered(row.question, yes=True)
        qtbot.waitUntil(row.stay.isVisible)
        assert row.out.isHidden()
        assert "Nothing is sent from this one" in row.hint.words.text()
        assert row.more.words.text().startswith("Saved as shop.zip")
        assert file.exists()
        assert shop.kept.moved_out
        assert place.reading.standing_problem() == moved_out(shop.kept)


def test_the_keyboard_stays_with_the_move_and_never_comes_to_disconnect(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace, choose: Choose
) -> None:
    with settled_shop(tmp_path, sale("RC-1")) as shop:
        place = ready(shop)
        row = place.care.moving
        choose(tmp_path / "shop.zip")
        row.out.setFocus()
        row.out_wanted.emit(tmp_path / "shop.zip")
        # While it is worked on nothing can be pressed.
        assert place.focusWidget() is row
        assert row.accessibleName() == "Move to another computer"
        qtbot.waitUntil(row.stay.isVisible)
        assert place.focusWidget() is row.again
        row.stay.setFocus()
        row.stay_wanted.emit()
        qtbot.waitUntil(row.out.isVisible)
        assert place.focusWidget() is row.out
        place.desk.controller.wait()


def test_the_keyboard_returns_to_what_could_not_be_done(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace
) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop)
        row = place.care.moving
        row.out.setFocus()
        row.out_wanted.emit(tmp_path / "away" / "shop.zip")
        qtbot.waitUntil(lambda: "cannot be written" in row.more.words.text())
        assert place.focusWidget() is row.out


def test_a_keyboard_that_went_elsewhere_meanwhile_stays_there(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace
) -> None:
    with settled_shop(tmp_path, sale("RC-1")) as shop:
        place = ready(shop)
        row = place.care.moving
        row.out.setFocus()
        row.out_wanted.emit(tmp_path / "shop.zip")
        place.care.copy.setFocus()
        qtbot.waitUntil(row.stay.isVisible)
        assert place.focusWidget() is place.care.copy


def test_a_file_that_is_lost_is_made_again(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace, choose: Choose
) -> None:
    file = tmp_path / "shop.zip"
    with settled_shop(tmp_path, sale("RC-1")) as shop:
        place = ready(shop)
        row = place.care.moving
        assert row.again.isHidden()
        choose(file)
        press(row.out)
        answered(row.question, yes=True)
        qtbot.waitUntil(row.again.isVisible)
        file.unlink()
        first = shop.kept.moved_out
        press(row.again)
        assert row.question is not None
        # A third computer that opens a second file would send beside the one that has the first.
        assert "move from that one instead" in row.question.text.accessibleName()
        answered(row.question, yes=False)
        assert not place.keeping.busy
        press(row.again)
        answered(row.question, yes=True)
        qtbot.waitUntil(lambda: shop.kept.moved_out > first and row.again.isEnabled())
        assert file.exists()
        assert row.again.isVisible()
        assert row.out.isHidden()


def test_a_place_that_takes_no_file_leaves_the_shop_here(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace, choose: Choose
) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop)
        row = place.care.moving
        choose(tmp_path / "away" / "shop.zip")
        press(row.out)
        answered(row.question, yes=True)
        qtbot.waitUntil(lambda: "cannot be written" in row.more.words.text())
        assert row.out.isEnabled()
        assert not shop.kept.moved_out


def test_a_shop_that_stays_after_all_compares_first(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace, choose: Choose
) -> None:
    with settled_shop(tmp_path, sale("RC-1")) as shop:
        place = ready(shop)
        row = place.care.moving
        choose(tmp_path / "shop.zip")
        press(row.out)
        answered(row.question, yes=True)
        qtbot.waitUntil(row.stay.isVisible)
        press(row.stay)
        answered(row.question, yes=False)
        assert shop.kept.moved_out
        press(row.stay)
        answered(row.question, yes=True)
        qtbot.waitUntil(row.out.isVisible)
        assert not shop.kept.moved_out
        place.desk.controller.wait()
        with shop.at_work() as room:
            assert [one.code for one in room.ledger.warnings()] == [Code.LEDGER_MOVED]


def test_a_shop_that_comes_back_brings_another_window(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace, choose: Choose
) -> None:
    file = tmp_path / "shop.zip"
    with settled_shop(tmp_path, sale("RC-1")) as shop:
        place = ready(shop)
        row = place.care.moving
        choose(file)
        press(row.out)
        answered(row.question, yes=True)
        qtbot.waitUntil(row.stay.isVisible)
        press(row.bring)
        # Its own file would let it send beside the other computer, and nobody was asked.
        qtbot.waitUntil(lambda: "before the shop left" in row.more.words.text())
        assert shop.kept.moved_out
        new, back = ShopProfile(tmp_path / "new", shop.server), tmp_path / "back.zip"
        assert new.command("move-in", str(file))[0] == 0
        assert new.command("move-out", str(back))[0] == 0
        file.write_bytes(b"something else")
        press(row.bring)
        qtbot.waitUntil(lambda: "cannot be used" in row.more.words.text())
        choose(back)
        with qtbot.waitSignal(place.leaving) as left:
            press(row.bring)
        assert left.args == [Leaving.AGAIN]
        assert not shop.kept.moved_out


def test_home_offers_the_way_back_and_asks_first(
    open_window: Callable[..., WindowPage],
) -> None:
    page = open_window(busy_shop())
    problem = Problem(Code.MOVED_OUT, {"made": "2026-11-23"})
    page.home.status.show_problem(problem, 2)
    assert page.home.status.button.text() == "Send from this computer…"
    page.home.acting.act_on_problem(problem)
    answered(page.home.acting.question, yes=False)
    assert page.shop.work.done == []
    page.home.acting.act_on_problem(problem)
    answered(page.home.acting.question, yes=True)
    page.wait_until_working()
    assert page.shop.work.done == [StayHere()]
    page.let_pass_end()


def test_the_practice_shop_neither_moves_nor_is_erased(tmp_path: Path, ready: OpenPlace) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop, practice=True, practice_shop=True)
        assert place.care.moving.isHidden()
        assert place.care.erase_row.isHidden()


# ------------------------------------------------------------------ in


def test_a_shop_comes_in_on_the_first_page(
    room: WizardRoom, tmp_path: Path, choose: Choose
) -> None:
    choose(packed(room, tmp_path))
    program = room.open()
    program.click(program.page(WelcomePage).bring)
    program.wait_for(lambda: bool(program.left_by))
    assert program.left_by == [Leaving.AGAIN]
    assert room.settings.set_up
    with contextlib.closing(room.profile.open_reader()) as reader:
        assert Code.LEDGER_MOVED in {one.code for one in reader.warnings()}


def test_a_file_that_is_no_shop_is_told_on_the_first_page(
    room: WizardRoom, tmp_path: Path, choose: Choose
) -> None:
    photo = tmp_path / "photo.zip"
    photo.write_bytes(b"\x89PNG" * 99)
    program = room.open()
    page = program.page(WelcomePage)
    for path in (None, photo):
        choose(path)
        program.click(page.bring)
    program.wait_for(page.problem.isVisible)
    assert "cannot be used" in page.problem.sentence.text()
    assert page.bring.isEnabled()
    assert program.left_by == []
    assert not room.settings.set_up


def test_after_a_shop_came_in_its_token_is_asked_for(
    start: Callable[..., tuple[int, Person, str]], room: WizardRoom, tmp_path: Path
) -> None:
    file = packed(room, tmp_path)

    def bring(window: MainWindow) -> None:
        assert window.setup is not None
        page = window.setup.page
        assert isinstance(page, WelcomePage)
        page.bring_in(file)

    room.close()
    folder = ("--profile", "second")
    code, person, _ = start(bring, words=folder)
    assert code == 0
    first, second = person.met
    assert (first.settings.set_up, second.settings.set_up) == (False, True)
    assert second.begin_at is Page.TOKEN


# ------------------------------------------------------------------ erasing


def test_erasing_is_offered_once_the_token_is_gone_and_must_be_meant(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace
) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop)
        assert place.care.erase_row.isHidden()
        press(place.care.disconnect_button)
        answered(place.care.question, yes=True)
        qtbot.waitUntil(place.care.erase_row.isVisible)
        press(place.care.erase_button)
        question = place.care.question
        assert isinstance(question, EraseQuestion)
        assert not question.yes.isEnabled()
        press(question.yes)
        assert question.isVisible()
        question.meant.setChecked(True)
        with qtbot.waitSignal(place.leaving) as left:
            answered(question, yes=True)
        assert left.args == [Leaving.ERASE]


def test_a_keyring_that_refuses_to_be_emptied_is_told_and_the_records_stay(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop)
        press(place.care.disconnect_button)
        answered(place.care.question, yes=True)
        qtbot.waitUntil(place.care.erase_row.isVisible)
        monkeypatch.setattr(Vault, "forget", refuse)
        with qtbot.assertNotEmitted(place.leaving):
            erase(place)
            assert "It may ask you first" in place.care.erase_row.more.words.text()
            assert not place.care.erase_button.isEnabled()
            qtbot.waitUntil(place.care.erase_button.isEnabled)
        assert "password store is locked" in place.care.erase_row.more.words.text()
        monkeypatch.undo()
        with qtbot.waitSignal(place.leaving):
            erase(place)


def erase(place: SettingsPlace) -> None:
    press(place.care.erase_button)
    question = place.care.question
    assert isinstance(question, EraseQuestion)
    question.meant.setChecked(True)
    answered(question, yes=True)


def refuse(*_: object) -> None:
    raise trouble(Code.KEYRING_LOCKED)


def test_after_erasing_the_set_up_begins_anew(
    start: Callable[..., tuple[int, Person, str]], tmp_path: Path
) -> None:
    profile = Profile(find_places(tmp_path))
    profile.store.save(Settings(set_up=True, keyring=False, business_name="ร้านเก่า"))
    desk = profile.open_desk(profile.store.load(), profile.cancel)
    desk.back_up(None)
    desk.close()
    code, person, _ = start(leaving(Leaving.ERASE))
    assert code == 0
    first, second = person.met
    assert (first.settings.set_up, second.settings.set_up) == (True, False)
    assert second.shop_name == ""
    assert not list(profile.places.backups.glob("*"))
    connection = sqlite3.connect(profile.places.ledger)
    assert connection.execute("SELECT count(*) FROM receipt").fetchone() == (0,)
    connection.close()


def keep(profile: Profile) -> None:
    raise trouble(Code.LEDGER_READ_ONLY, path=str(profile.places.folder))


def test_what_cannot_be_erased_is_told(
    start: Callable[..., tuple[int, Person, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    profile = Profile(find_places(tmp_path))
    profile.store.save(Settings(set_up=True, keyring=False))

    monkeypatch.setattr(Profile, "erase_files", keep)
    _, person, _ = start(leaving(Leaving.ERASE))
    assert [one.code for one in person.met[1].notices] == [Code.LEDGER_READ_ONLY]
    assert person.met[1].settings.set_up
