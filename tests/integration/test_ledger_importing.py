from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import FakeClock
from tests.ledgers import (
    CANCELLED,
    START,
    document,
    make_ready,
    make_sending,
    make_sent,
    new_ledger,
    put,
    put_in_state,
    receipt,
    shown,
    stored,
)
from xpeak_desktop.domain.journey import UNSENT, State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.receipt import Buyer, Receipt, fingerprint, without_buyer
from xpeak_desktop.domain.rules import Decisions, Verdict
from xpeak_desktop.domain.words import Topic
from xpeak_desktop.ledger.sqlite import SqliteLedger, open_ledger
from xpeak_desktop.ports import ImportResult, ReceiptDetail, Settled


@pytest.fixture(params=["delete", "wal"])
def ledger(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SqliteLedger]:
    one = new_ledger(tmp_path, request.param)
    yield one
    one.close()


def state_of(ledger: SqliteLedger) -> State:
    (row,) = ledger.rows(0, 10)
    return row.state


def cases(ledger: SqliteLedger) -> list[Problem]:
    return [problem for _, problem in ledger.open_cases()]


def test_a_new_receipt_is_imported_and_comes_back_whole(ledger: SqliteLedger) -> None:
    one = receipt(buyer=Buyer("บริษัท ก จำกัด", "1", "00000", "กรุงเทพฯ"))
    assert put(ledger, one) is ImportResult.NEW
    found = stored(ledger)
    assert (found.receipt, found.state, found.key) == (one, State.IMPORTED, "RC-1")


def test_the_same_receipt_again_changes_nothing(ledger: SqliteLedger) -> None:
    make_ready(ledger)
    assert put(ledger, receipt()) is ImportResult.SAME
    assert state_of(ledger) is State.READY


@pytest.mark.parametrize("state", sorted(UNSENT))
def test_a_later_version_takes_the_place_of_an_unsent_receipt(
    ledger: SqliteLedger, state: State
) -> None:
    put_in_state(ledger, state)
    changed = receipt(total=20000, channel="Shopee")
    assert put(ledger, changed) is ImportResult.REPLACED
    found = stored(ledger)
    assert (found.state, found.receipt, found.code) == (State.IMPORTED, changed, None)
    (row,) = ledger.rows(0, 10)
    assert (row.channel, row.total) == ("Shopee", 20000)


def test_a_later_version_starts_without_old_delays_but_remembers_what_peak_refused(
    ledger: SqliteLedger,
) -> None:
    attempt = make_sending(ledger)
    ledger.finish(attempt, State.REJECTED, Settled("rejected"))
    put(ledger, receipt(total=20000))
    found = stored(ledger)
    assert (found.failures, found.not_before) == (0, None)
    assert found.rejected_hash == attempt.document_hash


def test_what_a_person_decided_outlives_a_later_version(ledger: SqliteLedger) -> None:
    make_ready(ledger)
    ledger.decide("RC-1", Decisions(exclude=True))
    put(ledger, receipt(total=20000))
    assert stored(ledger).decisions == Decisions(exclude=True)


def test_an_address_completed_in_the_shop_arrives_though_it_is_no_new_version(
    ledger: SqliteLedger,
) -> None:
    put(ledger, receipt(buyer=Buyer("บริษัท ก จำกัด", "1")))
    ledger.judged(stored(ledger), Verdict(State.BLOCKED, Code.TAX_INVOICE_INCOMPLETE))
    whole = Buyer("บริษัท ก จำกัด", "1", "", "กรุงเทพฯ")
    assert put(ledger, receipt(buyer=whole)) is ImportResult.SAME
    found = stored(ledger)
    assert (found.receipt.buyer, found.state) == (whole, State.BLOCKED)


