"""The Token page over real HTTP: what may be pasted, what PEAK says, and that nothing leaks."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.gui.wizard_room import RoomKeyring, Wizard, WizardRoom
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.services.jobs.room import Answered
from xpeak_desktop.services.jobs.token import LookAtSecrets, Secrets
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui.token_page import TokenPage

MakeRoom = Callable[..., WizardRoom]
CONTROL = Qt.KeyboardModifier.ControlModifier


def link(token: str) -> str:
    """What PEAK's button copies."""
    return f"https://secure.peakaccount.com/connect?userToken={token}"


def opened(room: WizardRoom, **fields: Any) -> tuple[Wizard, TokenPage]:
    program = room.open(Page.TOKEN, **fields)
    program.settle()
    return program, program.page(TokenPage)


def copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def connected(program: Wizard, page: TokenPage, text: str) -> None:
    """Paste and press Connect, as a person does."""
    copy(text)
    program.click(page.token.paste_button)
    program.click(page.connect_button)
    program.settle()


def test_the_field_is_red_until_peak_has_taken_the_token(room: WizardRoom) -> None:
    program, page = opened(room)
    assert page.token.state == "red"
    assert not page.connect_button.isEnabled()
    connected(program, page, link(room.token))
    assert page.token.state == "valid"
    assert program.can_go_on
    facts = dict(page.found.facts.told)
    assert facts["Business"] == room.server.business.name
    assert "เงินสด" in facts["Accounts found"]
    assert facts["Products in PEAK"] == "50 items"
    program.next(Page.SERVICES)


@pytest.mark.parametrize("wrapped", ["{}", " {}\n", "\u200b{}\ufeff", "“{}”", "\t{}\r\n\r\n"])
def test_a_bare_token_is_taken_with_whatever_clings_to_it(room: WizardRoom, wrapped: str) -> None:
    program, page = opened(room)
    connected(program, page, wrapped.format(room.token))
    assert program.can_go_on


def test_enter_in_the_field_connects_and_never_goes_on(room: WizardRoom) -> None:
    program, page = opened(room)
    page.token.edit.setFocus()
    copy(room.token)
    program.press(Qt.Key.Key_V, CONTROL)
    program.press(Qt.Key.Key_Return)
    program.settle()
    assert program.here is Page.TOKEN
    assert program.can_go_on
    page.token.edit.setFocus()
    program.press(Qt.Key.Key_Return)
    program.settle()
    assert program.here is Page.TOKEN


def test_ctrl_v_anywhere_fills_the_field(room: WizardRoom) -> None:
    program, page = opened(room)
    program.view.foot.back.setFocus()
    copy(room.token)
    program.press(Qt.Key.Key_V, CONTROL)
    assert page.token.edit.text() == room.token
    assert program.view.focusWidget() is page.token.edit


def test_the_home_page_of_peak_is_known_for_what_it_is(room: WizardRoom) -> None:
    program, page = opened(room)
    copy("https://secure.peakaccount.com/home")
    program.click(page.token.paste_button)
    assert page.token.message.text().startswith("No token in this link, it looks like PEAK's home")
    assert page.token.state == "red"
    assert program.note == "Not connected to PEAK yet"
    before = room.server.books.request_counts["POST /clienttoken"]
    program.click(page.connect_button)
    assert not page.busy
    assert room.server.books.request_counts["POST /clienttoken"] == before


@pytest.mark.parametrize("text", ["abc123", "วางผิดอัน", "x" * 5000])
def test_what_is_no_token_is_never_sent_to_peak(room: WizardRoom, text: str) -> None:
    program, page = opened(room)
    copy(text)
    program.click(page.token.paste_button)
    program.click(page.connect_button)
    assert not page.busy
    assert page.token.state == "red"
    assert not program.can_go_on


def test_a_wrong_token_keeps_next_grey_and_says_where_to_get_a_new_one(room: WizardRoom) -> None:
    program, page = opened(room)
    connected(program, page, "0" * 8 + "-0000-4000-8000-" + "0" * 12)
    assert page.token.message.text() == "PEAK refuses this token. Get a new one (1.1)"
    assert not program.can_go_on
    connected(program, page, link(room.token))
    assert program.can_go_on


