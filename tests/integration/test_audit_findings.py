"""The audit at the end of real passes: what people and lines do to PEAK is found, not repeated."""

import contextlib
import json
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.sales import QUICK, codes, export, on_posts, sale, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.domain.receipt import BANGKOK
from xpeak_desktop.ledger.sqlite import open_ledger, open_reader
from xpeak_desktop.ports import CaseTold
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.auditing import MOST_LISTS
from xpeak_desktop.services.contacts import GENERAL_CODE

TODAY = SystemClock().now().astimezone(BANGKOK).date()
START = {"start_date = 2026-10-01": "start_date = 2020-01-01"}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK, **START)
        yield profile


def sell(shop: ShopProfile, *numbers: str, day: date = TODAY) -> tuple[int, dict[str, Any]]:
    """One pass with new sales of today."""
    sold = [sale(number, issued_on=day) for number in numbers]
    export(shop, *sold, name=f"{numbers[0]}.csv")
    return shop.command("sync")


def an_hour_later(shop: ShopProfile) -> tuple[int, dict[str, Any]]:
    """A pass that reads today's list again."""
    ledger = open_ledger(shop.ledger, SystemClock())
    plan = json.loads(ledger.meta("audit") or "{}")
    ledger.set_meta("audit", json.dumps({**plan, "recent_at": ""}))
    ledger.close()
    return shop.command("sync")


def asked(shop: ShopProfile, name: str) -> int:
    return int(shop.server.books.request_counts.get(name, 0))


def cases_ever(shop: ShopProfile, number: str) -> tuple[CaseTold, ...]:
    with contextlib.closing(open_reader(shop.ledger)) as reader:
        (row,) = reader.rows(0, 9, (), number)
        told = reader.receipt(row.receipt_id)
    assert told is not None
    return told.cases


def day_text(day: date = TODAY) -> str:
    return f"{day:%Y%m%d}"


# ---------------------------------------------------------------------- what people do in PEAK


def test_a_receipt_voided_in_peak_becomes_voided_and_is_never_sent_again(
    shop: ShopProfile,
) -> None:
    assert sell(shop, "RC-1", "RC-2")[0] == 0
    shop.server.books.void("RC-1")
    code, answer = an_hour_later(shop)
    assert (code, standing(answer)) == (0, {"sent": 1, "voided": 1})
    posts = shop.posts()
    export(shop, sale("RC-1", issued_on=TODAY), sale("RC-2", issued_on=TODAY), name="again.csv")
    _, answer = an_hour_later(shop)
    assert standing(answer) == {"sent": 1, "voided": 1}
    assert (shop.posts(), sorted(shop.live())) == (posts, ["RC-2"])
    _, answer = shop.command("compare", "--day", TODAY.isoformat())
    assert (answer["voided_in_peak"], answer["not_in_peak"]) == (["RC-1"], [])
    assert answer["difference"] == "0.00"


def test_an_edit_in_peak_is_one_case_until_it_is_taken_back(shop: ShopProfile) -> None:
    sell(shop, "RC-1", "RC-2")
    shop.server.books.accountant_edit("RC-2", netAmount=Decimal("99.00"))
    for _ in range(3):
        code, answer = an_hour_later(shop)
        assert (code, codes(answer)) == (1, [("RC-2", "peak_changed")])
    assert answer["problems"][0]["params"] == {"field": "net", "ours": "107.00", "peak": "99.00"}
    assert len(cases_ever(shop, "RC-2")) == 1
    code, answer = shop.command("status")
    assert (code, codes(answer)) == (1, [("RC-2", "peak_changed")])
    code, answer = shop.command("compare", "--day", TODAY.isoformat())
    assert (code, codes(answer)) == (1, [("RC-2", "peak_changed")])
    assert answer["problems"][0]["params"]["peak"] == "99.00"
    # Nothing was changed back by us; a person does.
    assert shop.server.books.receipts_with_code("RC-2")[0]["netAmount"] == Decimal("99.00")
    shop.server.books.accountant_edit("RC-2", netAmount=Decimal("107.00"))
    code, answer = an_hour_later(shop)
    assert (code, codes(answer)) == (0, [])


def test_a_document_moved_to_another_day_is_a_case(shop: ShopProfile) -> None:
    sell(shop, "RC-1", "RC-2")
    yesterday = TODAY - timedelta(days=1)
    shop.server.books.accountant_edit("RC-2", issuedDate=day_text(yesterday))
    # Its own day's list does not show it any more, which is looked into once it has rested.
    for _ in range(40):
        code, answer = an_hour_later(shop)
        if codes(answer):
            break
    assert (code, codes(answer)) == (1, [("RC-2", "peak_changed")])
    assert answer["problems"][0]["params"] == {
        "field": "date",
        "ours": TODAY.isoformat(),
        "peak": yesterday.isoformat(),
    }