@pytest.mark.parametrize("state", [State.SENDING, State.UNCERTAIN])
def test_a_version_that_comes_while_the_outcome_is_open_waits(
    ledger: SqliteLedger, state: State
) -> None:
    put_in_state(ledger, state)
    assert put(ledger, receipt(total=20000)) is ImportResult.LATER
    assert put(ledger, receipt(total=20000)) is ImportResult.SAME
    assert state_of(ledger) is state
    assert ledger.rows(0, 1)[0].total == 10700


def test_a_waiting_version_is_applied_when_the_receipt_turns_out_unsent(
    ledger: SqliteLedger,
) -> None:
    attempt = make_sending(ledger)
    put(ledger, receipt(total=20000))
    ledger.finish(attempt, State.READY, Settled("not_sent"))
    found = stored(ledger)
    assert (found.state, found.receipt.total) == (State.IMPORTED, 20000)
    # It is in place now, not waiting any more.
    assert put(ledger, receipt(total=20000)) is ImportResult.SAME


def test_a_waiting_version_still_waits_when_the_outcome_becomes_uncertain(
    ledger: SqliteLedger,
) -> None:
    attempt = make_sending(ledger)
    put(ledger, receipt(total=20000))
    ledger.finish(attempt, State.UNCERTAIN, Settled("uncertain"))
    ((uncertain, again),) = ledger.uncertain()
    assert uncertain.receipt.total == 10700
    ledger.finish(again, State.READY, Settled("absent"))
    assert stored(ledger).receipt.total == 20000


def test_a_waiting_version_becomes_a_case_when_the_receipt_turns_out_sent(
    ledger: SqliteLedger,
) -> None:
    attempt = make_sending(ledger)
    put(ledger, receipt(total=20000))
    assert cases(ledger) == []
    ledger.finish(attempt, State.SENT, Settled("sent", shown()))
    (case,) = cases(ledger)
    assert case.code is Code.CHANGED_AFTER_SEND
    assert state_of(ledger) is State.SENT


def test_a_waiting_version_is_dropped_when_the_source_takes_it_back(
    ledger: SqliteLedger,
) -> None:
    attempt = make_sending(ledger)
    put(ledger, receipt(total=20000))
    assert put(ledger, receipt()) is ImportResult.SAME
    ledger.finish(attempt, State.SENT, Settled("sent", shown()))
    assert cases(ledger) == []


def test_a_changed_sent_receipt_opens_one_case_with_both_totals(ledger: SqliteLedger) -> None:
    make_sent(ledger)
    assert put(ledger, receipt(total=20000)) is ImportResult.CASE
    assert put(ledger, receipt(total=20000)) is ImportResult.SAME
    assert cases(ledger) == [
        Problem(
            Code.CHANGED_AFTER_SEND, {"number": "RC-1", "old": "107.00", "new": "200.00"}, "RC-1"
        )
    ]
    assert put(ledger, receipt(total=30000)) is ImportResult.CASE
    (case,) = cases(ledger)
    assert case.params["new"] == "300.00"
    assert state_of(ledger) is State.SENT


@pytest.mark.parametrize("word", [CANCELLED, "คืนเงินแล้ว"])
def test_a_sent_receipt_cancelled_in_the_shop_opens_that_case(
    ledger: SqliteLedger, word: str
) -> None:
    ledger.remember_word(Topic.STATUS, "คืนเงินแล้ว ", "cancelled")
    make_sent(ledger)
    put(ledger, receipt(total=20000))
    assert put(ledger, receipt(status=word)) is ImportResult.CASE
    assert [case.code for case in cases(ledger)] == [Code.CANCELLED_AFTER_SEND]


# --------------------------------------------------------------------------- other words

ENGLISH = {"kind": "Receipt", "status": "Paid", "vat_mode": "include VAT"}
TAX_INVOICE = {"kind": "ใบกำกับภาษี"}
COMPANY = Buyer("บริษัท ก จำกัด", "0105536112014", "สำนักงานใหญ่", "กรุงเทพฯ")


