"""Every word the program has for a Problem, in Thai and in English, without Qt.

The templates below are filled from a Problem's params: ``{sku}``, or with what the value is,
``{total:baht}`` (see ``_SHAPES``). A value that is missing shows as a dash; a part in square
brackets disappears when one of its values is missing, or when they are all the same.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from string import Formatter
from types import MappingProxyType
from typing import Final, Literal

from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.money import satang
from xpeak_desktop.domain.problems import Code, Problem

Language = Literal["th", "en"]

LONGEST_VALUE: Final = 200
_LONGEST_IN_SENTENCE: Final = 60
_MISSING: Final = "–"


@dataclass(frozen=True, slots=True)
class Wording:
    """What is, why, and what to do, twice."""

    th_sentence: str
    en_sentence: str
    th_cause: str
    en_cause: str
    th_fix: str
    en_fix: str


def sentence(problem: Problem, lang: str) -> str:
    """Say what is, in one sentence for a list or a strip."""
    thai, english = _sentences(problem)
    return _fill(english if lang == "en" else thai, problem.params, lang)


def sentence_of(problem: Problem, receipts: int, lang: str) -> str:
    """The sentence for so many receipts; what Thai says is right for any number."""
    counted = problem.code in _COUNTED and "several" in problem.params
    if lang != "en" or receipts < 2 or counted or problem.code not in _EN_TOGETHER:
        return sentence(problem, lang)
    return _fill(_EN_TOGETHER[problem.code], problem.params, lang)


def cause(problem: Problem, lang: str) -> str:
    """Say why it is so."""
    words = _WORDINGS[problem.code]
    return _fill(words.en_cause if lang == "en" else words.th_cause, problem.params, lang)


def fix(problem: Problem, lang: str) -> str:
    """Say what to do next, or that nothing needs doing."""
    words = _WORDINGS[problem.code]
    return _fill(words.en_fix if lang == "en" else words.th_fix, problem.params, lang)


def in_general(code: Code, lang: str) -> tuple[str, str, str]:
    """Sentence, cause and fix of a code, without the values of a receipt.

    The sentence, a heading, has examples for them; the others say what they are: ``‹amount›``.
    """
    words = _WORDINGS[code]
    head, *rest = (
        (words.en_sentence, words.en_cause, words.en_fix)
        if lang == "en"
        else (words.th_sentence, words.th_cause, words.th_fix)
    )
    examples = _Values(_EXAMPLES, lang)
    sentence = "".join(part.format_map(examples) for part in _always(head))
    cause, fix = ("".join(_open(part, lang) for part in _always(text)) for text in rest)
    return sentence, cause, fix


def _always(template: str) -> Iterator[str]:
    """The parts of a template that no missing value takes away."""
    return (part for part, optional in _parts(template) if not optional)


def state_name(state: State, lang: str) -> str:
    """Name a state as every list does."""
    return _STATES[state][lang == "en"]


def stage_name(stage: str, lang: str) -> str:
    """Name the part of a pass that is under way; an unknown one stays as it is."""
    return _STAGES[stage][lang == "en"] if stage in _STAGES else inert(stage)


def pick_language(asked: str | None, locale_names: tuple[str, ...] | list[str]) -> Language:
    """Choose the language: what was asked for, else the first locale that says something.

    Thai when none does, since the shops are Thai; English for every other language.
    """
    for name in (asked or "", *locale_names):
        tongue = name.replace("-", "_").partition(".")[0].partition("_")[0].casefold()
        if tongue in ("th", "thai"):
            return "th"
        # "C" and "POSIX" are what a computer says that nobody has asked.
        if tongue not in ("", "c", "posix"):
            return "en"
    return "th"


# --------------------------------------------------------------------------- numbers and dates

_TH_MONTHS: Final = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
_TH_SHORT_MONTHS: Final = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
_TH_DAYS: Final = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_TH_SHORT_DAYS: Final = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")
_EN_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_EN_DAYS: Final = (*("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),)
_BUDDHIST: Final = 543


def money_text(amount: int, lang: str) -> str:  # noqa: ARG001  (both languages write it alike)
    """Write satang for a sentence: ``฿1,054,500.75``, ``−฿250.00``."""
    sign = "−" if amount < 0 else ""
    return f"{sign}฿{_grouped(abs(amount))}"


def amount_text(amount: int) -> str:
    """Write satang for a column with its unit in the head: ``1,054,500.75``, ``−250.00``."""
    sign = "−" if amount < 0 else ""
    return sign + _grouped(abs(amount))


def date_text(day: date, lang: str) -> str:
    """Write a day: ``23 พ.ย. 2569``, ``23 Nov 2026``."""
    return f"{day.day} {month_text(day, lang)}"


def long_date_text(day: date, lang: str) -> str:
    """Write a day as a title: ``วันจันทร์ที่ 23 พฤศจิกายน 2569``."""
    month, year = _month_and_year(day, lang, short=False)
    if lang == "en":
        return f"{_EN_DAYS[day.weekday()]} {day.day} {month} {year}"
    return f"วัน{_TH_DAYS[day.weekday()]}ที่ {day.day} {month} {year}"


def full_date_text(day: date, lang: str) -> str:
    """Write a day for a field: ``23 พฤศจิกายน 2569``."""
    return f"{day.day} {full_month_text(day, lang)}"


def full_month_text(day: date, lang: str) -> str:
    """Write the month of a day as a title: ``พฤศจิกายน 2569``."""
    return " ".join(_month_and_year(day, lang, short=False))


def weekday_text(day: date, lang: str) -> str:
    """Write a day of the week as the head of a calendar's column: ``จ.``, ``Mo``."""
    return _EN_DAYS[day.weekday()][:2] if lang == "en" else _TH_SHORT_DAYS[day.weekday()]


def month_text(day: date, lang: str) -> str:
    """Write the month of a day: ``พ.ย. 2569``, ``Nov 2026``."""
    return " ".join(_month_and_year(day, lang, short=True))


def span_text(first: date, last: date, lang: str) -> str:
    """Write days that follow each other: ``1 ถึง 23 พ.ย. 2569``."""
    to = "to" if lang == "en" else "ถึง"
    same_month = (first.year, first.month) == (last.year, last.month)
    begin = str(first.day) if same_month else date_text(first, lang)
    return date_text(last, lang) if first == last else f"{begin} {to} {date_text(last, lang)}"


def time_text(moment: datetime, lang: str) -> str:
    """Write a time of day, of a moment already in the shop's zone: ``14:05 น.``."""
    return f"{moment:%H:%M}" if lang == "en" else f"{moment:%H:%M} น."


def _grouped(amount: int) -> str:
    return f"{amount // 100:,}.{amount % 100:02d}"


def _month_and_year(day: date, lang: str, *, short: bool) -> tuple[str, str]:
    if lang == "en":
        name = _EN_MONTHS[day.month - 1]
        return name[:3] if short else name, str(day.year)
    names = _TH_SHORT_MONTHS if short else _TH_MONTHS
    return names[day.month - 1], str(day.year + _BUDDHIST)


# --------------------------------------------------------------------------- filling templates


def _sentences(problem: Problem) -> tuple[str, str]:
    """The Thai and the English template; another one where names of several things are joined."""
    words = _WORDINGS[problem.code]
    if problem.code in _COUNTED and "several" in problem.params:
        return _COUNTED[problem.code]
    return words.th_sentence, words.en_sentence


def inert(text: str, longest: int = LONGEST_VALUE) -> str:
    """Make words from outside harmless to show: one line, no control or bidi signs, not endless.

    Such signs could turn the words around them: a buyer's name is no place for them.
    """
    plain = "".join(
        " " if sign.isspace() else "" if unicodedata.category(sign) in _DANGEROUS else sign
        for sign in text[: 20 * longest]
    )
    plain = " ".join(plain.split())
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


# Control, format (with the bidi signs), surrogate, private.
_DANGEROUS: Final = frozenset({"Cc", "Cf", "Cs", "Co"})


@dataclass(frozen=True, slots=True)
class _Value:
    """A param on its way into a template; the format spec says what it is."""

    text: str
    lang: str

    @property
    def missing(self) -> bool:
        """Whether there is nothing to show; "?" stands for what nobody could read."""
        return self.text.strip() in ("", "?")

    def __format__(self, spec: str) -> str:
        if self.missing:
            return _MISSING
        shaped = _SHAPES[spec](self.text, self.lang) if spec else None
        # What is not what it should be is still better shown than hidden.
        return shaped or inert(self.text) or _MISSING


class _Values(dict[str, _Value]):
    """The params of a problem; asking for one that is not there gives a dash."""

    def __init__(self, params: Mapping[str, str], lang: str) -> None:
        super().__init__({name: _Value(str(text), lang) for name, text in params.items()})
        self._lang = lang

    def __missing__(self, name: str) -> _Value:
        return _Value("", self._lang)


def _fill(template: str, params: Mapping[str, str], lang: str) -> str:
    values = _Values(params, lang)
    return "".join(
        part.format_map(values)
        for part, optional in _parts(template)
        if not (optional and _lacks(part, values))
    )


def _open(part: str, lang: str) -> str:
    """The part with what its values are in their place."""
    return "".join(
        text + (f"‹{_kind(name, spec or '', lang)}›" if name else "")
        for text, name, spec, _ in Formatter().parse(part)
    )


def _kind(name: str, spec: str, lang: str) -> str:
    """What a value is, by its shape where that says it."""
    words = _KINDS[spec if spec in _KINDS else name]
    return words[lang == "en"]


def _parts(template: str) -> list[tuple[str, bool]]:
    """Cut a template into (part, whether it was in square brackets)."""
    parts = []
    for piece in template.split("["):
        inside, bracket, after = piece.rpartition("]")
        if bracket:
            parts.append((inside, True))
        parts.append((after, False))
    return parts


def _lacks(part: str, values: _Values) -> bool:
    """Whether a part would say nothing: a value is missing, or it went "from 1 to 1"."""
    inside = [values[name] for _, name, _, _ in Formatter().parse(part) if name]
    all_the_same = len(inside) > 1 and len(set(inside)) == 1
    return all_the_same or any(value.missing for value in inside)


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    # Beyond that it is no amount of a shop, and writing it out could take a page.
    return value if value.is_finite() and abs(value) < 10**15 else None


def _as_baht(text: str, lang: str) -> str | None:
    value = _decimal(text)
    return None if value is None else money_text(satang(value), lang)


def _as_amount(text: str, _lang: str) -> str | None:
    value = _decimal(text)
    return None if value is None else amount_text(satang(value))


def _as_count(text: str, _lang: str) -> str | None:
    value = _decimal(text)
    return None if value is None else f"{round(value):,}".replace("-", "−")


def _as_minutes(text: str, _lang: str) -> str | None:
    value = _decimal(text)
    return None if value is None else f"{max(1, round(abs(value) / 60)):,}"


def _as_day(text: str, lang: str) -> str | None:
    try:
        return date_text(date.fromisoformat(text), lang)
    except ValueError:
        return None


def _as_month(text: str, lang: str) -> str | None:
    try:
        return month_text(date.fromisoformat(f"{text}-01"), lang)
    except ValueError:
        return None


def _as_anything(text: str, lang: str) -> str | None:
    """A day, an amount with its two decimals, or one of our own words."""
    amount = text[-3:-2] == "." and _as_baht(text, lang)
    return _as_day(text, lang) or amount or _as_word(text, lang)


def _as_short(text: str, _lang: str) -> str | None:
    return inert(text, _LONGEST_IN_SENTENCE)


def _as_named(text: str, _lang: str) -> str | None:
    return inert(text.removesuffix(" …"), _LONGEST_IN_SENTENCE)


