"""Reading back what PEAK booked: the first document of each VAT mode, and of each pass.

The first with a discount counts as of a mode of its own.

A difference stops everybody until a person has looked. Not shown yet is no difference: lists of
PEAK lag, so the others of its VAT mode wait, and the next pass asks again. What stays unseen is
told to a person, who may let it be: then the next of that mode goes alone and is to be proved.
"""

import json
from collections.abc import Iterator
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
from xpeak_desktop.domain.money import baht_text
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ports import Ledger, LookUp

_STOPPING: Final = frozenset({Code.PEAK_TOTAL_DIFFERS, Code.NOT_BOOKED})
_PROVED: Final = "proved_modes"
_PENDING: Final = "proofs"


class Proof(Enum):
    """What a read-back showed."""

    PROVED = "proved"
    NOT_SHOWN = "not_shown"
    UNREADABLE = "unreadable"
    DIFFERS = "differs"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class Pending:
    """A document that is still to be read back; ``mode`` is empty for a pass's own first one.

    ``unread_since`` is when PEAK was first asked for it in vain (UTC); ``told``: a person knows.
    ``peak_id`` is what PEAK called it when it was made.
    """

    receipt_id: int
    code: str
    mode: str
    started_at: str
    differs: bool = False
    unread_since: str = ""
    told: bool = False
    peak_id: str = ""


