"""What rests by itself but would rest for ever is told, until PEAK or a person has cured it."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from tests.desk import at_desk
from tests.sales import DAY, QUICK, codes, export, fail_500, hang_up, on_posts, sale, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_people import Buyer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.jobs.corrections import CheckAgain, Corrected, TryAgain

TAXPAYER = Buyer("บริษัท ตัวอย่าง จำกัด", "0105556123453", "00000", "กรุงเทพฯ")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=0) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK)
        yield profile


@dataclass
class Mood:
    """Whether PEAK is in it."""

    bad: bool = True


def refuse_contacts(shop: ShopProfile) -> Mood:
    """PEAK says no to every contact of a buyer's own."""
    mood = Mood()

    def meet(exchange: Exchange, _faults: Faults) -> None:
        if mood.bad and exchange.name == "POST /contacts" and b"XGENERAL" not in exchange.raw:
            [row] = json.loads(exchange.raw)["PeakContacts"]["contacts"]
            refused = {"code": row["code"], "resCode": "400", "resDesc": "no such branch"}
            exchange.reply({"PeakContacts": {"resCode": "200", "contacts": [refused]}})

    shop.server.faults.add("before_handling", meet)
    return mood


def no_list_of_contacts(shop: ShopProfile) -> Mood:
    """PEAK answers every question about its contacts with a 500, but makes and finds each."""
    mood = Mood()

    def meet(exchange: Exchange, _faults: Faults) -> None:
        if mood.bad and exchange.name == "GET /contacts/list":
            fail_500(exchange)

    shop.server.faults.add("before_handling", meet)
    return mood


def no_answer_about(shop: ShopProfile, number: str) -> Mood:
    """PEAK answers every question about a number with a 500."""
    mood = Mood()

    def meet(exchange: Exchange, _faults: Faults) -> None:
        asked = exchange.name == "GET /receipts" and exchange.query.get("code") == number
        if mood.bad and asked:
            fail_500(exchange)

    shop.server.faults.add("before_answer", meet)
    return mood


def a_day_passes(shop: ShopProfile) -> None:
    """Let what was sent have been sent two days ago."""
    connection = sqlite3.connect(shop.ledger)
    connection.execute("DROP TRIGGER attempt_keeps_its_document")
    connection.execute("UPDATE attempt SET started_at = '2026-01-01T00:00:00.000000Z'")
    connection.commit()
    connection.close()


def check_again(shop: ShopProfile, number: str) -> Corrected:
    with at_desk(shop) as desk:
        receipt_id = desk.ledger.receipt_id_of(number)
        assert receipt_id is not None
        return CheckAgain(receipt_id).do(desk)


def test_a_buyer_whom_peak_refuses_is_told_and_goes_when_a_person_says_so(
    shop: ShopProfile,
) -> None:
    mood = refuse_contacts(shop)
    export(shop, sale("RC-1"), sale("RC-2", kind="tax_invoice", buyer=TAXPAYER))
    for _ in range(2):
        code, answer = shop.command("sync")
        assert (code, codes(answer)) == (1, [("RC-2", "peak_rejected")])
        assert answer["problems"][0]["params"]["words"] == "no such branch"
        assert standing(answer) == {"sent": 1, "ready": 1}
    assert shop.command("status")[0] == 1
    mood.bad = False
    assert check_again(shop, "RC-2").state is State.READY
    assert shop.command("status")[0] == 0
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (0, {"sent": 2})


def test_a_doubt_that_no_look_up_ends_is_told_after_a_day(shop: ShopProfile) -> None:
    export(shop, sale("RC-1"))
    shop.command("sync")
    mood = no_answer_about(shop, "RC-2")
    export(shop, sale("RC-1"), sale("RC-2"))
    on_posts(shop, hang_up, 1, point="after_handling")
    shop.command("sync")
    answer = shop.command("sync")[1]
    assert (standing(answer), answer["problems"]) == ({"sent": 1, "uncertain": 1}, [])
    a_day_passes(shop)
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-2", "still_uncertain")])
    assert shop.command("status")[0] == 1
    mood.bad = False
    assert check_again(shop, "RC-2").state is State.SENT
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (0, {"sent": 2})
    assert sorted(shop.live()) == ["RC-1", "RC-2"]


def test_looking_at_an_old_doubt_once_proves_no_absence(shop: ShopProfile) -> None:
    export(shop, sale("RC-1"))
    shop.command("sync")
    mood = no_answer_about(shop, "RC-2")
    export(shop, sale("RC-1"), sale("RC-2"))
    posted = on_posts(shop, hang_up, 1)
    shop.command("sync")
    a_day_passes(shop)
    shop.command("sync")
    mood.bad = False
    looked = check_again(shop, "RC-2")
    assert (looked.state, posted) == (State.UNCERTAIN, ["RC-2"])
    assert standing(shop.sync_until_nothing_rests()[1]) == {"sent": 2}
    assert posted == ["RC-2", "RC-2"]


