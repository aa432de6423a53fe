"""The jobs of the page "Products", against the real ledger and PEAK's look-alike over HTTP."""

import csv
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.desk import at_desk
from tests.sales import Action, export, fail_500, hang_up, line, sale
from tests.shop_profile import ShopProfile
from xpeak_desktop.bootstrap.desk import Desk
from xpeak_desktop.domain.document import Service
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.matching import Cause
from xpeak_desktop.domain.problems import Area, Code, Trouble
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults, Point
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_receipt import ShopReceipt
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.jobs.products import (
    AddProductList,
    CreateAllProducts,
    CreateProduct,
    ExportProducts,
    LookAtProducts,
    MatchProducts,
    Products,
    Standing,
)


@contextmanager
def shop_selling(folder: Path, *skus: str) -> Iterator[tuple[ShopProfile, Desk]]:
    """A shop that sold these codes, one receipt each; PEAK has SKU-0000 to SKU-0049."""
    with PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=0) as server:
        shop = ShopProfile(folder, server)
        export(shop, *selling(*skus))
        shop.set_up()
        with at_desk(shop) as desk:
            yield shop, desk


def selling(*skus: str) -> list[ShopReceipt]:
    return [sale(f"RC-{number}", lines=(line(sku),)) for number, sku in enumerate(skus, 1)]


def in_peak(shop: ShopProfile, *codes: str) -> None:
    for code in codes:
        shop.server.books.products.create({"code": code, "name": f"ใน PEAK {code}"})


def codes_in_peak(shop: ShopProfile) -> list[str]:
    return [str(row["code"]) for row in shop.server.books.products]


def standings(products: Products) -> dict[str, Standing]:
    return {one.sku: one.standing for one in (*products.unmatched, *products.matched)}


def on_product_posts(shop: ShopProfile, action: Action, *which: int, point: Point) -> list[int]:
    """Do this to some of the POSTs that make products, counted from 1."""
    count: list[int] = []

    def meet(exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == "POST /products":
            count.append(1)
            if len(count) in which:
                action(exchange)

    shop.server.faults.add(point, meet)
    return count


# ---------------------------------------------------------------------- matching


def test_every_code_is_matched_or_not_with_why_and_what_waits(tmp_path: Path) -> None:
    with shop_selling(tmp_path, "SKU-0001", "TS-09", "TS-09", "sku-0002") as (_shop, desk):
        told = MatchProducts().do(desk)
    assert standings(told) == {
        "TS-09": Standing.MISSING,
        "sku-0002": Standing.NEAR,
        "SKU-0001": Standing.MATCHED,
    }
    assert [(one.sku, one.waiting) for one in told.unmatched] == [("TS-09", 2), ("sku-0002", 1)]
    assert told.matched[0].peak[0].code == "SKU-0001"
    assert told.pulled_at is not None
    assert told.services is not None
    assert all(told.services.values())


@pytest.mark.parametrize(
    ("ours", "theirs", "cause"),
    [
        ("CUP-O1", "CUP-01", Cause.LETTER_O),
        ("plt-08", "PLT-08", Cause.LETTER_CASE),
        ("POT 12", "POT12", Cause.SPACE),
        ("GFT–A", "GFT-A", Cause.HYPHEN),
        ("A-007", "A-7", Cause.LEADING_ZEROS),
        ("B-๑๒", "B-12", Cause.THAI_DIGITS),
    ],
)
def test_a_near_miss_names_peaks_code_and_the_cause(
    tmp_path: Path, ours: str, theirs: str, cause: Cause
) -> None:
    with shop_selling(tmp_path, ours) as (shop, desk):
        in_peak(shop, theirs)
        told = MatchProducts().do(desk)
        made = CreateAllProducts().do(desk)
    (near,) = told.unmatched
    assert [(side.code, side.cause) for side in near.peak] == [(theirs, cause)]
    assert told.creatable() == ()
    # Near misses are a person's to decide: "create all" leaves them alone.
    assert made.made == ()
    assert standings(made.products)[ours] is Standing.NEAR


def test_a_code_edited_in_peak_matches_when_checked_again_and_frees_its_receipt(
    tmp_path: Path,
) -> None:
    with shop_selling(tmp_path, "CUP-O1") as (shop, desk):
        in_peak(shop, "CUP-01")
        MatchProducts().do(desk)
        row = shop.server.books.products.find("", "CUP-01")
        assert row is not None
        shop.server.books.products.edit({"id": row["id"], "code": "CUP-O1"})
        told = MatchProducts().do(desk)
        assert standings(told) == {"CUP-O1": Standing.MATCHED}
        assert desk.ledger.counts()[State.READY].receipts == 1


def test_a_product_deleted_in_peak_is_not_matched_any_more(tmp_path: Path) -> None:
    with shop_selling(tmp_path, "SKU-0001") as (shop, desk):
        assert standings(MatchProducts().do(desk)) == {"SKU-0001": Standing.MATCHED}
        shop.server.books.products.remove("SKU-0001")
        told = MatchProducts().do(desk)
        held = [row.code for row in desk.ledger.held()]
    assert standings(told) == {"SKU-0001": Standing.MISSING}
    assert told.unmatched[0].waiting == 1
    assert held == [Code.PRODUCT_UNMATCHED]


def test_two_products_of_one_number_are_told_and_never_chosen_between(tmp_path: Path) -> None:
    with shop_selling(tmp_path, "DUP-1") as (shop, desk):
        shelf = shop.server.books.products
        for name in ("หนึ่ง", "สอง"):
            shelf.create({"code": "DUP-1", "name": name}, unique=False)
        told = MatchProducts().do(desk)
        made = CreateAllProducts().do(desk)
    (double,) = told.unmatched
    assert double.standing is Standing.AMBIGUOUS
    assert [side.name for side in double.peak] == ["หนึ่ง", "สอง"]
    assert made.made == ()
    assert double.waiting == 1


def test_before_peak_was_ever_read_nothing_is_said_to_be_missing_there(tmp_path: Path) -> None:
    with (
        PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=0) as server,
        at_desk(ShopProfile(tmp_path, server)) as desk,
    ):
        desk.ledger.put_shop_product("TS-09", "ถาด")
        told = LookAtProducts().do(desk)
    assert not told.pulled
    assert told.pulled_at is None
    assert told.creatable() == ()
    assert len(told.unmatched) == 1