def mode_of(document: Document) -> str:
    """The VAT mode of a document, as the books are proved by.

    One with a discount proves another rule: how PEAK takes ``discountTotal`` off is UNKNOWN, too.
    """
    discount = "+discount" if document.discount else ""
    if document.lines[0].vat_class is VatClass.NONE:
        return f"none{discount}"
    return f"include{discount}" if document.prices_include_vat else f"exclude{discount}"


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

    def holds(self, document: Document) -> bool:
        """Whether the first document of this VAT mode is in PEAK and not proved yet."""
        return mode_of(document) in {entry.mode for entry in self.pending}

    def holds_any(self) -> bool:
        """Whether any VAT mode is held."""
        return any(entry.mode for entry in self.pending)

    def add(
        self, receipt_id: int, document: Document, started_at: datetime, peak_id: str = ""
    ) -> Pending:
        """Ask for a read-back; one of an unproved mode holds the others of that mode."""
        mode = "" if self.proved(document) else mode_of(document)
        entry = Pending(receipt_id, document.code, mode, started_at.isoformat(), peak_id=peak_id)
        self.pending.append(entry)
        self._save()
        return entry

    def judge(
        self, entry: Pending, sent: Document, look_up: LookUp, now: datetime, settle_seconds: float
    ) -> Proof:
        """Compare what PEAK shows with what was sent, and write the result."""
        shown = look_up.named(entry.peak_id) or look_up.saying(sent)
        rest = datetime.fromisoformat(entry.started_at) + timedelta(seconds=settle_seconds)
        # Where PEAK takes a number twice, another's may be shown before ours is.
        only_others = entry.peak_id and entry.peak_id not in {
            one.peak_id for one in look_up.documents
        }
        if shown is None:
            if not look_up.documents or (only_others and now < rest):
                return Proof.NOT_SHOWN
            return self._voided(entry, look_up)
        problem = difference_problem(sent, shown)
        if problem is not None and only_others and now < rest:
            return Proof.NOT_SHOWN
        if problem is None and missing_fields(shown):
            # What is left out agrees with everything.
            return Proof.NOT_SHOWN
        if problem is None and not shown.journals:
            if now < rest:
                return Proof.NOT_SHOWN
            problem = Problem(Code.NOT_BOOKED, {"number": entry.code})
        self._close(entry, problem)
        return Proof.DIFFERS if problem else Proof.PROVED

    def _voided(self, entry: Pending, look_up: LookUp) -> Proof:
        """A person voided it before it was read back: nothing is proved by it."""
        with self._ledger.transaction():
            self._ledger.void(entry.receipt_id, look_up.documents[0])
            self._seen(entry)
            self._save()
        return Proof.VOIDED

    def _close(self, entry: Pending, problem: Problem | None) -> None:
        with self._ledger.transaction():
            self._seen(entry)
            if problem:
                self._ledger.open_case(entry.receipt_id, problem)
                if entry.mode:
                    self.pending.append(replace(entry, differs=True, unread_since="", told=False))
            elif entry.mode:
                self._proved.add(entry.mode)
            self._save()

    def _seen(self, entry: Pending) -> None:
        """PEAK has shown it: what was told of its absence is over."""
        self._take_out(entry)
        self._ledger.close_case(entry.receipt_id, Code.MISSING_IN_PEAK, over=True)

    def drop(self, entry: Pending) -> None:
        """Give it up: nothing is proved by it."""
        self._take_out(entry)
        self._save()

    def _take_out(self, entry: Pending) -> None:
        self.pending = [one for one in self.pending if one.receipt_id != entry.receipt_id]

    # ------------------------------------------------------------------ what PEAK cannot show

    def not_read(self, entry: Pending, sent: Document, now: datetime, patience: timedelta) -> None:
        """PEAK could not show enough of it; what lasts for ``patience`` is told to a person."""
        found = next((one for one in self.pending if one.receipt_id == entry.receipt_id), entry)
        since = found.unread_since or now.isoformat()
        lasts = now - datetime.fromisoformat(since) >= patience
        self._take_out(found)
        # Behind the others, so that it does not keep them from being asked for.
        self.pending.append(replace(found, unread_since=since, told=found.told or lasts))
        with self._ledger.transaction():
            if lasts and not found.told:
                self._tell(found, sent)
            self._save()

    def _tell(self, entry: Pending, sent: Document) -> None:
        params = {"number": entry.code, "total": baht_text(sent.sums.total)}
        self._ledger.open_case(entry.receipt_id, Problem(Code.MISSING_IN_PEAK, params))
        if not entry.mode:
            # It holds nobody, and from now on the audit looks after it.
            self._take_out(entry)

    def let_be(self) -> None:
        """Give up what a person was told of and let be; the next of its VAT mode goes alone."""
        told = {entry.code for entry in self.pending if entry.told}
        if not told:
            return
        told -= {number for number, _ in self._open_cases(Code.MISSING_IN_PEAK)}
        for entry in [one for one in self.pending if one.told and one.code in told]:
            self.drop(entry)

    def waiting(self) -> Problem | None:
        """What keeps the others of a VAT mode waiting; what a person was told of comes first."""
        held = [entry for entry in self.pending if entry.mode and not entry.differs]
        told = {entry.code for entry in held if entry.told}
        for number, problem in self._open_cases(Code.MISSING_IN_PEAK) if told else ():
            if number in told:
                return Problem(problem.code, problem.params, number)
        return Problem(Code.FIRST_DOCUMENT_WAITS, {"number": held[0].code}) if held else None

    def _open_cases(self, *codes: Code) -> Iterator[tuple[str, Problem]]:
        return (one for one in self._ledger.open_cases() if one[1].code in codes)

    def stopping_case(self) -> Problem | None:
        """The case that stops everybody, as long as it is open; closed ones free the way."""
        held = {entry.code for entry in self.pending if entry.differs}
        if not held:
            return None
        for number, problem in self._open_cases(*_STOPPING):
            if number in held:
                return Problem(problem.code, problem.params, number)
        self.pending = [entry for entry in self.pending if not entry.differs]
        self._save()
        return None

    def _save(self) -> None:
        self._ledger.set_meta(_PROVED, json.dumps(sorted(self._proved)))
        self._ledger.set_meta(_PENDING, json.dumps([_stored(entry) for entry in self.pending]))


def _stored(entry: Pending) -> dict[str, object]:
    """Without what is seldom set: programs of before this was known read it too."""
    seldom = ("unread_since", "told")
    return {name: value for name, value in asdict(entry).items() if value or name not in seldom}
