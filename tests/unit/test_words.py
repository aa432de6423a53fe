from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xpeak_desktop.domain.receipt import (
    Buyer,
    Kind,
    Receipt,
    Status,
    VatMode,
    fingerprint,
    without_buyer,
)
from xpeak_desktop.domain.words import Topic, Words, plain

BUILT_IN = Words()


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("ชำระแล้ว", Status.PAID),
        ("ชำระเงินแล้ว", Status.PAID),
        ("ชำระเงินเรียบร้อย", Status.PAID),
        ("จัดส่งแล้ว", Status.PAID),
        ("สำเร็จ", Status.PAID),
        ("paid", Status.PAID),
        ("Completed", Status.PAID),
        ("ยกเลิก", Status.CANCELLED),
        ("ยกเลิกแล้ว", Status.CANCELLED),
        ("Cancelled", Status.CANCELLED),
        ("canceled", Status.CANCELLED),
        ("void", Status.CANCELLED),
        ("รอชำระ", None),
        ("", None),
    ],
)
def test_the_words_for_the_status(word: str, meaning: Status | None) -> None:
    assert BUILT_IN.status(word) is meaning


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("ใบเสร็จรับเงิน", Kind.RECEIPT),
        ("ใบเสร็จ", Kind.RECEIPT),
        ("Receipt", Kind.RECEIPT),
        ("ใบกำกับภาษี", Kind.TAX_INVOICE),
        ("ใบกำกับภาษีเต็มรูป", Kind.TAX_INVOICE),
        ("ใบเสร็จรับเงิน/ใบกำกับภาษี", Kind.TAX_INVOICE),
        ("Tax Invoice", Kind.TAX_INVOICE),
        ("ใบกำกับภาษีอย่างย่อ", Kind.ABBREVIATED),
        ("Abbreviated Tax Invoice", Kind.ABBREVIATED),
        ("ใบลดหนี้", None),
        ("", None),
    ],
)
def test_the_words_for_the_kind_of_document(word: str, meaning: Kind | None) -> None:
    assert BUILT_IN.kind(word) is meaning


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("ไม่มี VAT", VatMode.NONE),
        ("ไม่มีภาษี", VatMode.NONE),
        ("No VAT", VatMode.NONE),
        ("แยก VAT", VatMode.EXCLUDE),
        ("แยกภาษี", VatMode.EXCLUDE),
        ("Exclude VAT", VatMode.EXCLUDE),
        ("รวม VAT", VatMode.INCLUDE),
        ("รวมภาษี", VatMode.INCLUDE),
        ("Include VAT", VatMode.INCLUDE),
        ("VAT 7%", None),
        ("", None),
    ],
)
def test_the_words_for_the_vat_mode(word: str, meaning: VatMode | None) -> None:
    assert BUILT_IN.vat_mode(word) is meaning


def test_the_live_link_uses_words_that_are_known() -> None:
    assert [BUILT_IN.status(one.value) for one in Status] == list(Status)
    assert [BUILT_IN.kind(one.value) for one in Kind] == list(Kind)
    assert [BUILT_IN.vat_mode(one.value) for one in VatMode] == list(VatMode)


def test_case_and_blanks_do_not_make_another_word() -> None:
    assert plain("  Exclude \t VAT\n") == "exclude vat"
    assert BUILT_IN.vat_mode(" แยก\u00a0 vat ") is VatMode.EXCLUDE
    assert BUILT_IN.status("PAID ") is Status.PAID


@given(st.text("AbกำลังแยกVAT \tู่้", max_size=20))
def test_the_plain_form_of_a_word_is_its_own_plain_form(word: str) -> None:
    assert plain(plain(word)) == plain(word)


def test_an_explained_word_is_remembered_for_its_topic_only() -> None:
    words = Words({(Topic.STATUS, "โอนแล้ว"): "paid", (Topic.KIND, "บิล"): "receipt"})
    assert words.status(" โอนแล้ว ") is Status.PAID
    assert words.kind("โอนแล้ว") is None
    assert words.vat_mode("โอนแล้ว") is None
    assert words.kind("บิล") is Kind.RECEIPT
    assert words.status("บิล") is None


