"""The secrets and the shop go from the window: what stays all the same is told, and no more."""

import sys
from pathlib import Path

import pytest
from keyring.errors import PasswordDeleteError
from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from tests import windowed_profile as keyrings
from tests.gui.settled_shop import SettledShop, settled_shop
from tests.gui.test_moving import OpenPlace, answered, erase, press, ready
from tests.gui.test_windows import Start, leaving, start
from tests.windowed_profile import SharedKeyring
from xpeak_desktop.bootstrap.vault import Vault
from xpeak_desktop.desktop import keyring_secrets
from xpeak_desktop.desktop.autostart import DesktopEntry, autostart
from xpeak_desktop.desktop.paths import Places, find_places
from xpeak_desktop.desktop.settings_file import SettingsFile
from xpeak_desktop.domain.problems import Code, Problem, Trouble, trouble
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.services.jobs.room import Answered
from xpeak_desktop.services.jobs.token import ForgetEverything
from xpeak_desktop.ui.context import Leaving
from xpeak_desktop.ui.main_window import MainWindow
from xpeak_desktop.ui.settings_place import SettingsPlace

__all__ = ["ready", "start"]

# The offscreen platform cannot raise a dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch) -> None:
    """The computer's password store, for whoever asks it."""
    place = (keyrings.__name__, SharedKeyring.__name__)
    monkeypatch.setattr(keyring_secrets, "ALLOWED", (place,))
    SharedKeyring.reset()


def until_i_quit(shop: SettledShop) -> None:
    """Let the shop hold its secrets in memory, as after "only until I quit"."""
    given = shop.profile.vault.session()
    names = (SecretName.CONNECT_ID, SecretName.CONNECT_KEY, SecretName.USER_TOKEN)
    secrets = {name: given.get(name) or Secret("k") for name in names}
    shop.profile.vault.use(secrets, keyring=True)
    shop.profile.vault.bound = False


def disconnect(qtbot: QtBot, place: SettingsPlace) -> None:
    press(place.care.disconnect_button)
    answered(place.care.question, yes=True)
    qtbot.waitUntil(lambda: not place.keeping.busy)


def deny(*_: object) -> None:
    raise PasswordDeleteError