def test_a_revoked_token_is_refused_when_the_page_is_seen_again(room: WizardRoom) -> None:
    room.connect()
    room.server.gate.revoke_user_token()
    program, page = opened(room)
    assert page.token.state == "red"
    assert not program.can_go_on
    room.server.gate.restore_user_token()
    program.click(page.connect_button)
    program.settle()
    assert program.can_go_on


def test_peak_is_asked_again_whenever_one_comes_back_to_the_page(room: WizardRoom) -> None:
    program, page = opened(room)
    connected(program, page, link(room.token))
    program.next(Page.SERVICES)
    room.server.gate.revoke_user_token()
    program.back()
    program.come_to(Page.TOKEN)
    assert page.token.state == "red"
    assert page.token.message.text() == "PEAK refuses this token. Get a new one (1.1)"
    assert not program.can_go_on
    room.server.gate.restore_user_token()
    program.back()
    program.next(Page.TOKEN)
    program.wait_for(lambda: program.can_go_on)
    assert program.view.focusWidget() is program.view.foot.next


def test_coming_back_checks_what_is_kept_and_not_what_was_refused(room: WizardRoom) -> None:
    room.connect()
    program, page = opened(room)
    connected(program, page, "0" * 8 + "-0000-4000-8000-" + "0" * 12)
    assert page.token.state == "red"
    program.back()
    program.next(Page.TOKEN)
    program.wait_for(lambda: program.can_go_on)
    assert page.token.edit.placeholderText().endswith(room.token[-4:])


def test_a_token_for_this_session_is_not_offered_to_the_keyring_again(room: WizardRoom) -> None:
    program, page = opened(room)
    RoomKeyring.locked = True
    connected(program, page, link(room.token))
    program.click(page.keyring.only_now)
    program.settle()
    program.next(Page.SERVICES)
    program.back()
    program.come_to(Page.TOKEN)
    assert not page.keyring.isVisible()
    assert program.can_go_on


def test_what_was_just_pasted_has_no_sign_of_something_wrong(room: WizardRoom) -> None:
    program, page = opened(room)
    copy(link(room.token))
    program.click(page.token.paste_button)
    assert page.token.state == "red"
    assert not page.token.sign.isVisible()
    copy("https://secure.peakaccount.com/home")
    page.token.edit.clear()
    program.click(page.token.paste_button)
    assert page.token.sign.isVisible()


def test_a_refused_token_is_not_to_be_connected_by_a_button_of_another_name(
    room: WizardRoom,
) -> None:
    program, page = opened(room)
    connected(program, page, "0" * 8 + "-0000-4000-8000-" + "0" * 12)
    assert page.connect_button.text() == "Check again"
    assert page.step_words() == "Paste a new link or token into the red field"
    copy(link(room.token))
    program.click(page.token.paste_button)
    assert page.connect_button.text() == "Connect"
    assert page.step_words().endswith("then press Connect")


def test_a_bare_token_is_not_called_a_link(room: WizardRoom) -> None:
    program, page = opened(room)
    assert page.step_words() == "Paste the link or token into the red field, then press Connect"
    connected(program, page, room.token)
    assert page.step_words() == "The token is in place"
    assert "link" not in page.token.message.text()


def test_a_kept_token_that_peak_cannot_be_asked_about_is_not_to_be_pasted_again(
    room: WizardRoom,
) -> None:
    room.connect()
    room.server.stop()
    _, page = opened(room)
    assert page.problem.isVisible()
    assert page.step_words() == "The token is in place, not checked with PEAK yet"
    room.server.start()


def test_no_text_cursor_stands_among_the_dots_of_a_token_that_is_not_there(
    room: WizardRoom,
) -> None:
    program, page = opened(room)
    line = page.token.edit
    connected(program, page, link(room.token))
    line.setFocus()
    with_keyboard = line.grab().toImage()
    line.clearFocus()
    assert with_keyboard == line.grab().toImage()
    line.setFocus()
    QTest.keyClicks(line, "a")
    assert with_keyboard != line.grab().toImage()


