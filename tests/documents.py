"""One document that is fine, to be changed by tests with ``dataclasses.replace``."""

from datetime import date
from decimal import Decimal
from typing import Final

from xpeak_desktop.domain.document import Document, DocumentLine, Sums, VatClass

DOCUMENT: Final = Document(
    code="RC2611-00001",
    reference="o-881",
    issued_on=date(2026, 11, 1),
    paid_on=date(2026, 11, 2),
    tax_invoice=True,
    prices_include_vat=True,
    lines=(
        DocumentLine("p-1", "SKU-1", "ข้าวสาร", Decimal("2.000"), Decimal("107.25"), VatClass.SEVEN),
    ),
    discount=100,
    sums=Sums(base=19_953, vat=1_397, total=21_350),
    method_id="m-1",
    method_code="CSH001",
    tags=("xCommerce", "เงินสด"),
    buyer=None,
    contact_id="c-1",
)
