"""Whether a ledger and what PEAK says are of one business."""

from collections.abc import Mapping
from typing import Final

from xpeak_desktop.domain.problems import Code, Problem

BINDING: Final = ("environment", "business_id", "business_name")
"""What a ledger remembers of the PEAK it belongs to."""


def clash(known: Mapping[str, str], told: Mapping[str, str]) -> Problem | None:
    """What stands in the way of binding, if anything does (LEDGER_OTHER_BUSINESS).

    PEAK may not tell the business's id, or not even its name: what both sides know is compared.
    """
    # A business may be renamed; the name decides only where there is no id.
    decisive = ["environment", "business_id"]
    if not (known["business_id"] and told["business_id"]):
        decisive.append("business_name")
    if any(known[name] and told[name] and known[name] != told[name] for name in decisive):
        return Problem(
            Code.LEDGER_OTHER_BUSINESS,
            {
                "ours": known["business_name"] or known["business_id"] or known["environment"],
                "theirs": told["business_name"] or told["business_id"] or told["environment"],
            },
        )
    return None
