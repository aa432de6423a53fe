"""What a person may choose about one receipt's problem, and how it is put to them."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.receipt import Kind, Status, VatMode
from xpeak_desktop.domain.words import MEANINGS, Topic
from xpeak_desktop.ports import ReceiptDetail
from xpeak_desktop.services.jobs.corrections import (
    CheckAgain,
    CloseCase,
    DifferentSale,
    ExplainWord,
    LeaveOut,
)
from xpeak_desktop.services.jobs.room import Job
from xpeak_desktop.ui.actions import Do

_TOPICS = {
    Code.STATUS_UNKNOWN: Topic.STATUS,
    Code.KIND_UNKNOWN: Topic.KIND,
    Code.VAT_MODE_UNKNOWN: Topic.VAT_MODE,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A button and the job behind it; ``first`` for the one to press when in doubt."""

    words: str
    job: Job
    first: bool = False


@dataclass(frozen=True, slots=True)
class ProblemQuestion:
    """A whole dialog: title, what to do step by step, choices, and what to hold side by side.

    ``either``: the steps are ways to choose from, not one after the other.
    ``peak_number`` is the number to ask PEAK for; empty when nothing of PEAK is shown.
    ``cancelled``: the shop's side does not stand any more, so PEAK's should not either.
    """

    title: str
    choices: tuple[Choice, ...]
    text: str = ""
    steps: tuple[str, ...] = ()
    either: bool = False
    peak_number: str = ""
    with_later: bool = False
    cancelled: bool = False


def question_of(do: Do, problem: Problem, detail: ReceiptDetail) -> ProblemQuestion:
    """The question behind a button that opens a dialog."""
    if do is Do.LEAVE_OUT:
        return _leave_out(detail)
    if do is Do.MEANING:
        return _meaning(problem)
    if problem.code is Code.ALREADY_IN_PEAK:
        return _same_sale(problem, detail)
    if problem.code is Code.NUMBER_CLASH:
        return _clash(detail)
    return _case(problem, detail)


def _leave_out(detail: ReceiptDetail) -> ProblemQuestion:
    translate = QCoreApplication.translate
    return ProblemQuestion(
        translate("Choices", "Don't send this receipt?"),
        (Choice(translate("Choices", "Don't send it"), LeaveOut(detail.row.receipt_id)),),
        translate(
            "Choices",
            "It will not go to PEAK. Nothing changes in xCommerce. You can undo this at any time",
        ),
    )


def _same_sale(problem: Problem, detail: ReceiptDetail) -> ProblemQuestion:
    translate, receipt_id = QCoreApplication.translate, detail.row.receipt_id
    return ProblemQuestion(
        translate("Choices", "Is it the same sale?"),
        (
            Choice(translate("Choices", "Yes, the same: don't send it"), LeaveOut(receipt_id)),
            Choice(translate("Choices", "No, another sale: send it"), DifferentSale(receipt_id)),
        ),
        translate(
            "Choices",
            "This receipt looks like another that PEAK has or is about to get."
            " If both are one sale, sending would count it twice",
        ),
        peak_number=problem.params.get("other", ""),
    )


def _clash(detail: ReceiptDetail) -> ProblemQuestion:
    translate, receipt_id = QCoreApplication.translate, detail.row.receipt_id
    return ProblemQuestion(
        translate("Choices", "Two receipts with one number"),
        (
            Choice(translate("Choices", "Check again"), CheckAgain(receipt_id), first=True),
            Choice(translate("Choices", "Same sale: don't send it"), LeaveOut(receipt_id)),
        ),
        translate("Choices", "PEAK has this number already, and not from this program"),
        (
            translate("Choices", "If both are the same sale, choose not to send this one"),
            translate(
                "Choices",
                "If they are two sales, change the number of one: in PEAK, or in xCommerce and"
                " export the file again. Then press Check again",
            ),
        ),
        either=True,
        peak_number=detail.row.number,
    )


def _case(problem: Problem, detail: ReceiptDetail) -> ProblemQuestion:
    translate, receipt_id = QCoreApplication.translate, detail.row.receipt_id
    corrected = translate("Choices", "I have corrected it: check again")
    return ProblemQuestion(
        _case_title(problem.code),
        (
            Choice(corrected, CheckAgain(receipt_id), first=True),
            Choice(translate("Choices", "Leave it as it is"), CloseCase(receipt_id, problem.code)),
        ),
        _case_text(problem.code),
        _steps(problem.code, _more(detail)),
        either=_either(problem.code, _more(detail)),
        peak_number=detail.row.number,
        with_later=problem.code in (Code.CHANGED_AFTER_SEND, Code.CANCELLED_AFTER_SEND),
        cancelled=problem.code is Code.CANCELLED_AFTER_SEND,
    )


def _more(detail: ReceiptDetail) -> int:
    """By how much the total has grown since it was sent; less than 0 when it is lower now."""
    later = detail.later.total if detail.later is not None else None
    return 0 if later is None else later - detail.row.total


