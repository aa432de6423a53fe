"""The place "Settings": what it is set to is kept at once; what cannot be undone asks first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.settled_shop import SettledShop, settled_shop
from tests.sales import sale
from xpeak_desktop.bootstrap.vault import KEYS
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.domain.settings import ALWAYS, Settings
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.services.jobs.keeping import Copy, KeepSettings
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.context import Leaving
from xpeak_desktop.ui.look import Look, the_look
from xpeak_desktop.ui.reading import Reading
from xpeak_desktop.ui.resources import resources_dir
from xpeak_desktop.ui.restore_question import RestoreQuestion
from xpeak_desktop.ui.scrolling import Scrolling
from xpeak_desktop.ui.settings_place import SettingsPlace

# The offscreen platform cannot raise a dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OpenPlace = Callable[..., SettingsPlace]


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


def press(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def kept(qtbot: QtBot, place: SettingsPlace, shop: SettledShop) -> Settings:
    """The settings on disk once all is kept."""
    qtbot.waitUntil(lambda: not place.keeping.busy)
    return shop.kept


def test_every_page_of_the_set_up_says_what_it_was_told(tmp_path: Path, ready: OpenPlace) -> None:
    sales = (sale("RC-1"), sale("RC-2", channel="พร้อมเพย์"))
    with settled_shop(tmp_path, *sales, filed_months=frozenset({"2026-10"})) as shop:
        place = ready(shop)
        said = {page: row.hint.words.text() for page, row in place.pages.rows.items()}
    tail = shop.server.credentials()["user_token"][-4:]
    assert said[Page.TOKEN].endswith(f", token ends in ••••{tail}")
    assert said[Page.SERVICES] == "Both are in PEAK"
    assert said[Page.SALES].replace("\u200b", "") == f"Folder: {shop.exports}"
    assert said[Page.CHANNELS] == "1 on, 0 off, 1 undecided"
    assert said[Page.PRODUCTS] == "1 matched, 0 not matched"
    assert said[Page.RULES] == "VAT registered, sending from 1 Nov 2026, 1 month filed"


def test_a_line_lies_under_the_title_while_something_is_scrolled_away(
    tmp_path: Path, ready: OpenPlace
) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop)
        [scrolling] = place.findChildren(Scrolling)
        frames = place.findChildren(QFrame)
        [line] = [one for one in frames if one.parent() is place and one.property("rule")]
        assert not line.isVisible()
        bar = scrolling.verticalScrollBar()
        bar.setValue(1)
        assert line.isVisible()
        bar.setValue(0)
        assert not line.isVisible()


def test_each_page_can_be_opened_again(tmp_path: Path, qtbot: QtBot, ready: OpenPlace) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop)
        for page, button in place.pages.buttons.items():
            with qtbot.waitSignal(place.setup_wanted) as asked:
                press(button)
            assert asked.args == [page]


@pytest.mark.parametrize(
    ("choose", "field", "value"),
    [
        (lambda place: place.look.language.setCurrentIndex(0), "language", "th"),
        (lambda place: place.look.percent.setCurrentIndex(2), "text_percent", 130),
    ],
    ids=["language", "size of text"],
)
def test_what_needs_a_new_window_is_kept_before_the_old_one_goes(
    tmp_path: Path,
    qtbot: QtBot,
    ready: OpenPlace,
    choose: Callable[[SettingsPlace], None],
    field: str,
    value: object,
) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop)
        with qtbot.waitSignal(place.leaving) as left:
            choose(place)
        assert left.args == [Leaving.AGAIN]
        assert getattr(shop.kept, field) == value


def test_the_answer_to_an_earlier_change_does_not_end_the_window(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace
) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop)
        unanswered: list[bool] = []

        def note(_leaving: Leaving) -> None:
            unanswered.append(place.keeping.busy)

        place.leaving.connect(note)
        place.pace.choice.setCurrentIndex(0)
        with qtbot.waitSignal(place.leaving):
            place.look.language.setCurrentIndex(0)
        assert unanswered == [False]
        assert shop.kept.language == "th"


def test_colours_change_at_once(tmp_path: Path, qtbot: QtBot, ready: OpenPlace) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        with settled_shop(tmp_path) as shop:
            place = ready(shop)
            place.look.theme.setCurrentIndex(2)
            assert theme.current() is theme.DARK
            assert kept(qtbot, place, shop).theme == "dark"
    finally:
        the_look(app, resources_dir()).use("", 100)


def test_how_often_is_kept(tmp_path: Path, qtbot: QtBot, ready: OpenPlace) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop)
        place.pace.choice.setCurrentIndex(0)
        assert kept(qtbot, place, shop).pace.every_minutes == 5


def test_a_pause_begins_and_ends(tmp_path: Path, qtbot: QtBot, ready: OpenPlace) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop)
        press(place.pause.hour)
        until = datetime.fromisoformat(kept(qtbot, place, shop).paused_until)
        assert until > datetime.now(UTC) + timedelta(minutes=50)
        assert place.pause.hint.words.text().startswith("Paused until ")
        assert place.pause.hour.isHidden()
        press(place.pause.go_on)
        assert kept(qtbot, place, shop).paused_until == ""
        press(place.pause.always)
        assert kept(qtbot, place, shop).paused_until == ALWAYS


def test_a_copy_is_made_and_put_back_only_after_a_yes(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace
) -> None:
    with settled_shop(tmp_path, sale("RC-1")) as shop:
        place = ready(shop)
        assert not place.care.restore.isEnabled()
        press(place.care.copy)
        qtbot.waitUntil(place.care.restore.isEnabled)
        press(place.care.restore)
        question = place.care.question
        assert isinstance(question, RestoreQuestion)
        assert question.no.hasFocus() or question.focusWidget() is question.no
        press(question.no)
        assert not place.keeping.busy
        press(place.care.restore)
        question = place.care.question
        assert isinstance(question, RestoreQuestion)
        copy = question.chosen()
        assert copy.exists()
        press(question.yes)
        qtbot.waitUntil(lambda: "Restored" in place.care.copies.more.words.text())
        place.desk.controller.wait()
        with shop.at_work() as room:
            assert room.ledger.counts()[State.IMPORTED].receipts == 1


def test_what_went_well_is_told_no_longer_once_something_else_is_done(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace
) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop)
        press(place.care.copy)
        qtbot.waitUntil(lambda: "just now" in place.care.copies.more.words.text())
        place.care.moving.say_stays()
        place.pace.choice.setCurrentIndex(0)
        assert place.care.copies.more.isHidden()
        assert place.care.moving.more.isHidden()


def test_disconnecting_asks_and_then_forgets_every_secret(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace
) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop)
        press(place.care.disconnect_button)
        question = place.care.question
        assert question is not None
        # Enter goes back, and that is the button that looks like it.
        assert question.no.isDefault()
        kinds = [one.property("kind") for one in (question.no, question.yes)]
        assert kinds == ["primary", "grave"]
        press(question.no)
        assert not place.keeping.busy
        press(place.care.disconnect_button)
        question = place.care.question
        assert question is not None
        press(question.yes)
        row = place.pages.rows[Page.TOKEN]
        qtbot.waitUntil(lambda: "Not connected" in row.hint.words.text())
        assert place.care.disconnect_row.isHidden()
        assert not place.care.connect_row.isHidden()
        with qtbot.waitSignal(place.setup_wanted) as asked:
            press(place.care.connect_button)
        assert asked.args == [Page.TOKEN]
        place.desk.controller.wait()
        with shop.at_work() as room:
            assert SecretName.USER_TOKEN not in room.secret_names()


def test_after_disconnecting_the_keyboard_is_on_connect(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace
) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop)
        care = place.care
        care.disconnect_button.setFocus()
        care.disconnect_wanted.emit()
        qtbot.waitUntil(care.disconnect_row.isHidden)
        assert place.focusWidget() is care.connect_button
        place.desk.controller.wait()


def test_what_is_left_of_the_secrets_can_still_be_let_go(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace
) -> None:
    with settled_shop(tmp_path) as shop:
        # The keys went, and then the password store refused.
        shop.profile.use_secrets({SecretName.USER_TOKEN: Secret("left")}, keyring=False)
        place = ready(shop)
        care = place.care
        assert care.disconnect_row.isVisible()
        assert care.connect_row.isVisible()
        assert care.erase_row.isHidden()
        press(care.disconnect_button)
        assert care.question is not None
        press(care.question.yes)
        qtbot.waitUntil(care.erase_row.isVisible)
        assert care.disconnect_row.isHidden()


def test_keys_that_came_with_the_program_are_nothing_to_let_go_but_are_named(
    tmp_path: Path, ready: OpenPlace
) -> None:
    file = tmp_path / "provision.json"
    with settled_shop(tmp_path) as shop:
        place = ready(shop, keys_file=file)
        care = place.care
        press(care.disconnect_button)
        assert care.question is not None
        assert f"stay in the file {file}" in care.question.text.accessibleName()
        care.question.reject()
        shop.profile.provided = dict.fromkeys(KEYS, Secret("k"))
        shop.profile.use_secrets({}, keyring=False)
        again = ready(shop)
        care = again.care
        assert care.disconnect_row.isHidden()
        assert care.erase_row.isVisible()


def test_what_cannot_be_kept_is_said_and_shown_as_it_is(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop)

        def full(_settings: Settings) -> None:
            raise trouble(Code.DISK_FULL, path="settings.json")

        monkeypatch.setattr(shop.profile.store, "save", full)
        place.look.percent.setCurrentIndex(1)
        qtbot.waitUntil(place.trouble.isVisible)
        assert place.look.percent.currentIndex() == 0


def test_the_report_and_the_folder_are_offered_where_there_are_any(
    tmp_path: Path, ready: OpenPlace
) -> None:
    with settled_shop(tmp_path) as shop:
        bare = ready(shop)
        assert not hasattr(bare.care, "save")
        full = ready(shop, report=lambda _path: None, folder=tmp_path)
        assert full.care.save.isEnabled()
        assert full.care.open_folder.isEnabled()


def test_where_only_a_person_sends_there_is_nothing_to_pause(
    tmp_path: Path, ready: OpenPlace
) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop, every_minutes=0)
        assert place.pause.parent() is None
        assert place.pace.parent() is None


def test_coming_back_from_a_page_of_the_set_up_it_says_what_holds_now(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace
) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop)
        place.hide()
        rules = replace(shop.kept.rules, vat_registered=False)
        place.desk.controller.ask(KeepSettings(rules=rules))
        place.show()
        row = place.pages.rows[Page.RULES]
        qtbot.waitUntil(lambda: row.hint.words.text().startswith("Not VAT registered"))


def test_the_settings_of_the_place_follow_what_others_have_kept(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace
) -> None:
    with settled_shop(tmp_path) as shop:
        place = ready(shop)
        place.desk.controller.wait()
        with shop.at_work() as room:
            room.use_settings(
                replace(room.settings, pace=replace(room.settings.pace, every_minutes=20))
            )
        again = ready(shop)
        assert again.pace.minutes() == 20


def test_two_copies_of_one_minute_can_be_told_apart(qtbot: QtBot, look: Look) -> None:
    del look
    over = QWidget()
    qtbot.addWidget(over)
    noon = datetime(2026, 11, 23, 5, 0, 10, tzinfo=UTC)
    moments = (noon + timedelta(seconds=20), noon, noon - timedelta(hours=1))
    copies = tuple(Copy(Path(str(number)), made) for number, made in enumerate(moments))
    question = RestoreQuestion(over, copies, "en")
    assert [one.text() for one in question.findChildren(QRadioButton)] == [
        "23 Nov 2026 12:00:30",
        "23 Nov 2026 12:00:10",
        "23 Nov 2026 11:00",
    ]