def test_an_explained_vat_mode_is_remembered() -> None:
    words = Words({(Topic.VAT_MODE, "vat 7%"): "exclude"})
    assert words.vat_mode("VAT 7%") is VatMode.EXCLUDE


def test_what_a_person_explained_goes_before_what_is_built_in() -> None:
    words = Words(
        {
            (Topic.STATUS, "จัดส่งแล้ว"): "cancelled",
            (Topic.KIND, "ใบเสร็จ"): "abbreviated_tax_invoice",
            (Topic.VAT_MODE, "none"): "include",
        }
    )
    assert words.status("จัดส่งแล้ว") is Status.CANCELLED
    assert words.kind("ใบเสร็จ") is Kind.ABBREVIATED
    assert words.vat_mode("None") is VatMode.INCLUDE
    assert words.status("paid") is Status.PAID


SALE = Receipt(
    number="RC-1",
    issued_on=date(2026, 11, 1),
    kind="ใบเสร็จรับเงิน",
    status="ชำระแล้ว",
    channel="หน้าร้าน",
    vat_mode="รวม VAT",
    lines=(),
    buyer=Buyer("บริษัท ก จำกัด", "0105536112014", "สาขาที่ 3", "กรุงเทพฯ"),
    total=10700,
)
TAXPAYERS = st.builds(
    Buyer,
    tax_id=st.sampled_from(["", "-", "0105536112014", "0994000617721"]),
    branch=st.sampled_from(["", "-", "00000", "สำนักงานใหญ่", "1", "00001", "สาขาที่ 1", "ลำปาง"]),
)
VERSIONS = st.builds(
    Receipt,
    number=st.just("RC-1"),
    issued_on=st.sampled_from([date(2026, 11, 1), date(2026, 11, 2)]),
    kind=st.sampled_from(["receipt", "ใบเสร็จ", "ใบกำกับภาษี", "อื่น ๆ"]),
    status=st.sampled_from(["paid", "สำเร็จ", "void", "ยกเลิก", "?"]),
    channel=st.sampled_from(["หน้าร้าน", "Shopee"]),
    vat_mode=st.sampled_from(["include", "รวม VAT", "แยก VAT", "x"]),
    lines=st.just(()),
    buyer=TAXPAYERS,
    total=st.sampled_from([None, 10700]),
)


def test_the_same_version_comes_back_as_the_known_one_writes_it() -> None:
    new = replace(
        SALE,
        kind="Receipt",
        status="จัดส่งแล้ว",
        vat_mode="include",
        buyer=replace(SALE.buyer, branch="00003", address="กทม."),
    )
    found = BUILT_IN.same_version(new, without_buyer(SALE), fingerprint(SALE))
    assert found == replace(SALE, buyer=replace(SALE.buyer, address="กทม."))


def test_nothing_is_the_same_as_what_its_mark_does_not_prove() -> None:
    other = replace(SALE, buyer=replace(SALE.buyer, tax_id="0994000617721"))
    assert BUILT_IN.same_version(other, without_buyer(SALE), fingerprint(SALE)) is None


@given(VERSIONS, VERSIONS)
def test_what_is_called_the_same_means_the_same_and_makes_the_known_mark(
    new: Receipt, known: Receipt
) -> None:
    found = BUILT_IN.same_version(new, without_buyer(known), fingerprint(known))
    if found is None:
        return
    assert fingerprint(found) == fingerprint(known)
    assert (new.issued_on, new.channel, new.total) == (
        known.issued_on,
        known.channel,
        known.total,
    )
    assert BUILT_IN.status(new.status) is BUILT_IN.status(known.status)
    assert BUILT_IN.kind(new.kind) is BUILT_IN.kind(known.kind)
    assert BUILT_IN.vat_mode(new.vat_mode) is BUILT_IN.vat_mode(known.vat_mode)
    numbers = {one.buyer.tax_id.strip("-") for one in (new, known)}
    assert len(numbers) == 1


@given(VERSIONS)
def test_a_version_is_the_same_as_itself(one: Receipt) -> None:
    assert BUILT_IN.same_version(one, without_buyer(one), fingerprint(one)) == one
