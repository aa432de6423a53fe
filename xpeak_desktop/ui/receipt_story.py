"""What happened to a receipt, told in order and in plain words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from xpeak_desktop import wording
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ports import CaseTold, Move, ReceiptDetail


@dataclass(frozen=True, slots=True)
class Chapter:
    """One thing that happened; ``at`` is UTC, ``tone`` colours its dot."""

    at: datetime
    text: str
    tone: str = "mute"


def story_of(detail: ReceiptDetail, language: str) -> list[Chapter]:
    """Moves and cases together, the latest first."""
    told = [
        *(_move(move, detail.row.number, language) for move in _worth_telling(detail.moves)),
        *(chapter for case in detail.cases for chapter in _case(case, language)),
    ]
    # Not by sorting in reverse, which leaves what happened in one moment as it was.
    return sorted(told, key=lambda chapter: chapter.at)[::-1]


def _worth_telling(moves: tuple[Move, ...]) -> Iterator[Move]:
    """Leave out what a person need not know: that it was judged once more and stayed ready."""
    last: tuple[State, Code | None, Mapping[str, str]] | None = None
    for move in moves:
        now = (move.after, move.code, move.params)
        passing = move.after is State.IMPORTED and move.before is not None
        if now != last or move.after is State.SENDING:
            yield move
        if not passing:
            last = now


def _move(move: Move, number: str, language: str) -> Chapter:
    if move.code is not None:
        sentence = wording.sentence(Problem(move.code, move.params, number), language)
        return Chapter(move.at, sentence, _TONES.get(move.after, "mute"))
    return Chapter(move.at, _moved(move.before, move.after), _TONES.get(move.after, "mute"))


_TONES = {
    State.BLOCKED: "warn",
    State.REJECTED: "bad",
    State.SENT: "ok",
    State.UNCERTAIN: "doubt",
    State.SENDING: "info",
    State.READY: "info",
}


def _moved(before: State | None, after: State) -> str:
    translate = QCoreApplication.translate
    if after is State.IMPORTED:
        if before is None:
            return translate("ReceiptStory", "Read from xCommerce")
        return translate("ReceiptStory", "xCommerce gave a newer version, read again")
    if after is State.READY:
        if before is State.SENDING:
            return translate("ReceiptStory", "It did not leave this computer, will be tried again")
        if before is State.UNCERTAIN:
            return translate("ReceiptStory", "PEAK surely does not have it, will be sent again")
        return translate("ReceiptStory", "Checked, waiting to be sent")
    if after is State.SENT:
        return _sent(before)
    if after is State.SENDING:
        return translate("ReceiptStory", "On its way to PEAK")
    if after is State.UNCERTAIN:
        return translate(
            "ReceiptStory", "No clear answer from PEAK, it is asked before anything else"
        )
    if after is State.VOIDED:
        return translate("ReceiptStory", "Voided in PEAK by a person, not sent again")
    if after is State.REJECTED:
        return translate("ReceiptStory", "PEAK refused it")
    if after is State.BLOCKED:
        return translate("ReceiptStory", "It waits for you")
    return translate("ReceiptStory", "Not to be sent")


def _sent(before: State | None) -> str:
    translate = QCoreApplication.translate
    if before is State.SENDING:
        return translate("ReceiptStory", "PEAK has it, the total agrees")
    if before is State.UNCERTAIN:
        return translate("ReceiptStory", "Asked again, PEAK has it and the total agrees")
    return translate("ReceiptStory", "PEAK had it already, taken over without sending")


def _case(case: CaseTold, language: str) -> Iterator[Chapter]:
    translate = QCoreApplication.translate
    yield Chapter(case.opened_at, wording.sentence(case.problem, language), "warn")
    if case.closed_at is not None:
        text = translate("ReceiptStory", "You looked at it and left it as it is")
        if case.over:
            text = translate("ReceiptStory", "Settled, it does not concern this receipt any more")
        yield Chapter(case.closed_at, text, "ok")
