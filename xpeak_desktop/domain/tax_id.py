"""Thai taxpayers: check digits, branches, and what a name says about its owner."""

import base64
import hashlib
import re
from enum import Enum
from typing import Final

from xpeak_desktop.domain.receipt import Buyer, clean

_LENGTH: Final = 13
_BRANCH_DIGITS: Final = 5
HEAD_OFFICE: Final = "00000"
_NUMBER: Final = re.compile(r"\d+")
_HEAD_OFFICE: Final = re.compile(r"สำนักงานใหญ่|(?:สนญ|head office|hq)(?![^\W\d_]|[\u0e00-\u0e7f])")
_BRANCH_WORDS: Final = re.compile(r"สาขา|branch")


class Owner(Enum):
    """What sort of taxpayer a buyer is, as far as the name tells."""

    PUBLIC_COMPANY = "public_company"
    COMPANY = "company"
    LIMITED_PARTNERSHIP = "limited_partnership"
    ORDINARY_PARTNERSHIP = "ordinary_partnership"
    SHOP = "shop"
    PERSON = "person"


_PREFIXES: Final = (
    (re.compile(r"^ห้างหุ้นส่วนสามัญ|^หสม[.\s]"), Owner.ORDINARY_PARTNERSHIP),
    (re.compile(r"^ห้างหุ้นส่วนจำกัด|^หจก[.\s]"), Owner.LIMITED_PARTNERSHIP),
    (
        re.compile(r"^บริษัท.*\(มหาชน\)|^บมจ[.\s]|\bpublic company\b|\bpcl\b", re.I),
        Owner.PUBLIC_COMPANY,
    ),
    (re.compile(r"^บริษัท|^บจก[.\s]|\bco\.?,?\s*ltd|\bcompany limited\b", re.I), Owner.COMPANY),
    (re.compile(r"^ร้าน"), Owner.SHOP),
)


def owner_of(name: str) -> Owner:
    """Read the sort of taxpayer off the name; a person when nothing says otherwise."""
    text = clean(name)
    return next((owner for form, owner in _PREFIXES if form.search(text)), Owner.PERSON)


def has_company_name(name: str) -> bool:
    """Whether the name is one that must come with a tax ID on a full tax invoice."""
    return owner_of(name) not in (Owner.PERSON, Owner.SHOP)


def tax_id_is_sound(tax_id: str) -> bool:
    """Check the thirteenth digit (weights 13 down to 2, modulo 11), as the Revenue Department does.

    A wrong digit is a warning only: the buyer's paper may carry it.
    """
    if len(tax_id) != _LENGTH or not (tax_id.isascii() and tax_id.isdigit()):
        return False
    weighted = sum(int(digit) * (_LENGTH - place) for place, digit in enumerate(tax_id[:-1]))
    return (11 - weighted % 11) % 10 == int(tax_id[-1])


def branch_code(buyer: Buyer) -> str:
    """PEAK's five digits: head office, or a blank with a tax ID, is 00000.

    The first number counts; what follows may be a floor or a house number, as does any behind
    "head office", unless a form's "head office/branch" stands before it.
    """
    branch = clean(buyer.branch)
    words = branch.casefold()
    is_head = _HEAD_OFFICE.match(words) and not _BRANCH_WORDS.search(words)
    if is_head or (not branch and buyer.tax_id):
        return HEAD_OFFICE
    found = _NUMBER.search(branch)
    if found is None or len(found[0]) > _BRANCH_DIGITS:
        return ""
    return str(int(found[0])).zfill(_BRANCH_DIGITS)


def contact_code(buyer: Buyer) -> str:
    """The code under which a buyer's contact is made: 16 characters, from the buyer alone.

    PEAK's contact code holds at most 16 characters (its 2020 PDF). Tax ID and branch decide;
    without a sound tax ID, name and address do: what is no number of anybody is written for many.
    """
    if tax_id_is_sound(buyer.tax_id):
        seed = f"{buyer.tax_id}|{branch_code(buyer)}"
    else:
        seed = f"{clean(buyer.name)}|{clean(buyer.address)}"
    digest = hashlib.sha256(seed.encode()).digest()
    return "X" + base64.b32encode(digest).decode()[:15]