def _as_word(text: str, lang: str) -> str | None:
    return _WORDS[text][lang == "en"] if text in _WORDS else None


def _as_list(text: str, lang: str) -> str | None:
    *words, last = [_as_word(one, lang) or inert(one) for one in text.split(",")]
    if not words:
        return last
    return f"{', '.join(words)} and {last}" if lang == "en" else f"{' '.join(words)} และ{last}"


def _as_field(text: str, lang: str) -> str | None:
    return _FIELDS[text][lang == "en"] if text in _FIELDS else None


_SHAPES: Final[Mapping[str, Callable[[str, str], str | None]]] = MappingProxyType(
    {
        "baht": _as_baht,  # "1290.00" -> ฿1,290.00
        "amount": _as_amount,  # "1290.00" -> 1,290.00
        "count": _as_count,  # "65.0" -> 65
        "minutes": _as_minutes,  # seconds, "-720" -> 12
        "day": _as_day,  # "2026-11-23" -> 23 พ.ย. 2569
        "month": _as_month,  # "2026-11" -> พ.ย. 2569
        "any": _as_anything,  # whichever of those it looks like
        "word": _as_word,  # a word of ours, see _WORDS
        "list": _as_list,  # several of them
        "field": _as_field,  # a field of PEAK's document, see _FIELDS
        "named": _as_named,  # "TS-09, GFT-A …" -> TS-09, GFT-A
        "short": _as_short,  # somebody else's words, cut for a sentence
    }
)

_KINDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        # Shapes.
        "baht": ("จำนวนเงิน", "amount"),
        "day": ("วันที่", "date"),
        "month": ("เดือน", "month"),
        "list": ("สิ่งที่ขาด", "what is missing"),
        # Params.
        "channel": ("ชื่อช่องทาง", "name"),
        "column": ("ชื่อคอลัมน์", "name"),
        "file": ("ชื่อไฟล์", "file name"),
        "key": ("ชื่อการตั้งค่า", "name of the setting"),
        "longest": ("จำนวน", "number"),
        "number": ("เลขที่ใบเสร็จ", "receipt number"),
        "ours": ("ชื่อกิจการ", "one business"),
        "row": ("ลำดับ", "number"),
        "service": ("ชื่อบริการ", "name"),
        "sku": ("รหัส", "code"),
        "tax_id": ("เลข", "number"),
        "theirs": ("ชื่อกิจการอื่น", "another business"),
        "value": ("ข้อความ", "text"),
    }
)
"""What stands in a place of a template that is shown without values."""

_EXAMPLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "file": "sales-2026-11.xlsx",
        "key": "--profile",
        "missing": "address",
        "month": "2026-10",
        "row": "12",
        "service": "ค่าขนส่ง",
        "sku": "TS-09",
        "tax_id": "0105551234567",
        "total": "0.00",
        "until": "2027-09-30",
    }
)
"""Params as a shop might have them, for a sentence that is shown without one."""

_FIELDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "code": ("เลขที่", "the number"),
        "date": ("วันที่", "the date"),
        "net": ("ยอดรวม", "the total"),
        "vat": ("VAT ", "the VAT"),
        "base": ("ยอดก่อน VAT ", "the amount before VAT"),
        "void": ("สถานะ", "the status"),
        "contact": ("ผู้ติดต่อ", "the contact"),
    }
)

_WORDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        # What a tax invoice lacks.
        "name": ("ชื่อผู้ซื้อ", "the buyer's name"),
        "address": ("ที่อยู่", "the address"),
        "tax_id": ("เลขผู้เสียภาษี", "the tax number"),
        # The status of a document in PEAK.
        "live": ("ใช้อยู่", "active"),
        "void": ("ยกเลิกแล้ว", "voided"),
        # What a channel pays into.
        "cash": ("เงินสด", "cash"),
        # Why a file cannot be read.
        "missing": ("ไม่พบไฟล์นี้แล้ว", "it is not there any more"),
        "locked": ("โปรแกรมอื่นเปิดไฟล์นี้อยู่", "another program has it open"),
        "being_written": ("ไฟล์ยังเขียนไม่เสร็จ", "it is still being written"),
        "empty": ("ไฟล์ว่าง", "it is empty"),
        "encrypted": ("ไฟล์มีรหัสผ่าน", "it has a password"),
        "damaged": ("ไฟล์เสียหาย", "it is damaged"),
        "too_big": ("ไฟล์ใหญ่เกินไป", "it is too big"),
        "stray_cells": ("มีข้อมูลอยู่ไกลนอกตาราง", "there are cells far outside the table"),
        "encoding": ("อ่านตัวอักษรไม่ออก", "its letters cannot be read"),
        "file_type": ("ไม่ใช่ไฟล์ xlsx, xls หรือ csv", "it is no xlsx, xls or csv file"),
    }
)

_STATES: Final[Mapping[State, tuple[str, str]]] = MappingProxyType(
    {
        State.IMPORTED: ("อ่านเข้ามาแล้ว", "Just read"),
        State.READY: ("รอส่ง", "Waiting"),
        State.SENDING: ("กำลังส่ง", "Sending"),
        State.SENT: ("ส่งแล้ว", "Sent"),
        State.UNCERTAIN: ("กำลังตรวจซ้ำ", "Checking"),
        State.BLOCKED: ("ต้องให้คุณดู", "Needs you"),
        State.REJECTED: ("PEAK ไม่รับ", "PEAK refused"),
        State.EXCLUDED: ("ไม่ส่ง", "Not sent"),
        State.VOIDED: ("ยกเลิกใน PEAK", "Voided in PEAK"),
    }
)

_STAGES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "reading": ("กำลังอ่านยอดขาย", "Reading sales"),
        "checking": ("กำลังตรวจกับ PEAK", "Checking with PEAK"),
        "settling": ("กำลังตรวจซ้ำใบที่ไม่แน่ใจ", "Looking up what is unsure"),
        "sending": ("กำลังส่ง", "Sending"),
        "waiting": ("กำลังรอ PEAK", "Waiting for PEAK"),
        "done": ("เสร็จแล้ว", "Done"),
    }
)


# --------------------------------------------------------------------------- the catalogue
# The rules: look at it through a busy shop owner's eyes. First what is, then what to do. คุณ, no
# ครับ or ค่ะ, no กรุณา, no exclamation, no full stop at the end. Say what is safe. Blame nobody.
# ยกเลิก is for documents only.

# How a correction in the shop's records reaches the program.
_TH_AGAIN: Final = "แล้วส่งออกไฟล์ใหม่ ถ้าใช้ลิงค์ข้อมูลสด โปรแกรมอ่านให้เอง"
_EN_AGAIN: Final = "and export the file again; with a live link it is read automatically"

# Of several things: how many they are.
_COUNTED: Final[Mapping[Code, tuple[str, str]]] = MappingProxyType(
    {
        Code.PRODUCT_UNMATCHED: (
            "สินค้า {several} รายการยังไม่เชื่อมกับ PEAK: {sku:named}[ และอีก {more} รายการ]",
            "{several} products are not matched with PEAK yet: {sku:named}[ and {more} more]",
        ),
        Code.PRODUCT_AMBIGUOUS: (
            "สินค้า {several} รายการมีซ้ำใน PEAK: {sku:named}[ และอีก {more} รายการ]",
            "{several} products are in PEAK more than once: {sku:named}[ and {more} more]",
        ),
        Code.CHANNEL_UNDECIDED: (
            "ช่องทางใหม่ {several} ช่องทางยังไม่ได้เลือกส่งหรือไม่ส่ง: {channel:named}[ และอีก {more} ช่องทาง]",
            "{several} new channels, still to be decided: {channel:named}[ and {more} more]",
        ),
    }
)

# Of several receipts, where the sentence speaks of one.
_EN_TOGETHER: Final[Mapping[Code, str]] = MappingProxyType(
    {
        Code.NUMBER_MISSING: "These receipts have no number, so they wait",
        Code.NUMBER_TOO_LONG: "The numbers are longer than PEAK accepts, so they wait",
        Code.NUMBER_CLASH: "PEAK already has receipts of these numbers, so these wait",
        Code.DATE_INVALID: "Their dates[ “{value:short}”] cannot be read, so they wait",
        Code.DATE_FUTURE: "Their dates[, {date:day},] lie ahead, so they wait",
        Code.DATE_IN_CLOSED_MONTH: "Their VAT return is filed already, so they wait",
        Code.STATUS_UNKNOWN: "Their status[ “{word:short}”] is not known, so they wait",
        Code.KIND_UNKNOWN: "Their document type[ “{word:short}”] is not known, so they wait",
        Code.VAT_MODE_UNKNOWN: "Their VAT mode[ “{word:short}”] is not known, so they wait",
        Code.VAT_NOT_REGISTERED: (
            "They carry VAT, but the shop is set as not registered, so they wait"
        ),
        Code.TOTAL_MISMATCH: "Totals are off[ by {difference:amount} baht each], so these wait",
        Code.VAT_MISMATCH: "The VAT differs, so they wait",
        Code.ROUNDING_DIFFERS: "Total or VAT differ through rounding, so they wait",
        Code.NEGATIVE_OR_ZERO: "Their totals are nothing for PEAK to book, so they wait",
        Code.TAX_INVOICE_INCOMPLETE: "These full tax invoices lack {missing:list}, so they wait",
        Code.PRODUCT_AMBIGUOUS: "PEAK has more than one product[ {sku:short}], so they wait",
        Code.VAT_CLASS_DIFFERS: (
            "They carry VAT, but what they sell[, {sku:named},] has none in PEAK, so they wait"
        ),
        Code.METHOD_MISSING: "The account[ {method:word}] is not in PEAK, so they wait",
        Code.ALREADY_IN_PEAK: "They look like others that PEAK has or is about to get",
        Code.PEAK_REJECTED: "PEAK refused them[, saying “{words:short}”]",
        Code.STILL_UNCERTAIN: "For more than a day nobody knows whether PEAK got them",
        Code.CHANGED_AFTER_SEND: "Changed after they were sent",
        Code.CANCELLED_AFTER_SEND: "Cancelled after they were sent; they still stand in PEAK",
        Code.PEAK_TOTAL_DIFFERS: "PEAK booked them otherwise",
        Code.PEAK_CHANGED: "They were changed in PEAK and no longer match xCommerce",
        Code.DUPLICATE_IN_PEAK: "PEAK has more than one of each of these numbers",
        Code.MISSING_IN_PEAK: "They were sent, but PEAK does not show them now",
        Code.NOT_BOOKED: "PEAK accepted them but has not booked them",
    }
)

