import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
import requests
from stdnum.th import tin

from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_orders import (
    CHANNELS,
    COD,
    ShopOrders,
    write_demo_data,
)
from xpeak_desktop.sandbox.shop_receipt import ShopReceipt

TODAY = date(2026, 11, 23)


def shop(receipts: int = 400, seed: int = 1, month: str | None = "2026-11") -> ShopOrders:
    return ShopOrders(seed, receipts, month, today=TODAY)


def expected_sums(one: ShopReceipt) -> tuple[Decimal, Decimal]:
    base = sum((line.quantity * line.unit_price - line.discount for line in one.lines), Decimal(0))
    base += one.shipping + one.cod_fee - one.discount
    satang = Decimal("0.01")
    if one.vat_mode == "exclude":
        vat = (base * 7 / 100).quantize(satang, ROUND_HALF_UP)
        return vat, base + vat
    if one.vat_mode == "include":
        return (base * 7 / 107).quantize(satang, ROUND_HALF_UP), base
    return Decimal(0), base


def test_one_seed_gives_the_same_receipts_and_another_seed_others() -> None:
    assert shop(60).receipts() == shop(60).receipts()
    assert shop(60).receipts() != shop(60, seed=2).receipts()


def test_receipts_add_up_to_the_satang_but_for_one_in_a_hundred() -> None:
    wrong = [one.number for one in shop().receipts() if (one.vat, one.total) != expected_sums(one)]
    flawed = [one.number for one in shop().receipts() if one.flaw == "wrong_total"]
    assert wrong == flawed
    assert len(wrong) == 4
    assert all(one.total > 0 for one in shop(2000).receipts())


def test_some_receipts_are_cancelled_and_some_hold_an_unknown_sku() -> None:
    receipts = shop().receipts()
    unknown = [one for one in receipts if any(ln.sku.startswith("NOPE-") for ln in one.lines)]
    assert [one.flaw for one in unknown] == ["unmatched_sku"] * 8
    assert sum(one.cancelled for one in receipts) == 4
    assert len(shop().sendable()) == 400 - 8 - 4 - 4


def test_every_channel_kind_and_vat_mode_occurs() -> None:
    receipts = shop().receipts()
    assert {one.channel for one in receipts} == set(CHANNELS)
    assert {one.kind for one in receipts} == {"receipt", "tax_invoice", "abbreviated_tax_invoice"}
    modes = Counter(one.vat_mode for one in receipts)
    assert modes["include"] > 200 > modes["exclude"] > modes["none"] > 0
    assert {len(one.lines) for one in receipts} == {1, 2, 3, 4, 5}
    assert all((one.cod_fee > 0) == (one.channel == COD) for one in receipts)


def test_full_tax_invoices_name_a_company_with_a_valid_tax_number_branch_and_address() -> None:
    buyers = [one.buyer for one in shop().receipts() if one.kind == "tax_invoice"]
    assert len(buyers) > 30
    assert all(tin.is_valid(buyer.tax_id) for buyer in buyers)
    assert all(buyer.branch and buyer.address for buyer in buyers)
    assert len({buyer.name for buyer in buyers}) < len(buyers), "companies buy again"


def test_numbers_follow_each_other_and_days_end_today() -> None:
    receipts = shop().receipts()
    assert receipts[0].number == "RC2611-00001"
    assert receipts[399].order_number == "SO0000400"
    days = [one.issued_on for one in receipts]
    assert days == sorted(days)
    assert (days[0], days[-1]) == (date(2026, 11, 1), TODAY)
    assert shop(100, month="2026-10").receipts()[-1].issued_on == date(2026, 10, 31)
    assert shop(3, month=None).month == "2026-11"
    with pytest.raises(ValueError, match="not begun"):
        shop(1, month="2026-12")


def test_sales_keep_coming_after_the_first_ones() -> None:
    orders = shop(10)
    new = orders.more(5)
    assert [one.number for one in new] == [f"RC2611-{n:05d}" for n in range(11, 16)]
    assert {one.issued_on for one in new} == {TODAY}
    assert len(orders.receipts()) == 15


def test_a_receipt_can_change_after_it_was_issued() -> None:
    orders = shop(10)
    before = orders.receipts()[4]
    orders.change_shipping(before.number, before.shipping + 100)
    orders.cancel(orders.receipts()[5].number)
    changed = orders.receipts()[4]
    assert changed.total > before.total
    assert (changed.vat, changed.total) == expected_sums(changed)
    assert changed.changed_at > before.changed_at
    assert orders.receipts()[5].cancelled
    with pytest.raises(KeyError):
        orders.cancel("RC0000-00000")


