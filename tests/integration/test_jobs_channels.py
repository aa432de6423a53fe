"""The jobs of the page "Bank channels", against the real ledger and PEAK's look-alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from tests.desk import at_desk
from tests.sales import KBANK, NOT_NAMED, SCB, export, sale
from tests.shop_profile import ShopProfile
from xpeak_desktop.bootstrap.desk import Desk
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Area, Code
from xpeak_desktop.domain.rules import CASH, ChannelRule
from xpeak_desktop.ports import Counted
from xpeak_desktop.sandbox.master_data import lower_keys
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_receipt import ShopReceipt
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.jobs.channels import (
    DecideChannels,
    JudgeByChannels,
    LookAtChannels,
    LookAtChannelsKept,
)


@contextmanager
def shop_with(folder: Path, *receipts: ShopReceipt) -> Iterator[tuple[ShopProfile, Desk]]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=0) as server:
        shop = ShopProfile(folder, server)
        export(shop, *receipts)
        shop.set_up()
        with at_desk(shop) as desk:
            yield shop, desk


def test_every_channel_of_the_sales_is_told_with_its_receipts_and_baht(tmp_path: Path) -> None:
    sales = (sale("RC-1"), sale("RC-2"), sale("RC-3", channel=NOT_NAMED))
    with shop_with(tmp_path, *sales) as (_shop, desk):
        told = LookAtChannels().do(desk)
    seen = {line.name: (line.seen, line.rule.send) for line in told.lines}
    assert seen[KBANK] == (Counted(2, 21_400), True)
    assert seen[NOT_NAMED] == (Counted(1, 10_700), None)
    # Named in the configuration, never seen in a sale: still told.
    assert seen["ShopeePay"] == (Counted(0, 0), False)
    assert [method.code for method in told.methods] == ["CSH001", "BSV001", "BSV002"]


def test_undecided_channels_come_first_and_say_how_many_receipts_wait(tmp_path: Path) -> None:
    sales = [sale(f"RC-{number}") for number in range(1, 6)]
    sales += [sale("RC-7", channel=NOT_NAMED), sale("RC-8", channel="LINE Pay")]
    with shop_with(tmp_path, *sales, sale("RC-9", channel="LINE Pay")) as (_shop, desk):
        told = LookAtChannelsKept().do(desk)
    first = [(line.name, line.waiting) for line in told.lines[:3]]
    assert first == [("LINE Pay", 2), (NOT_NAMED, 1), (KBANK, 0)]


def test_a_decision_outlives_the_program_and_judges_at_once(tmp_path: Path) -> None:
    with shop_with(tmp_path, sale("RC-1", channel=NOT_NAMED)) as (shop, desk):
        rule = ChannelRule(NOT_NAMED, send=True, pay_into="BSV002")
        told = DecideChannels((rule,)).do(desk)
        ready = desk.ledger.counts()[State.READY].receipts
        told_off = DecideChannels((ChannelRule(NOT_NAMED, send=False),)).do(desk)
        excluded = [row.code for row in desk.ledger.rows(0, 9, (State.EXCLUDED,))]
        DecideChannels((rule,)).do(desk)
    assert ready == 1
    assert next(line for line in told.lines if line.name == NOT_NAMED).rule == rule
    assert next(line for line in told_off.lines if line.name == NOT_NAMED).waiting == 0
    assert excluded == [Code.CHANNEL_OFF]
    with at_desk(shop) as again:
        assert again.ledger.channels()[NOT_NAMED] == rule


def test_several_decisions_are_kept_together(tmp_path: Path) -> None:
    sales = (sale("RC-1", channel=NOT_NAMED), sale("RC-2", channel="LINE Pay"))
    with shop_with(tmp_path, *sales) as (_shop, desk):
        rules = (ChannelRule(NOT_NAMED, send=True), ChannelRule("LINE Pay", send=True))
        DecideChannels(rules).do(desk)
        assert desk.ledger.counts()[State.READY].receipts == 2


def test_an_account_that_is_gone_from_peak_is_noticed_and_holds_its_receipts(
    tmp_path: Path,
) -> None:
    with shop_with(tmp_path, sale("RC-1"), sale("RC-2", channel=SCB)) as (shop, desk):
        shop.server.books.methods.remove("BSV001")
        told = LookAtChannels().do(desk)
        held = [(row.number, row.code) for row in desk.ledger.held()]
    gone = {line.name: told.is_gone(line.rule) for line in told.lines}
    assert gone[KBANK]
    assert not gone[SCB]
    assert held == [("RC-1", Code.METHOD_MISSING)]


def test_an_account_added_in_peak_is_there_after_checking_again(tmp_path: Path) -> None:
    with shop_with(tmp_path, sale("RC-1")) as (shop, desk):
        LookAtChannels().do(desk)
        shop.server.books.methods.create(lower_keys({"type": 2, "name": "กรุงเทพ"}))
        kept = LookAtChannelsKept().do(desk)
        asked = LookAtChannels().do(desk)
    assert len(kept.methods) == 3
    assert asked.methods[-1].name == "กรุงเทพ"


def test_without_a_cash_account_cash_is_gone(tmp_path: Path) -> None:
    with shop_with(tmp_path, sale("RC-1")) as (shop, desk):
        shop.server.books.methods.remove("CSH001")
        told = LookAtChannels().do(desk)
    assert told.is_gone(ChannelRule(KBANK, send=True, pay_into=CASH))


def test_with_peak_down_the_channels_are_still_told_and_can_be_decided(tmp_path: Path) -> None:
    with shop_with(tmp_path, sale("RC-1", channel=NOT_NAMED)) as (shop, desk):
        before = shop.server.books.request_counts.total()
        shop.server.stop()
        told = LookAtChannels().do(desk)
        decided = DecideChannels((ChannelRule(NOT_NAMED, send=True),)).do(desk)
        assert shop.server.books.request_counts.total() == before
    assert told.problem is not None
    assert told.problem.area is Area.PEAK
    assert len(told.methods) == 3
    assert decided.problem is None
    assert {line.name: line.rule.send for line in decided.lines}[NOT_NAMED] is True


def test_receipts_of_any_day_are_counted(tmp_path: Path) -> None:
    sales = (sale("RC-1", issued_on=date(2026, 10, 1)), sale("RC-2", cancelled=True))
    with shop_with(tmp_path, *sales) as (_shop, desk):
        told = LookAtChannelsKept().do(desk)
    assert {line.name: line.seen.receipts for line in told.lines}[KBANK] == 2


def test_quick_decisions_are_kept_first_and_judged_by_at_the_end(tmp_path: Path) -> None:
    with shop_with(tmp_path, sale("RC-1", channel=NOT_NAMED)) as (_shop, desk):
        rule = ChannelRule(NOT_NAMED, send=True)
        told = DecideChannels((rule,), judge=False).do(desk)
        assert desk.ledger.counts()[State.READY].receipts == 0
        JudgeByChannels().do(desk)
        assert desk.ledger.counts()[State.READY].receipts == 1
    assert rule in [line.rule for line in told.lines]