_WORDINGS: Final[Mapping[Code, Wording]] = MappingProxyType(
    {
        # ---- not to be sent
        Code.CANCELLED_BEFORE_SEND: Wording(
            "ลูกค้ายกเลิกก่อนส่ง จึงไม่ส่งใบนี้",
            "Cancelled before it was sent, so it stays here",
            "สถานะใน xCommerce คือยกเลิก และใบนี้ไม่เคยถูกส่งไป PEAK",
            "Its status in xCommerce is cancelled, and it never went to PEAK",
            "ไม่ต้องทำอะไร ถ้าสถานะเปลี่ยนเป็นชำระแล้ว โปรแกรมจะดูใบนี้ใหม่เอง",
            "Nothing to do; if it is marked as paid later, it is looked at again",
        ),
        Code.BEFORE_START_DATE: Wording(
            "ใบนี้ออกก่อนวันเริ่มส่ง[ {start:day}] จึงไม่ส่ง",
            "Issued before the first day to send[, {start:day}], so it stays here",
            "กติกาของร้านให้ส่งใบเสร็จตั้งแต่ {start:day} เป็นต้นไป",
            "By the shop's rules receipts go from {start:day} on",
            "ถ้าต้องการส่ง เปลี่ยนวันเริ่มส่งในกติกาของร้าน ถ้าไม่แน่ใจ ถามนักบัญชีก่อน",
            "To send it, change the day under Shop rules; if unsure, ask your accountant first",
        ),
        Code.CHANNEL_OFF: Wording(
            "ช่องทาง[ {channel:short}] ปิดไว้ จึงไม่ส่งใบนี้",
            "Channel[ {channel:short}] is switched off, so it is not sent",
            "ช่องทาง {channel} ตั้งไว้ว่า “ไม่ส่ง”",
            "The channel {channel} is set to “Don't send”",
            "ถ้าต้องการส่ง เปิดช่องทางนี้ในหน้าช่องทาง",
            "To send it, switch the channel on under Channels",
        ),
        Code.BY_PERSON: Wording(
            "คุณเลือกไม่ส่งใบนี้",
            "You chose not to send this one",
            "ใบนี้ไม่ไป PEAK ส่วนใน xCommerce ไม่มีอะไรเปลี่ยน",
            "It does not go to PEAK, and nothing changes in xCommerce",
            "ถ้าเปลี่ยนใจ กดนำกลับมา แล้วโปรแกรมจะดูใบนี้ใหม่",
            "Changed your mind? Take it back, and it is looked at anew",
        ),
        # ---- waits for a person
        Code.NUMBER_MISSING: Wording(
            "ใบนี้ไม่มีเลขที่[ (คำสั่งซื้อ {order:short})] จึงยังไม่ส่ง",
            "The receipt[ of order {order:short}] has no number, so it waits",
            "เลขที่คือสิ่งที่กันไม่ให้ใบเดียวกันเข้า PEAK สองครั้ง",
            "The number is what keeps one receipt from entering PEAK twice",
            f"ใส่เลขที่ใน xCommerce {_TH_AGAIN}",
            f"Give it a number in xCommerce {_EN_AGAIN}",
        ),
        Code.NUMBER_TOO_LONG: Wording(
            "เลขที่ยาวเกินที่ PEAK รับได้ จึงยังไม่ส่ง",
            "The number is longer than PEAK accepts, so it waits",
            "เลขที่ {number} ยาวเกิน {longest} ตัวอักษร",
            "The number {number} is longer than {longest} letters",
            f"ย่อเลขที่ใน xCommerce {_TH_AGAIN}",
            f"Shorten it in xCommerce {_EN_AGAIN}",
        ),
        Code.NUMBER_CLASH: Wording(
            "PEAK มีใบเสร็จเลขที่นี้อยู่แล้ว[ ({number:short})] จึงยังไม่ส่งใบนี้",
            "PEAK already has a receipt of this number[, {number:short}], so this one waits",
            "ยอดใน xCommerce {total:baht} ยอดใน PEAK {peak_total:baht} และโปรแกรมไม่มีบันทึกว่าส่งใบนั้น",
            "xCommerce says {total:baht}, PEAK says {peak_total:baht},"
            " and this program has no record of sending it",
            "เทียบสองใบ ถ้าเป็นการขายเดียวกัน เลือกไม่ส่งใบนี้ ถ้าไม่ใช่ เปลี่ยนเลขที่ใบใดใบหนึ่ง",
            "Compare the two; the same sale: choose not to send; another: change one number",
        ),
        Code.DATE_INVALID: Wording(
            "อ่านวันที่ของใบนี้ไม่ได้[ “{value:short}”] จึงยังไม่ส่ง",
            "Its date[ “{value:short}”] cannot be read, so it waits",
            "วันที่ต้องครบทั้งวัน เดือน และปีสี่หลัก เช่น 23/11/2569",
            "A date needs day, month and a year of four digits, like 23/11/2026",
            f"แก้วันที่ใน xCommerce {_TH_AGAIN}",
            f"Correct the date in xCommerce {_EN_AGAIN}",
        ),
        Code.DATE_FUTURE: Wording(
            "วันที่ใบเสร็จ[ {date:day}] ยังมาไม่ถึง จึงยังไม่ส่ง",
            "Its date[, {date:day},] lies ahead, so it waits",
            "ใบเสร็จลงวันที่ {date:day} ซึ่งอยู่หลังวันนี้",
            "It is dated {date:day}, which is after today",
            "ตรวจวันที่ใน xCommerce ถ้าถูกแล้ว โปรแกรมจะส่งเองเมื่อถึงวันนั้น",
            "Check the date in xCommerce; if it is right, it goes by itself on that day",
        ),
        Code.DATE_IN_CLOSED_MONTH: Wording(
            "ใบนี้เป็นของ {month:month} ที่ยื่น ภ.พ.30 แล้ว จึงยังไม่ส่ง",
            "It belongs to {month:month}, whose VAT return is filed, so it waits",
            "เดือนนี้ทำเครื่องหมายว่ายื่นแล้วในกติกาของร้าน",
            "That month is marked as filed under Shop rules",
            "ถามนักบัญชีก่อน ถ้าต้องส่ง เอาเครื่องหมายว่ายื่นแล้วของเดือนนี้ออกในกติกาของร้าน",
            "Ask your accountant first; to send it, take the mark off that month under Shop rules",
        ),
        Code.STATUS_UNKNOWN: Wording(
            "ไม่รู้จักสถานะของใบนี้[ “{word:short}”] จึงยังไม่ส่ง",
            "Its status[ “{word:short}”] is not known, so it waits",
            "ยังไม่มีใครบอกว่าคำนี้คือชำระแล้วหรือยกเลิก",
            "Nobody has said yet whether this means paid or cancelled",
            "เลือกว่าคำนี้หมายถึงอะไร บอกครั้งเดียว โปรแกรมจะจำไว้",
            "Choose what it means, once; the program remembers it",
        ),
        Code.KIND_UNKNOWN: Wording(
            "ไม่รู้จักประเภทเอกสาร[ “{word:short}”] จึงยังไม่ส่ง",
            "Its document type[ “{word:short}”] is not known, so it waits",
            "ยังไม่มีใครบอกว่าคำนี้คือใบเสร็จหรือใบกำกับภาษี",
            "Nobody has said yet whether this means a receipt or a tax invoice",
            "เลือกว่าคำนี้หมายถึงอะไร บอกครั้งเดียว โปรแกรมจะจำไว้",
            "Choose what it means, once; the program remembers it",
        ),
        Code.VAT_MODE_UNKNOWN: Wording(
            "ไม่รู้จักประเภทภาษี[ “{word:short}”] จึงยังไม่ส่ง",
            "Its VAT mode[ “{word:short}”] is not known, so it waits",
            "ยังไม่มีใครบอกว่าคำนี้คือไม่มี VAT แยก VAT หรือรวม VAT",
            "Nobody has said yet whether this means without, plus or including VAT",
            "เลือกว่าคำนี้หมายถึงอะไร บอกครั้งเดียว โปรแกรมจะจำไว้",
            "Choose what it means, once; the program remembers it",
        ),
        Code.VAT_NOT_REGISTERED: Wording(
            "ใบนี้มี VAT แต่ร้านตั้งไว้ว่ายังไม่จด VAT จึงยังไม่ส่ง",
            "It carries VAT, but the shop is set as not registered, so it waits",
            "VAT ในใบนี้คือ {vat:baht} ร้านที่ยังไม่จด VAT เก็บ VAT ไม่ได้",
            "Its VAT is {vat:baht}; a shop that is not registered may not charge it",
            "ถ้าร้านจด VAT แล้ว เปลี่ยนในกติกาของร้าน ถ้ายัง แก้ใบนี้ใน xCommerce ให้ไม่มี VAT",
            "If the shop is registered, say so under Shop rules; if not, take the VAT"
            " off in xCommerce",
        ),
        Code.CHANNEL_UNDECIDED: Wording(
            "มีช่องทางใหม่[ {channel:short}] ยังไม่ได้เลือกส่งหรือไม่ส่ง",
            "New channel[ {channel:short}], still to be decided: send or not",
            "ใบเสร็จของช่องทางใหม่รออยู่จนกว่าคุณเลือก ไม่หาย",
            "Receipts of a new channel wait until you choose; none is lost",
            "เปิดหน้าช่องทาง เลือกส่งหรือไม่ส่ง และบัญชีที่เงินเข้า",
            "Open Channels, choose whether to send and which account gets the money",
        ),
        Code.TOTAL_MISMATCH: Wording(
            "ยอดไม่ตรงกัน[ {difference:amount} บาท] จึงยังไม่ส่ง",
            "The totals differ[ by {difference:amount} baht], so it waits",
            "ยอดใน xCommerce {total:baht} แต่บวกทีละรายการได้ {computed:baht}",
            "xCommerce says {total:baht}, but its lines add up to {computed:baht}",
            f"ดูการคำนวณ แก้ตัวเลขใน xCommerce {_TH_AGAIN}",
            f"See the sum, correct it in xCommerce {_EN_AGAIN}",
        ),
        Code.VAT_MISMATCH: Wording(
            "VAT ไม่ตรงกัน[ xCommerce {vat:amount} คำนวณได้ {computed_vat:amount}] จึงยังไม่ส่ง",
            "The VAT differs[: xCommerce says {vat:amount}, calculated is {computed_vat:amount}],"
            " so it waits",
            "ยอดรวม {total:baht} ตรงกัน แต่ VAT ไม่ตรงกับยอดนี้",
            "The total {total:baht} agrees, but the VAT does not belong to it",
            f"ดูการคำนวณ แก้ VAT ใน xCommerce {_TH_AGAIN}",
            f"See the sum, correct the VAT in xCommerce {_EN_AGAIN}",
        ),
        Code.ROUNDING_DIFFERS: Wording(
            "ยอดหรือ VAT ต่างกันเพราะวิธีปัดเศษ จึงยังไม่ส่ง",
            "Total or VAT differ through rounding, so it waits",
            "xCommerce ปัดเศษทีละรายการ ได้ {total:baht}[ VAT {vat:amount}]"
            " PEAK ปัดครั้งเดียวทั้งใบ ได้ {computed:baht}[ VAT {computed_vat:amount}]",
            "xCommerce rounds each line to {total:baht}[, VAT {vat:amount}];"
            " PEAK rounds once to {computed:baht}[, VAT {computed_vat:amount}]",
            "ส่งด้วยการปัดเศษของ PEAK เฉพาะใบนี้ หรือเลือกส่งทุกใบแบบนี้ในกติกาของร้าน",
            "Send only this one with PEAK's rounding, or choose under Shop rules to send all such",
        ),
        Code.NEGATIVE_OR_ZERO: Wording(
            "ยอดใบนี้เป็น {total:baht} PEAK ไม่ต้องบันทึก จึงยังไม่ส่ง",
            "Its total is {total:baht}, nothing for PEAK to book, so it waits",
            "ใบเสร็จที่ส่งต้องมียอดมากกว่า 0 บาท",
            "A receipt goes to PEAK when its total is above 0 baht",
            "ถ้าแจกฟรีและต้องการส่ง เลือกส่งใบเสร็จ 0 บาทในกติกาของร้าน ถ้ายอดติดลบ แก้ใบนี้ใน xCommerce",
            "To send a gift, choose under Shop rules to send receipts of 0 baht;"
            " if it is negative, correct it in xCommerce",
        ),
        Code.TAX_INVOICE_INCOMPLETE: Wording(
            "ใบกำกับภาษีเต็มรูปยังขาด {missing:list} จึงยังไม่ส่ง",
            "This full tax invoice lacks {missing:list}, so it waits",
            "ใบกำกับภาษีเต็มรูปต้องมีชื่อและที่อยู่ผู้ซื้อ ถ้าเป็นบริษัทต้องมีเลขผู้เสียภาษี",
            "By law it names the buyer and the address, and a company's tax number",
            f"เติมที่ขาดใน xCommerce {_TH_AGAIN}",
            f"Fill in what is missing in xCommerce {_EN_AGAIN}",
        ),
        Code.PRODUCT_UNMATCHED: Wording(
            "สินค้า[ {sku:short}] ยังไม่เชื่อมกับ PEAK",
            "Product[ {sku:short}] is not matched with PEAK yet",
            "PEAK ไม่มี “เลขที่สินค้า” ที่ตรงกับ “รหัสสินค้า” {sku}[ ({name})] ทุกตัวอักษร",
            "PEAK has no product number equal to the code {sku}[ ({name})], letter by letter",
            "เปิดหน้าสินค้า กดจับคู่สินค้าอัตโนมัติ หรือสร้างสินค้านี้ใน PEAK ใบเสร็จรออยู่ ไม่หาย",
            "Open Products, match automatically, or create it in PEAK; the receipts wait",
        ),
        Code.PRODUCT_AMBIGUOUS: Wording(
            "PEAK มีสินค้า[ {sku:short}] มากกว่า 1 รายการ จึงยังไม่ส่ง",
            "PEAK has more than one product[ {sku:short}], so it waits",
            "โปรแกรมไม่เดาว่า {sku}[ ({name})] คือรายการไหน",
            "The program does not guess which of them {sku}[ ({name})] is",
            "เปิดหน้าสินค้าแล้วเลือกตัวที่ใช่ หรือแก้ “เลขที่สินค้า” ใน PEAK ให้ไม่ซ้ำกัน",
            "Open Products and choose the right one, or make the numbers differ in PEAK",
        ),
        Code.VAT_CLASS_DIFFERS: Wording(
            "ใบนี้มี VAT แต่สินค้า[ {sku:short}] ใน PEAK ไม่มี VAT จึงยังไม่ส่ง",
            "It carries VAT, but its product[ {sku:short}] has none in PEAK, so it waits",
            "สินค้า {sku}[ ({name})] ใน PEAK ตั้งเป็นยกเว้น VAT หรือ VAT 0%",
            "Product {sku}[ ({name})] is exempt or at VAT 0% in PEAK",
            "แก้ VAT ของสินค้านี้ใน PEAK หรือแก้ใบนี้ใน xCommerce แล้วกดตรวจอีกครั้ง",
            "Correct the product's VAT in PEAK or the receipt in xCommerce, then check again",
        ),
        Code.SERVICE_MISSING: Wording(
            "PEAK ยังไม่มีบริการ[ “{service:short}”]",
            "PEAK lacks the service[ “{service:short}”]",
            "ค่าส่งและค่าเก็บเงินปลายทางลงบัญชีผ่านบริการใน PEAK ใบเสร็จที่มียอดนี้รออยู่ ไม่หาย",
            "Shipping and COD fees are booked through services; receipts with such a fee wait",
            "กดสร้างให้ใน PEAK หรือใน PEAK ไปที่เมนู “สินค้า” เลือก “เพิ่มสินค้า/บริการ”"
            " ใส่ชื่อ “{service}” ประเภท “บริการ”",
            "Press Create in PEAK, or in PEAK open Products, Add product/service,"
            " name “{service}”, type Service",
        ),
        Code.METHOD_MISSING: Wording(
            "บัญชี[ {method:word}] ไม่มีใน PEAK จึงยังไม่ส่ง",
            "The account[ {method:word}] is not in PEAK, so it waits",
            "เงินของช่องทาง {channel} ตั้งให้เข้าบัญชีนี้",
            "The channel {channel} pays into this account",
            "เลือกบัญชีใหม่ในหน้าช่องทาง ถ้ายังไม่มี ใน PEAK ไปที่เมนู “การเงิน” เลือก “ธนาคาร” เลือก “เพิ่มช่องทาง”",
            "Choose another under Channels; to add one, in PEAK open Finance, Bank, Add channel",
        ),
        Code.ALREADY_IN_PEAK: Wording(
            "ใบนี้เหมือนอีกใบ[ ({other:short})] ที่ PEAK มีหรือกำลังจะได้",
            "It looks like another[, {other:short},] that PEAK has or is about to get",
            "คำสั่งซื้อเดียวกัน หรือยอด {total:baht} วันที่ และผู้ซื้อเดียวกัน จึงยังไม่ส่ง จะได้ไม่ซ้ำ",
            "The order, or total {total:baht}, date and buyer are the same; it waits, unsent",
            "บอกว่าใช่ใบเดียวกันไหม ถ้าใช่ โปรแกรมจะไม่ส่ง ถ้าไม่ใช่ โปรแกรมจะส่งให้",
            "Say whether it is the same sale: if so it is not sent, if not it is",
        ),
        Code.PEAK_REJECTED: Wording(
            "PEAK ไม่รับใบนี้[ บอกว่า “{words:short}”]",
            "PEAK refused it[, saying “{words:short}”]",
            "PEAK ตรวจแล้วยังไม่รับ ใบนี้จึงไม่อยู่ใน PEAK[ คำของ PEAK: {words}][ ({code})]",
            "PEAK checked it and said no, so it is not in PEAK[; its words: {words}][ ({code})]",
            "แก้ตามที่ PEAK บอก ใน PEAK หรือ xCommerce แล้วกดลองใหม่",
            "Correct what PEAK names, there or in xCommerce, then try again",
        ),
        Code.STILL_UNCERTAIN: Wording(
            "เกินหนึ่งวันแล้ว ยังไม่รู้ว่า PEAK ได้รับใบนี้หรือไม่",
            "For more than a day nobody knows whether PEAK got it",
            "โปรแกรมถาม PEAK ด้วยเลขที่ใบนี้ซ้ำหลายครั้งแล้ว ยังไม่ได้คำตอบที่ชัดเจน จึงไม่ส่งใหม่ จะได้ไม่ซ้ำ",
            "PEAK was asked by its number again and again and gave no clear answer; it is not sent"
            " anew meanwhile, so that it cannot stand there twice",
            "หาเลขที่นี้ใน PEAK แล้วกดตรวจอีกครั้ง โปรแกรมถามต่อเองทุกชั่วโมงด้วย ถ้ายังเป็นอยู่ ติดต่อ PEAK",
            "Look for its number in PEAK, then check again; XPEAK also asks every hour by itself."
            " If it stays so, write to PEAK",
        ),
        # ---- after it was sent
        Code.CHANGED_AFTER_SEND: Wording(
            "ใบนี้ถูกแก้หลังส่ง[ ยอดเปลี่ยนจาก {old:baht} เป็น {new:baht}]",
            "Changed after it was sent[, from {old:baht} to {new:baht}]",
            "xCommerce ให้ข้อมูลใหม่ของใบที่อยู่ใน PEAK แล้ว โปรแกรมไม่แก้ใบใน PEAK เอง",
            "xCommerce has new contents for a receipt in PEAK; nothing was changed there",
            "ดูจุดที่ต่างกัน แล้วเลือก: ยกเลิกใบใน PEAK และออกใหม่ ออกใบลดหนี้เมื่อยอดลด"
            " ใบเพิ่มหนี้เมื่อยอดเพิ่ม หรือคงไว้",
            "See what differs, then void and re-issue, leave it, or write a note: credit for"
            " a lower total, debit for a higher one",
        ),
        Code.CANCELLED_AFTER_SEND: Wording(
            "ลูกค้ายกเลิกหลังส่งแล้ว ใบใน PEAK ยังอยู่",
            "Cancelled after it was sent; it still stands in PEAK",
            "สถานะใน xCommerce เปลี่ยนเป็นยกเลิก โปรแกรมไม่ยกเลิกใบใน PEAK เอง",
            "xCommerce marks it as cancelled now; nothing was voided in PEAK",
            "เลือกวิธีแก้: ยกเลิกใบใน PEAK ออกใบลดหนี้ หรือคงไว้ ถ้ายื่นภาษีแล้ว ถามนักบัญชีก่อน",
            "Void it in PEAK, write a credit note or leave it; if filed, ask your accountant first",
        ),
        Code.PEAK_TOTAL_DIFFERS: Wording(
            "PEAK บันทึกไม่เหมือนที่ส่ง[ {field:field}เป็น {peak:any} ไม่ใช่ {ours:any}]",
            "PEAK booked it otherwise[: {field:field} is {peak:any}, not {ours:any}]",
            "โปรแกรมอ่านใบที่ส่งกลับมาตรวจ แล้วไม่เหมือนที่ส่งไป",
            "The document was read back, and it is not what was sent",
            "เทียบสองใบกับนักบัญชี ถ้าเป็นใบแรกที่ส่ง ใบอื่นรออยู่จนกว่าคุณตัดสินใจ ไม่หาย",
            "Compare the two with your accountant; after a first send the others wait for you",
        ),
        Code.PEAK_CHANGED: Wording(
            "ใบนี้ถูกแก้ใน PEAK ไม่ตรงกับ xCommerce แล้ว",
            "It was changed in PEAK and no longer matches xCommerce",
            "ตอนส่งตรงกัน ตอนนี้ต่างกัน[ {field:field} {peak:any} ไม่ใช่ {ours:any}]",
            "They agreed when it was sent[; {field:field} is {peak:any} now, not {ours:any}]",
            "เทียบสองใบ ถ้าตั้งใจแก้ เลือกคงไว้ ถ้าไม่ได้ตั้งใจ แก้กลับใน PEAK",
            "Compare the two; if it was meant, leave it; if not, change it back in PEAK",
        ),
        Code.DUPLICATE_IN_PEAK: Wording(
            "PEAK มีใบเลขที่[ {number:short}] นี้[ {count:count} ใบ] ยอดขายจึงเกิน",
            "PEAK has more than one of this number[: {count:count} of {number:short}]",
            "เลขที่ {number} มีใบที่ใช้อยู่มากกว่าหนึ่งใบ เน็ตอาจส่งซ้ำ หรือมีคนสร้างอีกใบ"
            " โปรแกรมไม่ยกเลิกใบใน PEAK เอง",
            "More than one {number} stands: the network may have repeated it, or another was"
            " made by hand; nothing was voided",
            "เปิดดูใน PEAK แล้วยกเลิกใบที่เกิน ถ้ายื่นภาษีแล้ว ถามนักบัญชีก่อน เหลือใบเดียวแล้วเรื่องนี้ปิดเอง",
            "Void the extra one in PEAK; if filed, ask your accountant first; with one left"
            " this closes by itself",
        ),
        Code.MISSING_IN_PEAK: Wording(
            "ใบนี้ส่งแล้ว แต่ตอนนี้ไม่พบใน PEAK[ ยอด {total:baht}]",
            "It was sent, but PEAK does not show it now[: {total:baht}]",
            "ถาม PEAK ด้วยเลขที่ {number} แล้วไม่พบสองครั้งห่างกัน อาจถูกเปลี่ยนเลขที่ โปรแกรมไม่ส่งซ้ำเอง",
            "Asked for {number} twice, some time apart, PEAK showed nothing; it may have been"
            " renumbered; it is not sent again by itself",
            "หาใบนี้ใน PEAK ด้วยยอดและวันที่ ถ้าเลขที่ถูกเปลี่ยน แก้กลับ ถ้าไม่มีแล้ว ถามนักบัญชี",
            "Look for it in PEAK by total and date; if renumbered, change it back; if gone,"
            " ask your accountant",
        ),
        Code.NOT_BOOKED: Wording(
            "PEAK รับใบนี้แล้ว แต่ยังไม่ลงบัญชี[ ({number:short})]",
            "PEAK accepted it[, {number:short},] but has not booked it",
            "โปรแกรมอ่านใบนี้กลับมาแล้วไม่พบรายการบัญชี ใบแบบเดียวกันอาจรออยู่ ไม่หาย",
            "Read back, it has no journal entry; others of its kind may wait, none is lost",
            "เปิดใบนี้ใน PEAK ดูว่าต้องอนุมัติหรือไม่ ถ้าไม่แน่ใจ ถามนักบัญชี แล้วกดตรวจอีกครั้ง",
            "Open it in PEAK, see whether it needs approval or ask your accountant, check again",
        ),
        # ---- warnings
        Code.TAX_ID_CHECK_DIGIT: Wording(
            "เลขผู้เสียภาษี {tax_id:short} น่าจะพิมพ์ผิด ใบนี้ส่งได้",
            "The tax number {tax_id:short} looks mistyped; the receipt still goes",
            "เลขหลักสุดท้ายไม่เข้ากับสิบสองหลักแรก",
            "Its last digit does not fit the twelve before it",
            "ถามเลขที่ถูกจากลูกค้า แล้วแก้ใน xCommerce",
            "Ask the customer for the right one and correct it in xCommerce",
        ),
        Code.NO_VAT_SALE_OF_VAT_GOODS: Wording(
            "ใบนี้ไม่มี VAT แต่สินค้า {sku:short} ใน PEAK มี VAT ใบนี้ส่งได้",
            "Sold without VAT, but {sku:short} carries VAT in PEAK; the receipt still goes",
            "สินค้า {sku}[ ({name})] ใน PEAK ตั้งเป็น VAT 7%",
            "Product {sku}[ ({name})] is at VAT 7% in PEAK",
            "ถามนักบัญชีว่าใบนี้ควรมี VAT หรือไม่ ถ้าสินค้าตั้งไว้ไม่ถูก แก้ใน PEAK",
            "Ask your accountant whether it should carry VAT; if not, correct the product",
        ),
        Code.SERVICE_VAT_DIFFERS: Wording(
            "VAT ของบริการ “{service:short}” ใน PEAK ไม่ตรงกับใบนี้ ใบนี้ส่งได้",
            "The service “{service:short}” has another VAT in PEAK; the receipt still goes",
            "บริการนี้ใน PEAK ตั้ง VAT ไว้ไม่เหมือนใบเสร็จ",
            "Its VAT in PEAK is not that of the receipt",
            "ใน PEAK แก้ VAT ของบริการ “{service}” ให้ตรงกับร้าน",
            "In PEAK set the VAT of “{service}” as the shop's",
        ),
        Code.VAT_RATE_UNCONFIRMED: Wording(
            "VAT 7% ประกาศไว้ถึง {until:day} เท่านั้น ใบเสร็จยังส่งด้วย 7%",
            "VAT 7% was announced only until {until:day}; receipts are still sent with 7%",
            "โปรแกรมรุ่นนี้ยังไม่รู้ประกาศอัตรา VAT หลัง {until:day}",
            "This version knows no announcement of the VAT rate after {until:day}",
            "ถามนักบัญชีว่า VAT ยังเป็น 7% หรือไม่ ถ้าเปลี่ยน ติดตั้งโปรแกรมรุ่นใหม่ก่อนส่งต่อ",
            "Ask your accountant whether VAT is still 7%; if not, install a newer"
            " version before you send more",
        ),
        # ---- PEAK and the way to it
        Code.OFFLINE: Wording(
            "ต่อเน็ตไม่ได้ โปรแกรมจะลองใหม่เองเมื่อต่อได้",
            "No internet; XPEAK goes on by itself once connected",
            "เครื่องนี้ไม่ได้ต่อเน็ต ใบเสร็จรออยู่ ไม่หาย และไม่ถูกส่งซ้ำ",
            "This computer is offline; receipts wait, none is lost or sent twice",
            "ตรวจสาย LAN หรือ Wi-Fi แล้วกดลองใหม่ หรือรอให้โปรแกรมลองเอง",
            "Check the cable or Wi-Fi and try again, or let the program do it",
        ),
        Code.PEAK_UNREACHABLE: Wording(
            "ติดต่อ PEAK ไม่ได้ โปรแกรมจะลองใหม่เอง ใบเสร็จไม่หาย",
            "PEAK cannot be reached; XPEAK will keep trying, no receipt is lost",
            "PEAK ไม่ตอบภายในเวลา อาจปิดปรับปรุง หรือเน็ตขาดช่วง",
            "PEAK did not answer in time; it may be down for maintenance, or the network broke off",
            "รอให้โปรแกรมลองเอง ถ้านานเกินหนึ่งชั่วโมง ลองเปิด PEAK ในเบราว์เซอร์",
            "Wait; if it lasts longer than an hour, see whether PEAK opens in a browser",
        ),
        Code.TLS_UNTRUSTED: Wording(
            "การเชื่อมต่อกับ PEAK ไม่ปลอดภัย จึงยังไม่ส่งอะไรเลย",
            "The connection to PEAK is not safe, so nothing was sent",
            "ใบรับรองของปลายทางตรวจไม่ผ่าน[ ผู้ออกคือ {issuer}]"
            " มักมาจากโปรแกรมป้องกันไวรัส เน็ตสาธารณะ หรือเวลาของเครื่อง",
            "The other side's certificate does not hold[, issued by {issuer}]; mostly a virus"
            " scanner, a public network or the computer's clock",
            "ตรวจวันและเวลาของเครื่อง ลองเน็ตอื่น หรือถามผู้ดูแลเครื่อง แล้วกดลองใหม่",
            "Check date and time, try another network or ask who looks after this computer",
        ),
        Code.PEAK_ODD_ANSWER: Wording(
            "PEAK ตอบมาแบบที่อ่านไม่ได้ โปรแกรมจะถามใหม่ ไม่ส่งซ้ำ",
            "PEAK's answer cannot be read; XPEAK will ask again, nothing goes twice",
            "คำตอบไม่เป็นแบบที่ PEAK ใช้[ {words}][ ({code})] อาจมีเน็ตที่ต้องเข้าสู่ระบบคั่นอยู่",
            "It is not in PEAK's form[: {words}][ ({code})]; a network log-in page may be between",
            "เปิดเว็บสักหน้าดูว่าเน็ตต้องเข้าสู่ระบบหรือไม่ ถ้าไม่ใช่ รอให้โปรแกรมลองเอง",
            "Open a web page to see whether the network wants a log-in; else just wait",
        ),
        Code.PEAK_ERROR: Wording(
            "PEAK ขัดข้องอยู่ โปรแกรมจะลองใหม่เอง ใบเสร็จไม่หาย",
            "PEAK has a problem; XPEAK will keep trying, no receipt is lost",
            "PEAK ตอบว่ายังทำให้ไม่ได้[ {words}][ ({code})]",
            "PEAK says that it cannot do it now[: {words}][ ({code})]",
            "รอให้โปรแกรมลองเอง ถ้านานเกินหนึ่งชั่วโมง ติดต่อ PEAK",
            "Wait; if it lasts longer than an hour, contact PEAK",
        ),
        Code.PEAK_BUSY: Wording(
            "PEAK ขอให้รอสักครู่ โปรแกรมจะส่งต่อเอง",
            "PEAK asks to wait a little; sending goes on by itself",
            "มีคำขอไปถึง PEAK มากเกินไปในช่วงนี้[ รอราว {seconds:count} วินาที]",
            "PEAK got too many requests just now[; about {seconds:count} seconds to wait]",
            "ไม่ต้องทำอะไร ใบเสร็จรออยู่ ไม่หาย",
            "Nothing to do; the receipts wait, none is lost",
        ),
        Code.PEAK_QUOTA: Wording(
            "แพ็กเกจ PEAK ของร้านใช้ครบแล้ว ใบเสร็จรออยู่ ไม่หาย",
            "The shop's PEAK package is used up; the receipts wait, none is lost",
            "PEAK จำกัดจำนวนรายการตามแพ็กเกจ[ คำของ PEAK: {words}]",
            "PEAK limits the number of records by package[; its words: {words}]",
            "ดูแพ็กเกจใน PEAK หรือติดต่อ PEAK เพื่อเพิ่มจำนวน แล้วกดลองใหม่",
            "See your package in PEAK or ask PEAK for more, then try again",
        ),
        Code.TOKEN_REFUSED: Wording(
            "PEAK ไม่รับ Token แล้ว ใบเสร็จรออยู่ ไม่หาย",
            "PEAK no longer accepts the token; the receipts wait, none is lost",
            "Token อาจถูกถอนใน PEAK หรือเป็นของกิจการอื่น",
            "It may have been withdrawn in PEAK, or belong to another business",
            "ใน PEAK ไปที่เมนู “ตั้งค่า” เลือก “เชื่อมต่อแอพพลิเคชั่นภายนอก” กด “คัดลอกลิงค์” แล้ววางในหน้า Token",
            "In PEAK open Settings, Connect external applications, press Copy link"
            " and paste it on the Token page",
        ),
        Code.KEYS_REFUSED: Wording(
            "PEAK ไม่รับกุญแจ API ของร้าน ใบเสร็จรออยู่ ไม่หาย",
            "PEAK refuses the shop's API keys; the receipts wait, none is lost",
            "Connect ID หรือ Connect Key ไม่ถูก หรือถูกถอนแล้ว",
            "Connect ID or Connect Key is wrong or was withdrawn",
            "เปิดหน้า Token แล้วใส่กุญแจจากไฟล์ ZIP ที่ PEAK ส่งให้ทางอีเมลอีกครั้ง",
            "On the Token page enter the keys from the ZIP PEAK mailed you once more",
        ),
        Code.TOKEN_CONTESTED: Wording(
            "มีโปรแกรมอื่นใช้กุญแจ API เดียวกันอยู่ จึงหยุดส่งไว้ก่อน",
            "Another program uses the same API keys, so sending has stopped",
            "กุญแจหนึ่งใช้ได้ทีละโปรแกรม ถ้าแย่งกัน ทั้งสองฝ่ายจะส่งไม่ได้ ใบเสร็จรออยู่ ไม่หาย",
            "Keys serve one program at a time; fighting over them stops both; nothing is lost",
            "ปิด XPEAK ในเครื่องอื่น หรือโปรแกรมอื่นที่ใช้กุญแจนี้ แล้วกดส่งจากเครื่องนี้ หรือรอหนึ่งชั่วโมง",
            "Quit XPEAK on the other computer, or whatever else uses the keys,"
            " then send from this one, or wait an hour",
        ),
        Code.TOKEN_RESTING: Wording(
            "รอ PEAK ให้เชื่อมต่อใหม่[ ราว {seconds:count} วินาที] แล้วจะส่งต่อเอง",
            "Waiting for PEAK to let us in again[, about {seconds:count} seconds]",
            "PEAK ให้เชื่อมต่อใหม่ได้ราวนาทีละครั้ง",
            "PEAK allows a new connection about once a minute",
            "ไม่ต้องทำอะไร ใบเสร็จรออยู่ ไม่หาย",
            "Nothing to do; the receipts wait, none is lost",
        ),
        Code.CLOCK_WRONG: Wording(
            "นาฬิกาเครื่องนี้คลาดไป[ {seconds:minutes} นาที] ตั้งเวลาให้ตรงก่อน",
            "This computer's clock is off[ by {seconds:minutes} min]; set it first",
            "PEAK รับเฉพาะคำขอที่ลงเวลาตรงกับเวลาจริง",
            "PEAK accepts only requests that carry the right time",
            "เปิดการตั้งค่าวันและเวลาของเครื่อง เลือกตั้งเวลาอัตโนมัติ แล้วกดลองใหม่",
            "Open the computer's date and time settings, set it automatically, then try again",
        ),
        Code.FIRST_DOCUMENT_WAITS: Wording(
            "ใบแรก[ {number:short}] ยังไม่ขึ้นใน PEAK ใบแบบเดียวกันรออยู่ ไม่หาย",
            "The first[, {number:short},] does not show in PEAK yet; others of its kind wait",
            "ใบแรกของการคิด VAT แต่ละแบบ ทั้งมีและไม่มีส่วนลด ไปใบเดียว แล้วอ่านกลับมาตรวจทั้งใบก่อน",
            "The first of each way of VAT, with or without discount, goes alone and is read back",
            "ไม่ต้องทำอะไร รอบถัดไปโปรแกรมจะถาม PEAK อีกครั้ง",
            "Nothing to do; the next pass asks PEAK again",
        ),
        Code.INSECURE_ADDRESS: Wording(
            "ที่อยู่นี้[ ({address:short})] ไม่ใช่ที่อยู่เว็บที่ปลอดภัย จึงไม่เชื่อมต่อ",
            "The address[ {address:short}] is no safe web address; nothing was connected",
            "ข้อมูลร้านส่งผ่านที่อยู่แบบ https เท่านั้น",
            "The shop's data goes over https only",
            "แก้ที่อยู่ของลิงค์ข้อมูลสดให้ขึ้นต้นด้วย https แล้วกดลองลิงค์",
            "Use a live link whose address begins with https, then press “Try the link”",
        ),
        # ---- secrets
        Code.SECRETS_MISSING: Wording(
            "ยังไม่มี Token หรือกุญแจ API ในเครื่องนี้ จึงยังไม่ส่ง",
            "No token or API keys on this computer, so nothing is sent",
            "ไม่พบในที่เก็บรหัสผ่านของเครื่อง และไม่ได้ส่งมากับคำสั่ง",
            "They are not in the password store and did not come with the command",
            "เปิดหน้า Token แล้ววางลิงค์จาก PEAK ถ้าใช้คำสั่ง ส่งมาทาง --secrets-stdin",
            "Paste PEAK's link on the Token page; with a command use --secrets-stdin",
        ),
        Code.KEYRING_MISSING: Wording(
            "เก็บ Token ไม่ได้ เครื่องนี้ไม่มีที่เก็บรหัสผ่าน",
            "The token cannot be kept: this computer has no password store",
            "โปรแกรมไม่เก็บ Token เป็นไฟล์ธรรมดา เพราะใครก็เปิดอ่านได้",
            "It is never kept in a plain file, which anybody could read",
            "เปิดที่เก็บรหัสผ่านของระบบ เช่น GNOME Keyring หรือ KWallet ไม่อย่างนั้น Token"
            " จะใช้ได้จนกว่าจะปิดโปรแกรม",
            "Switch on the system's store, GNOME Keyring or KWallet; without it the token"
            " lasts until you quit",
        ),
        Code.KEYRING_LOCKED: Wording(
            "ที่เก็บรหัสผ่านของเครื่องล็อกอยู่ จึงอ่าน Token ไม่ได้",
            "The password store is locked, so the token cannot be read",
            "ระบบถามรหัสแล้วไม่ได้คำตอบ หรือไม่มีหน้าจอให้ถาม",
            "The system asked for a password and got none, or had no screen to ask on",
            "ปลดล็อกที่เก็บรหัสผ่าน หรือออกจากระบบแล้วเข้าใหม่ แล้วกดลองใหม่",
            "Unlock it, or log out and in again, then try again",
        ),
        Code.KEYRING_REFUSED: Wording(
            "ใช้ที่เก็บรหัสผ่านของเครื่องไม่ได้ จึงยังไม่เก็บ Token",
            "The password store does not work, so the token was not kept",
            "เก็บแล้วอ่านกลับมาไม่เหมือนเดิม หรือระบบไม่ยอมให้ใช้[ ({backend})]",
            "What was stored did not come back the same, or the system refused[ ({backend})]",
            "เปิดเครื่องใหม่แล้วกดลองใหม่ ถ้ายังไม่ได้ ถามผู้ดูแลเครื่อง",
            "Restart the computer and try again; if that does not help, ask who looks after it",
        ),
        Code.KEYRING_KEEPS: Wording(
            "เอาออกจากที่เก็บรหัสผ่านของเครื่องไม่ได้ Token หรือกุญแจอาจยังอยู่",
            "The password store did not let all go; token or keys may still be there",
            "ระบบไม่ยอมให้ลบ[ ({backend})] อาจเป็นข้อกำหนดของเครื่อง หรือมีคนตอบว่าไม่อนุญาต",
            "The system refused to remove it[ ({backend})]: by a rule, or somebody answered Deny",
            "ลองใหม่แล้วอนุญาต XPEAK เมื่อระบบถาม หรือลบรายการชื่อ XPEAK Desktop[ {shop}]"
            " เองในโปรแกรมจัดการรหัสผ่านของระบบ แล้วลองใหม่",
            "Try again and allow XPEAK when you are asked; or remove the entries named XPEAK"
            " Desktop[ {shop}] in the system's password manager yourself, then try again",
        ),
        Code.KEYRING_UNASKED: Wording(
            "ที่เก็บรหัสผ่านล็อกอยู่หรือไม่ยอมให้ถาม จึงอาจยังมี Token เก่าของร้านนี้",
            "The password store is locked or refuses; it may still hold an old token of this shop",
            "ร้านนี้ไม่ได้ใช้ที่เก็บรหัสผ่านแล้ว ข้อมูลร้านจึงถูกลบได้โดยไม่ต้องถาม[ ({backend})]",
            "The shop no longer used it[ ({backend})], so the records went without asking it",
            "ปลดล็อก แล้วลบรายการชื่อ XPEAK Desktop[ {shop}] เองในโปรแกรมจัดการรหัสผ่านของระบบ"
            " และถอน Token เก่าใน PEAK",
            "Unlock it and remove the entries named XPEAK Desktop[ {shop}] in the system's password"
            " manager yourself; withdraw the old token in PEAK too",
        ),
        # ---- this computer and this profile
        Code.DISK_FULL: Wording(
            "ที่ว่างในเครื่องไม่พอ จึงหยุดไว้ก่อน ข้อมูลเดิมไม่หาย",
            "The disk is full, so work has stopped; nothing was lost",
            "ไม่มีที่ให้เขียนเพิ่ม[ ที่ {path}]",
            "There is no room to write[ at {path}]",
            "ลบไฟล์ที่ไม่ใช้ให้มีที่ว่างอย่างน้อย 200 MB แล้วเปิด XPEAK ใหม่",
            "Make at least 200 MB free, then open XPEAK again",
        ),
        Code.LEDGER_LOCKED: Wording(
            "โปรแกรมอื่นใช้ไฟล์ข้อมูลร้านอยู่ ข้อมูลไม่หาย",
            "Another program is using the shop's records; nothing was lost",
            "โปรแกรมอื่นเปิดไฟล์นี้อยู่[ {path}] เช่น โปรแกรมสำรองข้อมูล",
            "Something else has the file open[: {path}], perhaps a backup program",
            "รอสักครู่ ถ้ายังเป็นอยู่ ปิดโปรแกรมที่เปิดไฟล์นี้ แล้วเปิด XPEAK ใหม่",
            "Wait a little; if it lasts, close the program that has it open, then open XPEAK again",
        ),
        Code.LEDGER_READ_ONLY: Wording(
            "เขียนไฟล์ไม่ได้ จึงหยุดไว้ก่อน ข้อมูลเดิมไม่หาย",
            "A file cannot be written, so work has stopped; nothing was lost",
            "ไม่มีสิทธิ์เขียน หรือดิสก์อ่านได้อย่างเดียว[ ที่ {path}]",
            "There is no right to write, or the disk is read-only[: {path}]",
            "ให้สิทธิ์เขียนแก่ผู้ใช้ของคุณ หรือเลือกที่อื่น (--data-dir) แล้วเปิด XPEAK ใหม่",
            "Give your user the right to write, or choose another place (--data-dir),"
            " then open XPEAK again",
        ),
        Code.LEDGER_BROKEN: Wording(
            "อ่านข้อมูลร้านในเครื่องไม่ได้ จึงหยุดส่งไว้ก่อน ไม่ส่งซ้ำ",
            "The shop's records cannot be read, so sending has stopped",
            "ไฟล์เสียหาย หรือไม่ใช่ข้อมูลของ XPEAK[ {path}]",
            "The file is damaged, or not written by XPEAK[: {path}]",
            "กดส่งตอนนี้ โปรแกรมจะกลับไปใช้สำเนาล่าสุดเอง และเทียบกับ PEAK ก่อนส่งต่อ",
            "Press Send now: the last backup is restored, and PEAK is compared before sending",
        ),
        Code.LEDGER_RESTORED: Wording(
            "ใช้สำเนาข้อมูลอยู่[ ของวันที่ {made:day}] เทียบกับ PEAK ก่อนส่ง จึงไม่ส่งซ้ำ",
            "A backup[ of {made:day}] is in use; PEAK is asked first, so nothing goes twice",
            "ไฟล์เดิมเสียหาย หายไป หรือสั่งกู้จากสำเนา[ {file}] ถ้ายังมีไฟล์เดิม เก็บไว้ข้างกัน",
            "The file was damaged or lost, or a backup was restored by hand[, {file}];"
            " what was left of it is kept beside",
            "ใบเสร็จไม่ต้องทำอะไร ดูว่าช่องทางและสิ่งที่เลือกไว้หลังทำสำเนายังครบไหม",
            "Receipts need nothing; see whether what you chose since the backup is still there",
        ),
        Code.LEDGER_REBUILT: Wording(
            "ข้อมูลร้านเสียหายและไม่มีสำเนา เริ่มชุดใหม่แล้ว เทียบกับ PEAK ก่อนส่ง",
            "The records were damaged and had no backup; new ones are compared with PEAK first",
            "ไฟล์เดิมอ่านไม่ได้และยังเก็บไว้ ใบที่อยู่ใน PEAK แล้วโปรแกรมรับกลับมา ไม่ส่งซ้ำ",
            "The old file cannot be read and is kept; what PEAK has is taken over, not sent twice",
            "เลือกช่องทางและบัญชีอีกครั้งในหน้าช่องทาง ใบของช่องทางที่ยังไม่เลือกจะรอ"
            " ถ้าไม่ได้ใช้โฟลเดอร์หรือลิงค์ข้อมูลสด นำเข้าไฟล์อีกครั้ง",
            "Choose channels and accounts again under Channels; until then their receipts wait;"
            " without a folder or live link import the files again",
        ),
        Code.LEDGER_BEHIND: Wording(
            "ข้อมูลร้านชุดนี้เก่ากว่าที่ส่งไปแล้ว เทียบกับ PEAK ก่อนส่ง จึงไม่ส่งซ้ำ",
            "These records are older than what was sent; PEAK is asked, so nothing goes twice",
            "ไฟล์ถูกเปลี่ยนเป็นสำเนาเก่าหรือถูกลบ โปรแกรมนับรอบที่ส่งไว้นอกไฟล์นี้ด้วย จึงรู้",
            "The file was replaced by an older copy or deleted; passes are also counted elsewhere",
            "ใบเสร็จไม่ต้องทำอะไร ดูว่าช่องทางและสิ่งที่เลือกไว้ยังครบไหม",
            "Receipts need nothing; see whether what you chose is still there",
        ),
        Code.LEDGER_MOVED: Wording(
            "การส่งย้ายมาอยู่ที่เครื่องนี้แล้ว เทียบกับ PEAK ก่อนส่ง จึงไม่ส่งซ้ำ",
            "Sending has moved to this computer; PEAK is asked first, so nothing goes twice",
            "เครื่องอื่นอาจส่งไปแล้วบางใบ จึงอ่านรายการของ PEAK สองครั้งก่อน",
            "The other computer may have sent some, so PEAK's lists are read twice first",
            "ใบเสร็จไม่ต้องทำอะไร อย่าส่งจากเครื่องเดิมอีก",
            "Receipts need nothing; send no more from the other computer",
        ),
        Code.COMPARING_FIRST: Wording(
            "กำลังเทียบกับ PEAK ก่อนส่ง[ อีกราว {seconds:minutes} นาที] ใบเสร็จไม่หาย",
            "Comparing with PEAK before sending[, about {seconds:minutes} min more]; none is lost",
            "ข้อมูลร้านในเครื่องไม่ใช่ชุดล่าสุด หรือมีเครื่องอื่นใช้กุญแจเดียวกัน ใบที่เพิ่งส่ง"
            "อาจขึ้นใน PEAK ช้า จึงอ่านรายการสองครั้ง",
            "The records are not the latest, or another computer used the same keys; PEAK may show"
            " late what was just sent, so its lists are read twice",
            "ไม่ต้องทำอะไร รอบถัดไปจะส่งต่อเอง",
            "Nothing to do; a later pass goes on by itself",
        ),
        Code.BACKUP_FAILED: Wording(
            "ยังทำสำเนาข้อมูลของวันนี้ไม่ได้ การส่งไม่กระทบ",
            "Today's backup could not be made; sending goes on",
            "เขียนสำเนาไม่ได้[ ที่ {path}] ดิสก์อาจเต็มหรืออ่านได้อย่างเดียว",
            "It could not be written[ at {path}]; the disk may be full or read-only",
            "ดูที่ว่างและสิทธิ์เขียนของโฟลเดอร์ backups รอบถัดไปจะลองใหม่เอง",
            "See to room and the right to write in backups; the next pass tries again",
        ),
        Code.BACKUP_UNUSABLE: Wording(
            "ใช้สำเนานี้ไม่ได้[ {file:short}] ยังไม่มีอะไรเปลี่ยน",
            "This backup cannot be used[: {file:short}]; nothing was changed",
            "ไม่พบไฟล์ ไฟล์เสียหาย หรือไม่ใช่ข้อมูลของ XPEAK[ {file}]",
            "It is not there, it is damaged, or it holds no records of XPEAK[: {file}]",
            "เลือกสำเนาอื่นในโฟลเดอร์ backups ของโปรไฟล์ แล้วลองใหม่",
            "Choose another from the profile's folder backups, then try again",
        ),
        Code.BACKUP_OTHER_BUSINESS: Wording(
            "สำเนานี้เป็นของกิจการอื่น จึงไม่นำกลับมาใช้ ยังไม่มีอะไรเปลี่ยน",
            "This backup is another business's, so it was not put back; nothing was changed",
            "กู้คืนได้เฉพาะสำเนาของกิจการเดียวกันใน PEAK เดียวกัน[ ที่นี่เป็น {ours} สำเนาเป็น {theirs}]",
            "Only a backup of the same business in the same PEAK is put back"
            "[; here it is {ours}, in the backup {theirs}]",
            "เลือกสำเนาของกิจการนี้ หรือเปิดกิจการนั้นเป็นโปรไฟล์ใหม่ด้วย --profile แล้วกู้คืนที่นั่น",
            "Choose a backup of this business, or open the other one in its own --profile and"
            " restore it there",
        ),
        Code.LEDGER_NEWER: Wording(
            "ข้อมูลร้านนี้มาจาก XPEAK รุ่นใหม่กว่า จึงไม่เปิดด้วยรุ่นนี้",
            "A newer XPEAK wrote these records, so this one leaves them alone",
            "รุ่นนี้ไม่รู้จักแบบของไฟล์[ รุ่น {version}] ไฟล์ไม่ถูกแตะ",
            "This version does not know the file's form[ {version}]; it was not touched",
            "ติดตั้ง XPEAK รุ่นล่าสุด แล้วเปิดใหม่",
            "Install the latest XPEAK and open it again",
        ),
        Code.LEDGER_OTHER_BUSINESS: Wording(
            "Token นี้เป็นของกิจการอื่น จึงไม่ส่งอะไร",
            "This token belongs to another business, so nothing is sent",
            "ข้อมูลในเครื่องเป็นของ {ours} แต่ PEAK บอกว่าเป็น {theirs}",
            "The records here belong to {ours}, but PEAK says {theirs}",
            "วางลิงค์ของกิจการเดิม หรือเปิดกิจการนี้เป็นโปรไฟล์ใหม่ด้วย --profile",
            "Paste the link of the first business, or give this one its own --profile",
        ),
        Code.MOVED_OUT: Wording(
            "ร้านนี้ย้ายไปเครื่องอื่นแล้ว เครื่องนี้จึงไม่ส่ง",
            "This shop has moved to another computer, so this one sends nothing",
            "สร้างไฟล์สำหรับย้ายไปเครื่องอื่นไว้ที่นี่แล้ว[ เมื่อ {made:day}] ส่งได้ทีละเครื่องเท่านั้น",
            "The file for another computer was made here[ on {made:day}];"
            " only one computer sends at a time",
            "เปิดไฟล์นั้นในเครื่องใหม่ ถ้าหาไฟล์ไม่เจอ สร้างใหม่ได้ในหน้าตั้งค่า ถ้าไม่ย้ายแล้ว"
            " สั่งส่งจากเครื่องนี้อีกครั้ง ถ้าใช้คำสั่ง ใช้ move-out --undo",
            "Open that file there; if it is lost, make it again in Settings. If the shop stays"
            " after all, send from here again, or use the command move-out --undo",
        ),
        Code.MOVE_FILE_UNUSABLE: Wording(
            "ใช้ไฟล์ย้ายเครื่องนี้ไม่ได้[ {file:short}] ยังไม่มีอะไรเปลี่ยน",
            "This file from another computer cannot be used[: {file:short}]; nothing was changed",
            "ไม่พบไฟล์ ไฟล์ขาดหรือเสียหาย หรือไม่ใช่ไฟล์ที่ XPEAK สร้างตอนย้ายเครื่อง[ {file}]",
            "It is not there, it is cut off or damaged, or XPEAK did not make it[: {file}]",
            "คัดลอกไฟล์จากเครื่องเดิมมาใหม่ ถ้ายังไม่ได้ สร้างไฟล์ใหม่ที่เครื่องเดิม",
            "Copy it from the other computer once more, or make a new one there",
        ),
        Code.MOVE_FILE_NEWER: Wording(
            "ไฟล์ย้ายเครื่องนี้มาจาก XPEAK รุ่นใหม่กว่า[ {version}] ยังไม่มีอะไรเปลี่ยน",
            "A newer XPEAK[ {version}] made this file; nothing was changed",
            "รุ่นนี้ไม่รู้จักแบบของไฟล์[ {file}]",
            "This version does not know the file's form[: {file}]",
            "ติดตั้ง XPEAK รุ่นล่าสุดในเครื่องนี้ แล้วเปิดไฟล์อีกครั้ง",
            "Install the latest XPEAK on this computer, then open the file again",
        ),
        Code.MOVE_FILE_OLDER: Wording(
            "ไฟล์นี้มาจากตอนก่อนร้านย้ายออกจากเครื่องนี้[ {file:short}] ยังไม่มีอะไรเปลี่ยน",
            "This file is from before the shop left this computer[: {file:short}];"
            " nothing was changed",
            "เครื่องนี้สร้างไฟล์นี้เอง หรือรู้มากกว่าที่อยู่ในไฟล์ ถ้ารับเข้ามา อาจมีสองเครื่องที่ส่ง[ {file}]",
            "It was made here, or this computer knows more than it holds; taken in, two computers"
            " might send[: {file}]",
            "สร้างไฟล์ใหม่ที่เครื่องที่ส่งอยู่ แล้วเปิดที่นี่ ถ้าไม่ย้ายแล้ว สั่งส่งจากเครื่องนี้อีกครั้ง"
            " ถ้าใช้คำสั่ง ใช้ move-out --undo",
            "Make a new file on the computer that sends, and open that one here. If the shop stays"
            " after all, send from here again, or use the command move-out --undo",
        ),
        Code.PROFILE_IN_USE: Wording(
            "เครื่องนี้มีร้านของตัวเองอยู่แล้ว[ ({ours})] จึงรับไฟล์จากเครื่องอื่นไม่ได้ ยังไม่มีอะไรเปลี่ยน",
            "This computer has a shop of its own[, {ours}], so it takes in no other;"
            " nothing was changed",
            "บันทึกของเครื่องนี้จะถูกแทนที่ แล้วใบที่ส่งจากที่นี่จะไม่มีใครรู้",
            "Its own records would be replaced, and nobody would know what was sent from here",
            "เปิดไฟล์ในโปรไฟล์อื่นด้วย --profile หรือลบข้อมูลร้านในเครื่องนี้ก่อน",
            "Open the file in another --profile, or erase this computer's shop first",
        ),
        Code.PROFILE_BUSY: Wording(
            "XPEAK อีกตัวกำลังทำงานกับร้านนี้อยู่",
            "Another XPEAK is working on this shop",
            "หน้าต่างหรือคำสั่งอื่นใช้ร้านนี้อยู่[ (โปรเซส {pid})] ทำทีละตัวจึงไม่ส่งซ้ำ",
            "A window or command has it[ (process {pid})]; one at a time, so nothing goes twice",
            "รอให้ตัวนั้นเสร็จ หรือปิดตัวนั้น แล้วเปิด XPEAK ใหม่",
            "Wait until it is done, or quit it, then open XPEAK again",
        ),
        Code.SETTINGS_BROKEN: Wording(
            "อ่านการตั้งค่าเดิมไม่ได้ ไฟล์เดิมยังเก็บไว้ครบ",
            "The settings cannot be read; the old file is kept",
            "ไฟล์เสียหาย หรือเขียนโดย XPEAK รุ่นใหม่กว่า[ (รุ่น {version})][ {path}]",
            "It is damaged, or a newer XPEAK wrote it[ (version {version})][: {path}]",
            "ถ้าเคยใช้รุ่นใหม่กว่า ติดตั้งรุ่นนั้น ถ้าไม่เคย ตั้งค่าใหม่อีกครั้ง ใบเสร็จที่ส่งแล้วไม่กระทบ",
            "If you used a newer version, install it; if not, set up again; sent receipts stay",
        ),
        Code.NOT_SET_UP: Wording(
            "ยังตั้งค่าไม่ครบ จึงยังไม่ส่ง",
            "Set-up is not complete, so nothing is sent",
            "โปรแกรมส่งเมื่อเชื่อมต่อ PEAK และรู้แล้วว่ายอดขายอยู่ที่ไหน",
            "Sending begins once PEAK is connected and the sales are known",
            "เปิดโปรแกรมแล้วทำตามขั้นตอนต่อ คำตอบเดิมยังอยู่ ถ้าใช้คำสั่ง ใช้ setup",
            "Open the program and go on with its steps, or use the command setup",
        ),
        Code.SOURCE_MISSING: Wording(
            "ยังไม่ได้เลือกว่ายอดขายอยู่ที่ไหน",
            "Where the sales are is not chosen yet",
            "โปรแกรมอ่านใบเสร็จจากโฟลเดอร์ หรือจากลิงค์ข้อมูลสดของ xCommerce",
            "Receipts are read from a folder or over the live link of xCommerce",
            "เลือกโฟลเดอร์หรือใส่ลิงค์ในหน้า “ที่มาของยอดขาย”",
            "Choose the folder or enter the link under “Where sales are”",
        ),
        Code.CHANNELS_OFF: Wording(
            "ทุกช่องทางปิดอยู่ จึงไม่มีใบเสร็จให้ส่ง",
            "Every channel is off, so there is nothing to send",
            "เฉพาะใบเสร็จของช่องทางที่เปิดไว้เท่านั้นที่จะถูกส่งไป PEAK",
            "Only receipts of switched-on channels go to PEAK",
            "เปิดอย่างน้อย 1 ช่องทาง",
            "Switch on at least one channel",
        ),
        Code.START_DATE_MISSING: Wording(
            "ยังไม่ได้เลือกวันเริ่มส่ง",
            "The day to send from is not chosen yet",
            "ใบเสร็จก่อนวันเริ่มส่งจะไม่ถูกส่ง โปรแกรมจึงต้องรู้วันก่อน",
            "Receipts before that day are not sent, so it must be known first",
            "เลือกวันเริ่มส่งในหน้ากติกาของร้าน",
            "Choose the day under Shop rules",
        ),
        Code.KEYS_OTHER_SHOP: Wording(
            "กุญแจนี้ใช้กับร้านอื่นอยู่ หนึ่งร้านใช้หนึ่งกุญแจ",
            "These keys serve another shop. One shop, one key",
            "Connect ID นี้ใช้อยู่กับร้าน[ {ours:short}] ในเครื่องนี้ ถ้าใช้ร่วมกัน สองร้านจะหลุดจาก PEAK สลับกัน",
            "Their Connect ID serves the shop[ {ours:short}] here; shared, each cuts the other off",
            "ขอกุญแจของร้านนี้จาก PEAK หรือเลิกเชื่อมต่อร้านเดิมก่อน",
            "Get this shop's own keys from PEAK, or disconnect the other shop first",
        ),
        Code.CONFIG_INVALID: Wording(
            "ค่า {key:short}[ “{value:short}”] ใช้ไม่ได้ ยังไม่มีอะไรเปลี่ยน",
            "{key:short}[ “{value:short}”] cannot be used; nothing was changed",
            "ค่า {key} ไม่เป็นแบบที่โปรแกรมรู้จัก[ ต้องเป็น {expected}]",
            "{key} is not what the program knows[; wanted is {expected}]",
            "แก้ค่า {key} ในคำสั่งหรือไฟล์ตั้งค่า แล้วเปิดใหม่",
            "Correct {key} in the command or the configuration file, then start again",
        ),
        # ---- the shop's records
        Code.SOURCE_UNREACHABLE: Wording(
            "ติดต่อ xCommerce ไม่ได้ โปรแกรมจะลองใหม่เอง",
            "xCommerce cannot be reached; XPEAK will keep trying",
            "ลิงค์ข้อมูลสดไม่ตอบ[ {address}] ใบเสร็จที่อ่านแล้วไม่กระทบ",
            "The live link does not answer[: {address}]; receipts already read are fine",
            "ตรวจเน็ตและที่อยู่ของลิงค์ หรือรอให้โปรแกรมลองเอง",
            "Check the network and the address of the live link, or just wait",
        ),
        Code.SOURCE_REFUSED: Wording(
            "xCommerce ไม่รับกุญแจของลิงค์ข้อมูลสด",
            "xCommerce refuses the live link's key",
            "กุญแจไม่ถูก หมดอายุ หรือถูกถอน[ {address}]",
            "The key is wrong, has run out or was withdrawn[: {address}]",
            "ใส่กุญแจใหม่ของลิงค์ข้อมูลสด แล้วกดลองลิงค์",
            "Enter a new key of the live link, then press “Try the link”",
        ),
        Code.SHOP_KEY_MISSING: Wording(
            "ไม่มีกุญแจของลิงค์ข้อมูลสดในเครื่องนี้ จึงยังไม่อ่านใบเสร็จใหม่",
            "The live link's key is not on this computer, so no new receipts are read",
            "กุญแจไม่ย้ายมากับไฟล์ย้ายเครื่อง และถูกลบเมื่อเลิกเชื่อมต่อ ใบที่อ่านแล้วส่งได้ตามปกติ",
            "It does not come with a move to another computer, and goes with “Disconnect”;"
            " receipts already read are sent",
            "เปิดหน้าที่มาของยอดขาย ใส่กุญแจของลิงค์ แล้วกดลองลิงค์ ถ้าใช้คำสั่ง ส่งมาทาง --secrets-stdin",
            "Enter the key where the sales are and press “Try the link”; with a command use"
            " --secrets-stdin",
        ),
        Code.FOLDER_MISSING: Wording(
            "ไม่พบโฟลเดอร์ไฟล์ใบเสร็จ[ {folder:short}]",
            "The receipt folder is not there[: {folder:short}]",
            "โฟลเดอร์ถูกย้าย เปลี่ยนชื่อ หรืออยู่ในไดรฟ์ที่ยังไม่ได้ต่อ[ {folder}]",
            "It was moved or renamed, or its drive is not connected[: {folder}]",
            "ต่อไดรฟ์ หรือเลือกโฟลเดอร์ไฟล์ใบเสร็จใหม่",
            "Connect the drive, or choose the receipt folder again",
        ),
        Code.FILE_UNREADABLE: Wording(
            "อ่านไฟล์ {file:short} ไม่ได้ ไฟล์อื่นไม่กระทบ",
            "The file {file:short} cannot be read; others are fine",
            "ไม่มีใบเสร็จใบไหนถูกอ่านจากไฟล์นี้[ {reason:word}]",
            "No receipt was read from it[: {reason:word}]",
            "ปิดไฟล์ถ้าเปิดอยู่ หรือส่งออกจาก xCommerce ใหม่ โปรแกรมจะอ่านอีกครั้งเอง",
            "Close it if it is open, or export it again; the program reads it automatically",
        ),
        Code.FILE_NOT_WRITTEN: Wording(
            "บันทึกไฟล์ {file:short} ไม่ได้",
            "The file {file:short} cannot be written",
            "ไฟล์อาจเปิดอยู่ในโปรแกรมอื่น หรือโฟลเดอร์นี้ไม่ให้เขียน",
            "It may be open in another program, or its folder takes no files",
            "ปิดไฟล์ถ้าเปิดอยู่ หรือเลือกโฟลเดอร์อื่น แล้วบันทึกใหม่",
            "Close it if it is open, or choose another folder, and save again",
        ),
        Code.FILE_HEADINGS_UNKNOWN: Wording(
            "ไม่รู้จักหัวตาราง[ “{headings:short}”][ ในไฟล์ {file:short}]",
            "Unknown headings[ “{headings:short}”][ in {file:short}]",
            "ไฟล์นี้ไม่มีหัวตารางที่โปรแกรมต้องใช้ เช่น เลขที่ใบเสร็จ จึงยังไม่อ่าน",
            "Headings it needs, such as the receipt number, are not there, so it was not read",
            "เลือกว่าคอลัมน์ไหนคืออะไร หรือส่งออกใหม่ ถ้าไม่ใช่ยอดขาย ย้ายไฟล์ไปโฟลเดอร์อื่น",
            "Name the columns, or export again; if it holds no sales, move it elsewhere",
        ),
        Code.ROW_UNREADABLE: Wording(
            "แถวที่ {row} ของไฟล์ {file:short} ไม่ชัดเจน แถวอื่นไม่กระทบ",
            "Row {row} of {file:short} is not clear; others are fine",
            "[ช่อง {column}: ]“{value}” อ่านไม่ออก หรือขัดกับแถวอื่นของใบเดียวกัน",
            "[Column {column}: ]“{value}” cannot be read, or other rows of the receipt differ",
            f"แก้แถวนี้ใน xCommerce {_TH_AGAIN}",
            f"Correct it in xCommerce {_EN_AGAIN}",
        ),
        # ---- the program itself
        Code.STOPPED: Wording(
            "หยุดตามที่คุณสั่ง ใบที่เหลือรออยู่ ไม่หาย",
            "Stopped as you asked; the rest waits and none is lost",
            "กดหยุดหรือปิดโปรแกรมระหว่างส่ง ใบที่ส่งไปแล้วไม่ถูกส่งซ้ำ",
            "Stop was pressed or XPEAK was quit; what was sent is not sent again",
            "กดส่งตอนนี้เมื่อพร้อม หรือรอรอบถัดไป",
            "Press Send now when you are ready, or wait for the next pass",
        ),
        Code.AUTOSTART_REFUSED: Wording(
            "ตั้งให้เปิดพร้อมเครื่องไม่ได้ อย่างอื่นไม่กระทบ",
            "It cannot be set to start with the computer; all else works",
            "เครื่องนี้ไม่ยอมให้แก้รายการโปรแกรมที่เปิดพร้อมเครื่อง[ {path}]",
            "This computer does not let its list of starting programs be changed[: {path}]",
            "ดูที่ว่างในดิสก์และสิทธิ์เขียน แล้วลองใหม่ ระหว่างนี้เปิดโปรแกรมเองหลังเปิดเครื่อง",
            "See to room and the right to write, then try again; until then open it yourself",
        ),
        Code.AUTOSTART_KEEPS: Wording(
            "ลบร้านแล้ว แต่ XPEAK อาจยังเปิดเองพร้อมเครื่อง",
            "The shop is erased, but XPEAK may still start with the computer",
            "เครื่องนี้ไม่ยอมให้ลบรายการที่เปิด XPEAK[ {path}]",
            "This computer does not let the entry that starts it be removed[: {path}]",
            "ปิดรายการ XPEAK Desktop ในรายการโปรแกรมที่เปิดพร้อมเครื่องของระบบ หรือลบเอง[ ที่ {path}]",
            "Switch off XPEAK Desktop where the system lists what starts with it, or remove the"
            " entry yourself[: {path}]",
        ),
        Code.CRASHED_BEFORE: Wording(
            "ครั้งก่อนโปรแกรมปิดไปเองกลางคัน ใบเสร็จไม่หาย และไม่ถูกส่งซ้ำ",
            "Last time the program ended by itself; no receipt is lost or sent twice",
            "เครื่องปิดโปรแกรมขณะทำงาน ใบที่กำลังส่งตอนนั้นจะถูกตรวจกับ PEAK ก่อน",
            "The computer ended it at work; what was being sent is checked with PEAK first",
            "ทำงานต่อได้เลย ถ้าเป็นอีก บันทึกรายงาน แล้วส่งให้ผู้ดูแลโปรแกรม",
            "Just go on; if it comes back, save a report and send it to support",
        ),
        Code.INTERNAL: Wording(
            "โปรแกรมทำงานผิดปกติ ใบเสร็จไม่หาย และไม่ถูกส่งซ้ำ",
            "Something went wrong. No receipt is lost or sent twice",
            "เป็นเรื่องที่โปรแกรมไม่ได้เตรียมไว้ รายละเอียดอยู่ในบันทึกการทำงาน[ ({kind})]",
            "The program met something unforeseen; the details are in its log[ ({kind})]",
            "ลองใหม่ ถ้าเป็นอีก บันทึกรายงานในหน้าตั้งค่า แล้วส่งให้ผู้ดูแลโปรแกรม",
            "Try again; if it comes back, save a report under Settings and send it to support",
        ),
    }
)
