"""Take over what PEAK already shows under a receipt's number, instead of sending it again."""

from collections.abc import Iterable

from xpeak_desktop.domain.document import PeakDocument
from xpeak_desktop.domain.journey import State
from xpeak_desktop.ports import Ledger, StoredReceipt
from xpeak_desktop.services.judging import is_of


def take_over(
    ledger: Ledger, stored: StoredReceipt, in_peak: Iterable[PeakDocument]
) -> State | None:
    """Write that PEAK has a receipt, or had it; the state it moved to, ``None`` for none.

    Only what says the same is taken over. A receipt that is held may be taken over too: what it
    was held for, such as a channel nobody has decided about, was answered when it was sent.
    """
    number = stored.receipt.number
    same_number = [one for one in in_peak if number and one.code == number]
    live = next((one for one in same_number if not one.void), None)
    if live is not None and is_of(stored.receipt, live):
        ledger.adopt(stored, State.SENT, live)
        return State.SENT
    if live is None and same_number and stored.state is State.READY:
        # A person voided it there; PEAK would take the number again, so we must not ask.
        ledger.adopt(stored, State.VOIDED, same_number[0])
        return State.VOIDED
    return None