# ---------------------------------------------------------------------- doubles


def test_a_double_is_found_shown_everywhere_and_closed_when_one_is_void(
    shop: ShopProfile,
) -> None:
    sell(shop, "RC-1", "RC-2")
    shop.server.books.add_foreign_receipt(
        "RC-2", 10700, day_text(), vat=700, contact_code=GENERAL_CODE
    )
    posts = shop.posts()
    code, answer = an_hour_later(shop)
    assert (code, codes(answer)) == (1, [("RC-2", "duplicate_in_peak")])
    assert answer["problems"][0]["params"]["count"] == "2"
    assert shop.command("status")[0] == 1
    code, answer = shop.command("compare", "--day", TODAY.isoformat())
    assert (code, answer["doubles"]) == (1, ["RC-2"])
    assert codes(answer) == [("RC-2", "duplicate_in_peak")]
    # PEAK holds one sale too much.
    assert answer["difference"] == "-107.00"
    _, text = shop.raw("compare", "--day", TODAY.isoformat(), "--lang", "en")
    assert "RC-2: PEAK has more than one of this number: 2 of RC-2" in text
    shop.server.books.void("RC-2")
    code, answer = an_hour_later(shop)
    assert (code, standing(answer)) == (0, {"sent": 2})
    assert shop.posts() == posts


def test_a_person_who_voids_ours_and_keeps_a_strangers_is_asked_about_it(
    shop: ShopProfile,
) -> None:
    sell(shop, "RC-1", "RC-2")
    shop.server.books.add_foreign_receipt("RC-2", 10700, day_text(), vat=700)
    shop.server.books.void("RC-2")
    code, answer = an_hour_later(shop)
    assert (code, codes(answer)) == (1, [("RC-2", "peak_changed")])
    assert answer["problems"][0]["params"]["field"] == "contact"
    assert standing(answer) == {"sent": 2}


def test_compare_names_a_double_that_no_audit_has_seen_yet(shop: ShopProfile) -> None:
    sell(shop, "RC-1")
    shop.server.books.add_foreign_receipt("RC-1", 10700, day_text(), vat=700)
    code, answer = shop.command("compare", "--day", TODAY.isoformat())
    assert (code, answer["doubles"]) == (1, ["RC-1"])
    assert codes(answer) == [("RC-1", "duplicate_in_peak")]


def test_a_post_that_the_line_repeated_is_found_in_the_same_pass(shop: ShopProfile) -> None:
    shop.server.switches.unique_codes = False
    posted: list[str] = []

    def repeat(exchange: Exchange) -> None:
        shop.server.books.add_foreign_receipt(posted[2], 10700, day_text(), vat=700)

    on_posts(shop, repeat, 3, point="after_handling", posted=posted)
    code, answer = sell(shop, "RC-1", "RC-2", "RC-3", "RC-4")
    assert (code, codes(answer)) == (1, [(posted[2], "duplicate_in_peak")])
    assert standing(answer) == {"sent": 4}


# ---------------------------------------------------------------------- foreign documents


def test_a_foreign_document_that_came_later_holds_the_same_sale(shop: ShopProfile) -> None:
    sell(shop, "RC-1")
    shop.server.books.add_foreign_receipt("IV-9", 10700, day_text(), vat=700, reference="SO-RC-2")
    assert an_hour_later(shop)[0] == 0
    code, answer = sell(shop, "RC-2")
    assert (code, codes(answer)) == (1, [("RC-2", "already_in_peak")])
    assert sorted(shop.live()) == ["IV-9", "RC-1"]


def test_a_foreign_document_that_was_voided_holds_nothing_any_more(shop: ShopProfile) -> None:
    shop.server.books.add_foreign_receipt("IV-9", 10700, day_text(), vat=700, reference="SO-RC-2")
    code, answer = sell(shop, "RC-1", "RC-2")
    assert codes(answer) == [("RC-2", "already_in_peak")]
    shop.server.books.void("IV-9")
    an_hour_later(shop)
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (0, {"sent": 2})


# ---------------------------------------------------------------------- lists that lag, trouble


def test_a_list_that_lags_opens_no_case(shop: ShopProfile) -> None:
    shop.set_up(**START)
    assert sell(shop, "RC-1")[0] == 0
    shop.server.switches.visible_after_seconds = 5000
    code, answer = sell(shop, "RC-2", "RC-3")
    for _ in range(3):
        code, answer = an_hour_later(shop)
        assert (code, standing(answer)) == (0, {"sent": 3})
    shop.server.books.let_pass(5000)
    assert an_hour_later(shop)[0] == 0
    assert cases_ever(shop, "RC-2") == cases_ever(shop, "RC-3") == ()


