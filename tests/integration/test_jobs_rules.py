"""The jobs of the pages "Rules" and "Review", against the real ledger and PEAK's look-alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.desk import at_desk
from tests.sales import DAY, KBANK, NOT_NAMED, export, line, sale
from tests.shop_profile import ShopProfile
from xpeak_desktop.bootstrap.desk import Desk
from xpeak_desktop.domain.document import expected
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.domain.settings import Source
from xpeak_desktop.ports import Counted
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_people import Buyer
from xpeak_desktop.sandbox.shop_receipt import ShopReceipt
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.jobs.keeping import KeepSettings
from xpeak_desktop.services.jobs.review import LookAtReview, StartSending
from xpeak_desktop.services.jobs.rules import LookAtRules

COMPANY = Buyer(
    "บริษัท ทดสอบ จำกัด", tax_id="0105551234567", branch="สำนักงานใหญ่", address="99 ถนนสุขุมวิท"
)


@contextmanager
def shop_with(folder: Path, *receipts: ShopReceipt) -> Iterator[tuple[ShopProfile, Desk]]:
    """A shop whose wizard stands before the page "Rules", and the room its jobs are done in."""
    with PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=0) as server:
        shop = ShopProfile(folder, server)
        export(shop, *receipts)
        shop.set_up()
        with at_desk(shop) as desk:
            desk.use_settings(replace(desk.settings, set_up=False))
            yield shop, desk


def test_rules_are_told_in_receipts_and_baht_by_day(tmp_path: Path) -> None:
    sales = (
        sale("RC-1", issued_on=date(2026, 10, 31)),
        sale("RC-2"),
        sale("RC-3", vat_mode="none"),
        sale("RC-4", kind="tax_invoice", buyer=COMPANY),
        sale("RC-5", cancelled=True),
        sale("RC-6", channel="ShopeePay"),
    )
    with shop_with(tmp_path, *sales) as (_shop, desk):
        facts = LookAtRules().do(desk)
    november = date(2026, 11, 1)
    assert facts.before(november) == Counted(1, 10_700)
    assert facts.taxed_from(november) == Counted(2, 21_400)
    assert facts.plain_from(november) == Counted(1, 10_700)
    assert facts.plain_from(date(2026, 10, 1)) == Counted(2, 21_400)
    assert facts.months() == (
        (date(2026, 10, 1), Counted(1, 10_700)),
        (november, Counted(3, 32_100)),
    )


def test_kept_rules_outlive_the_program_and_judge_at_once(tmp_path: Path) -> None:
    sales = (sale("RC-1", issued_on=date(2026, 10, 31)), sale("RC-2"))
    with shop_with(tmp_path, *sales) as (shop, desk):
        rules = replace(desk.settings.rules, start_date=date(2026, 11, 1))
        KeepSettings(rules=rules).do(desk)
        assert desk.ledger.counts()[State.EXCLUDED].receipts == 1
        months = replace(rules, filed_months=frozenset({"2026-11"}))
        KeepSettings(rules=months).do(desk)
        held = [(row.number, row.code) for row in desk.ledger.held()]
    assert held == [("RC-2", Code.DATE_IN_CLOSED_MONTH)]
    with at_desk(shop) as again:
        assert again.settings.rules == months


# --------------------------------------------------------------------------- review


def test_the_review_puts_every_receipt_into_one_part(tmp_path: Path) -> None:
    sales = (
        sale("RC-1", issued_on=date(2026, 9, 30)),
        sale("RC-2"),
        sale("RC-3", channel="บัตรเครดิต"),
        sale("RC-4", channel="ShopeePay"),
        sale("RC-5", channel=NOT_NAMED),
        sale("RC-6", lines=(line("NOT-IN-PEAK"),)),
        sale("RC-7", lines=(line("NOR-THIS"),)),
        sale("RC-8", total=Decimal("999.00")),
    )
    with shop_with(tmp_path, *sales) as (shop, desk):
        review = LookAtReview().do(desk)
        counts = desk.ledger.counts()
        assert shop.posts() == 0
    assert review.going == counts[State.READY] == Counted(2, 21_400)
    assert [share.name for share in review.will_go] == sorted(["บัตรเครดิต", KBANK])
    assert review.left_out == counts[State.EXCLUDED] == Counted(2, 21_400)
    assert review.held == counts[State.BLOCKED]
    parts = (review.going, review.at_peak, review.left_out, review.held)
    assert sum(part.receipts for part in parts) == review.total.receipts == len(sales)
    assert sum(part.satang for part in parts) == review.total.satang
    told = {one.problem.code: one for one in review.waiting}
    assert told[Code.PRODUCT_UNMATCHED].counted.receipts == 2
    assert told[Code.PRODUCT_UNMATCHED].problem.params["sku"] == "NOR-THIS, NOT-IN-PEAK"
    assert told[Code.TOTAL_MISMATCH].counted == Counted(1, 99_900)
    left_out = {one.problem.code: one.problem.params for one in review.not_sent}
    assert left_out[Code.CHANNEL_OFF]["channel"] == "ShopeePay"


def test_the_examples_are_what_peak_then_gets(tmp_path: Path) -> None:
    sales = [
        sale("RC-1", shipping=Decimal("50.00"), discount=Decimal("7.00")),
        sale("RC-2", vat_mode="exclude", lines=(line(quantity=3), line("SKU-0002", "39.25"))),
        sale("RC-3", kind="tax_invoice", buyer=COMPANY),
        sale("RC-4", vat_mode="none"),
        sale("RC-5"),
        sale("RC-6"),
    ]
    with shop_with(tmp_path, *sales) as (shop, desk):
        review = LookAtReview().do(desk)
        assert [one.document.code for one in review.examples] == [f"RC-{n}" for n in range(1, 6)]
        assert {one.account for one in review.examples} == {
            method.name for method in desk.ledger.methods() if method.code == "BSV001"
        }
        StartSending().do(desk)
        result = desk.sync(lambda _progress: None)
        assert result.sent == len(sales)
        for stored in desk.ledger.sent_between(DAY, DAY):
            told = next((e for e in review.examples if e.document.code == stored.number), None)
            if told is not None:
                sent = desk.ledger.sent_document(stored.receipt_id)
                assert sent is not None
                assert replace(told.document, contact_id=sent.contact_id) == sent
        assert set(shop.live()) == {receipt.number for receipt in sales}


def test_what_peak_shows_already_is_no_example(tmp_path: Path) -> None:
    with shop_with(tmp_path, sale("RC-1"), sale("RC-2")) as (_shop, desk):
        example = LookAtReview().do(desk).examples[0]
        shown = replace(expected(replace(example.document, contact_id="c")), peak_id="p-1")
        desk.ledger.set_date_read(DAY, [shown])
        assert [one.document.code for one in LookAtReview().do(desk).examples] == ["RC-2"]


def test_starting_is_kept_and_sends_nothing_by_itself(tmp_path: Path) -> None:
    with shop_with(tmp_path, sale()) as (shop, desk):
        assert not desk.settings.set_up
        assert StartSending().do(desk).set_up
        assert shop.posts() == 0
    with at_desk(shop) as again:
        assert again.settings.set_up


def test_nothing_starts_while_an_earlier_page_lacks_something(tmp_path: Path) -> None:
    with shop_with(tmp_path, sale()) as (shop, desk):
        desk.use_settings(replace(desk.settings, source=Source()))
        with pytest.raises(Trouble) as raised:
            StartSending().do(desk)
        assert raised.value.problem.code is Code.SOURCE_MISSING
        assert not desk.settings.set_up
    with at_desk(shop) as again:
        assert not again.settings.set_up


@pytest.mark.parametrize(
    ("sales", "possible"),
    [
        ((), True),
        ((sale("RC-1", issued_on=date(2020, 1, 1)),), True),
        ((sale("RC-1"),), True),
        ((sale("RC-1", channel=NOT_NAMED),), False),
        ((sale("RC-1", channel=NOT_NAMED), sale("RC-2")), True),
    ],
    ids=["nothing at all", "only old ones", "something goes", "all wait", "some wait"],
)
def test_one_can_start_unless_everything_waits_for_a_person(
    tmp_path: Path, sales: tuple[ShopReceipt, ...], possible: bool
) -> None:
    with shop_with(tmp_path, *sales) as (_shop, desk):
        assert LookAtReview().do(desk).can_start is possible


def test_peak_is_asked_only_for_what_is_not_known(tmp_path: Path) -> None:
    with shop_with(tmp_path, sale()) as (shop, desk):
        before = dict(shop.server.books.request_counts)
        LookAtReview().do(desk)
        assert dict(shop.server.books.request_counts) == before
        desk.ledger.set_methods([])
        review = LookAtReview().do(desk)
        assert review.examples
        after = shop.server.books.request_counts
        asked = {name for name, count in after.items() if count != before.get(name, 0)}
        assert {name for name in asked if name.startswith("GET")} == {"GET /paymentmethods"}
