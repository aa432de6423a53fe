import dataclasses
import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers import (
    DAY,
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
from xpeak_desktop.domain.document import PeakDocument, VatClass
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.receipt import Receipt
from xpeak_desktop.domain.rules import ChannelRule, Decisions, PaymentMethod, PeakItem, Verdict
from xpeak_desktop.domain.words import Topic
from xpeak_desktop.ledger.reader import PAGE
from xpeak_desktop.ledger.sqlite import SqliteLedger
from xpeak_desktop.ports import Contact, Settled

BLOCKED = Verdict(State.BLOCKED, Code.PRODUCT_UNMATCHED, {"sku": "TS-01"})
READY = Verdict(State.READY, document=document())
WARNING = Problem(Code.TAX_ID_CHECK_DIGIT, {"tax_id": "1"}, "RC-1")


@pytest.fixture(params=["delete", "wal"])
def ledger(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SqliteLedger]:
    one = new_ledger(tmp_path, request.param)
    yield one
    one.close()


def test_receipts_are_judged_by_date_and_number_and_the_unreadable_date_first(
    ledger: SqliteLedger,
) -> None:
    put(ledger, receipt("RC-3"))
    put(ledger, receipt("RC-2"))
    put(ledger, receipt("RC-9", issued_on=DAY - timedelta(days=1)))
    put(ledger, receipt("RC-1", issued_on=None, issued_text="31/31"))
    numbers = [one.receipt.number for one in ledger.to_judge()]
    assert numbers == ["RC-1", "RC-9", "RC-2", "RC-3"]


def test_only_what_peak_does_not_have_is_judged(ledger: SqliteLedger) -> None:
    for state in State:
        put_in_state(ledger, state, f"RC-{state}")
    judged = {one.state for one in ledger.to_judge()}
    assert judged == {
        State.IMPORTED,
        State.EXCLUDED,
        State.BLOCKED,
        State.READY,
        State.REJECTED,
    }


def test_more_than_a_page_is_judged_once_each_though_verdicts_are_written_between(
    ledger: SqliteLedger,
) -> None:
    with ledger.transaction():
        for number in range(2 * PAGE + 7):
            put(ledger, receipt(f"RC-{number:05d}"))
    seen = []
    verdicts = itertools.cycle([BLOCKED, Verdict(State.READY), Verdict(State.EXCLUDED)])
    with ledger.transaction():
        for one in ledger.to_judge():
            seen.append(one.receipt_id)
            ledger.judged(one, next(verdicts))
    assert len(seen) == len(set(seen)) == 2 * PAGE + 7
    assert ledger.counts()[State.IMPORTED].receipts == 0


def test_a_verdict_moves_the_receipt_and_gives_its_reason(ledger: SqliteLedger) -> None:
    put(ledger, receipt())
    assert ledger.judged(stored(ledger), BLOCKED)
    found = stored(ledger)
    assert (found.state, found.code, found.params) == (
        State.BLOCKED,
        Code.PRODUCT_UNMATCHED,
        {"sku": "TS-01"},
    )


def test_the_same_verdict_again_writes_nothing(ledger: SqliteLedger) -> None:
    put(ledger, receipt())
    ledger.judged(stored(ledger), BLOCKED)
    before = ledger._connection.total_changes
    assert not ledger.judged(stored(ledger), BLOCKED)
    assert ledger._connection.total_changes == before


@pytest.mark.parametrize(
    "other",
    [
        Verdict(State.BLOCKED, Code.PRODUCT_UNMATCHED, {"sku": "TS-02"}),
        Verdict(State.BLOCKED, Code.CHANNEL_UNDECIDED, {"sku": "TS-01"}),
        Verdict(State.BLOCKED, Code.PRODUCT_UNMATCHED, {"sku": "TS-01"}, warnings=(WARNING,)),
    ],
)
def test_another_reason_in_the_same_state_is_written(ledger: SqliteLedger, other: Verdict) -> None:
    put(ledger, receipt())
    ledger.judged(stored(ledger), BLOCKED)
    assert ledger.judged(stored(ledger), other)
    found = stored(ledger)
    assert (found.state, found.code, found.params) == (other.state, other.code, other.params)
    assert list(ledger.warnings()) == list(other.warnings)


def test_each_reason_for_which_a_receipt_is_held_is_in_its_history(ledger: SqliteLedger) -> None:
    put(ledger, receipt())
    later = Verdict(State.BLOCKED, Code.CHANNEL_UNDECIDED, {"channel": "LINE Pay"})
    warned = dataclasses.replace(later, warnings=(WARNING,))
    for verdict in (BLOCKED, BLOCKED, later, warned, BLOCKED):
        ledger.judged(stored(ledger), verdict)
    told = ledger.receipt(stored(ledger).receipt_id)
    assert told is not None
    assert [(move.before, move.code, move.params) for move in told.moves[1:]] == [
        (State.IMPORTED, Code.PRODUCT_UNMATCHED, {"sku": "TS-01"}),
        (State.BLOCKED, Code.CHANNEL_UNDECIDED, {"channel": "LINE Pay"}),
        (State.BLOCKED, Code.PRODUCT_UNMATCHED, {"sku": "TS-01"}),
    ]


def test_a_receipt_ready_as_before_keeps_its_delay_and_the_reason_for_it(
    ledger: SqliteLedger,
) -> None:
    ready = make_ready(ledger)
    later = START + timedelta(hours=1)
    ledger.delay(ready.receipt_id, later, Problem(Code.PEAK_ERROR, {"code": "500"}))
    assert not ledger.judged(stored(ledger), READY)
    found = stored(ledger)
    assert (found.not_before, found.failures) == (later, 1)
    assert (found.code, found.params) == (Code.PEAK_ERROR, {"code": "500"})


def test_a_receipt_that_leaves_ready_loses_its_delay(ledger: SqliteLedger) -> None:
    ready = make_ready(ledger)
    ledger.delay(ready.receipt_id, START + timedelta(hours=1), Problem(Code.PEAK_ERROR))
    ledger.judged(stored(ledger), BLOCKED)
    ledger.judged(stored(ledger), READY)
    found = stored(ledger)
    assert (found.not_before, found.failures, found.code) == (None, 0, None)


def test_what_peak_refused_waits_until_the_document_is_another(ledger: SqliteLedger) -> None:
    ledger.finish(
        make_sending(ledger), State.REJECTED, Settled("rejected"), Code.PEAK_REJECTED, {"a": "b"}
    )
    assert not ledger.judged(stored(ledger), READY)
    same_but_contact = Verdict(State.READY, document=document(contact_id="c2"))
    assert not ledger.judged(stored(ledger), same_but_contact)
    assert stored(ledger).code is Code.PEAK_REJECTED
    assert ledger.judged(stored(ledger), Verdict(State.READY, document=document(remark="new")))
    assert stored(ledger).state is State.READY


def test_what_peak_refused_can_still_be_excluded(ledger: SqliteLedger) -> None:
    put_in_state(ledger, State.REJECTED)
    assert ledger.judged(stored(ledger), Verdict(State.EXCLUDED, Code.BY_PERSON))
    assert stored(ledger).state is State.EXCLUDED


def test_a_verdict_on_a_receipt_that_was_sent_meanwhile_is_refused(
    ledger: SqliteLedger,
) -> None:
    ready = make_ready(ledger)
    ledger.finish(ledger.begin(ready, document(), START), State.SENT, Settled("sent", shown()))
    with pytest.raises(LookupError):
        ledger.judged(ready, BLOCKED)


def test_a_decision_on_a_receipt_nobody_knows_is_an_error(ledger: SqliteLedger) -> None:
    with pytest.raises(LookupError):
        ledger.decide("RC-404", Decisions())


def test_a_remembered_word_is_found_under_its_plain_form(ledger: SqliteLedger) -> None:
    ledger.remember_word(Topic.STATUS, " Refunded ", "cancelled")
    ledger.remember_word(Topic.STATUS, "refunded", "paid")
    assert ledger.words() == {(Topic.STATUS, "refunded"): "paid"}


def test_channel_rules_come_back_decided_or_not(ledger: SqliteLedger) -> None:
    rules = [
        ChannelRule("LINE", send=False),
        ChannelRule("Shopee"),
        ChannelRule("หน้าร้าน", send=True, pay_into="BSV001"),
    ]
    for rule in rules:
        ledger.set_channel(rule)
    assert list(ledger.channels().values()) == rules
    ledger.set_channel(ChannelRule("LINE", send=True))
    assert ledger.channels()["LINE"].send is True


def test_items_of_one_kind_are_replaced_and_the_others_stay(ledger: SqliteLedger) -> None:
    items = [PeakItem("p2", "B", "บี", VatClass.NONE), PeakItem("p1", "A", "เอ")]
    ledger.set_items("product", [PeakItem("old", "O", "")])
    ledger.set_items("service", [PeakItem("s1", "S", "")])
    ledger.set_items("product", iter(items))
    assert ledger.items("product") == items
    assert ledger.items("service") == [PeakItem("s1", "S", "")]


def test_items_that_stop_coming_leave_the_old_ones(ledger: SqliteLedger) -> None:
    def half() -> Iterator[PeakItem]:
        yield PeakItem("new", "N", "")
        raise ConnectionError

    ledger.set_items("product", [PeakItem("old", "O", "")])
    with pytest.raises(ConnectionError):
        ledger.set_items("product", half())
    assert ledger.items("product") == [PeakItem("old", "O", "")]


def test_payment_methods_keep_peaks_order(ledger: SqliteLedger) -> None:
    methods = [
        PaymentMethod("m9", "CSH001", "เงินสด", cash=True),
        PaymentMethod("m1", "BSV001", "ธนาคาร", cash=False),
    ]
    ledger.set_methods(methods)
    assert ledger.methods() == methods


def test_matches_are_replaced_as_a_whole(ledger: SqliteLedger) -> None:
    ledger.set_matches({"A": PeakItem("p1", "A", "เอ"), "B": PeakItem("p2", "B", "บี")})
    ledger.set_matches({"B": PeakItem("p3", "B", "บี", VatClass.SEVEN)})
    assert ledger.matches() == {"B": PeakItem("p3", "B", "บี", VatClass.SEVEN)}


def test_contacts_are_found_by_code_and_by_taxpayer(ledger: SqliteLedger) -> None:
    ledger.set_contact(Contact("c1", "X1", "ก", "0105", "00000"))
    ledger.set_contact(Contact("c2", "", "ข", "0106", "00001"))
    ledger.set_contact(Contact("c3", "", "ค"))
    assert ledger.contact_id("X1") == "c1"
    assert ledger.contact_id("") is None
    assert ledger.contact_of_taxpayer("0106", "00001") == "c2"
    assert ledger.contact_of_taxpayer("0106", "00000") is None
    assert ledger.contact_of_taxpayer("", "") is None


def test_a_contact_made_anew_under_its_code_takes_the_old_ones_place(
    ledger: SqliteLedger,
) -> None:
    ledger.set_contact(Contact("c1", "X1", "ก"))
    ledger.set_contact(Contact("c9", "X1", "ก"))
    assert ledger.contact_id("X1") == "c9"


def test_a_day_of_peak_is_kept_as_it_was_read_last(ledger: SqliteLedger) -> None:
    assert not ledger.date_was_read(DAY)
    kept = shown("IV-1", reference="O-1", contact_id="c1", base=100, vat=7, net=107, void=True)
    ledger.set_date_read(DAY, [shown("IV-0")])
    ledger.set_date_read(DAY, [kept])
    assert ledger.date_was_read(DAY)
    assert ledger.in_peak(DAY) == (kept,)
    assert ledger.in_peak(date(2026, 11, 2)) == ()


def test_what_is_ours_is_not_among_peaks_other_documents(ledger: SqliteLedger) -> None:
    make_sent(ledger, "RC-1")
    make_sending(ledger, "RC-2")
    make_ready(ledger, "RC-3")
    ledger.set_date_read(DAY, [shown("RC-1"), shown("RC-2"), shown("RC-3"), shown("IV-1")])
    assert [one.code for one in ledger.in_peak(DAY)] == ["RC-3", "IV-1"]


def test_a_document_noticed_later_joins_its_day(ledger: SqliteLedger) -> None:
    ledger.set_date_read(DAY, [shown("IV-1")])
    ledger.note_in_peak(DAY, shown("IV-2"))
    ledger.note_in_peak(DAY, shown("IV-2", net=5))
    assert ledger.in_peak(DAY) == (shown("IV-1"), shown("IV-2", net=5))


def clash(ledger: SqliteLedger) -> PeakDocument:
    """A doubt that a look-up answered: PEAK has our number, and somebody has edited it there."""
    edited = dataclasses.replace(shown("RC-1", net=99900), peak_id="p-edited")
    attempt = make_sending(ledger, "RC-1")
    ledger.finish(attempt, State.UNCERTAIN, Settled("uncertain"))
    ledger.note_in_peak(DAY, edited)
    ledger.finish(attempt, State.BLOCKED, Settled("clash", edited), Code.NUMBER_CLASH)
    return edited


def test_a_list_that_lags_does_not_hide_what_a_look_up_found_under_our_number(
    ledger: SqliteLedger,
) -> None:
    edited = clash(ledger)
    ledger.set_date_read(DAY, [shown("IV-1")])
    assert set(ledger.in_peak(DAY)) == {edited, shown("IV-1")}


def test_what_was_edited_to_another_day_still_stands_in_the_way_of_its_number(
    ledger: SqliteLedger,
) -> None:
    edited = clash(ledger)
    moved = dataclasses.replace(edited, issued_on=DAY + timedelta(days=1), net=5)
    ledger.set_date_read(DAY + timedelta(days=1), [moved])
    assert [(one.code, one.net) for one in ledger.in_peak(DAY)] == [("RC-1", 5)]


def test_a_list_tells_when_what_a_look_up_found_was_voided(ledger: SqliteLedger) -> None:
    edited = clash(ledger)
    ledger.set_date_read(DAY, [dataclasses.replace(edited, void=True)])
    assert [one.void for one in ledger.in_peak(DAY)] == [True]


def test_own_numbers_are_told_from_strange_ones_however_many(ledger: SqliteLedger) -> None:
    put(ledger, receipt("RC-1"))
    put(ledger, receipt("RC-2"))
    strange = [f"IV-{number}" for number in range(1500)]
    assert ledger.own_numbers([*strange, "RC-1"]) == {"RC-1"}
    assert ledger.own_numbers([]) == frozenset()


def test_a_verdict_on_a_receipt_nobody_knows_is_an_error(ledger: SqliteLedger) -> None:
    put(ledger, receipt())
    unknown = dataclasses.replace(stored(ledger), receipt_id=404)
    with pytest.raises(LookupError):
        ledger.judged(unknown, BLOCKED)


# --- one sale under two numbers ---


def twin(number: str = "RC-2", **changes: Any) -> Receipt:
    """A receipt of the same order, channel and total as the other, a day later."""
    fields = {"order_number": "O-1", "issued_on": DAY + timedelta(days=1), **changes}
    return receipt(number, **fields)


@pytest.mark.parametrize("state", list(State))
def test_a_receipt_of_its_order_goes_before_while_peak_has_it_or_may_or_will(
    ledger: SqliteLedger, state: State
) -> None:
    put_in_state(ledger, state, "RC-1")
    ledger._connection.execute("UPDATE receipt SET order_number = 'O-1'")
    put(ledger, twin())
    goes = state in (State.READY, State.SENDING, State.UNCERTAIN, State.SENT)
    assert ledger.same_order(twin()) == ("RC-1" if goes else None)


@pytest.mark.parametrize("state", [State.SENDING, State.UNCERTAIN, State.SENT])
def test_a_later_one_goes_before_once_it_was_sent(ledger: SqliteLedger, state: State) -> None:
    put_in_state(ledger, state, "RC-1")
    ledger._connection.execute("UPDATE receipt SET order_number = 'O-1'")
    earlier = twin(issued_on=DAY - timedelta(days=1))
    put(ledger, earlier)
    assert ledger.same_order(earlier) == "RC-1"


def test_of_two_ready_ones_the_earlier_goes_and_of_one_day_the_first_known(
    ledger: SqliteLedger,
) -> None:
    make_ready(ledger, "RC-3", order_number="O-1")
    make_ready(ledger, "RC-2", order_number="O-1")
    make_ready(ledger, "RC-1", order_number="O-1", issued_on=DAY - timedelta(days=1))
    found = [ledger.same_order(stored(ledger, f"RC-{place}").receipt) for place in (1, 2, 3)]
    assert found == [None, "RC-3", "RC-1"]


@pytest.mark.parametrize("void", [True, False])
def test_one_that_peak_lists_goes_before_though_this_ledger_has_not_sent_it(
    ledger: SqliteLedger, *, void: bool
) -> None:
    put(ledger, receipt("RC-1", order_number="O-1"))
    ledger.judged(stored(ledger, "RC-1"), BLOCKED)
    put(ledger, twin())
    ledger.set_date_read(DAY, [shown("RC-1", void=void), shown("IV-1")])
    assert ledger.same_order(twin()) == (None if void else "RC-1")


@pytest.mark.parametrize(
    "other", [{"order_number": "O-2"}, {"order_number": ""}, {"channel": "COD"}, {"total": 10800}]
)
def test_another_order_channel_or_total_is_another_sale(
    ledger: SqliteLedger, other: dict[str, Any]
) -> None:
    make_sent(ledger, "RC-1", order_number="O-1")
    put(ledger, twin(**other))
    assert ledger.same_order(twin(**other)) is None


@pytest.mark.parametrize(("many", "found"), [(5, "RC-1"), (6, None)])
def test_what_stands_on_many_sales_is_no_orders_number(
    ledger: SqliteLedger, many: int, found: str | None
) -> None:
    make_sent(ledger, "RC-1", order_number="O-1")
    for number in range(3, many + 1):
        put(ledger, twin(f"RC-{number}", total=100 * number))
    put(ledger, twin())
    assert ledger.same_order(twin()) == found


def test_a_sale_without_a_total_is_nobodys_twin(ledger: SqliteLedger) -> None:
    make_sent(ledger, "RC-1", order_number="O-1", total=0)
    put(ledger, twin(total=None))
    assert ledger.same_order(twin(total=None)) is None


def test_what_another_receipt_holds_is_judged_with_the_new_ones(ledger: SqliteLedger) -> None:
    make_sent(ledger, "RC-1", order_number="O-1")
    for number, other in (("RC-2", "RC-1"), ("RC-3", "IV-9")):
        put(ledger, twin(number))
        held = Verdict(State.BLOCKED, Code.ALREADY_IN_PEAK, {"other": other})
        ledger.judged(stored(ledger, number), held)
    put(ledger, receipt("RC-4"))
    ledger.judged(stored(ledger, "RC-4"), BLOCKED)
    put(ledger, receipt("RC-5"))
    # What another program's document holds is looked at again when PEAK's lists have changed.
    assert [one.receipt.number for one in ledger.to_judge(only_new=True)] == ["RC-5", "RC-2"]