def test_a_kept_token_is_shown_by_its_last_four_characters(room: WizardRoom) -> None:
    room.connect()
    program, page = opened(room)
    assert page.token.edit.text() == ""
    assert page.token.edit.placeholderText().endswith(room.token[-4:])
    assert room.token[:-4] not in page.token.edit.placeholderText()
    assert program.can_go_on


def test_peak_down_in_mid_page_is_said_and_cured_by_check_again(room: WizardRoom) -> None:
    program, page = opened(room)
    room.server.stop()
    connected(program, page, link(room.token))
    assert page.problem.isVisible()
    assert page.problem.fix.text() == "Check the internet connection, then press “Check again”"
    assert not program.can_go_on
    room.server.start()
    # One button for one thing.
    assert not page.problem.button.isVisible()
    assert page.connect_button.text() == "Check again"
    program.click(page.connect_button)
    program.settle()
    assert not page.problem.isVisible()
    assert program.can_go_on


def test_a_clock_that_is_off_is_put_right_by_peaks_own_time(make_room: MakeRoom) -> None:
    room = make_room(clock_shift_seconds=720.0)
    program, page = opened(room)
    connected(program, page, link(room.token))
    assert program.can_go_on


def test_another_business_is_explained_and_not_taken(room: WizardRoom) -> None:
    desk = room.profile.open_desk(room.settings, room.profile.cancel)
    desk.ledger.bind("practice", "some-other-id", "ร้านอื่น")
    desk.close()
    program, page = opened(room)
    connected(program, page, link(room.token))
    assert "another business" in page.problem.sentence.text()
    assert "ร้านอื่น" in page.problem.fix.text()
    assert not program.can_go_on
    assert RoomKeyring.held == {}


def test_the_clipboard_is_cleared_once_peak_has_taken_what_was_in_it(room: WizardRoom) -> None:
    program, page = opened(room)
    connected(program, page, link(room.token))
    assert QGuiApplication.clipboard().text() == ""


def test_a_clipboard_that_holds_something_else_by_then_is_left_alone(room: WizardRoom) -> None:
    program, page = opened(room)
    copy(link(room.token))
    program.click(page.token.paste_button)
    copy("a shopping list")
    program.click(page.connect_button)
    program.settle()
    assert QGuiApplication.clipboard().text() == "a shopping list"