def _case_title(code: Code) -> str:
    translate = QCoreApplication.translate
    match code:
        case Code.CHANGED_AFTER_SEND:
            return translate("Choices", "Changed after it was sent")
        case Code.CANCELLED_AFTER_SEND:
            return translate("Choices", "Cancelled after it was sent")
        case Code.DUPLICATE_IN_PEAK:
            return translate("Choices", "More than one in PEAK")
        case Code.MISSING_IN_PEAK:
            return translate("Choices", "Not found in PEAK now")
        case Code.NOT_BOOKED:
            return translate("Choices", "In PEAK, but not booked")
        case _:
            return translate("Choices", "PEAK and this receipt differ")


def _case_text(code: Code) -> str:
    translate = QCoreApplication.translate
    if code in (Code.PEAK_TOTAL_DIFFERS, Code.NOT_BOOKED):
        return translate(
            "Choices",
            "Other receipts may be waiting for your decision. None is lost, and nothing is sent"
            " twice",
        )
    return translate("Choices", "This program changes nothing in PEAK by itself")


def _either(code: Code, more: int) -> bool:
    if code is Code.CHANGED_AFTER_SEND:
        return more != 0
    return code in (Code.MISSING_IN_PEAK, Code.PEAK_TOTAL_DIFFERS, Code.PEAK_CHANGED)


def _total_steps(more: int) -> tuple[str, ...]:
    """A document whose total is another one now is not edited: it may be filed already."""
    translate = QCoreApplication.translate
    credit = translate(
        "Choices",
        "Or write a credit note there for the difference, then leave it as it is. If that month's"
        " VAT return is filed, ask your accountant first",
    )
    debit = translate(
        "Choices",
        "Or write a debit note there for the difference, then leave it as it is. If that month's"
        " VAT return is filed, ask your accountant first",
    )
    anew = translate(
        "Choices", "Void it in PEAK and issue it anew as xCommerce says now, then press check again"
    )
    return anew, debit if more > 0 else credit


def _steps(code: Code, more: int) -> tuple[str, ...]:
    translate = QCoreApplication.translate
    filed = translate(
        "Choices",
        "If that month's VAT return is filed, ask your accountant first; a credit note may be"
        " needed",
    )
    again = translate("Choices", "Come back and press check again")
    match code:
        case Code.CHANGED_AFTER_SEND if more:
            return _total_steps(more)
        case Code.CHANGED_AFTER_SEND:
            correct = translate(
                "Choices", "Open it in PEAK and make date, total and VAT as xCommerce says now"
            )
            return (filed, correct, again)
        case Code.CANCELLED_AFTER_SEND:
            return (filed, translate("Choices", "Open it in PEAK and void it"), again)
        case Code.DUPLICATE_IN_PEAK:
            extra = translate("Choices", "Look for this number in PEAK and void the extra one")
            return (filed, extra, again)
        case Code.MISSING_IN_PEAK:
            look = translate("Choices", "Look for it in PEAK by its date and total")
            number = translate("Choices", "If its number was changed there, change it back")
            gone = translate("Choices", "If it is gone, ask your accountant. It is not sent again")
            return (look, number, gone)
        case Code.NOT_BOOKED:
            look = translate("Choices", "Open it in PEAK and see whether it waits for approval")
            return (look, again)
        case _:
            meant = translate("Choices", "If somebody meant to change it, leave it as it is")
            back = translate("Choices", "If not, change it back in PEAK, then check again")
            return (meant, back)


def _meaning(problem: Problem) -> ProblemQuestion:
    translate = QCoreApplication.translate
    topic, word = _TOPICS[problem.code], problem.params.get("word", "")
    title = translate("Choices", "What does “%1” mean?").replace("%1", word or "–")
    return ProblemQuestion(
        title,
        tuple(
            Choice(_meaning_words(str(one)), ExplainWord(topic, word, str(one)))
            for one in MEANINGS[topic]
        ),
        translate("Choices", "Say it once. All receipts with this word are looked at again"),
    )


def _meaning_words(meaning: str) -> str:
    translate = QCoreApplication.translate
    return {
        str(Status.PAID): translate("Choices", "Paid, the sale stands"),
        str(Status.CANCELLED): translate("Choices", "Cancelled"),
        str(Kind.RECEIPT): translate("Choices", "Receipt"),
        str(Kind.TAX_INVOICE): translate("Choices", "Full tax invoice"),
        str(Kind.ABBREVIATED): translate("Choices", "Abbreviated tax invoice"),
        str(VatMode.NONE): translate("Choices", "Without VAT"),
        str(VatMode.EXCLUDE): translate("Choices", "VAT is added to the prices"),
        str(VatMode.INCLUDE): translate("Choices", "VAT is in the prices"),
    }[meaning]