def test_a_store_that_lets_nothing_go_is_told_with_what_to_do(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with settled_shop(tmp_path) as shop:
        until_i_quit(shop)
        shop.profile.store.save(Settings(base_url=shop.server.peak_url, keyring=True))
        shop.profile.vault.keep(shop.kept)
        shop.profile.vault.leave_session()
        monkeypatch.setattr(SharedKeyring, "delete_password", deny)
        place = ready(shop)
        disconnect(qtbot, place)
        told = place.care.disconnect_row.more.words.text()
        assert "token or keys may still be there" in told
        [name] = {service for service, _ in SharedKeyring.held}
        assert f"remove the entries named {name}" in told
        assert place.care.disconnect_row.isVisible()
        assert place.care.erase_row.isHidden()


def test_what_is_left_after_a_refusal_is_shown_at_once(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = SharedKeyring.delete_password

    def stubborn(self: SharedKeyring, service: str, username: str) -> None:
        if username == SecretName.CONNECT_KEY:
            raise PasswordDeleteError(username)
        remove(self, service, username)

    with settled_shop(tmp_path) as shop:
        until_i_quit(shop)
        shop.profile.store.save(Settings(base_url=shop.server.peak_url, keyring=True))
        shop.profile.vault.keep(shop.kept)
        shop.profile.vault.leave_session()
        monkeypatch.setattr(SharedKeyring, "delete_password", stubborn)
        place = ready(shop)
        assert place.care.connect_row.isHidden()
        disconnect(qtbot, place)
        qtbot.waitUntil(place.care.connect_row.isVisible)
        assert "may still be there" in place.care.disconnect_row.more.words.text()


def test_a_shop_that_uses_no_keyring_is_erased_though_the_keyring_cannot_be_asked(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace
) -> None:
    with settled_shop(tmp_path) as shop:
        until_i_quit(shop)
        SharedKeyring.locked = True
        place = ready(shop)
        assert place.care.erase_row.isHidden()
        disconnect(qtbot, place)
        assert "password store is locked" in place.care.disconnect_row.more.words.text()
        # What was in memory has gone all the same, and that shows at once.
        assert place.care.erase_row.isVisible()
        assert place.care.connect_row.isVisible()
        again = ready(shop)
        assert again.care.erase_row.isVisible()
        assert again.care.disconnect_row.isVisible()
        with qtbot.waitSignal(again.leaving) as left:
            erase(again)
        assert left.args == [Leaving.ERASE]
        unasked = shop.profile.vault.unasked
        assert unasked is not None
        assert unasked.code is Code.KEYRING_UNASKED


def test_where_the_keyring_is_used_a_locked_one_is_no_way_to_erase(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace
) -> None:
    with settled_shop(tmp_path) as shop:
        until_i_quit(shop)
        shop.profile.store.save(Settings(base_url=shop.server.peak_url, keyring=True))
        shop.profile.vault.keep(shop.kept)
        shop.profile.vault.leave_session()
        SharedKeyring.locked = True
        place = ready(shop)
        assert place.care.erase_row.isHidden()
        disconnect(qtbot, place)
        assert place.care.erase_row.isHidden()
        with pytest.raises(Trouble):
            shop.profile.vault.forget(shop.kept, tuple(SecretName))


def test_what_the_store_refused_is_told_no_longer_once_something_else_is_done(
    tmp_path: Path, qtbot: QtBot, ready: OpenPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Vault, "forget", refuse)
    with settled_shop(tmp_path) as shop:
        place = ready(shop)
        stack = QStackedWidget()
        qtbot.addWidget(stack)
        page = QWidget()
        stack.addWidget(place)
        stack.addWidget(page)
        stack.show()
        rows = (place.care.disconnect_row, place.care.erase_row)
        for something_else in (
            place.care.copy.click,
            # The token is pasted on a page that lies over the place.
            lambda: stack.setCurrentWidget(page),
        ):
            stack.setCurrentWidget(place)
            place.care.say_disconnect_problem(Problem(Code.KEYRING_KEEPS))
            place.care.say_erase_problem(Problem(Code.KEYRING_KEEPS))
            something_else()
            assert [row.more.words.text() for row in rows] == ["", ""]
            qtbot.waitUntil(lambda: not place.keeping.busy)
        stack.setCurrentWidget(place)
        disconnect(qtbot, place)
        assert rows[0].more.words.text()
        # A window that goes into the tray has done nothing else.
        stack.hide()
        stack.show()
        assert rows[0].more.words.text()


def refuse(*_: object) -> None:
    raise trouble(Code.KEYRING_KEEPS)


# ------------------------------------------------------------------ after the window


@pytest.fixture
def usual(monkeypatch: pytest.MonkeyPatch) -> Places:
    """Where this system keeps the shop; it has been set up, and starts with the computer."""
    monkeypatch.delenv("XPEAK_DATA_DIR")
    places = find_places()
    places.create()
    SettingsFile(places.settings).save(Settings(set_up=True, keyring=False))
    one = autostart(("xpeak",))
    if one is not None:
        one.set_enabled(True)
    return places


def test_an_erased_shop_starts_with_the_computer_no_more(start: Start, usual: Places) -> None:
    code, person, _ = start(leaving(Leaving.ERASE), words=("--data-dir", str(usual.data)))
    assert (code, person.messages, person.met[1].notices) == (0, [], ())
    entry = autostart(("xpeak",))
    assert entry is None or not entry.enabled()


@pytest.mark.skipif(sys.platform != "linux", reason="the entries of other systems are their own")
def test_an_entry_that_does_not_go_is_told_before_the_next_window(
    start: Start, usual: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep(_entry: DesktopEntry, _enabled: bool) -> None:
        raise trouble(Code.AUTOSTART_REFUSED, path="xpeak.desktop")

    monkeypatch.setattr(DesktopEntry, "set_enabled", keep)
    words = ("--data-dir", str(usual.data), "--lang", "en")
    _, person, _ = start(leaving(Leaving.ERASE), words=words)
    assert [told.partition(",")[0] for told in person.messages] == ["The shop is erased"]
    assert not person.met[1].settings.set_up


def test_a_store_that_could_not_be_asked_is_told_before_the_next_window(
    start: Start, tmp_path: Path
) -> None:
    places = find_places(tmp_path)
    places.create()
    SettingsFile(places.settings).save(Settings(set_up=True, keyring=False))
    SharedKeyring.locked = True

    def forget(window: MainWindow) -> None:
        def leave(answer: Answered) -> None:
            if isinstance(answer.job, ForgetEverything):
                window.leave(Leaving.ERASE)

        window._controller.answered.connect(leave)
        window._controller.ask(ForgetEverything())

    _, person, _ = start(forget, words=("--lang", "en"))
    assert ["may still hold" in told for told in person.messages] == [True]
    assert not places.settings.exists()
