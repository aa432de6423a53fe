"""What an audit finds about one sent receipt, and what of it somebody has not been told yet."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeVar

from xpeak_desktop.domain.document import PeakDocument, changes
from xpeak_desktop.domain.money import baht_text
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ports import Case, Ledger, SentReceipt

log: Final = logging.getLogger(__name__)
_T = TypeVar("_T")

_AUDITED: Final = frozenset(
    {
        Code.PEAK_CHANGED,
        Code.PEAK_TOTAL_DIFFERS,
        Code.DUPLICATE_IN_PEAK,
        Code.MISSING_IN_PEAK,
    }
)
_OVER_WHEN: Final[Mapping[Code, frozenset[Code]]] = MappingProxyType(
    {
        Code.PEAK_CHANGED: frozenset({Code.DUPLICATE_IN_PEAK, Code.MISSING_IN_PEAK}),
        Code.DUPLICATE_IN_PEAK: frozenset({Code.MISSING_IN_PEAK}),
        Code.MISSING_IN_PEAK: frozenset(),
    }
)
OVER_WHEN_VOID: Final = (*sorted(_AUDITED), Code.NOT_BOOKED, Code.CANCELLED_AFTER_SEND)
"""A person who voids a document has answered these; that a sale changed asks for more."""


def standing(documents: Iterable[PeakDocument]) -> list[PeakDocument]:
    """The documents that are not void."""
    return [one for one in documents if not one.void]


def shows_enough(document: PeakDocument) -> bool:
    """Whether a document can be compared at all."""
    return document.net is not None and document.issued_on is not None


def problem_of(sent: SentReceipt, live: Sequence[PeakDocument]) -> Problem | None:
    """What is wrong with the standing documents of a receipt, if anything is."""
    if len(live) > 1:
        # The ids tell a new double from one that a person has decided about.
        ids = ", ".join(sorted(one.peak_id for one in live))
        params = {"number": sent.number, "count": str(len(live)), "ids": ids}
        return Problem(Code.DUPLICATE_IN_PEAK, params)
    found = changes(sent.expected, live[0])
    if not found:
        return None
    first = found[0]
    return Problem(
        Code.PEAK_CHANGED, {"field": first.field, "ours": first.ours, "peak": first.peak}
    )


def missing(sent: SentReceipt) -> Problem:
    """The case of a receipt that PEAK does not show."""
    net = sent.expected.net
    params = {"number": sent.number, "total": "?" if net is None else baht_text(net)}
    return Problem(Code.MISSING_IN_PEAK, params)


def is_news(sent: SentReceipt, problem: Problem | None) -> bool:
    """Whether the receipt's cases say something else than what PEAK shows."""
    return _is_untold(sent, problem) or any(_is_over(case, problem) for case in _open(sent))


def tell(ledger: Ledger, sent: SentReceipt, problem: Problem | None) -> None:
    """Bring a receipt's cases up to date: open what is new, close what is over."""
    untold = _is_untold(sent, problem)
    for case in _open(sent):
        renewed = untold and problem is not None and case.code is problem.code
        if _is_over(case, problem) and not renewed:
            ledger.close_case(sent.receipt_id, case.code, over=True)
    if problem is not None and untold:
        ledger.open_case(sent.receipt_id, problem)


def void(ledger: Ledger, sent: SentReceipt, document: PeakDocument) -> None:
    """Write that a person voided a document in PEAK, which answers most of its cases."""
    log.info("%s was voided in PEAK", sent.number)
    ledger.void(sent.receipt_id, document)
    for code in OVER_WHEN_VOID:
        ledger.close_case(sent.receipt_id, code, over=True)


def _open(sent: SentReceipt) -> list[Case]:
    return [case for case in sent.cases if case.open and case.code in _AUDITED]


def _is_untold(sent: SentReceipt, problem: Problem | None) -> bool:
    return problem is not None and not any(_tells(case, problem) for case in sent.cases)


def _tells(case: Case, problem: Problem) -> bool:
    if case.code is Code.PEAK_TOTAL_DIFFERS and problem.code is Code.PEAK_CHANGED:
        # That PEAK booked it otherwise has been told when it was sent.
        return case.open or case.params == problem.params
    return case.code is problem.code and case.params == problem.params


def _is_over(case: Case, problem: Problem | None) -> bool:
    if problem is None:
        return True
    if case.code is problem.code:
        return case.params != problem.params
    return case.code in _OVER_WHEN[problem.code]


def sample(some: Sequence[_T], most: int, chance: float) -> list[_T]:
    """All when they are few, else ``most`` of them, evenly spread from a random start."""
    if len(some) <= most:
        return list(some)
    step = len(some) / most
    return [some[min(len(some) - 1, int((place + chance) * step))] for place in range(most)]
