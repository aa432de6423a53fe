"""What stands in PEAK already, or stands there no more: held or refused, told, never doubled."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.sales import DAY, QUICK, SCB, codes, export, line, on_posts, sale, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.master_data import lower_keys
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

ISSUED = f"{DAY:%Y%m%d}"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK)
        yield profile


def problem(answer: dict[str, Any]) -> dict[str, Any]:
    [only] = answer["problems"]
    found: dict[str, Any] = only
    return found


# ---------------------------------------------------------------------- what is there already


def test_a_number_that_peak_has_for_another_sale_is_held(shop: ShopProfile) -> None:
    shop.server.books.add_foreign_receipt("RC-1", 50000, ISSUED)
    export(shop, sale("RC-1"), sale("RC-2"))
    posted = on_posts(shop, lambda _: None)
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-1", "number_clash")])
    shown = problem(answer)["params"]
    assert (shown["total"], shown["peak_total"]) == ("107.00", "500.00")
    assert standing(answer) == {"blocked": 1, "sent": 1}
    assert posted == ["RC-2"]
    assert shop.live()["RC-1"]["net"] == 50000


def test_a_number_taken_while_nobody_looked_is_held_after_the_315(shop: ShopProfile) -> None:
    export(shop, sale("RC-1"))
    shop.command("sync")
    export(shop, sale("RC-1"), sale("RC-2"))

    # PEAK's list of the day was read before this document came into it.
    def take_the_number(_: Exchange) -> None:
        shop.server.books.add_foreign_receipt("RC-2", 50000, ISSUED)

    posted = on_posts(shop, take_the_number, 1)
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-2", "number_clash")])
    assert problem(answer)["params"]["peak_total"] == "500.00"
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-2", "number_clash")])
    assert posted == ["RC-2"]
    assert shop.live()["RC-2"]["net"] == 50000


def test_a_sale_that_stands_under_another_number_is_known_by_its_order(
    shop: ShopProfile,
) -> None:
    shop.server.books.add_foreign_receipt("IV-77", 10700, ISSUED, vat=700, reference="SO-RC-1")
    export(shop, sale("RC-1"), sale("RC-2"))
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-1", "already_in_peak")])
    assert problem(answer)["params"]["other"] == "IV-77"
    for lang in ("th", "en"):
        assert "IV-77" in problem(answer)[lang]
    assert sorted(shop.live()) == ["IV-77", "RC-2"]


def test_the_same_total_and_day_for_another_customer_is_another_sale(shop: ShopProfile) -> None:
    shop.server.books.add_foreign_receipt("IV-77", 10700, ISSUED, vat=700, reference="SO-9")
    export(shop, sale("RC-1"))
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (0, {"sent": 1})


# ---------------------------------------------------------------------- what is there no more


def test_a_service_that_vanishes_between_passes_holds_only_what_needs_it(
    shop: ShopProfile,
) -> None:
    books = shop.server.books
    books.services.remove(next(one["code"] for one in books.services if one["name"] == "ค่าขนส่ง"))
    export(shop, sale("RC-1", shipping=Decimal("40.00")), sale("RC-2"))
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-1", "service_missing")])
    assert problem(answer)["params"] == {"service": "ค่าขนส่ง"}
    assert standing(answer) == {"blocked": 1, "sent": 1}
    books.services.create(lower_keys({"name": "ค่าขนส่ง", "sellVatType": 3}))
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (0, {"sent": 2})


def test_a_service_that_vanishes_in_mid_pass_is_told_in_peaks_words(shop: ShopProfile) -> None:
    books = shop.server.books
    shipping = next(one["code"] for one in books.services if one["name"] == "ค่าขนส่ง")
    export(shop, sale("RC-1"), sale("RC-2", shipping=Decimal("40.00")))
    posted = on_posts(shop, lambda _: books.services.remove(shipping), 1)
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-2", "peak_rejected")])
    assert problem(answer)["params"]["code"] == "400"
    assert "products[2].productId not found" in problem(answer)["params"]["words"]
    assert posted == ["RC-1", "RC-2"]
    # The next pass looks the services up and knows what is missing.
    code, answer = shop.command("sync")
    assert codes(answer) == [("RC-2", "service_missing")]


def test_a_payment_method_that_was_removed_holds_its_channel(shop: ShopProfile) -> None:
    shop.server.books.methods.remove("BSV002")
    export(shop, sale("RC-1", channel=SCB), sale("RC-2"))
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-1", "method_missing")])
    assert problem(answer)["params"] == {"channel": SCB, "method": "BSV002"}
    assert standing(answer) == {"blocked": 1, "sent": 1}


def test_a_product_removed_from_peak_is_refused_once_and_held_after_the_next_match(
    shop: ShopProfile,
) -> None:
    export(shop, sale("RC-1"), sale("RC-2", lines=(line("SKU-0002"),)))
    shop.command("sync")
    shop.server.books.products.remove("SKU-0002")
    export(shop, sale("RC-3", lines=(line("SKU-0002"),)), sale("RC-4"), name="later.csv")
    posted = on_posts(shop, lambda _: None)
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-3", "peak_rejected")])
    assert "productId not found" in problem(answer)["params"]["words"]
    assert standing(answer) == {"rejected": 1, "sent": 3}
    # The same document is never shown to PEAK a second time, however often it is judged anew.
    shop.server.books.methods.create(lower_keys({"type": 2, "name": "ธนาคารใหม่"}))
    code, answer = shop.command("sync")
    assert (code, standing(answer), posted.count("RC-3")) == (1, {"rejected": 1, "sent": 3}, 1)
    code, answer = shop.command("match")
    assert (code, [one["sku"] for one in answer["unmatched"]]) == (1, ["SKU-0002"])
    _, answer = shop.command("status")
    assert codes(answer) == [("RC-3", "product_unmatched")]


def test_a_month_closed_in_peak_is_refused_with_peaks_words(shop: ShopProfile) -> None:
    shop.server.switches.closed_months = ("202611",)
    export(shop, sale("RC-1"))
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [("RC-1", "peak_rejected")])
    words = "issuedDate is in a closed accounting period: 202611"
    assert problem(answer)["params"] == {"code": "400", "words": words}
    assert standing(answer) == {"rejected": 1}
    assert shop.live() == {}
    for lang in ("th", "en"):
        _, text = shop.raw("status", "--lang", lang)
        assert "closed accounting period" in text


def test_a_rejected_receipt_goes_once_the_shop_has_corrected_it(shop: ShopProfile) -> None:
    shop.server.switches.closed_months = ("202611",)
    export(shop, sale("RC-1"))
    shop.command("sync")
    shop.server.switches.closed_months = ()
    # PEAK would take it now, but nothing about the receipt has changed: a person has to say so.
    export(shop, sale("RC-1", lines=(line(price="214.00"),)))
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["baht"]["sent"]) == (0, {"sent": 1}, "214.00")
