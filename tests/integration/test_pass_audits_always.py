"""What stops the sending alone does not stop the audit, which only reads."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.sales import (
    QUICK,
    Action,
    codes,
    export,
    fail_500,
    line,
    sale,
    show_html,
    standing,
)
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_orders import BANGKOK
from xpeak_desktop.sandbox.switches import Switches


@pytest.fixture
def today() -> date:
    return datetime.now(BANGKOK).date()


@pytest.fixture
def shop(tmp_path: Path, today: date) -> Iterator[ShopProfile]:
    """One receipt is sent and then voided in PEAK, another waits, and an audit is due."""
    with PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=0) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK)
        export(profile, sale("RC-1", issued_on=today))
        assert standing(profile.command("sync")[1]) == {"sent": 1}
        server.books.void("RC-1")
        write_meta(profile, "audit", None)
        export(profile, sale("RC-2", issued_on=today, lines=(line(price="214"),)), name="b.csv")
        yield profile


def write_meta(shop: ShopProfile, name: str, value: str | None) -> None:
    connection = sqlite3.connect(shop.ledger)
    connection.execute("DELETE FROM meta WHERE name = ?", (name,))
    if value is not None:
        connection.execute("INSERT INTO meta VALUES (?, ?)", (name, value))
    connection.commit()
    connection.close()


def no_quota(shop: ShopProfile) -> None:
    shop.server.switches.quota_rate = 1.0


def comparing(shop: ShopProfile) -> None:
    shop.set_up(**{"settle_seconds = 300": "settle_seconds = 300"})
    write_meta(shop, "reconcile", "new")


def first_document_waits(shop: ShopProfile) -> None:
    write_meta(shop, "proved_modes", None)
    shop.server.switches.visible_after_seconds = 60


def the_first_is_not_booked(shop: ShopProfile) -> None:
    write_meta(shop, "proved_modes", None)
    shop.server.switches.journals_after_seconds = 60


def lists_that_meet(action: Action) -> Callable[[ShopProfile], None]:
    """PEAK's lists of services and accounts end in this; all else is answered."""

    def stop(shop: ShopProfile) -> None:
        def meet(exchange: Exchange, _faults: Faults) -> None:
            if exchange.path in ("/services/list", "/paymentmethods"):
                action(exchange)

        shop.server.faults.add("before_answer", meet)

    return stop


@pytest.mark.parametrize(
    ("stop", "told"),
    [
        (lists_that_meet(fail_500), "peak_error"),
        (lists_that_meet(show_html), "peak_odd_answer"),
        (no_quota, "peak_quota"),
        (comparing, "comparing_first"),
        (first_document_waits, "first_document_waits"),
        (the_first_is_not_booked, "not_booked"),
    ],
)
def test_a_void_is_seen_though_nothing_can_be_sent(
    shop: ShopProfile, stop: Callable[[ShopProfile], None], told: str
) -> None:
    stop(shop)
    answer = shop.command("sync")[1]
    assert standing(answer)["voided"] == 1
    assert told in [code for _, code in codes(answer)]


def test_nobody_is_audited_while_peak_cannot_be_read(shop: ShopProfile) -> None:
    shop.server.switches.http_500_before_rate = 1.0
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (3, {"sent": 1, "ready": 1})


def test_the_books_of_another_business_are_not_audited(shop: ShopProfile) -> None:
    write_meta(shop, "business_id", "somebody else's")
    write_meta(shop, "business_name", "somebody else's")
    answer = shop.command("sync")[1]
    assert (standing(answer)["sent"], standing(answer).get("voided")) == (1, None)
