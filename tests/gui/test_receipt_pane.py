"""The pane of one receipt, whatever is known of it or not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import NOON, detail_of, receipt_row
from tests.ledgers import document
from xpeak_desktop.domain.journey import ALLOWED, State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.settings import Rules
from xpeak_desktop.ports import AttemptTold, CaseTold, Move, ReceiptDetail
from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.receipt_pane import ReceiptPane
from xpeak_desktop.ui.receipt_story import story_of
from xpeak_desktop.ui.slip import Slip
from xpeak_desktop.ui.source_lines import SourceLines


@pytest.fixture
def pane(qtbot: QtBot, look: Look) -> ReceiptPane:
    del look
    one = ReceiptPane("en")
    qtbot.addWidget(one)
    one.resize(396, 700)
    one.show()
    return one


def show(pane: ReceiptPane, detail: ReceiptDetail) -> set[str]:
    pane.show_receipt(detail, Rules())
    # A layout shows what it was given when the event loop comes round.
    QApplication.processEvents()
    labels = pane.findChildren(QLabel)
    return {i18n.plain(one.text()) for one in labels if one.isVisibleTo(pane)}


def test_what_cannot_be_read_any_more_is_said(pane: ReceiptPane) -> None:
    words = show(pane, detail_of(receipt_row(1), receipt=None))
    assert "What was kept of it cannot be read any more. PEAK's own copy counts" in words
    spoiled = AttemptTold(None, NOON, NOON, "sent", "", "")
    words = show(pane, detail_of(receipt_row(2), attempts=(spoiled,)))
    assert "What was kept of it cannot be read any more. PEAK's own copy counts" in words


def test_what_was_sent_stands_on_the_slip_with_peaks_answer(pane: ReceiptPane) -> None:
    attempt = AttemptTold(document("RC-1"), NOON, NOON, "rejected", "400", "no such product")
    row = receipt_row(1, State.SENT, number="RC-1", peak_id="p-1")
    detail = detail_of(row, attempts=(attempt,), accounts={"CSH001": "เงินสดหน้าร้าน"})
    words = show(pane, detail)
    assert "400 · no such product · p-1" in words
    [slip] = pane.findChildren(Slip)
    assert "RC-1" in slip.text()
    assert "เงินสดหน้าร้าน" in slip.text()


@pytest.mark.parametrize("outcome", ["sent", "adopted"])
def test_what_was_voided_since_is_not_said_to_be_booked(pane: ReceiptPane, outcome: str) -> None:
    attempt = AttemptTold(document("RC-1"), NOON, NOON, outcome, "", "")
    words = show(pane, detail_of(receipt_row(1, State.VOIDED), attempts=(attempt,)))
    assert "It was voided in PEAK" in words
    assert not any("same total" in one or "PEAK has it" in one for one in words)


def test_a_receipt_without_a_date_is_shown_as_it_was_read(pane: ReceiptPane) -> None:
    row = receipt_row(1, State.BLOCKED, issued_on=None, code=Code.DATE_INVALID)
    words = show(pane, detail_of(row))
    assert pane.findChildren(SourceLines)
    assert {"The receipt in xCommerce", "Date as written"} <= words


def test_words_nobody_knows_still_show_the_receipt(pane: ReceiptPane) -> None:
    detail = detail_of(receipt_row(1, State.BLOCKED, code=Code.KIND_UNKNOWN))
    assert detail.receipt is not None
    show(pane, replace(detail, receipt=replace(detail.receipt, kind="บิล")))
    assert pane.findChildren(SourceLines)


def test_the_uncertain_one_promises_that_it_is_not_simply_sent_again(pane: ReceiptPane) -> None:
    words = show(pane, detail_of(receipt_row(1, State.UNCERTAIN)))
    assert any("never simply sent again" in one for one in words)


def test_warnings_are_told_without_holding_anything(pane: ReceiptPane) -> None:
    warning = Problem(Code.TAX_ID_CHECK_DIGIT, {"tax_id": "0105551234567"})
    words = show(pane, detail_of(receipt_row(1, State.READY), warnings=(warning,)))
    assert any("looks mistyped" in one for one in words)
    assert pane.boxes == []


def test_every_lawful_move_has_words(look: Look) -> None:
    del look
    moves = [(None, State.IMPORTED), *((a, b) for a in State for b in ALLOWED[a])]
    for before, after in moves:
        move = Move(NOON, before, after, None, {})
        [chapter] = story_of(detail_of(receipt_row(1), moves=(move,)), "en")
        assert chapter.text


def test_the_story_begins_with_the_latest(look: Look) -> None:
    del look
    later = NOON + timedelta(hours=1)
    case = CaseTold(Problem(Code.PEAK_CHANGED), NOON, later, over=False)
    over = CaseTold(Problem(Code.MISSING_IN_PEAK), NOON, later + timedelta(hours=1), over=True)
    story = story_of(detail_of(receipt_row(1), cases=(case, over)), "en")
    assert [chapter.text for chapter in story[:2]] == [
        "Settled, it does not concern this receipt any more",
        "You looked at it and left it as it is",
    ]


def test_what_happened_in_the_same_moment_is_told_latest_first_too(look: Look) -> None:
    del look
    moves = (
        Move(NOON, None, State.IMPORTED, None, {}),
        Move(NOON, State.IMPORTED, State.READY, None, {}),
    )
    story = story_of(detail_of(receipt_row(1, State.READY), moves=moves), "en")
    assert [chapter.text for chapter in story] == [
        "Checked, waiting to be sent",
        "Read from xCommerce",
    ]


def test_the_story_tells_each_reason_once(look: Look) -> None:
    del look
    held = [{"sku": "TS-01"}, {"sku": "TS-02"}, {"sku": "TS-02"}, {"sku": "TS-01"}]
    moves = tuple(
        Move(NOON + timedelta(hours=hour), before, State.BLOCKED, Code.PRODUCT_UNMATCHED, params)
        for hour, (before, params) in enumerate(
            zip((State.IMPORTED, *[State.BLOCKED] * 3), held, strict=True)
        )
    )
    story = story_of(detail_of(receipt_row(1, State.BLOCKED), moves=moves), "en")
    assert [chapter.text[:14] for chapter in story] == [
        "Product TS-01 ",
        "Product TS-02 ",
        "Product TS-01 ",
    ]


def test_a_long_number_is_shown_whole(pane: ReceiptPane) -> None:
    number = "INV-2026-11-" + "0" * 20
    show(pane, detail_of(receipt_row(1, number=number)))
    assert pane.number.accessibleName() == number
    assert pane.number.height() >= pane.number.heightForWidth(pane.number.width())


def test_what_a_person_left_out_still_shows_why_it_has_two_totals(pane: ReceiptPane) -> None:
    detail = detail_of(receipt_row(1, State.EXCLUDED, code=Code.BY_PERSON, total=20_000))
    assert "Difference" not in show(pane, detail)
    assert detail.receipt is not None
    differing = replace(detail, receipt=replace(detail.receipt, total=20_100))
    words = show(pane, differing)
    assert {"All lines together", "200.00", "201.00", "Difference", "1.00"} <= words
    assert "Changed your mind? Take it back, and it is looked at anew" in words


def test_peak_can_be_opened_only_for_what_has_left_us(pane: ReceiptPane) -> None:
    for state, offered in ((State.READY, False), (State.SENT, True), (State.VOIDED, True)):
        show(pane, detail_of(receipt_row(1, state)))
        assert pane.peak.isHidden() is not offered


def test_what_needs_nobody_has_no_coloured_ground(pane: ReceiptPane) -> None:
    code = Code.CANCELLED_BEFORE_SEND
    show(pane, detail_of(receipt_row(1, State.EXCLUDED, code=code)))
    assert [box.property("panel") for box in pane.boxes] == ["plain"]
    show(pane, detail_of(receipt_row(2, State.BLOCKED, code=Code.TOTAL_MISMATCH)))
    assert [box.property("panel") for box in pane.boxes] == ["warn"]