def test_what_waited_in_vain_leaves_in_a_pass_that_is_counted_as_sending(
    shop: ShopProfile,
) -> None:
    """Else the ledger of before would not be known as an old one when it is put back."""
    mood = refuse_contacts(shop)
    export(shop, sale("RC-1"), sale("RC-2", kind="tax_invoice", buyer=TAXPAYER))
    assert standing(shop.command("sync")[1]) == {"ready": 1, "sent": 1}
    before = epoch(shop)
    mood.bad = False
    assert standing(shop.sync_until_nothing_rests()[1]) == {"sent": 2}
    assert epoch(shop) > before


def epoch(shop: ShopProfile) -> int:
    connection = sqlite3.connect(shop.ledger)
    ((value,),) = connection.execute("SELECT value FROM meta WHERE name = 'epoch'")
    connection.close()
    return int(value)


def test_contacts_that_cannot_be_listed_hold_a_new_buyer_only_for_a_while(
    shop: ShopProfile,
) -> None:
    """The accountant's own contact is looked for three times, then one is made."""
    no_list_of_contacts(shop)
    other = replace(TAXPAYER, branch="00001")
    export(
        shop,
        sale("RC-1"),
        sale("RC-2", kind="tax_invoice", buyer=TAXPAYER),
        sale("RC-3", kind="tax_invoice", buyer=other),
    )
    assert standing(shop.command("sync")[1]) == {"ready": 2, "sent": 1}
    assert standing(shop.sync_until_nothing_rests()[1]) == {"sent": 3}
    assert len({row["contactId"] for row in shop.server.books.live_receipts()}) == 3


def test_one_odd_contact_hides_no_other(shop: ShopProfile) -> None:
    row = {"name": "ของนักบัญชี", "code": "C-1", "type": 5, "branchcode": "00000"}
    theirs = shop.server.books.contacts.create({**row, "taxnumber": TAXPAYER.tax_id})

    def meet(exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == "GET /contacts/list" and exchange.answer:
            rows = exchange.answer["PeakContacts"]["contacts"]
            rows.append({"id": "odd", "code": "C-2", "name": "x", "taxNumber": ["0105"]})

    shop.server.faults.add("before_answer", meet)
    export(shop, sale("RC-2", kind="tax_invoice", buyer=TAXPAYER))
    assert standing(shop.sync_until_nothing_rests()[1]) == {"sent": 1}
    [booked] = shop.server.books.live_receipts()
    assert booked["contactId"] == theirs["id"]


@pytest.mark.parametrize("of_all", [True, False])
def test_trying_again_does_not_wait_for_the_rest_to_end(shop: ShopProfile, *, of_all: bool) -> None:
    mood = no_list_of(shop, DAY.replace(day=3))
    days = [DAY.replace(day=2), DAY.replace(day=3), DAY.replace(day=3)]
    export(shop, *(sale(f"RC-{day}", issued_on=one) for day, one in enumerate(days)))
    shop.command("sync")
    far_ahead(shop)
    told = codes(shop.command("status")[1])
    assert told[:2] == [("RC-1", "peak_error"), ("RC-2", "peak_error")]
    mood.bad = False
    # A pass by itself leaves what rests alone.
    assert standing(shop.command("sync")[1]) == {"ready": 2, "sent": 1}
    with at_desk(shop) as desk:
        TryAgain(Code.PEAK_UNREACHABLE).do(desk)
        assert len(list(desk.ledger.stuck())) == 2, "they wait for another reason"
        which = None if of_all else desk.ledger.receipt_id_of("RC-1")
        TryAgain(Code.PEAK_ERROR, which).do(desk)
    expected = {"sent": 3} if of_all else {"ready": 1, "sent": 2}
    assert standing(shop.command("sync")[1]) == expected


def no_list_of(shop: ShopProfile, day: date) -> Mood:
    """PEAK answers every question about a day's documents with a 500."""
    mood = Mood()

    def meet(exchange: Exchange, _faults: Faults) -> None:
        asked = exchange.query.get("datestart") == f"{day:%Y%m%d}"
        if mood.bad and exchange.name == "GET /receipts/list" and asked:
            fail_500(exchange)

    shop.server.faults.add("before_handling", meet)
    return mood


def far_ahead(shop: ShopProfile) -> None:
    """Let what rests have failed so often that it rests for hours."""
    connection = sqlite3.connect(shop.ledger)
    connection.execute(
        "UPDATE receipt SET failures = 5, not_before = '2099-01-01T00:00:00.000000Z'"
        " WHERE state = 'ready'"
    )
    connection.commit()
    connection.close()
