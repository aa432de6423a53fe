from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xpeak_desktop.domain import matching
from xpeak_desktop.domain.matching import Cause, NearMiss, compare_products, why
from xpeak_desktop.domain.receipt import clean
from xpeak_desktop.domain.rules import PeakItem

# Few letters, so that equal and nearly equal codes are common.
CODES = st.text("aAoO01๐ -–\u200b", max_size=4)
SHOPS = st.dictionaries(CODES, st.just("เสื้อ"), max_size=6)
CATALOGUES = st.lists(CODES, max_size=6).map(
    lambda codes: [PeakItem(f"p{place}", code, "Shirt") for place, code in enumerate(codes)]
)


def item(code: str, peak_id: str = "p1") -> PeakItem:
    return PeakItem(peak_id, code, "Shirt")


def test_equal_codes_are_matched_and_the_others_told() -> None:
    report = compare_products({"TS-01": "เสื้อ", "CP-01": "หมวก"}, [item("TS-01")])
    assert report.matched == {"TS-01": item("TS-01")}
    assert report.unmatched == {"CP-01": "หมวก"}
    assert report.ambiguous == {}
    assert report.shop_duplicates == ()
    assert report.near_misses == ()


def test_nothing_to_compare_is_no_trouble() -> None:
    report = compare_products({}, [item("TS-01")])
    assert (report.matched, report.unmatched, report.ambiguous) == ({}, {}, {})
    assert compare_products({"TS-01": "เสื้อ"}, []).unmatched == {"TS-01": "เสื้อ"}


@pytest.mark.parametrize(
    ("sku", "code"),
    [
        (" TS-01", "TS-01\n"),
        ("TS-01\u00a0", "TS-01"),
        ("cafe\u0301", "caf\u00e9"),
        ("ก\u0e48\u0e38", "ก\u0e38\u0e48"),
    ],
)
def test_codes_are_compared_trimmed_and_composed(sku: str, code: str) -> None:
    assert compare_products({sku: "เสื้อ"}, [item(code)]).matched == {sku: item(code)}


def test_a_code_that_two_products_carry_is_ambiguous() -> None:
    twins = (item("TS-01", "p1"), item("TS-01 ", "p2"))
    report = compare_products({"TS-01": "เสื้อ"}, twins)
    assert report.ambiguous == {"TS-01": twins}
    assert report.matched == {}
    assert report.unmatched == {}


def test_a_product_without_a_code_matches_nothing() -> None:
    report = compare_products({"": "เสื้อ"}, [item(""), item("  ")])
    assert report.unmatched == {"": "เสื้อ"}
    assert report.near_misses == ()


def test_two_spellings_of_the_shop_that_mean_one_code_are_told() -> None:
    shop = {"TS-01": "เสื้อ", "TS-01 ": "เสื้อ", "CP-01": "หมวก"}
    report = compare_products(shop, [item("TS-01")])
    assert report.shop_duplicates == (("TS-01", "TS-01 "),)
    assert set(report.matched) == {"TS-01", "TS-01 "}


CAUSES = [
    ("ts-01", "TS-01", Cause.LETTER_CASE),
    ("TS 01", "TS01", Cause.SPACE),
    ("TS\u00a001", "TS 01", Cause.SPACE),
    ("TS\u200b01", "TS01", Cause.SPACE),
    ("TS-1", "TS-001", Cause.LEADING_ZEROS),
    ("007", "7", Cause.LEADING_ZEROS),
    ("TS-๐๑", "TS-01", Cause.THAI_DIGITS),
    ("TS–01", "TS-01", Cause.HYPHEN),
    ("TS_01", "TS-01", Cause.HYPHEN),
    ("TS-O1", "TS-01", Cause.LETTER_O),
    ("TS-o1", "TS-01", Cause.LETTER_O),
    ("ts 01", "TS01", Cause.SEVERAL),
    ("TS–O1", "TS-1", Cause.SEVERAL),
    ("ก\u0e48\u0e38-a", "ก\u0e38\u0e48-A", Cause.LETTER_CASE),
]


@pytest.mark.parametrize(("sku", "code", "cause"), CAUSES)
def test_a_near_miss_is_explained_and_never_matched(sku: str, code: str, cause: Cause) -> None:
    report = compare_products({sku: "เสื้อ"}, [item(code)])
    assert report.near_misses == (NearMiss(sku, "เสื้อ", item(code), cause),)
    assert report.unmatched == {sku: "เสื้อ"}
    assert report.matched == {}


def test_every_cause_has_an_example() -> None:
    assert {cause for _, _, cause in CAUSES} == set(Cause)


def test_every_product_that_a_code_resembles_is_named() -> None:
    items = [item("TS-01", "p1"), item("TS-1", "p2"), item("TS-2", "p3")]
    report = compare_products({"ts-1": "เสื้อ"}, items)
    assert [(one.item.peak_id, one.cause) for one in report.near_misses] == [
        ("p1", Cause.SEVERAL),
        ("p2", Cause.LETTER_CASE),
    ]


@pytest.mark.parametrize(("sku", "code"), [("TS-10", "TS-1"), ("TS-11", "TS-1"), ("TS", "ST")])
def test_another_number_is_no_near_miss(sku: str, code: str) -> None:
    assert compare_products({sku: "เสื้อ"}, [item(code)]).near_misses == ()


@given(SHOPS, CATALOGUES)
def test_every_code_of_the_shop_is_in_exactly_one_group(
    shop: dict[str, str], items: list[PeakItem]
) -> None:
    report = compare_products(shop, items)
    groups = [*report.matched, *report.unmatched, *report.ambiguous]
    assert Counter(groups) == Counter(list(shop))
    codes = Counter(clean(one.code) for one in items)
    assert all(clean(found.code) == clean(sku) for sku, found in report.matched.items())
    assert all(codes[clean(sku)] == 1 for sku in report.matched)
    assert all(codes[clean(sku)] == len(found) > 1 for sku, found in report.ambiguous.items())
    assert all(not clean(sku) or codes[clean(sku)] == 0 for sku in report.unmatched)


@given(SHOPS, CATALOGUES)
def test_near_misses_are_of_unmatched_codes_only(
    shop: dict[str, str], items: list[PeakItem]
) -> None:
    report = compare_products(shop, items)
    for miss in report.near_misses:
        assert miss.sku in report.unmatched
        assert clean(miss.sku) != clean(miss.item.code)
        assert miss.cause is why(miss.sku, miss.item.code)


@given(st.lists(st.text(alphabet="aA0๐Oo-‐ _\0\n\u200bSß1", max_size=6), max_size=6))
def test_codes_looked_at_all_at_once_look_like_each_by_itself(codes: list[str]) -> None:
    assert matching._skeletons(codes) == [matching._skeleton(code) for code in codes]