def test_what_peak_no_longer_shows_is_a_case_and_is_not_sent_again(shop: ShopProfile) -> None:
    sell(shop, "RC-1", "RC-2")
    posts = shop.posts()
    # Renumbered by somebody: under our number PEAK shows nothing.
    hide(shop, "RC-2")
    for _ in range(40):
        code, answer = an_hour_later(shop)
        if codes(answer):
            break
        # Absence counts twice, a settle window apart, and PEAK tells its time in whole seconds.
        time.sleep(0.1)
    assert (code, codes(answer)) == (1, [("RC-2", "missing_in_peak")])
    assert answer["problems"][0]["params"] == {"number": "RC-2", "total": "107.00"}
    assert standing(answer) == {"sent": 2}
    code, answer = shop.command("compare", "--day", TODAY.isoformat())
    assert (code, codes(answer)) == (1, [("RC-2", "missing_in_peak")])
    assert (answer["not_in_peak"], answer["difference"]) == (["RC-2"], "107.00")
    assert shop.posts() == posts


def hide(shop: ShopProfile, number: str) -> None:
    def leave_out(exchange: Exchange, _faults: Faults) -> None:
        answer = exchange.answer
        if exchange.name in ("GET /receipts", "GET /receipts/list") and answer is not None:
            body = answer["PeakReceipts"]
            shown = [one for one in body["receipts"] if one["code"] != number]
            exchange.answer = {"PeakReceipts": {**body, "receipts": shown}}
            body = exchange.answer["PeakReceipts"]
            if "totalReceipt" in body:
                body["totalReceipt"] = len(shown)

    shop.server.faults.add("before_answer", leave_out)


def test_a_token_that_dies_in_the_middle_of_an_audit_opens_no_case(shop: ShopProfile) -> None:
    sell(shop, "RC-1", "RC-2")
    shop.server.books.void("RC-1")
    shop.server.books.accountant_edit("RC-2", netAmount=Decimal("99.00"))
    died: list[str] = []

    def die(exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == "GET /receipts/list" and not died:
            died.append(exchange.path)
            # PEAK's dead token: HTTP 200, an empty list, and 600 in the body.
            exchange.reply({"PeakReceipts": {"resCode": "600", "resDesc": "", "receipts": []}})

    shop.server.faults.add("before_handling", die)
    code, answer = an_hour_later(shop)
    # A good pass stays one, and what was not looked at is made up for.
    assert (code, answer["ok"], codes(answer)) == (0, True, [])
    assert died
    # Somebody else may have been let in: PEAK's lists are read twice first.
    for _ in range(3):
        code, answer = shop.sync_until_nothing_rests()
    assert standing(answer) == {"sent": 1, "voided": 1}
    assert codes(answer) == [("RC-2", "peak_changed")]


def test_a_peak_that_goes_away_in_the_middle_of_an_audit_is_tried_again(
    shop: ShopProfile,
) -> None:
    sell(shop, "RC-1", "RC-2")
    shop.server.books.void("RC-1")
    away = True

    def fail(exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == "GET /receipts/list" and away:
            exchange.reply({"message": "An error has occurred."}, status=500)

    shop.server.faults.add("before_handling", fail)
    code, answer = an_hour_later(shop)
    assert (code, standing(answer), codes(answer)) == (0, {"sent": 2}, [])
    away = False
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (0, {"sent": 1, "voided": 1})


# ---------------------------------------------------------------------- how much it asks


def test_a_pass_reads_only_a_few_days_and_the_next_ones_the_rest(shop: ShopProfile) -> None:
    days = [TODAY - timedelta(days=ago) for ago in range(34)]
    export(shop, *(sale(f"RC-{ago:02}", issued_on=day) for ago, day in enumerate(days)))
    code, _ = shop.command("sync")
    before = asked(shop, "GET /receipts/list")
    assert before == len(days) + MOST_LISTS
    asked_after = []
    for _ in range(4):
        code, answer = shop.command("sync")
        asked_after.append(asked(shop, "GET /receipts/list") - before)
    assert asked_after == [MOST_LISTS, 34 - MOST_LISTS, 34 - MOST_LISTS, 34 - MOST_LISTS]
    assert (code, codes(answer)) == (0, [])


def test_a_pass_with_nothing_to_do_asks_peak_for_nothing_more(shop: ShopProfile) -> None:
    sell(shop, "RC-1", "RC-2")
    lists, look_ups = asked(shop, "GET /receipts/list"), asked(shop, "GET /receipts")
    assert shop.command("sync")[0] == 0
    assert asked(shop, "GET /receipts/list") == lists
    assert asked(shop, "GET /receipts") == look_ups