def put_whole(ledger: SqliteLedger, one: Receipt) -> ImportResult:
    """As the importer puts it: the buyer of a plain receipt is compared, and not kept."""
    return ledger.put_receipt(without_buyer(one), fingerprint(one), "a.csv", buyer=one.buyer)


def test_another_word_of_the_same_meaning_is_no_change(ledger: SqliteLedger) -> None:
    make_sent(ledger)
    assert put(ledger, receipt(**ENGLISH)) is ImportResult.SAME
    assert put(ledger, receipt(status="จัดส่งแล้ว")) is ImportResult.SAME
    assert cases(ledger) == []


def test_a_word_that_a_person_explained_counts_as_the_built_in_ones_do(
    ledger: SqliteLedger,
) -> None:
    make_sent(ledger)
    assert put(ledger, receipt(status="โอนแล้ว")) is ImportResult.CASE
    make_sent(ledger, "RC-2")
    ledger.remember_word(Topic.STATUS, "โอนแล้ว", "paid")
    assert put(ledger, receipt("RC-2", status="โอนแล้ว")) is ImportResult.SAME


@pytest.mark.parametrize(
    "change",
    [
        {"status": "Cancelled"},
        {"status": "แปลก"},
        {"kind": "Tax Invoice"},
        {"vat_mode": "exclude VAT"},
        {"total": 10701},
        {"vat": 701},
        {"issued_on": None},
        {"channel": "Shopee"},
        {"lines": ()},
        {"order_number": ""},
    ],
)
def test_what_differs_beside_the_words_is_still_a_change(
    ledger: SqliteLedger, change: dict[str, Any]
) -> None:
    make_sent(ledger)
    assert put(ledger, receipt(**{**ENGLISH, **change})) is ImportResult.CASE


def test_words_that_nobody_has_explained_are_not_taken_for_one_another(
    ledger: SqliteLedger,
) -> None:
    make_sent(ledger, status="แปลก")
    assert put(ledger, receipt(status="แปลกกว่า")) is ImportResult.CASE


def test_a_change_that_is_known_is_not_told_again_in_other_words(ledger: SqliteLedger) -> None:
    make_sent(ledger)
    assert put(ledger, receipt(total=20000)) is ImportResult.CASE
    assert put(ledger, receipt(total=20000, **ENGLISH)) is ImportResult.SAME


@pytest.mark.parametrize("state", [State.SENDING, State.UNCERTAIN])
def test_other_words_while_the_outcome_is_open_are_no_later_version(
    ledger: SqliteLedger, state: State
) -> None:
    put_in_state(ledger, state)
    assert put(ledger, receipt(**ENGLISH)) is ImportResult.SAME


