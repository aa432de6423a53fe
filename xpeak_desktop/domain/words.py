"""The source's words for status, kind and VAT mode, and what they mean.

Built-in words come from interfaces.md section 3; a person explains an unknown one once and the
ledger remembers it.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from xpeak_desktop.domain.receipt import Kind, Status, VatMode, clean

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
