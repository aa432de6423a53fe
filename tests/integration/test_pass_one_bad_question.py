"""One question that PEAK never answers, or one row it shows oddly, stops nobody else."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.sales import QUICK, Action, codes, export, fail_500, line, sale, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

SERVICES: Final = "GET /services/list"
METHODS: Final = "GET /paymentmethods"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    """A shop that sent a receipt a pass ago; what comes next has products of its own."""
    with PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=0) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK)
        export(profile, sale("RC-0"))
        assert standing(profile.command("sync")[1]) == {"sent": 1}
        yield profile


def spoil(shop: ShopProfile, name: str, action: Action = fail_500, *, code: str = "") -> None:
    """Do this to every call of a name, or to those that ask for one code alone."""

    def meet(exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == name and code in ("", exchange.query.get("code")):
            action(exchange)

    shop.server.faults.add("before_answer", meet)


def odd_row(exchange: Exchange) -> None:
    """Put a row into a list whose id is nothing that an id can be."""
    assert exchange.answer is not None
    [wrapper] = exchange.answer.values()
    for name, rows in wrapper.items():
        if isinstance(rows, list):
            wrapper[name] = [*rows, {"id": {"odd": True}, "code": "ODD", "name": "ODD"}]


def forget(shop: ShopProfile, *tables: str) -> None:
    """As a ledger that never read these lists of PEAK."""
    connection = sqlite3.connect(shop.ledger)
    for table in tables:
        connection.execute(f"DELETE FROM {table}")
    connection.commit()
    connection.close()


def test_a_product_that_peak_cannot_show_holds_only_what_was_sold_of_it(shop: ShopProfile) -> None:
    fine, odd = sale("RC-1", lines=(line("SKU-0007"),)), sale("RC-2", lines=(line("SKU-0008"),))
    export(shop, fine, odd, name="b.csv")
    forget(shop, "peak_item")
    spoil(shop, "GET /products", code="SKU-0008")
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-2", "product_unmatched")])
    assert standing(answer) == {"sent": 2, "blocked": 1}


@pytest.mark.parametrize("action", [fail_500, odd_row])
@pytest.mark.parametrize("name", [SERVICES, METHODS])
def test_a_list_that_cannot_be_read_stays_as_it_was_known(
    shop: ShopProfile, name: str, action: Action
) -> None:
    export(shop, sale("RC-1", shipping=sale().total), name="b.csv")
    spoil(shop, name, action)
    code, answer = shop.command("sync")
    assert standing(answer) == {"sent": 2}
    told = "peak_error" if action is fail_500 else "peak_odd_answer"
    assert (code, codes(answer)) == (3, [(None, told)])


@pytest.mark.parametrize("name", [SERVICES, METHODS])
def test_without_a_list_that_nobody_knows_nothing_is_held_for_the_wrong_reason(
    shop: ShopProfile, name: str
) -> None:
    forget(shop, "peak_item", "payment_method")
    export(shop, sale("RC-1", shipping=sale().total), name="b.csv")
    spoil(shop, name)
    code, answer = shop.command("sync")
    assert (code, [one for _, one in codes(answer)][-1]) == (3, "peak_error")
    assert standing(answer)["sent"] == 1


def test_when_no_question_is_answered_the_pass_ends(shop: ShopProfile) -> None:
    export(shop, sale("RC-1"), name="b.csv")
    for name in (SERVICES, METHODS):
        spoil(shop, name)
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (3, [(None, "peak_error")])
    assert standing(answer) == {"sent": 1, "ready": 1}


def test_a_list_of_products_that_cannot_be_read_holds_only_what_it_should_match(
    shop: ShopProfile,
) -> None:
    many = [sale(f"RC-{n:02}", lines=(line(f"NEW-{n:02}"),)) for n in range(1, 31)]
    export(shop, sale("RC-A"), *many, name="b.csv")
    spoil(shop, "GET /products/list", odd_row)
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (1, {"sent": 2, "blocked": 30})
