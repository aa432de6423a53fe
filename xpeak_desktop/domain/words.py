"""The source's words for status, kind and VAT mode, and what they mean.

Built-in words come from interfaces.md section 3; a person explains an unknown one once and the
ledger remembers it. Two versions of a receipt that differ in nothing but such words, or in how
their buyer's number and branch are written, say the same.
"""

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from xpeak_desktop.domain.receipt import (
    Buyer,
    Kind,
    Receipt,
    Status,
    VatMode,
    clean,
    fingerprint,
    holds_a_number,
    without_buyer,
)
from xpeak_desktop.domain.tax_id import HEAD_OFFICE, branch_code

_STATUSES: Final[Mapping[str, Status]] = MappingProxyType(
    {
        "ชำระแล้ว": Status.PAID,
        "ชำระเงินแล้ว": Status.PAID,
        "ชำระเงินเรียบร้อย": Status.PAID,
        "จัดส่งแล้ว": Status.PAID,
        "สำเร็จ": Status.PAID,
        "paid": Status.PAID,
        "completed": Status.PAID,
        "ยกเลิก": Status.CANCELLED,
        "ยกเลิกแล้ว": Status.CANCELLED,
        "cancelled": Status.CANCELLED,
        "canceled": Status.CANCELLED,
        "void": Status.CANCELLED,
    }
)
_KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "ใบเสร็จรับเงิน": Kind.RECEIPT,
        "ใบเสร็จ": Kind.RECEIPT,
        "receipt": Kind.RECEIPT,
        "ใบกำกับภาษี": Kind.TAX_INVOICE,
        "ใบกำกับภาษีเต็มรูป": Kind.TAX_INVOICE,
        "ใบเสร็จรับเงิน/ใบกำกับภาษี": Kind.TAX_INVOICE,
        "tax_invoice": Kind.TAX_INVOICE,
        "tax invoice": Kind.TAX_INVOICE,
        "ใบกำกับภาษีอย่างย่อ": Kind.ABBREVIATED,
        "abbreviated_tax_invoice": Kind.ABBREVIATED,
        "abbreviated tax invoice": Kind.ABBREVIATED,
    }
)
_VAT_MODES: Final[Mapping[str, VatMode]] = MappingProxyType(
    {
        "ไม่มี vat": VatMode.NONE,
        "ไม่มีภาษี": VatMode.NONE,
        "none": VatMode.NONE,
        "no vat": VatMode.NONE,
        "แยก vat": VatMode.EXCLUDE,
        "แยกภาษี": VatMode.EXCLUDE,
        "exclude": VatMode.EXCLUDE,
        "exclude vat": VatMode.EXCLUDE,
        "รวม vat": VatMode.INCLUDE,
        "รวมภาษี": VatMode.INCLUDE,
        "include": VatMode.INCLUDE,
        "include vat": VatMode.INCLUDE,
    }
)

_NO_TAX_ID: Final = ("", "-", "0000000000000", "0", "ไม่มี", "ไม่ระบุ")
_HEAD_OFFICES: Final = (
    *(HEAD_OFFICE, "", "สำนักงานใหญ่", "0", "-"),
    *("สนญ", "สนญ.", "Head Office", "HQ"),
)
_BRANCHES: Final = tuple(
    f"{word}{number}"
    for word in ("", "สาขา", "สาขา ", "สาขาที่", "สาขาที่ ", "Branch ")
    for number in ("{code}", "{plain}")
)
"""How exports write these; a buyer who was not kept can only be guessed, and the mark tells."""


class Topic(StrEnum):
    """What a remembered word is about."""

    STATUS = "status"
    KIND = "kind"
    VAT_MODE = "vat_mode"


MEANINGS: Final[Mapping[Topic, tuple[StrEnum, ...]]] = MappingProxyType(
    {
        Topic.STATUS: tuple(Status),
        Topic.KIND: tuple(Kind),
        Topic.VAT_MODE: tuple(VatMode),
    }
)
"""What a word of each topic can mean."""