def test_looking_asks_peak_nothing(tmp_path: Path) -> None:
    with shop_selling(tmp_path, "SKU-0001", "TS-09") as (shop, desk):
        MatchProducts().do(desk)
        before = shop.server.books.request_counts.total()
        told = LookAtProducts().do(desk)
        assert shop.server.books.request_counts.total() == before
    assert len(told.matched) == len(told.unmatched) == 1


def test_a_product_first_sold_after_the_match_is_joined_by_what_is_known(tmp_path: Path) -> None:
    with shop_selling(tmp_path, "SKU-0001") as (shop, desk):
        MatchProducts().do(desk)
        export(shop, *selling("SKU-0001", "SKU-0002"), name="later.csv")
        desk.read_source()
        desk.judge()
        told = LookAtProducts().do(desk)
        assert len(told.matched) == 2
        assert desk.ledger.counts()[State.READY].receipts == 2


def test_with_peak_down_matching_says_so_and_changes_nothing(tmp_path: Path) -> None:
    with shop_selling(tmp_path, "SKU-0001") as (shop, desk):
        MatchProducts().do(desk)
        shop.server.stop()
        with pytest.raises(Trouble) as caught:
            MatchProducts().do(desk)
        assert standings(LookAtProducts().do(desk)) == {"SKU-0001": Standing.MATCHED}
    assert caught.value.problem.area is Area.PEAK


def test_a_missing_service_is_told(tmp_path: Path) -> None:
    with shop_selling(tmp_path, "SKU-0001") as (shop, desk):
        shop.server.books.services.remove("S00002")
        told = MatchProducts().do(desk)
    assert told.services is not None
    assert [told.services[one] is not None for one in Service] == [True, False]


# ---------------------------------------------------------------------- creating


