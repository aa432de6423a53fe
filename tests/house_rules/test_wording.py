"""Every reason the program can give is told in plain Thai and English, by the rules of wording."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import astuple, fields
from datetime import date, datetime
from pathlib import Path
from string import Formatter

import pytest

from xpeak_desktop import wording
from xpeak_desktop.domain.document import Mismatch
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.services.progress import Stage
from xpeak_desktop.shop.unreadable import Reason

SOURCES = Path(wording.__file__).parent
CATALOGUE: Mapping[Code, wording.Wording] = wording._WORDINGS
SPEAKERS = (wording.sentence, wording.cause, wording.fix)
THAI = re.compile(r"[\u0e01-\u0e5b]")

TH_FORBIDDEN = (
    *("ครับ", "ค่ะ", "นะคะ", "กรุณา", "โปรด", "!", " ๆ"),
    *("ข้อผิดพลาด", "ล้มเหลว", "ซิงค์", "ซิงก์", "ซิงโครไนซ์", "เซิร์ฟเวอร์", "เอพีไอ"),
    *("ลิงก์", "แอปพลิเคชัน", "แอพพลิเคชัน", "  "),
)
EN_FORBIDDEN = (
    *("error", "failed", "failure", "invalid", "please", "sorry", "sync", "server", "oops"),
    *("!", "  ", "…"),
)

GIVEN: Mapping[Code, Mapping[str, str]] = {
    Code.BEFORE_START_DATE: {"start": "2026-11-01"},
    Code.FILE_NOT_WRITTEN: {"file": "products.csv"},
    Code.CHANNEL_OFF: {"channel": "ShopeePay"},
    Code.MOVED_OUT: {"made": "2026-11-23"},
    Code.MOVE_FILE_UNUSABLE: {"file": "xpeak-move.zip"},
    Code.MOVE_FILE_NEWER: {"version": "0.2.0", "file": "xpeak-move.zip"},
    Code.PROFILE_IN_USE: {"ours": "บ้านดินเผา"},
    Code.KEYS_OTHER_SHOP: {"ours": "บ้านดินเผา"},
    Code.NUMBER_MISSING: {"order": "SO-1"},
    Code.NUMBER_TOO_LONG: {"number": "R" * 40, "longest": "32"},
    Code.NUMBER_CLASH: {"number": "RC2611-00017", "total": "1290.00", "peak_total": "1290.50"},
    Code.DATE_INVALID: {"value": "31/02/69"},
    Code.DATE_FUTURE: {"date": "2026-11-24"},
    Code.DATE_IN_CLOSED_MONTH: {"month": "2026-10"},
    Code.STATUS_UNKNOWN: {"word": "รอโอน"},
    Code.KIND_UNKNOWN: {"word": "บิล"},
    Code.VAT_MODE_UNKNOWN: {"word": "VAT พิเศษ"},
    Code.VAT_NOT_REGISTERED: {"vat": "7.00"},
    Code.CHANNEL_UNDECIDED: {"channel": "LINE Pay"},
    Code.TOTAL_MISMATCH: {
        "total": "4639.00",
        "computed": "4638.75",
        "difference": "0.25",
        "vat": "303.49",
        "computed_vat": "303.47",
    },
    Code.VAT_MISMATCH: {
        "total": "789.25",
        "computed": "789.25",
        "difference": "0.00",
        "vat": "51.60",
        "computed_vat": "51.63",
    },
    Code.ROUNDING_DIFFERS: {
        "total": "100.01",
        "computed": "100.00",
        "difference": "0.01",
        "vat": "6.55",
        "computed_vat": "6.54",
    },
    Code.NEGATIVE_OR_ZERO: {"total": "-250.00"},
    Code.TAX_INVOICE_INCOMPLETE: {"missing": "name,address,tax_id"},
    Code.PRODUCT_UNMATCHED: {"sku": "TS-09", "name": "เสื้อยืด"},
    Code.PRODUCT_AMBIGUOUS: {"sku": "TS-09", "name": "เสื้อยืด"},
    Code.VAT_CLASS_DIFFERS: {"sku": "TS-09", "name": "เสื้อยืด"},
    Code.SERVICE_MISSING: {"service": "ค่าบริการ COD"},
    Code.METHOD_MISSING: {"channel": "โอนธนาคาร กสิกร", "method": "cash"},
    Code.ALREADY_IN_PEAK: {"number": "RC2611-00017", "other": "RE-20261101", "total": "1290.00"},
    Code.TAX_ID_CHECK_DIGIT: {"tax_id": "0105551234567"},
    Code.NO_VAT_SALE_OF_VAT_GOODS: {"sku": "TS-09", "name": "เสื้อยืด"},
    Code.SERVICE_VAT_DIFFERS: {"service": "ค่าขนส่ง"},
    Code.AUTOSTART_REFUSED: {"path": "/home/ร้าน/.config/autostart/xpeak.desktop"},
}
"""What rules.py gives; test_params_that_are_asked_for_are_given looks at the rest."""

every_code = pytest.mark.parametrize("code", list(Code), ids=str)


def shown(code: Code, params: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for speak in SPEAKERS:
        for lang in ("th", "en"):
            yield lang, speak(Problem(code, params), lang)


@every_code
def test_every_code_has_six_texts_of_its_own(code: Code) -> None:
    texts = astuple(CATALOGUE[code])
    assert all(text.strip() == text and text for text in texts)
    assert len(set(texts)) == 6
    for field, text in zip(fields(wording.Wording), texts, strict=True):
        thai = bool(THAI.search(re.sub(r"“[^”]*”", "", text)))
        assert thai is field.name.startswith("th_"), text


@every_code
def test_no_text_breaks_the_rules_of_wording(code: Code) -> None:
    for params in ({}, GIVEN.get(code, {})):
        for lang, text in shown(code, params):
            forbidden = TH_FORBIDDEN if lang == "th" else EN_FORBIDDEN
            found = [word for word in forbidden if word in (text if lang == "th" else text.lower())]
            assert not found, text
            assert not re.search("(?<!เ)ท่าน", text), text
            months_short_form = tuple(wording._TH_SHORT_MONTHS)
            assert not text.endswith(".") or text.endswith(months_short_form), text
            assert text.count("“") == text.count("”"), text
            assert not set("{}[]\"'") & set(text.replace("'s", "").replace("n't", "")), text
            assert "API" not in text or re.search("กุญแจ API|API keys", text), text


@every_code
def test_sentences_are_short(code: Code) -> None:
    for params in ({}, GIVEN.get(code, {})):
        thai = wording.sentence(Problem(code, params), "th")
        # Marks above and below a letter take no room of their own.
        letters = [one for one in thai if not re.match("[ัิ-ฺ็-๎]", one)]
        assert len(letters) <= 80, thai
        assert len(thai) <= 110, thai
        assert len(wording.sentence(Problem(code, params), "en")) <= 110


@every_code
def test_long_words_from_outside_do_not_make_a_sentence_endless(code: Code) -> None:
    names = {name for text in astuple(CATALOGUE[code]) for name in _names(text)}
    for _, text in shown(code, dict.fromkeys(names, "ก" * 5000)):
        assert len(text) < 1000


@pytest.mark.parametrize("code", list(GIVEN), ids=str)
def test_with_what_the_rules_give_nothing_is_missing(code: Code) -> None:
    assert all("–" not in text for _, text in shown(code, GIVEN[code]))


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def _asked_for(code: Code) -> set[str]:
    """Params whose absence would show as a dash."""
    texts = (re.sub(r"\[[^]]*\]", "", text) for text in astuple(CATALOGUE[code]))
    return {name for text in texts for name in _names(text)}


def _given_somewhere() -> Iterator[tuple[Code, set[str] | None, str]]:
    """Code, the names of its params and the place, for each place that makes a Problem."""
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            codes = [
                Code[one.attr]
                for one in node.args
                if isinstance(one, ast.Attribute) and ast.unparse(one.value) == "Code"
            ]
            called = ast.unparse(node.func)
            if codes and called in ("Problem", "trouble", "_block", "_exclude"):
                yield codes[0], _param_names(node), f"{path.name}:{node.lineno}"


def _param_names(call: ast.Call) -> set[str] | None:
    """Names of the params, or ``None`` where they are made somewhere else."""
    names = {one.arg for one in call.keywords if one.arg}
    for one in call.args[1:2]:
        if isinstance(one, ast.Dict) and all(isinstance(key, ast.Constant) for key in one.keys):
            names |= {str(key.value) for key in one.keys if isinstance(key, ast.Constant)}
        elif not isinstance(one, ast.Constant):
            return None
    return names


def test_params_that_are_asked_for_are_given() -> None:
    """A dash in a sentence is for what cannot be known, not for a name spelled differently."""
    places = list(_given_somewhere())
    assert len(places) > 20
    lacking = [
        f"{place}: {code.name} lacks {sorted(_asked_for(code) - names)}"
        for code, names, place in places
        if names is not None and not _asked_for(code) <= names
    ]
    assert not lacking


def test_words_of_other_rooms_are_known() -> None:
    assert set(wording._FIELDS) == set(Mismatch)
    assert set(Reason) <= set(wording._WORDS)
    assert set(wording._STAGES) == set(Stage)
    assert set(wording._STATES) == set(State)


@pytest.mark.parametrize(
    ("code", "params", "thai", "english"),
    [
        (
            Code.TOTAL_MISMATCH,
            {"difference": "0.25"},
            "ยอดไม่ตรงกัน 0.25 บาท จึงยังไม่ส่ง",
            "The totals differ by 0.25 baht, so it waits",
        ),
        (
            Code.TOTAL_MISMATCH,
            {"difference": "?"},
            "ยอดไม่ตรงกัน จึงยังไม่ส่ง",
            "The totals differ, so it waits",
        ),
        (
            Code.NEGATIVE_OR_ZERO,
            {"total": "-1250.00"},
            "ยอดใบนี้เป็น −฿1,250.00 PEAK ไม่ต้องบันทึก จึงยังไม่ส่ง",
            "Its total is −฿1,250.00, nothing for PEAK to book, so it waits",
        ),
        (
            Code.TAX_INVOICE_INCOMPLETE,
            {"missing": "address,tax_id"},
            "ใบกำกับภาษีเต็มรูปยังขาด ที่อยู่ และเลขผู้เสียภาษี จึงยังไม่ส่ง",
            "This full tax invoice lacks the address and the tax number, so it waits",
        ),
        (
            Code.PEAK_TOTAL_DIFFERS,
            {"field": "net", "ours": "789.25", "peak": "789.26"},
            "PEAK บันทึกไม่เหมือนที่ส่ง ยอดรวมเป็น ฿789.26 ไม่ใช่ ฿789.25",
            "PEAK booked it otherwise: the total is ฿789.26, not ฿789.25",
        ),
        (
            Code.PEAK_TOTAL_DIFFERS,
            {"field": "date", "ours": "2026-11-23", "peak": "2026-11-24"},
            "PEAK บันทึกไม่เหมือนที่ส่ง วันที่เป็น 24 พ.ย. 2569 ไม่ใช่ 23 พ.ย. 2569",
            "PEAK booked it otherwise: the date is 24 Nov 2026, not 23 Nov 2026",
        ),
        (
            Code.PEAK_TOTAL_DIFFERS,
            {"field": "void", "ours": "live", "peak": "void"},
            "PEAK บันทึกไม่เหมือนที่ส่ง สถานะเป็น ยกเลิกแล้ว ไม่ใช่ ใช้อยู่",
            "PEAK booked it otherwise: the status is voided, not active",
        ),
        (
            Code.DATE_IN_CLOSED_MONTH,
            {"month": "2026-10"},
            "ใบนี้เป็นของ ต.ค. 2569 ที่ยื่น ภ.พ.30 แล้ว จึงยังไม่ส่ง",
            "It belongs to Oct 2026, whose VAT return is filed, so it waits",
        ),
        (
            Code.CHANGED_AFTER_SEND,
            {"number": "R1", "old": "789.25", "new": "739.25"},
            "ใบนี้ถูกแก้หลังส่ง ยอดเปลี่ยนจาก ฿789.25 เป็น ฿739.25",
            "Changed after it was sent, from ฿789.25 to ฿739.25",
        ),
        (
            Code.CHANGED_AFTER_SEND,
            {"number": "R1", "old": "789.25", "new": "789.25"},
            "ใบนี้ถูกแก้หลังส่ง",
            "Changed after it was sent",
        ),
        (
            Code.CLOCK_WRONG,
            {"seconds": "-720"},
            "นาฬิกาเครื่องนี้คลาดไป 12 นาที ตั้งเวลาให้ตรงก่อน",
            "This computer's clock is off by 12 min; set it first",
        ),
        (
            Code.PRODUCT_UNMATCHED,
            {"sku": "NOPE-19, NOPE-32 …", "several": "3", "more": "1"},
            "สินค้า 3 รายการยังไม่เชื่อมกับ PEAK: NOPE-19, NOPE-32 และอีก 1 รายการ",
            "3 products are not matched with PEAK yet: NOPE-19, NOPE-32 and 1 more",
        ),
        (
            Code.PRODUCT_UNMATCHED,
            {"sku": "NOPE-19, NOPE-32", "several": "2"},
            "สินค้า 2 รายการยังไม่เชื่อมกับ PEAK: NOPE-19, NOPE-32",
            "2 products are not matched with PEAK yet: NOPE-19, NOPE-32",
        ),
        (
            Code.PEAK_REJECTED,
            {"code": "400", "words": ""},
            "PEAK ไม่รับใบนี้",
            "PEAK refused it",
        ),
    ],
)
def test_a_sentence_is_filled_with_values_as_a_shop_writes_them(
    code: Code, params: dict[str, str], thai: str, english: str
) -> None:
    assert wording.sentence(Problem(code, params), "th") == thai
    assert wording.sentence(Problem(code, params), "en") == english


@pytest.mark.parametrize("code", list(wording._EN_TOGETHER), ids=str)
def test_of_several_receipts_nothing_is_said_as_of_one(code: Code) -> None:
    problem = Problem(code, GIVEN.get(code, {}))
    together = wording.sentence_of(problem, 2, "en")
    assert "–" not in together
    assert len(together) <= 110
    assert not re.search(r"\b(it|its|this)\b", together.lower()), together
    assert wording.sentence_of(problem, 1, "en") == wording.sentence(problem, "en") != together
    assert wording.sentence_of(problem, 2, "th") == wording.sentence(problem, "th")


def test_of_several_receipts_what_differs_is_left_out_and_products_are_counted() -> None:
    totals = Problem(Code.TOTAL_MISMATCH, {"total": "1.00"})
    assert wording.sentence_of(totals, 3, "en") == "Totals are off, so these wait"
    goods = Problem(Code.PRODUCT_AMBIGUOUS, {"sku": "TS-09, GFT-A", "several": "2"})
    assert wording.sentence_of(goods, 3, "en") == wording.sentence(goods, "en")


@every_code
def test_who_shows_several_receipts_finds_no_sentence_of_one(code: Code) -> None:
    """What a sentence says of one receipt in English has its words for several."""
    said = wording.sentence(Problem(code, GIVEN.get(code, {})), "en")
    if re.search(r"\bit waits\b|\bthis one waits\b", said):
        assert code in wording._EN_TOGETHER


def test_values_that_are_not_what_they_should_be_are_shown_as_they_are() -> None:
    params = {"start": "yesterday", "total": "NaN", "month": "2026-13"}
    assert "yesterday" in wording.sentence(Problem(Code.BEFORE_START_DATE, params), "en")
    assert "NaN" in wording.sentence(Problem(Code.NEGATIVE_OR_ZERO, params), "en")
    assert "2026-13" in wording.sentence(Problem(Code.DATE_IN_CLOSED_MONTH, params), "en")
    huge = wording.sentence(Problem(Code.NEGATIVE_OR_ZERO, {"total": "1e999999"}), "en")
    assert "1e999999" in huge


def test_templates_and_attributes_inside_values_stay_text() -> None:
    said = wording.sentence(Problem(Code.CHANNEL_OFF, {"channel": "{x.__class__}[y]"}), "en")
    assert "{x.__class__}[y] is" in said


def test_signs_that_could_turn_the_text_around_are_taken_out() -> None:
    assert wording.inert("a\u202eb\x1b[31mc\r\nd\u2066\u200be\x00") == "ab[31mc de"
    assert wording.inert("  น้ำ \t ปั๊ม  ") == "น้ำ ปั๊ม"
    said = wording.sentence(Problem(Code.PEAK_REJECTED, {"words": "x\u202ey\ny"}), "th")
    assert said == "PEAK ไม่รับใบนี้ บอกว่า “xy y”"


def test_words_from_outside_end_after_two_hundred_signs() -> None:
    assert wording.inert("ก" * 200) == "ก" * 200
    assert wording.inert("ก" * 201) == "ก" * 199 + "…"
    assert len(wording.inert("\u200b" * 10_000_000 + "x")) <= 200


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (105450075, "฿1,054,500.75"),
        (-25000, "−฿250.00"),
        (0, "฿0.00"),
        (-5, "−฿0.05"),
    ],
)
def test_money_is_written_with_two_decimals_and_a_true_minus(amount: int, text: str) -> None:
    assert wording.money_text(amount, "th") == wording.money_text(amount, "en") == text
    assert wording.amount_text(amount) == text.replace("฿", "")


def test_days_are_written_in_the_era_of_the_language() -> None:
    day = date(2026, 11, 23)
    assert wording.date_text(day, "th") == "23 พ.ย. 2569"
    assert wording.date_text(day, "en") == "23 Nov 2026"
    assert wording.long_date_text(day, "th") == "วันจันทร์ที่ 23 พฤศจิกายน 2569"
    assert wording.long_date_text(day, "en") == "Monday 23 November 2026"
    assert wording.month_text(day, "th") == "พ.ย. 2569"
    assert wording.span_text(date(2026, 11, 1), day, "th") == "1 ถึง 23 พ.ย. 2569"
    assert wording.span_text(date(2026, 10, 31), day, "en") == "31 Oct 2026 to 23 Nov 2026"
    assert wording.span_text(day, day, "th") == "23 พ.ย. 2569"
    moment = datetime.fromisoformat("2026-11-23T14:05:59+07:00")
    assert wording.time_text(moment, "th") == "14:05 น."
    assert wording.time_text(moment, "en") == "14:05"


def test_each_month_and_day_has_its_own_name() -> None:
    months = [date(2026, month, 1) for month in range(1, 13)]
    days = [date(2026, 11, day) for day in range(1, 8)]
    for lang in ("th", "en"):
        assert len({wording.month_text(one, lang) for one in months}) == 12
        assert len({wording.long_date_text(one, lang).split()[0] for one in days}) == 7


@pytest.mark.parametrize(
    ("asked", "locales", "chosen"),
    [
        (None, [], "th"),
        (None, ["C", "POSIX", "", "C.UTF-8"], "th"),
        (None, ["th_TH.UTF-8"], "th"),
        (None, ["en_US.UTF-8", "th_TH"], "en"),
        (None, ["de-DE"], "en"),
        (None, ["C", "Thai_Thailand.874"], "th"),
        ("th", ["en_US"], "th"),
        ("en", ["th_TH"], "en"),
        ("", ["en_GB"], "en"),
    ],
)
def test_the_language_is_what_was_asked_for_else_the_computers_else_thai(
    asked: str | None, locales: list[str], chosen: str
) -> None:
    assert wording.pick_language(asked, locales) == chosen


def test_states_and_stages_have_names() -> None:
    assert wording.state_name(State.UNCERTAIN, "th") == "กำลังตรวจซ้ำ"
    assert wording.state_name(State.UNCERTAIN, "en") == "Checking"
    assert wording.stage_name(Stage.SENDING, "th") == "กำลังส่ง"
    assert wording.stage_name("new\x00", "en") == "new"
