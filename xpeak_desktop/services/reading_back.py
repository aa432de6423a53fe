"""Asking PEAK for what is still to be proved: what it cannot show holds its own VAT mode alone.

A number that PEAK cannot answer for may stay so for ever. Nothing else of its VAT mode leaves
meanwhile; all other receipts go on, and when it lasts a person is told.
"""

from datetime import timedelta
from typing import Final

from xpeak_desktop.domain.document import Document
from xpeak_desktop.domain.problems import Trouble
from xpeak_desktop.ports import LookUp
from xpeak_desktop.services.progress import Progress, Stage
from xpeak_desktop.services.proving import Pending, Proof, Proofs
from xpeak_desktop.services.tools import MAY_BE_ITS_OWN, STRANGE_ANSWERS, Tools

_TELL_AFTER: Final = timedelta(minutes=30)
_FIRST_LOOK: Final = 0.2
_LONGEST_LOOK: Final = 5.0


class ReadingBack:
    """The read-backs of one pass; what they show is kept by ``Proofs``."""

    def __init__(self, tools: Tools, proofs: Proofs) -> None:
        self._tools = tools
        self._proofs = proofs
        self._settle = timedelta(seconds=tools.settings.pace.settle_seconds)
        self._unreadable: set[int] = set()

    def check_all(self) -> None:
        """Ask for all that is open, in vain but once. Raises ``Trouble`` that is everybody's."""
        strange = 0
        for entry in [one for one in self._proofs.pending if not one.differs]:
            if strange >= STRANGE_ANSWERS:
                return
            if entry.receipt_id in self._unreadable:
                continue
            if self._check(entry) is Proof.UNREADABLE:
                strange += 1
                self._unreadable.add(entry.receipt_id)
            else:
                strange = 0

    def wait_for(self, entry: Pending) -> None:
        """Ask until PEAK shows it, for a settle window at most. Raises ``Trouble``."""
        clock = self._tools.clock
        began, pause = clock.monotonic(), _FIRST_LOOK
        while True:
            proof = self._check(entry)
            if proof is Proof.UNREADABLE:
                # If nothing else can be read either, it is everybody's trouble.
                self._tools.gateway.business()
                return
            if proof is not Proof.NOT_SHOWN:
                return
            if clock.monotonic() - began >= self._settle.total_seconds():
                return
            self._tools.report(Progress(Stage.WAITING))
            if clock.wait(pause, self._tools.cancel):
                return
            pause = min(_LONGEST_LOOK, pause * 2)

    def _check(self, entry: Pending) -> Proof:
        document = self._tools.ledger.sent_document(entry.receipt_id)
        if document is None:
            self._proofs.drop(entry)
            return Proof.VOIDED
        try:
            look_up = self._tools.gateway.receipt(entry.code)
        except Trouble as error:
            if not self.failed(entry, document, error):
                raise
            return Proof.UNREADABLE
        return self.judge(entry, document, look_up)

    def judge(self, entry: Pending, document: Document, look_up: LookUp) -> Proof:
        """Judge what a look-up showed."""
        now, seconds = self._tools.gateway.now(), self._settle.total_seconds()
        proof = self._proofs.judge(entry, document, look_up, now, seconds)
        if proof is Proof.NOT_SHOWN:
            self._not_read(entry, document)
        return proof

    def failed(self, entry: Pending, document: Document, error: BaseException) -> bool:
        """Note that PEAK had no answer for this one; false when the trouble may be everybody's."""
        if not isinstance(error, Trouble) or error.problem.code not in MAY_BE_ITS_OWN:
            return False
        self._not_read(entry, document)
        return True

    def _not_read(self, entry: Pending, document: Document) -> None:
        patience = max(_TELL_AFTER, 2 * self._settle)
        self._proofs.not_read(entry, document, self._tools.gateway.now(), patience)