def test_a_created_product_has_the_shops_code_and_name_and_frees_its_receipts(
    tmp_path: Path,
) -> None:
    with shop_selling(tmp_path, "TS-09", "TS-09") as (shop, desk):
        MatchProducts().do(desk)
        created = CreateProduct("TS-09").do(desk)
        row = shop.server.books.products.find("", "TS-09")
        assert desk.ledger.counts()[State.READY].receipts == 2
    assert created.made == ("TS-09",)
    assert standings(created.products) == {"TS-09": Standing.MATCHED}
    assert row is not None
    assert row["name"] == "สินค้า TS-09"


@pytest.mark.parametrize("action", [hang_up, fail_500])
@pytest.mark.parametrize("point", ["before_handling", "after_handling"])
def test_a_lost_answer_never_makes_a_product_twice(
    tmp_path: Path, action: Action, point: Point
) -> None:
    with shop_selling(tmp_path, "TS-09") as (shop, desk):
        MatchProducts().do(desk)
        on_product_posts(shop, action, 1, point=point)
        if point == "before_handling":
            with pytest.raises(Trouble):
                CreateProduct("TS-09").do(desk)
        created = CreateProduct("TS-09").do(desk)
        assert codes_in_peak(shop).count("TS-09") == 1
    assert standings(created.products) == {"TS-09": Standing.MATCHED}


def test_what_was_made_before_the_program_was_killed_is_found_by_its_code(tmp_path: Path) -> None:
    with shop_selling(tmp_path, "TS-09") as (shop, desk):
        MatchProducts().do(desk)
        in_peak(shop, "TS-09")
        posts = on_product_posts(shop, hang_up, point="before_handling")
        created = CreateProduct("TS-09").do(desk)
    assert posts == []
    assert standings(created.products) == {"TS-09": Standing.MATCHED}


def test_creating_all_makes_each_missing_product_once(tmp_path: Path) -> None:
    skus = [f"NEW-{number:02}" for number in range(12)]
    with shop_selling(tmp_path, *skus, "SKU-0001") as (shop, desk):
        first = CreateAllProducts(at_once=5).do(desk)
        rest = CreateAllProducts(first.left, at_once=50).do(desk)
        found = codes_in_peak(shop)
        assert desk.ledger.counts()[State.READY].receipts == 13
    assert (len(first.made), len(first.left), len(rest.made), rest.left) == (5, 7, 7, ())
    assert all(found.count(sku) == 1 for sku in skus)
    assert rest.products.unmatched == ()


def test_creating_all_with_lost_answers_makes_none_twice(tmp_path: Path) -> None:
    skus = [f"NEW-{number:02}" for number in range(8)]
    with shop_selling(tmp_path, *skus) as (shop, desk):
        on_product_posts(shop, hang_up, 2, 3, 6, point="after_handling")
        created = CreateAllProducts(at_once=50).do(desk)
        found = codes_in_peak(shop)
    assert sorted(created.made) == skus
    assert all(found.count(sku) == 1 for sku in skus)


def test_a_product_peak_refuses_stops_none_of_the_others(tmp_path: Path) -> None:
    with shop_selling(tmp_path, "NEW-1", "NEW-2", "NEW-3") as (shop, desk):

        def refuse(exchange: Exchange, _faults: Faults) -> None:
            if exchange.name == "POST /products" and b"NEW-2" in exchange.raw:
                body = {"PeakProducts": {"resCode": "400", "resDesc": "name is bad"}}
                exchange.reply(body)

        shop.server.faults.add("before_handling", refuse)
        created = CreateAllProducts().do(desk)
    assert sorted(created.made) == ["NEW-1", "NEW-3"]
    assert [one.sku for one in created.refused] == ["NEW-2"]
    assert created.refused[0].problem.code is Code.PEAK_REJECTED
    assert created.problem is None
    assert created.left == ()


def test_peak_going_away_ends_creating_and_keeps_what_was_made(tmp_path: Path) -> None:
    skus = [f"NEW-{number:02}" for number in range(12)]
    with shop_selling(tmp_path, *skus) as (shop, desk):
        on_product_posts(shop, fail_500, *range(4, 200), point="before_handling")
        created = CreateAllProducts(at_once=50).do(desk)
        found = codes_in_peak(shop)
    assert created.problem is not None
    assert len(created.made) + len(created.left) == 12
    assert created.made
    assert created.left
    assert {one.sku for one in created.products.matched} == set(created.made)
    assert all(found.count(sku) == 1 for sku in created.made)


