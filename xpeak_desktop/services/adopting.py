"""Take over what PEAK already shows under a receipt's number, instead of sending it again."""

from collections.abc import Iterable
from datetime import date

from xpeak_desktop.domain.document import PeakDocument
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.money import baht_text
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.receipt import Status
from xpeak_desktop.domain.words import Words
from xpeak_desktop.ports import Ledger, StoredReceipt
from xpeak_desktop.services.judging import is_of


def take_over(
    ledger: Ledger, stored: StoredReceipt, in_peak: Iterable[PeakDocument]
) -> State | None:
    """Write that PEAK has a receipt, or had it; the state it moved to, ``None`` for none.

    Only what says the same is taken over. A receipt that is held or left out may be taken over
    too: what it was held for, such as a channel nobody has decided about, was answered when it was
    sent. That the shop has cancelled it meanwhile is for a person to answer.
    """
    number = stored.receipt.number
    same_number = [one for one in in_peak if number and one.code == number]
    live = [one for one in same_number if not one.void]
    # Where PEAK takes a number twice, another's may stand before ours.
    own = next((one for one in live if is_of(stored.receipt, one)), None)
    if own is not None:
        with ledger.transaction():
            ledger.adopt(stored, State.SENT, own)
            _tell_if_cancelled(ledger, stored)
        return State.SENT
    if not live and same_number and stored.state is State.READY:
        # A person voided it there; PEAK would take the number again, so we must not ask.
        ledger.adopt(stored, State.VOIDED, same_number[0])
        return State.VOIDED
    return None


def take_over_held(ledger: Ledger, day: date) -> tuple[int, list[StoredReceipt]]:
    """Take over what a day's list shows of receipts that would not be sent from here.

    How many, and those that PEAK shows otherwise than the shop: they are to be judged again.
    """
    in_peak, held = ledger.in_peak(day), ledger.held_in_peak(day)
    others = [stored for stored in held if take_over(ledger, stored, in_peak) is None]
    return len(held) - len(others), others


def _tell_if_cancelled(ledger: Ledger, stored: StoredReceipt) -> None:
    receipt = stored.receipt
    if Words(ledger.words()).status(receipt.status) is Status.CANCELLED:
        total = baht_text(receipt.total or 0)
        params = {"number": receipt.number, "old": total, "new": total}
        case = Problem(Code.CANCELLED_AFTER_SEND, params, receipt.number)
        ledger.open_case(stored.receipt_id, case)