def test_without_a_keyring_none_is_promised(
    room: WizardRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = Problem(Code.KEYRING_MISSING)
    _, page = opened(room)
    assert "password store" in page.token.message.text()
    page.take(Answered(1, LookAtSecrets(), Secrets(problem=problem)))
    assert page.token.message.text() == ""
    assert page.problem.property("panel") == page.keyring.property("panel") == "warn"


def test_a_keyring_that_is_locked_is_said_and_asked_again(room: WizardRoom) -> None:
    program, page = opened(room)
    RoomKeyring.locked = True
    connected(program, page, link(room.token))
    assert page.keyring.isVisible()
    assert "locked" in page.keyring.sentence.text()
    assert not page.connect_button.isVisible()
    assert not program.can_go_on
    RoomKeyring.locked = False
    program.click(page.keyring.try_again)
    program.settle()
    assert program.can_go_on
    assert page.token.message.text().endswith("kept in this computer's password store")


def test_without_a_keyring_the_token_may_last_until_the_program_ends(room: WizardRoom) -> None:
    program, page = opened(room)
    RoomKeyring.locked = True
    connected(program, page, link(room.token))
    program.click(page.keyring.only_now)
    program.settle()
    assert program.can_go_on
    assert program.note == "The token lasts until you quit"
    program.next(Page.SERVICES)
    assert RoomKeyring.held == {}


def test_own_keys_are_asked_for_only_when_none_came_with_the_program(make_room: MakeRoom) -> None:
    room = make_room(keys=False)
    program, page = opened(room)
    assert page.keys.isVisible()
    assert program.note == "Fill in both keys, paste the link and connect"
    given = room.server.credentials()
    copy(room.token)
    program.click(page.token.paste_button)
    assert program.note == "Fill in both keys and connect first"
    assert not page.connect_button.isEnabled()
    program.type(page.keys.connect_id.edit, given["connect_id"])
    page.keys.connect_key.edit.setFocus()
    copy(given["connect_key"])
    program.press(Qt.Key.Key_V, CONTROL)
    assert page.keys.connect_key.edit.text() == given["connect_key"]
    assert program.note == "Press Connect first"
    program.click(page.connect_button)
    program.settle()
    assert program.can_go_on
    assert not page.keys.isVisible()
    assert page.keys.connect_key.edit.text() == ""


def test_keys_that_came_with_the_program_are_not_asked_for(room: WizardRoom) -> None:
    _, page = opened(room)
    assert not page.keys.isVisible()


def test_wrong_keys_are_said_at_the_keys(make_room: MakeRoom) -> None:
    room = make_room(keys=False)
    program, page = opened(room)
    page.keys.connect_id.edit.setText("somebody")
    page.keys.connect_key.secret_edit.take_text("something")
    connected(program, page, link(room.token))
    assert page.keys.isVisible()
    assert page.keys.connect_id.state == "red"
    assert not program.can_go_on


def test_keys_that_peak_took_are_not_typed_again_for_the_next_token(make_room: MakeRoom) -> None:
    room = make_room(keys=False)
    program, page = opened(room)
    given = room.server.credentials()
    page.keys.connect_id.edit.setText(given["connect_id"])
    page.keys.connect_key.secret_edit.take_text(given["connect_key"])
    connected(program, page, "0" * 8 + "-0000-4000-8000-" + "0" * 12)
    assert not page.keys.isVisible()
    copy(room.token)
    program.click(page.token.paste_button)
    assert page.connect_button.isEnabled()
    program.click(page.connect_button)
    program.settle()
    assert program.can_go_on


def own_keys_while_peak_is_away(room: WizardRoom, token: str) -> tuple[Wizard, TokenPage]:
    """Keys and a token were put in, and PEAK could not be asked about them."""
    program, page = opened(room)
    given = room.server.credentials()
    room.server.stop()
    program.type(page.keys.connect_id.edit, given["connect_id"])
    page.keys.connect_key.secret_edit.take_text(given["connect_key"])
    connected(program, page, token)
    assert page.problem.isVisible()
    room.server.start()
    return program, page


def test_a_key_that_peak_could_not_be_asked_about_is_not_typed_again_for_another_token(
    make_room: MakeRoom,
) -> None:
    room = make_room(keys=False)
    program, page = own_keys_while_peak_is_away(room, "0" * 8 + "-0000-4000-8000-" + "0" * 12)
    # It is in place, as a token is, and is not shown.
    assert page.keys.connect_key.edit.text() == ""
    assert set(page.keys.connect_key.edit.placeholderText()) == {"•"}
    connected(program, page, room.token)
    assert program.can_go_on


def test_keys_that_peak_refused_are_both_asked_for_again(make_room: MakeRoom) -> None:
    room = make_room(keys=False)
    program, page = opened(room)
    program.type(page.keys.connect_id.edit, "somebody")
    page.keys.connect_key.secret_edit.take_text("something")
    connected(program, page, room.token)
    assert page.keys.connect_key.edit.placeholderText() == "Paste Connect Key"
    copy(room.token)
    program.click(page.token.paste_button)
    assert not page.connect_button.isEnabled()
    given = room.server.credentials()
    page.keys.connect_id.edit.setText(given["connect_id"])
    page.keys.connect_key.secret_edit.take_text(given["connect_key"])
    program.click(page.connect_button)
    program.settle()
    assert program.can_go_on


def test_keys_that_were_dropped_with_another_business_are_asked_for_again(
    make_room: MakeRoom,
) -> None:
    room = make_room(keys=False)
    desk = room.profile.open_desk(room.settings, room.profile.cancel)
    desk.ledger.bind("practice", "some-other-id", "ร้านอื่น")
    desk.close()
    program, page = opened(room)
    given = room.server.credentials()
    program.type(page.keys.connect_id.edit, given["connect_id"])
    page.keys.connect_key.secret_edit.take_text(given["connect_key"])
    connected(program, page, room.token)
    assert page.problem.isVisible()
    assert page.keys.connect_key.edit.placeholderText() == "Paste Connect Key"


@pytest.mark.parametrize("left", ["the key", "a shopping list"])
def test_a_pasted_connect_key_leaves_the_clipboard_once_peak_has_taken_it(
    make_room: MakeRoom, left: str
) -> None:
    room = make_room(keys=False)
    program, page = opened(room)
    given = room.server.credentials()
    copy(room.token)
    program.click(page.token.paste_button)
    program.type(page.keys.connect_id.edit, given["connect_id"])
    copy(given["connect_key"])
    page.keys.connect_key.edit.setFocus()
    program.press(Qt.Key.Key_V, CONTROL)
    if left != "the key":
        copy(left)
    program.click(page.connect_button)
    program.settle()
    assert program.can_go_on
    assert QGuiApplication.clipboard().text() == ("" if left == "the key" else left)


def test_the_practice_shop_has_a_link_to_copy(room: WizardRoom) -> None:
    program, page = opened(room, practice=True, practice_token=lambda: Secret(room.token))
    assert page.practice is not None
    assert not page.get_token.isVisible()
    program.click(page.practice.copy_link)
    assert program.view.focusWidget() is page.token.edit
    program.press(Qt.Key.Key_V, CONTROL)
    program.click(page.connect_button)
    program.settle()
    assert program.can_go_on


def test_the_practice_shop_says_nothing_of_keeping_or_of_your_books(room: WizardRoom) -> None:
    program, page = opened(room, practice=True, practice_token=lambda: Secret(room.token))
    assert "made up" in page.explanation()
    assert "password store" not in page.token.message.text()
    RoomKeyring.locked = True
    connected(program, page, link(room.token))
    if page.keyring.isVisible():
        # The practice shop itself never asks a keyring; this room's computer has one.
        program.click(page.keyring.only_now)
        program.settle()
    assert page.token.message.text() == "The practice PEAK accepts this token"
    assert program.note == "Kept for this practice"
    assert page.found.title.text() == "Connected to the practice PEAK"


def test_the_token_is_nowhere_to_be_read(
    room: WizardRoom, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    program, page = opened(room)
    copy(link(room.token))
    program.click(page.token.paste_button)
    assert room.token not in spoken(page)
    edit = page.token.edit
    edit.selectAll()
    program.press(Qt.Key.Key_C, CONTROL)
    program.press(Qt.Key.Key_X, CONTROL)
    assert edit.text() == link(room.token)
    QGuiApplication.clipboard().clear()
    program.press(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == ""
    program.click(page.connect_button)
    assert edit.text() == ""
    program.press(Qt.Key.Key_Z, CONTROL)
    edit.undo()
    assert edit.text() == ""
    program.settle()
    assert room.token not in spoken(page)
    assert room.token not in caplog.text
    assert room.token not in repr(page.desk.context)


def test_leaving_the_page_wipes_what_was_not_handed_over(room: WizardRoom) -> None:
    program, page = opened(room)
    page.token.secret_edit.take_text(room.token)
    program.back()
    assert page.token.edit.text() == ""


def test_what_is_handed_over_lies_nowhere_once_it_was_taken(room: WizardRoom) -> None:
    program, page = opened(room)
    connected(program, page, link(room.token))
    assert SecretName.USER_TOKEN not in page.desk.context.handover.take()


def spoken(page: QWidget) -> str:
    """All that a screen reader is told of a page."""
    told: list[str] = []
    for widget in (page, *page.findChildren(QWidget)):
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None:
            continue
        kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
        told += [interface.text(kind) for kind in kinds]
        text = interface.textInterface()
        if text is not None:
            told.append(text.text(0, text.characterCount()))
    # Told of anything at all: else this would prove nothing.
    assert "Check again" in told or "Connect" in told
    return "\n".join(told)
