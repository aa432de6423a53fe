"""Which contact of PEAK a document is for: the general customer, or the buyer's own."""

from datetime import datetime, timedelta
from typing import Final

from xpeak_desktop.domain.receipt import Buyer
from xpeak_desktop.domain.tax_id import branch_code, contact_code, tax_id_is_sound
from xpeak_desktop.ports import Contact, Ledger, PeakGateway

GENERAL_CODE: Final = "XGENERAL"
GENERAL_NAME: Final = "ลูกค้าทั่วไป (xCommerce)"
_PULL_EVERY: Final = timedelta(days=1)
_PULLED_AT: Final = "contacts_pulled_at"


def code_of(buyer: Buyer | None) -> str:
    """The code under which our own contact of this buyer stands."""
    return contact_code(buyer) if buyer else GENERAL_CODE


def known_contact(ledger: Ledger, buyer: Buyer | None) -> str | None:
    """PEAK's id of the buyer's contact if the ledger knows it.

    The accountant's own contact (same sound tax number, same branch) comes before one of ours.
    """
    if buyer and tax_id_is_sound(buyer.tax_id):
        theirs = ledger.contact_of_taxpayer(buyer.tax_id, branch_code(buyer))
        if theirs:
            return theirs
    return ledger.contact_id(code_of(buyer))


def find_or_create(gateway: PeakGateway, buyer: Buyer | None) -> Contact:
    """Look the contact up by code in PEAK, and make it only if it is not there.

    Calls PEAK only, so it may run on a sender's thread.
    """
    code = code_of(buyer)
    return gateway.contact(code) or gateway.create_contact(
        code, buyer.name if buyer else GENERAL_NAME, buyer
    )


def pull_is_due(ledger: Ledger, now: datetime) -> bool:
    """PEAK's contacts are pulled once a day at most, and only when a buyer is unknown."""
    last = ledger.meta(_PULLED_AT)
    return last is None or now - datetime.fromisoformat(last) > _PULL_EVERY


def keep_pulled(ledger: Ledger, contacts: list[Contact], now: datetime) -> None:
    """Remember PEAK's contacts that carry a tax number."""
    for contact in contacts:
        if contact.tax_id:
            ledger.set_contact(contact)
    ledger.set_meta(_PULLED_AT, now.isoformat())