def test_what_an_unsent_receipt_waits_for_arrives_in_other_words_too(ledger: SqliteLedger) -> None:
    put(ledger, receipt(buyer=replace(COMPANY, address=""), **TAX_INVOICE))
    ledger.judged(stored(ledger), Verdict(State.BLOCKED, Code.TAX_INVOICE_INCOMPLETE))
    ledger.set_judged_by("rules")
    shipped = receipt(kind="Tax Invoice", status="จัดส่งแล้ว", buyer=replace(COMPANY, branch="00000"))
    assert put(ledger, shipped) is ImportResult.SAME
    found = stored(ledger)
    assert (found.receipt.buyer, found.state) == (COMPANY, State.BLOCKED)
    assert ledger.judged_by() is None
    # What is stored is one version still, in whichever words it comes next.
    assert put(ledger, shipped) is ImportResult.SAME
    assert put(ledger, receipt(buyer=COMPANY, **TAX_INVOICE)) is ImportResult.SAME
    assert stored(ledger).fingerprint == fingerprint(found.receipt)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (("0105536112014", "สำนักงานใหญ่"), ("0105536112014", "00000")),
        (("0105536112014", "00000"), ("0105536112014", "")),
        (("0105536112014", "1"), ("0105536112014", "สาขาที่ 00001")),
        (("0000000000000", ""), ("-", "00000")),
        (("", ""), ("ไม่มี", "-")),
    ],
)
@pytest.mark.parametrize("kept", [True, False])
def test_the_same_taxpayer_in_another_spelling_is_no_change(
    ledger: SqliteLedger, was: tuple[str, str], now: tuple[str, str], *, kept: bool
) -> None:
    put_one, kind = (put, TAX_INVOICE) if kept else (put_whole, {})
    for number, (tax_id, branch) in enumerate((was, now)):
        buyer = Buyer("บริษัท ก จำกัด", tax_id, branch, "กรุงเทพฯ")
        result = put_one(ledger, receipt(buyer=buyer, **kind))
        assert result is (ImportResult.SAME if number else ImportResult.NEW)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (("0105536112014", "00000"), ("0994000617721", "00000")),
        (("0105536112014", "00000"), ("", "00000")),
        (("-", ""), ("0105536112014", "")),
        (("0105536112014", "00000"), ("0105536112014", "00001")),
        (("0105536112014", "สาขาเชียงใหม่"), ("0105536112014", "สาขาลำปาง")),
        (("0105536112014", "สาขาเชียงใหม่"), ("0105536112014", "สำนักงานใหญ่")),
    ],
)
@pytest.mark.parametrize("kept", [True, False])
def test_another_taxpayer_is_a_change(
    ledger: SqliteLedger, was: tuple[str, str], now: tuple[str, str], *, kept: bool
) -> None:
    put_one, kind = (put, TAX_INVOICE) if kept else (put_whole, {})
    for number, (tax_id, branch) in enumerate((was, now)):
        buyer = Buyer("บริษัท ก จำกัด", tax_id, branch, "กรุงเทพฯ")
        result = put_one(ledger, receipt(buyer=buyer, **kind))
        assert result is (ImportResult.REPLACED if number else ImportResult.NEW)


def test_a_buyer_who_is_only_compared_never_reaches_the_ledger(ledger: SqliteLedger) -> None:
    put_whole(ledger, receipt(buyer=COMPANY))
    put_whole(ledger, receipt(buyer=replace(COMPANY, branch="00000"), status="Paid"))
    assert stored(ledger).receipt == receipt()


# --------------------------------------------------------------------------- taken back

DEARER = receipt(total=20000)
DEAREST = receipt(total=30000)


def put_made(ledger: SqliteLedger, one: Receipt, minute: int | None) -> ImportResult:
    """Put it as a file of that minute shows it; ``None``: of unknown age."""
    made = None if minute is None else START + timedelta(minutes=minute)
    return ledger.put_receipt(one, fingerprint(one), "a.csv", made=made)


def detail(ledger: SqliteLedger) -> ReceiptDetail:
    found = ledger.receipt(ledger.rows(0, 1)[0].receipt_id)
    assert found is not None
    return found


def told_of(ledger: SqliteLedger) -> list[tuple[Code, bool, bool]]:
    """Every case of the one receipt: its code, whether it is closed, and whether it was over."""
    found = detail(ledger).cases
    return [(case.problem.code, case.closed_at is not None, case.over) for case in found]


def waits(ledger: SqliteLedger) -> bool:
    return detail(ledger).later is not None


@pytest.mark.parametrize(
    ("version", "code"),
    [
        (DEARER, Code.CHANGED_AFTER_SEND),
        (receipt(status=CANCELLED), Code.CANCELLED_AFTER_SEND),
    ],
)
@pytest.mark.parametrize("again", [receipt(), receipt(**ENGLISH)])
def test_a_case_is_over_when_a_newer_file_shows_again_what_was_sent(
    ledger: SqliteLedger, version: Receipt, code: Code, again: Receipt
) -> None:
    make_sent(ledger)
    assert put_made(ledger, version, 1) is ImportResult.CASE
    assert put_made(ledger, again, 2) is ImportResult.SAME
    assert told_of(ledger) == [(code, True, True)]
    assert (waits(ledger), state_of(ledger)) == (False, State.SENT)
    # What was over may come back.
    assert put_made(ledger, version, 3) is ImportResult.CASE
    assert [case.code for case in cases(ledger)] == [code]