def check_meaning(topic: Topic, meaning: str) -> None:
    """Raise ``ValueError`` when a word of the topic cannot mean this."""
    if meaning not in {one.value for one in MEANINGS[topic]}:
        raise ValueError(f"{topic} cannot mean {meaning}")


@functools.lru_cache(maxsize=1024)
def plain(word: str) -> str:
    """The form in which words are compared: trimmed, composed, one blank, lower case."""
    return " ".join(clean(word).casefold().split())


@dataclass(frozen=True, slots=True)
class Words:
    """Built-in meanings plus what a person has explained, keyed by topic and plain word."""

    remembered: Mapping[tuple[Topic, str], str] = field(default_factory=dict)

    def status(self, word: str) -> Status | None:
        """The meaning of a status, or ``None`` if nobody has explained it."""
        known = self.remembered.get((Topic.STATUS, plain(word)))
        return Status(known) if known else _STATUSES.get(plain(word))

    def kind(self, word: str) -> Kind | None:
        """The meaning of a document type, or ``None``."""
        known = self.remembered.get((Topic.KIND, plain(word)))
        return Kind(known) if known else _KINDS.get(plain(word))

    def vat_mode(self, word: str) -> VatMode | None:
        """The meaning of a VAT mode, or ``None``."""
        known = self.remembered.get((Topic.VAT_MODE, plain(word)))
        return VatMode(known) if known else _VAT_MODES.get(plain(word))

    def same_version(self, new: Receipt, known: Receipt, mark: str) -> Receipt | None:
        """The new version as the known one would write it, or ``None`` where it says more.

        ``mark`` is the known one's fingerprint, made from all of it, while ``known`` may have been
        kept without its buyer. So a spelling of the same buyer counts only if it makes that mark:
        nothing but what has been proved the same is ever taken for it.
        """
        found = self._in_words_of(new, known)
        if fingerprint(without_buyer(found)) != fingerprint(without_buyer(known)):
            return None
        spelled = (replace(found, buyer=buyer) for buyer in _spellings(found.buyer, known.buyer))
        return next((one for one in spelled if fingerprint(one) == mark), None)

    def _in_words_of(self, new: Receipt, known: Receipt) -> Receipt:
        """The new version, with the known one's words where both mean the same."""
        return replace(
            new,
            kind=_as_known(self.kind, new.kind, known.kind),
            status=_as_known(self.status, new.status, known.status),
            vat_mode=_as_known(self.vat_mode, new.vat_mode, known.vat_mode),
        )


def _as_known(meaning: Callable[[str], StrEnum | None], new: str, known: str) -> str:
    found = meaning(new)
    return known if found is not None and found is meaning(known) else new


def _spellings(buyer: Buyer, known: Buyer) -> Iterator[Buyer]:
    """The buyer in every spelling that says the same, the known one's first."""
    if _taxpayer(buyer) == _taxpayer(known):
        yield replace(buyer, tax_id=known.tax_id, branch=known.branch)
    tax_id, branch = _taxpayer(buyer)
    numbers = (buyer.tax_id,) if tax_id else dict.fromkeys((buyer.tax_id, *_NO_TAX_ID))
    for number in numbers:
        for place in dict.fromkeys((buyer.branch, *_branches(branch))):
            yield replace(buyer, tax_id=number, branch=place)


def _branches(branch: str) -> Iterator[str]:
    if branch == HEAD_OFFICE:
        yield from _HEAD_OFFICES
    elif branch.isdecimal():
        yield from (form.format(code=branch, plain=int(branch)) for form in _BRANCHES)


def _taxpayer(buyer: Buyer) -> tuple[str, str]:
    """Who the tax number and branch stand for; no number and no branch have many spellings."""
    tax_id = buyer.tax_id if holds_a_number(buyer.tax_id) else ""
    branch = plain(buyer.branch)
    if not any(map(str.isalnum, branch)):
        return tax_id, HEAD_OFFICE
    return tax_id, branch_code(buyer) or branch
