"""Reading back what PEAK booked: the first document of each VAT mode, and of each pass.

A difference stops everybody until a person has looked. Not shown yet is no difference: lists of
PEAK lag, so the others wait, and the next pass asks again.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from xpeak_desktop.domain.document import (
    Document,
    PeakDocument,
    VatClass,
    differences,
    missing_fields,
)
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ports import Ledger, LookUp

_STOPPING: Final = frozenset({Code.PEAK_TOTAL_DIFFERS, Code.NOT_BOOKED})
_PROVED: Final = "proved_modes"
_PENDING: Final = "proofs"


class Proof(Enum):
    """What a read-back showed."""

    PROVED = "proved"
    NOT_SHOWN = "not_shown"
    DIFFERS = "differs"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class Pending:
    """A document that is still to be read back; ``mode`` is empty for a pass's own first one."""

    receipt_id: int
    code: str
    mode: str
    started_at: str
    differs: bool = False


def mode_of(document: Document) -> str:
    """The VAT mode of a document, as the books are proved by."""
    if document.lines[0].vat_class is VatClass.NONE:
        return "none"
    return "include" if document.prices_include_vat else "exclude"


def difference_problem(sent: Document, shown: PeakDocument) -> Problem | None:
    """The case that a document of PEAK opens when it is not what was sent."""
    found = differences(sent, shown)
    if not found:
        return None
    first = found[0]
    return Problem(
        Code.PEAK_TOTAL_DIFFERS, {"field": first.field, "ours": first.ours, "peak": first.peak}
    )


class Proofs:
    """What is proved and what is still open, kept in the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._proved = set(json.loads(ledger.meta(_PROVED) or "[]"))
        self.pending = [Pending(**entry) for entry in json.loads(ledger.meta(_PENDING) or "[]")]

    def proved(self, document: Document) -> bool:
        """Whether PEAK has been seen to book documents of this VAT mode rightly."""
        return mode_of(document) in self._proved

    def add(self, receipt_id: int, document: Document, started_at: datetime) -> Pending:
        """Ask for a read-back; one of an unproved mode holds the others of all modes."""
        mode = "" if self.proved(document) else mode_of(document)
        entry = Pending(receipt_id, document.code, mode, started_at.isoformat())
        self.pending.append(entry)
        self._save()
        return entry

    def judge(
        self, entry: Pending, sent: Document, look_up: LookUp, now: datetime, settle_seconds: float
    ) -> Proof:
        """Compare what PEAK shows with what was sent, and write the result."""
        shown = look_up.live
        if shown is None:
            return self._voided(entry, look_up) if look_up.documents else Proof.NOT_SHOWN
        problem = difference_problem(sent, shown)
        if problem is None and missing_fields(shown):
            # What is left out agrees with everything.
            return Proof.NOT_SHOWN
        if problem is None and not shown.journals:
            rested = datetime.fromisoformat(entry.started_at) + timedelta(seconds=settle_seconds)
            if now < rested:
                return Proof.NOT_SHOWN
            problem = Problem(Code.NOT_BOOKED, {"number": entry.code})
        self._close(entry, problem)
        return Proof.DIFFERS if problem else Proof.PROVED

    def _voided(self, entry: Pending, look_up: LookUp) -> Proof:
        """A person voided it before it was read back: nothing is proved by it."""
        self.pending.remove(entry)
        with self._ledger.transaction():
            self._ledger.void(entry.receipt_id, look_up.documents[0])
            self._save()
        return Proof.VOIDED

    def _close(self, entry: Pending, problem: Problem | None) -> None:
        self.pending.remove(entry)
        with self._ledger.transaction():
            if problem:
                self._ledger.open_case(entry.receipt_id, problem)
                if entry.mode:
                    self.pending.append(replace(entry, differs=True))
            elif entry.mode:
                self._proved.add(entry.mode)
            self._save()

    def stopping_case(self) -> Problem | None:
        """The case that stops everybody, as long as it is open; closed ones free the way."""
        held = {entry.code for entry in self.pending if entry.differs}
        if not held:
            return None
        for number, problem in self._ledger.open_cases():
            if number in held and problem.code in _STOPPING:
                return Problem(problem.code, problem.params, number)
        self.pending = [entry for entry in self.pending if not entry.differs]
        self._save()
        return None

    def _save(self) -> None:
        self._ledger.set_meta(_PROVED, json.dumps(sorted(self._proved)))
        self._ledger.set_meta(_PENDING, json.dumps([asdict(entry) for entry in self.pending]))
