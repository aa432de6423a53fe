"""One day, buyer or row that PEAK cannot answer for holds its own receipts, and nobody else's."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk import at_desk
from tests.sales import DAY, QUICK, Action, codes, export, fail_500, sale, show_html, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_people import Buyer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.jobs.corrections import CheckAgain

COMPANY = Buyer(
    "บริษัท เอ จำกัด", tax_id="0105561000013", branch="00000", address="1 ถ.สุขุมวิท กรุงเทพฯ 10110"
)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK)
        yield profile


class Spell:
    """What PEAK does to some calls for as long as it lasts."""

    def __init__(
        self, shop: ShopProfile, action: Action, struck: Callable[[Exchange], bool]
    ) -> None:
        self.lasts = True
        self._action, self._struck = action, struck
        shop.server.faults.add("before_handling", self._meet)

    def _meet(self, exchange: Exchange, _faults: Faults) -> None:
        if self.lasts and self._struck(exchange):
            self._action(exchange)


def day_list_of(*days: int) -> Callable[[Exchange], bool]:
    """The lists of these days of the month."""
    wanted = {f"{DAY.replace(day=day):%Y%m%d}" for day in days}
    return lambda one: one.name == "GET /receipts/list" and one.query.get("datestart") in wanted


@pytest.mark.parametrize("action", [fail_500, show_html])
def test_a_day_that_cannot_be_listed_keeps_no_other_day_from_going(
    shop: ShopProfile, action: Action
) -> None:
    days = [sale(f"RC-{day}", issued_on=DAY.replace(day=day)) for day in (5, 6, 7)]
    export(shop, *days, sale("RC-5B"))
    spell = Spell(shop, action, day_list_of(5))
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (3, {"ready": 2, "sent": 2})
    [(_, told)] = codes(answer)
    assert told == ("peak_error" if action is fail_500 else "peak_odd_answer")
    spell.lasts = False
    code, answer = shop.sync_until_nothing_rests()
    assert (code, standing(answer)) == (0, {"sent": 4})
    assert sorted(shop.live()) == ["RC-5", "RC-5B", "RC-6", "RC-7"]


def test_days_that_cannot_be_listed_in_a_row_end_the_pass_and_later_ones_get_their_turn(
    shop: ShopProfile,
) -> None:
    days = range(2, 12)
    export(shop, *(sale(f"RC-{day}", issued_on=DAY.replace(day=day)) for day in days))
    Spell(shop, fail_500, day_list_of(2, 3, 4, 5, 6))
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (3, [(None, "peak_error")])
    passes = 1
    while standing(answer) != {"ready": 5, "sent": 5}:
        _, answer = shop.command("sync")
        passes += 1
        # They rest the longer, the more often they could not be asked for.
        assert passes < 15


def test_a_buyer_whose_contact_peak_cannot_make_keeps_nobody_else_from_going(
    shop: ShopProfile,
) -> None:
    invoice = sale("TX-1", kind="tax_invoice", buyer=COMPANY)
    export(shop, invoice, sale("RC-1"), sale("RC-2"))
    spell = Spell(
        shop,
        lambda one: one.reply({"PeakContacts": {"resCode": "999", "resDesc": "No"}}),
        lambda one: one.name == "POST /contacts" and COMPANY.tax_id.encode() in one.raw,
    )
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (3, {"ready": 1, "sent": 2})
    spell.lasts = False
    code, answer = shop.sync_until_nothing_rests()
    assert (code, standing(answer)) == (0, {"sent": 3})


def test_an_odd_row_in_a_days_list_holds_its_own_number_alone(shop: ShopProfile) -> None:
    for number in ("RC-1", "IV-9"):
        shop.server.books.add_foreign_receipt(number, 10700, f"{DAY:%Y%m%d}", vat=700)

    def spoil(exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == "GET /receipts/list" and exchange.answer:
            for row in exchange.answer["PeakReceipts"]["receipts"]:
                row["netAmount"] = {"baht": 107}

    shop.server.faults.add("after_handling", spoil)
    export(shop, sale("RC-1"), sale("RC-2"), sale("RC-3", issued_on=DAY + timedelta(days=1)))
    code, answer = shop.sync_until_nothing_rests()
    assert (code, standing(answer)) == (1, {"blocked": 1, "sent": 2})
    assert codes(answer) == [("RC-1", "number_clash")]


def test_a_contact_that_is_gone_from_peak_is_made_anew_for_the_next_document(
    shop: ShopProfile,
) -> None:
    export(shop, sale("RC-1"))
    shop.command("sync")
    shop.server.books.contacts.remove("XGENERAL")
    export(shop, sale("RC-2"), name="two.csv")
    code, answer = shop.sync_until_nothing_rests()
    assert (code, standing(answer)) == (1, {"rejected": 1, "sent": 1})
    export(shop, sale("RC-3"), name="three.csv")
    code, answer = shop.sync_until_nothing_rests()
    assert standing(answer) == {"rejected": 1, "sent": 2}
    with at_desk(shop) as desk:
        receipt_id = desk.ledger.receipt_id_of("RC-2")
        assert receipt_id is not None
        CheckAgain(receipt_id).do(desk)
    code, answer = shop.sync_until_nothing_rests()
    assert (code, standing(answer)) == (0, {"sent": 3})
    assert sorted(shop.live()) == ["RC-1", "RC-2", "RC-3"]


def test_a_refusal_for_another_reason_costs_one_question_and_keeps_the_contact(
    shop: ShopProfile,
) -> None:
    export(shop, sale("RC-1"))
    shop.command("sync")
    made = len(shop.server.books.contacts)

    def refuse(exchange: Exchange) -> None:
        exchange.reply({"PeakReceipts": {"resCode": "400", "resDesc": "Invalid input"}})

    spell = Spell(shop, refuse, lambda one: one.name == "POST /receipts")
    export(shop, sale("RC-2"), sale("RC-3"), name="two.csv")
    _, answer = shop.command("sync")
    assert standing(answer) == {"rejected": 2, "sent": 1}
    spell.lasts = False
    export(shop, sale("RC-4"), name="four.csv")
    _, answer = shop.sync_until_nothing_rests()
    assert standing(answer) == {"rejected": 2, "sent": 2}
    assert len(shop.server.books.contacts) == made
