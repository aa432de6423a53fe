"""What rests by itself but would rest for ever is told, until PEAK or a person has cured it."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.desk import at_desk
from tests.sales import QUICK, codes, export, fail_500, hang_up, on_posts, sale, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.domain.journey import State
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_people import Buyer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.jobs.corrections import CheckAgain, Corrected

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
