"""What the simulation found once, each in its smallest form."""

from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.ledgers import (
    DAY,
    START,
    make_ready,
    make_sending,
    make_sent,
    new_ledger,
    put,
    receipt,
    shown,
    stored,
)
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.rules import ChannelRule, PaymentMethod, PeakItem, Verdict
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ledger.sqlite import SqliteLedger
from xpeak_desktop.ports import Contact, Settled
from xpeak_desktop.services.contacts import GENERAL_CODE
from xpeak_desktop.services.judging import Judging, read_shop
from xpeak_desktop.services.proving import Proofs
from xpeak_desktop.services.sending import Sending
from xpeak_desktop.services.settling import Settling


def with_a_difference(ledger: SqliteLedger) -> Proofs:
    """A first document that PEAK showed with another total."""
    attempt = make_sent(ledger)
    proofs = Proofs(ledger)
    proofs.add(attempt.receipt_id, attempt.document, attempt.started_at)
    ledger.set_meta("proofs", (ledger.meta("proofs") or "").replace("false", "true"))
    ledger.open_case(attempt.receipt_id, Problem(Code.PEAK_TOTAL_DIFFERS))
    return Proofs(ledger)


def test_only_a_difference_in_peak_stops_everybody(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    proofs = with_a_difference(ledger)
    found = proofs.stopping_case()
    assert found is not None
    assert found.code is Code.PEAK_TOTAL_DIFFERS
    # Somebody has looked; that the shop changed the sale since is that receipt's own affair.
    ledger._connection.execute("UPDATE case_ SET closed_at = opened_at")
    receipt_id = next(ledger.between(DAY, DAY)).receipt_id
    ledger.open_case(receipt_id, Problem(Code.CHANGED_AFTER_SEND))
    assert proofs.stopping_case() is None


def test_an_own_document_in_the_list_of_a_day_is_no_clash(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    ledger.set_channel(ChannelRule("หน้าร้าน", send=True))
    ledger.set_methods([PaymentMethod("m1", "CSH001", "เงินสด", cash=True)])
    ledger.set_matches({"TS-01": PeakItem("p1", "TS-01", "เสื้อยืด")})
    make_ready(ledger)
    ledger.set_date_read(DAY, [shown(net=10700, vat=700)])
    shop = read_shop(ledger, Settings(), START)
    Judging(ledger, shop).judge_one(stored(ledger))
    assert stored(ledger).state is State.READY
    ledger.set_date_read(DAY, [shown(net=99900, vat=700)])
    Judging(ledger, shop).judge_one(stored(ledger))
    assert stored(ledger).code is Code.NUMBER_CLASH


def test_the_list_of_a_day_keeps_that_day_only() -> None:
    other = DAY - timedelta(days=1)
    listed = [shown("RC-1"), shown("RC-2", issued_on=other), shown("RC-3", issued_on=None)]

    def receipts_of(first: date, last: date) -> Any:
        return iter(listed)

    sending = SimpleNamespace(_gateway=SimpleNamespace(receipts_of=receipts_of))
    kept = Sending._read_day(cast(Sending, sending), DAY)
    assert [one.code for one in kept] == ["RC-1", "RC-3"]


def test_a_kill_between_judging_and_its_mark_has_all_judged_again(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    ledger.set_channel(ChannelRule("หน้าร้าน", send=True))
    ledger.set_methods([PaymentMethod("m1", "CSH001", "เงินสด", cash=True)])
    ledger.set_matches({"TS-01": PeakItem("p1", "TS-01", "เสื้อยืด")})
    put(ledger, receipt())
    today = Judging(ledger, read_shop(ledger, Settings(), START))
    today.judge_all()
    assert stored(ledger).state is State.READY
    # With a clock far behind everything is in the future; the kill comes before the mark.
    behind = Judging(ledger, read_shop(ledger, Settings(), START - timedelta(days=9)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(behind, "_judge_batch", killed_after(behind))
        with pytest.raises(KeyboardInterrupt):
            behind.judge_all()
    assert stored(ledger).code is Code.DATE_FUTURE
    today.judge_all()
    assert stored(ledger).state is State.READY


def killed_after(judging: Judging) -> Any:
    real = judging._judge_batch

    def judge_batch(batch: Any) -> int:
        real(batch)
        raise KeyboardInterrupt

    return judge_batch


def test_a_wrong_clock_does_not_free_what_peak_refused(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    attempt = make_sending(ledger)
    settled = Settled("rejected", None, "377", "Period closed")
    ledger.finish(attempt, State.REJECTED, settled, Code.PEAK_REJECTED)
    changed = ledger.judged(stored(ledger), Verdict(State.BLOCKED, Code.DATE_FUTURE))
    assert not changed
    assert stored(ledger).state is State.REJECTED


class OnlyCompanies:
    """PEAK of a shop that has sold to companies only."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def contact(self, code: str) -> Contact | None:
        return Contact("c1", code, "") if code in self.made else None

    def create_contact(self, code: str, name: str, buyer: Any) -> Contact:
        self.made.append(code)
        return Contact("c1", code, name)

    def session(self) -> str:
        return "session-1"


def test_the_first_doubt_of_a_shop_can_be_settled(tmp_path: Path) -> None:
    gateway = OnlyCompanies()
    tools = SimpleNamespace(ledger=new_ledger(tmp_path), gateway=gateway, settings=Settings())
    assert Settling(cast(Any, tools)).positive_control() == "session-1"
    assert gateway.made == [GENERAL_CODE]