@pytest.mark.parametrize(
    ("versions", "again", "over"),
    [
        ([(DEARER, 2)], 2, True),
        ([(DEARER, 2)], 1, False),
        ([(DEARER, 2)], None, False),
        ([(DEARER, None)], 3, False),
        # The newest file that shows a change counts, in whichever order they are read.
        ([(DEARER, 1), (DEARER, 3)], 2, False),
        ([(DEARER, 3), (DEARER, 1)], 2, False),
        ([(DEARER, 3), (DEAREST, 1)], 2, False),
        ([(DEARER, 1), (DEAREST, 2)], 3, True),
        ([(DEARER, None), (DEAREST, 2)], 3, False),
    ],
)
def test_a_case_is_over_only_by_what_is_surely_no_older(
    ledger: SqliteLedger,
    versions: list[tuple[Receipt, int | None]],
    again: int | None,
    *,
    over: bool,
) -> None:
    make_sent(ledger)
    for version, minute in versions:
        put_made(ledger, version, minute)
    assert put_made(ledger, receipt(), again) is ImportResult.SAME
    assert told_of(ledger) == [(Code.CHANGED_AFTER_SEND, over, over)]
    assert waits(ledger) is not over


@pytest.mark.parametrize(("minute", "total"), [(1, 20000), (2, 10700), (None, 10700)])
def test_a_waiting_version_is_not_dropped_for_an_older_file(
    ledger: SqliteLedger, minute: int | None, total: int
) -> None:
    attempt = make_sending(ledger)
    put_made(ledger, DEARER, 2)
    put_made(ledger, receipt(), minute)
    ledger.finish(attempt, State.READY, Settled("not_sent"))
    assert stored(ledger).receipt.total == total


def test_a_version_that_waited_is_taken_back_after_it_became_a_case(
    ledger: SqliteLedger,
) -> None:
    attempt = make_sending(ledger)
    put_made(ledger, DEARER, 2)
    ledger.finish(attempt, State.SENT, Settled("sent", shown()))
    put_made(ledger, receipt(), 1)
    assert len(cases(ledger)) == 1
    put_made(ledger, receipt(), 3)
    assert cases(ledger) == []


def test_what_a_person_has_decided_is_not_asked_again_when_it_comes_and_goes(
    ledger: SqliteLedger,
) -> None:
    make_sent(ledger)
    put_made(ledger, DEARER, 1)
    (row,) = ledger.rows(0, 10)
    ledger.close_case(row.receipt_id, Code.CHANGED_AFTER_SEND)
    assert put_made(ledger, receipt(), 2) is ImportResult.SAME
    assert put_made(ledger, DEARER, 3) is ImportResult.SAME
    assert told_of(ledger) == [(Code.CHANGED_AFTER_SEND, True, False)]


@pytest.mark.parametrize("over", [True, False])
def test_a_change_that_a_person_made_in_peak_as_well_is_not_taken_back_unseen(
    ledger: SqliteLedger, *, over: bool
) -> None:
    make_sent(ledger)
    (row,) = ledger.rows(0, 10)
    ledger.open_case(row.receipt_id, Problem(Code.PEAK_CHANGED, {"field": "net"}))
    ledger.close_case(row.receipt_id, Code.PEAK_CHANGED, over=over)
    put_made(ledger, DEARER, 1)
    put_made(ledger, receipt(), 2)
    assert bool(cases(ledger)) is not over