def test_a_stop_ends_creating_cleanly_and_keeps_what_was_made(tmp_path: Path) -> None:
    skus = [f"NEW-{number:02}" for number in range(30)]
    with shop_selling(tmp_path, *skus) as (shop, desk):
        stopped = threading.Event()

        def stop(exchange: Exchange) -> None:
            del exchange
            desk.cancel.set()
            stopped.set()

        on_product_posts(shop, stop, 3, point="after_handling")
        created = CreateAllProducts(at_once=50).do(desk)
        desk.cancel.clear()
        found = codes_in_peak(shop)
        told = MatchProducts().do(desk)
    assert stopped.is_set()
    assert created.problem is None
    assert 0 < len(created.made) < 15
    assert len(created.made) + len(created.left) == 30
    assert all(found.count(sku) <= 1 for sku in skus)
    # What PEAK made while the stop came is found by its code.
    assert {one.sku for one in told.matched} >= set(created.made)


def test_two_spellings_of_one_code_make_one_product(tmp_path: Path) -> None:
    with shop_selling(tmp_path, "NEW-1") as (shop, desk):
        # A ledger may hold what an older program did not trim.
        desk.ledger.put_shop_product(" NEW-1", "อีกแบบ")
        created = CreateAllProducts().do(desk)
        found = codes_in_peak(shop)
    assert found.count("NEW-1") == 1
    assert len(created.products.matched) == 2


# ---------------------------------------------------------------------- files


def test_a_product_list_tells_what_was_never_sold(tmp_path: Path) -> None:
    listed = tmp_path / "products.csv"
    listed.write_text("รหัสสินค้า,ชื่อสินค้า\nSKU-0003,ถ้วย\nTS-77,ถาด\n", "utf-8")
    with shop_selling(tmp_path, "SKU-0001") as (_shop, desk):
        MatchProducts().do(desk)
        added = AddProductList(listed).do(desk)
        again = AddProductList(listed).do(desk)
    assert added.report is not None
    assert added.report.products == 2
    assert standings(added.products) == {
        "TS-77": Standing.MISSING,
        "SKU-0001": Standing.MATCHED,
        "SKU-0003": Standing.MATCHED,
    }
    assert again.report is not None
    assert again.report.known


def test_a_file_of_receipts_is_not_taken_for_a_product_list(tmp_path: Path) -> None:
    with shop_selling(tmp_path, "SKU-0001") as (shop, desk):
        export(shop, *selling("SKU-0001", "TS-09"), name="more.csv")
        added = AddProductList(shop.exports / "more.csv").do(desk)
        assert sum(one.receipts for one in desk.ledger.counts().values()) == 1
    assert added.receipts == 2
    assert added.report is None


def test_an_unreadable_list_is_said_to_be_so(tmp_path: Path) -> None:
    broken = tmp_path / "list.xlsx"
    broken.write_bytes(b"no spreadsheet")
    with shop_selling(tmp_path, "SKU-0001") as (_shop, desk), pytest.raises(Trouble) as caught:
        AddProductList(broken).do(desk)
    assert caught.value.problem.area is Area.SOURCE


def test_the_saved_list_opens_in_a_spreadsheet_and_holds_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    with shop_selling(tmp_path, "SKU-0001") as (_shop, desk):
        ExportProducts(path, (("รหัสสินค้า",), ("=1+1",), ("TS, 09",))).do(desk)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["รหัสสินค้า"], ["'=1+1"], ["TS, 09"]]
    assert [one.name for one in tmp_path.glob("*.part")] == []


def test_a_list_that_cannot_be_saved_leaves_the_old_one(tmp_path: Path) -> None:
    folder = tmp_path / "products.csv"
    folder.mkdir()
    with shop_selling(tmp_path, "SKU-0001") as (_shop, desk), pytest.raises(Trouble) as caught:
        ExportProducts(folder, (("x",),)).do(desk)
    assert caught.value.problem.code is Code.FILE_NOT_WRITTEN
    assert folder.is_dir()
    assert list(tmp_path.glob("*.part")) == []