def test_totals_by_channel_add_up_to_everything() -> None:
    totals = shop().totals_by_channel()
    whole = sum((one.total for one in shop().receipts()), Decimal(0))
    assert sum(one.satang for one in totals.values()) == whole * 100
    assert sum(one.receipts for one in totals.values()) == 400


def test_the_export_file_has_a_row_per_line_under_thai_headings(tmp_path: Path) -> None:
    orders = shop(50)
    (path,) = orders.write_csv(tmp_path)
    assert path.name == "xcommerce-2026-11.csv"
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(len(one.lines) for one in orders.receipts())
    first, one = rows[0], orders.receipts()[0]
    assert first["เลขที่ใบเสร็จ/ใบกำกับภาษี"] == one.number
    assert first["วันที่เอกสาร"] == "01/11/2569"
    assert first["ช่องทางการชำระเงิน"] == one.channel
    assert first["รหัสสินค้า"] == one.lines[0].sku
    assert Decimal(first["ยอดรวมสุทธิ"]) == one.total
    assert {row["สถานะ"] for row in rows} == {"ชำระแล้ว", "ยกเลิก"}
    assert {row["ประเภทภาษี"] for row in rows} == {"รวม VAT", "แยก VAT", "ไม่มี VAT"}


def test_demo_data_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    one = write_demo_data(tmp_path / "a", 30, 5, "2020-02")
    two = write_demo_data(tmp_path / "b", 30, 5, "2020-02")
    assert [path.name for path in one] == ["xcommerce-2020-02.csv"]
    assert one[0].read_bytes() == two[0].read_bytes()


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    with PracticeServer(receipts=30, month="2020-02") as server:
        yield server


def link(server: PracticeServer, path: str, **query: Any) -> requests.Response:
    key = {"Authorization": f"Bearer {server.credentials()['shop_key']}"}
    return requests.get(server.shop_url + path, params=query, headers=key, timeout=5)


def test_the_live_link_gives_every_receipt_once_page_by_page(server: PracticeServer) -> None:
    found, cursor, pages = [], None, 0
    while pages == 0 or cursor:
        answer = link(server, "/receipts", limit=7, cursor=cursor).json()
        found += answer["receipts"]
        cursor, pages = answer["next_cursor"], pages + 1
    assert pages == 5
    issued = {one.number: one for one in server.shop.receipts()}
    assert len(found) == len({row["number"] for row in found}) == 30
    for row in found:
        one = issued[row["number"]]
        assert (row["total"], row["vat"]) == (str(one.total), str(one.vat))
        assert set(row["buyer"]) == {"name", "tax_id", "branch", "address"}
        assert [line["sku"] for line in row["lines"]] == [line.sku for line in one.lines]
        assert datetime.fromisoformat(row["changed_at"]).utcoffset() == timedelta(hours=7)


def test_the_live_link_gives_only_what_changed_since(server: PracticeServer) -> None:
    server.shop.cancel(server.shop.receipts()[3].number)
    answer = link(server, "/receipts", changed_since="2020-12-31T00:00:00+07:00").json()
    assert [row["number"] for row in answer["receipts"]] == [server.shop.receipts()[3].number]
    assert answer["receipts"][0]["status"] == "cancelled"
    unescaped = requests.get(
        server.shop_url + "/receipts?changed_since=2020-12-31T00:00:00+07:00",
        headers={"Authorization": f"Bearer {server.credentials()['shop_key']}"},
        timeout=5,
    )
    assert unescaped.json() == answer


def test_the_live_link_names_channels_and_products(server: PracticeServer) -> None:
    channels = link(server, "/channels").json()["channels"]
    assert [row["name"] for row in channels] == list(CHANNELS)
    products = link(server, "/products").json()
    assert products["products"][49] == {"sku": "SKU-0049", "name": "สินค้าทดสอบ 49"}
    assert products["next_cursor"] is None


def test_the_live_link_is_read_only_and_needs_its_key(server: PracticeServer) -> None:
    assert requests.get(server.shop_url + "/channels", timeout=5).status_code == 401
    key = {"Authorization": f"Bearer {server.credentials()['shop_key']}"}
    post = requests.post(server.shop_url + "/receipts", headers=key, timeout=5)
    assert post.status_code == 405
    assert link(server, "/orders").status_code == 404


@pytest.mark.parametrize(
    "query", [{"changed_since": "yesterday"}, {"limit": "0"}, {"limit": "x"}, {"cursor": "%%%"}]
)
def test_the_live_link_refuses_what_it_cannot_read(
    server: PracticeServer, query: dict[str, str]
) -> None:
    assert link(server, "/receipts", **query).status_code == 400