def test_a_cancelled_receipt_that_peak_held_is_asked_about_again(ledger: SqliteLedger) -> None:
    cancelled = receipt(status=CANCELLED)
    put_made(ledger, cancelled, 0)
    ledger.judged(stored(ledger), Verdict(State.EXCLUDED, Code.CANCELLED_BEFORE_SEND))
    ledger.adopt(stored(ledger), State.SENT, shown())
    put_made(ledger, receipt(), 1)
    assert put_made(ledger, cancelled, 2) is ImportResult.CASE
    assert [case.code for case in cases(ledger)] == [Code.CANCELLED_AFTER_SEND]
    assert not waits(ledger)


def test_a_voided_receipt_is_left_alone_whatever_the_shop_says(ledger: SqliteLedger) -> None:
    put_in_state(ledger, State.VOIDED)
    assert put(ledger, receipt(total=20000)) is ImportResult.SAME
    assert state_of(ledger) is State.VOIDED
    assert cases(ledger) == []


def test_a_receipt_without_a_number_is_seen_once(ledger: SqliteLedger) -> None:
    assert put(ledger, receipt("")) is ImportResult.NEW
    assert put(ledger, receipt("")) is ImportResult.SAME
    assert put(ledger, receipt("", total=5)) is ImportResult.NEW


def test_a_total_nobody_can_have_sold_does_not_stop_the_import(ledger: SqliteLedger) -> None:
    huge = 10**30
    put(ledger, receipt(total=huge))
    assert stored(ledger).receipt.total == huge
    assert ledger.rows(0, 1)[0].total == 0


def test_a_file_is_known_once_it_was_added(ledger: SqliteLedger) -> None:
    assert not ledger.knows_file("d1")
    ledger.add_file("d1", "ยอดขาย.xlsx", 3, 0)
    assert ledger.knows_file("d1")
    assert not ledger.knows_file("d2")


def test_a_shop_product_keeps_its_latest_name(ledger: SqliteLedger) -> None:
    ledger.put_shop_product("TS-01", "เสื้อ")
    ledger.put_shop_product("TS-01", "เสื้อยืด")
    assert ledger.shop_products() == {"TS-01": "เสื้อยืด"}


def test_a_file_that_fails_half_way_leaves_nothing(ledger: SqliteLedger) -> None:
    def import_and_fail() -> None:
        with ledger.transaction():
            put(ledger, receipt())
            ledger.add_file("d1", "x.csv", 1, 0)
            raise KeyError("d1")

    with pytest.raises(KeyError):
        import_and_fail()
    assert not ledger.knows_file("d1")
    assert ledger.row_count() == 0


def test_a_step_that_failed_inside_cannot_be_passed_over(ledger: SqliteLedger) -> None:
    def pass_over() -> None:
        with ledger.transaction():
            put(ledger, receipt())
            with pytest.raises(LookupError):
                ledger.decide("RC-9", Decisions())

    with pytest.raises(RuntimeError, match="passed over"):
        pass_over()
    assert ledger.row_count() == 0
    # The next transaction is a fresh one.
    put(ledger, receipt())
    assert ledger.row_count() == 1


def test_after_a_failed_step_nothing_more_is_written(ledger: SqliteLedger) -> None:
    def go_on() -> None:
        with ledger.transaction():
            with pytest.raises(LookupError):
                ledger.decide("RC-9", Decisions())
            put(ledger, receipt())

    with pytest.raises(RuntimeError, match="failed already"):
        go_on()
    assert ledger.row_count() == 0


def test_what_is_committed_is_there_after_opening_again(
    ledger: SqliteLedger, tmp_path: Path
) -> None:
    ready = make_ready(ledger)
    ledger.begin(ready, document(), START)
    ledger.close()
    again = open_ledger(tmp_path / "profile/ledger.sqlite3", FakeClock(START))
    assert again.interrupted() == 1
    ((_, attempt),) = again.uncertain()
    assert attempt.document == document()
    again.close()
