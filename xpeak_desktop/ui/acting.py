"""Does what the buttons beside problems promise: goes there, asks, or has a job done."""

from typing import Final

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.ports import ReceiptDetail
from xpeak_desktop.services.jobs.contested import SendFromHere
from xpeak_desktop.services.jobs.corrections import (
    AcceptRounding,
    CheckAgain,
    Corrected,
    Explained,
    FindInPeak,
    Found,
    LeaveOut,
    TakeBack,
    TryAgain,
)
from xpeak_desktop.services.jobs.moving import StayHere
from xpeak_desktop.services.jobs.room import Answered
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui.actions import DIALOGS, PAGES, TRIES, Do, offer_of
from xpeak_desktop.ui.asking import Asking
from xpeak_desktop.ui.choices import question_of
from xpeak_desktop.ui.current_settings import CurrentSettings
from xpeak_desktop.ui.manual_text import CHAPTER, chapter_of_problem
from xpeak_desktop.ui.moving_questions import stay_question
from xpeak_desktop.ui.needs import Need
from xpeak_desktop.ui.peak_site import HOME
from xpeak_desktop.ui.place import Going, PlaceName, needs_of
from xpeak_desktop.ui.problem_dialog import ProblemDialog
from xpeak_desktop.ui.question import Question
from xpeak_desktop.ui.reading import Reading
from xpeak_desktop.ui.save_report import ReportSaver
from xpeak_desktop.ui.wizard_page import Desk

_PLACES: Final = {
    Do.PRODUCTS: (PlaceName.PRODUCTS, "sku"),
    Do.SEND_OR_NOT: (PlaceName.CHANNELS, "channel"),
    Do.ACCOUNT_AGAIN: (PlaceName.CHANNELS, "channel"),
    Do.CHANNELS: (PlaceName.CHANNELS, "channel"),
}


class Acting(QObject):
    """One per place that shows problems; ``window`` is what dialogs open over.

    Signals:
        going(Going): go to another place.
        setup_wanted(Page): open that page of the set-up again.
        told(str): something was done, in words for a short notice.
        refused(Problem): something could not be done.
        changed(): ``busy`` has changed.
    """

    going = Signal(object)
    setup_wanted = Signal(object)
    told = Signal(str)
    refused = Signal(object)
    changed = Signal()

    def __init__(self, desk: Desk, reading: Reading, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._reading, self._window = desk, reading, window
        self._asking = Asking(desk.controller, self)
        self._asking.answered.connect(self._on_answered)
        self._asking.changed.connect(self.changed)
        self.settings = CurrentSettings(desk.context.settings, desk.controller, self)
        self.dialog: ProblemDialog | None = None
        self.question: Question | None = None
        self._report: ReportSaver | None = None

    @property
    def busy(self) -> bool:
        """Whether the worker is at something that was asked for here."""
        return self._asking.busy

    # ------------------------------------------------------------------ from a strip

    @Slot(object)
    def act_on_need(self, need: Need) -> None:
        """The button of a strip's row: go where all of its receipts are cured."""
        do = offer_of(need.problem.code).strip
        if do is None:
            return
        if do is Do.MEANING and _is_one_word(need.problem):
            self._ask_about(do, need.problem, need.receipt_id)
        elif do in DIALOGS or do.name.startswith("SHOW"):
            one = need.number or str(need.receipt_id)
            find = one if need.receipts == 1 else needs_of(need.problem.code)
            self.going.emit(Going(PlaceName.RECEIPTS, find))
        elif do is Do.TRY_AGAIN:
            self._try_again(TryAgain(need.problem.code))
        else:
            self._go_or_do(do, need.problem)

    @Slot(object)
    def act_on_problem(self, problem: Problem) -> None:
        """The button beside what stands in everybody's way."""
        do = offer_of(problem.code).strip
        if do is None:
            return
        if problem.receipt and (do in DIALOGS or do.name.startswith("SHOW")):
            self.going.emit(Going(PlaceName.RECEIPTS, problem.receipt))
        else:
            self._go_or_do(do, problem)

    # ------------------------------------------------------------------ from a receipt's pane

    def act_on_receipt(self, do: Do, problem: Problem, detail: ReceiptDetail) -> None:
        """A button in the pane of one receipt."""
        receipt_id = detail.row.receipt_id
        if do in DIALOGS:
            self._ask(do, problem, detail)
        elif do in (Do.CHECK, Do.SEND_AGAIN):
            self._asking.ask(CheckAgain(receipt_id))
        elif do is Do.ROUND:
            self._asking.ask(AcceptRounding(receipt_id))
        elif do is Do.TAKE_BACK:
            self._asking.ask(TakeBack(receipt_id))
        elif do is Do.TRY_AGAIN and detail.row.state is State.READY:
            self._try_again(TryAgain(problem.code, receipt_id))
        else:
            self._go_or_do(do, problem)

    def open_in_peak(self, number: str) -> None:
        """Open PEAK's own page of a document, or its front page with the number to paste."""
        self._asking.ask(FindInPeak(number))

    def copy_number(self, number: str) -> None:
        """Put a number on the clipboard."""
        QGuiApplication.clipboard().setText(number)
        self.told.emit(self.tr("Number copied"))

    # ------------------------------------------------------------------ what is done

    def _go_or_do(self, do: Do, problem: Problem) -> None:
        if do in _PLACES:
            place, name = _PLACES[do]
            names = problem.params.get(name, "")
            self.going.emit(Going(place, names if do is Do.PRODUCTS else _first_of(names)))
        elif do in PAGES:
            self.setup_wanted.emit(PAGES[do])
        elif do in TRIES:
            self._run_once_more()
        elif do is Do.SEND_FROM_HERE:
            self._asking.ask(SendFromHere())
        elif do is Do.STAY_HERE:
            self._ask_to_stay()
        elif do is Do.FOLDER:
            self._open_folder()
        elif do is Do.REPORT:
            self._save_report()
        elif do is Do.PEAK:
            QDesktopServices.openUrl(QUrl(HOME))

    def _try_again(self, job: TryAgain) -> None:
        """A job goes before the pass that is asked for with it."""
        self._asking.ask(job)
        self._run_once_more()

    def _run_once_more(self) -> None:
        self._desk.controller.request()
        self.told.emit(self.tr("Reading and checking again"))

    def _ask_to_stay(self) -> None:
        window = self._window.window()
        if self.question is not None:
            self.question.deleteLater()
        self.question = stay_question(window, practice=self._desk.context.practice)
        self.question.accepted.connect(self._on_stay)
        self.question.open()

    @Slot()
    def _on_stay(self) -> None:
        self._asking.ask(StayHere())

    def _open_folder(self) -> None:
        folder = self.settings.now.source.folder
        if folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
        else:
            self.setup_wanted.emit(Page.SALES)

    def _save_report(self) -> None:
        write = self._desk.context.report
        if write is None:
            return
        if self._report is None:
            self._report = ReportSaver(write, self)
            self._report.saved.connect(self._on_report_saved)
            self._report.refused.connect(self.refused)
        self._report.ask(self._window.window())

    @Slot(object)
    def _on_report_saved(self, _path: object) -> None:
        self.told.emit(self.tr("Report saved"))

    def _ask_about(self, do: Do, problem: Problem, receipt_id: int) -> None:
        detail = self._reading.receipt(receipt_id)
        if detail is not None:
            self._ask(do, problem, detail)

    def _ask(self, do: Do, problem: Problem, detail: ReceiptDetail) -> None:
        question = question_of(do, problem, detail)
        self.dialog = ProblemDialog(question, detail, self._desk, self._window.window())
        self.dialog.setProperty(CHAPTER, chapter_of_problem(problem.code))
        self.dialog.decided.connect(self._on_answered)
        self.dialog.wants_peak.connect(self._open)
        self.dialog.finished.connect(self._on_dialog_over)
        self.dialog.open()

    @Slot(int)
    def _on_dialog_over(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    # ------------------------------------------------------------------ what came of it

    @Slot(object)
    def _on_answered(self, answer: Answered) -> None:
        result = answer.result
        if answer.problem is not None:
            self.refused.emit(answer.problem)
        elif isinstance(answer.job, SendFromHere | StayHere):
            self._desk.controller.request()
            self.told.emit(self.tr("This computer sends now"))
        elif isinstance(result, Found):
            self._open(result)
        elif isinstance(result, Explained):
            text = self.tr("Remembered, %Ln receipts were looked at again", "", result.receipts)
            self.told.emit(text)
        elif isinstance(result, Corrected):
            self.told.emit(self._outcome(answer, result))

    @Slot(object)
    def _open(self, found: Found) -> None:
        link = next((one.link for one in found.documents if one.link), "")
        url = QUrl(link)
        # Only what a browser opens safely: PEAK's address comes from outside.
        if url.isValid() and url.scheme() == "https":
            QDesktopServices.openUrl(url)
            return
        QGuiApplication.clipboard().setText(found.number)
        QDesktopServices.openUrl(QUrl(HOME))
        self.told.emit(self.tr("PEAK opens, the number was copied: paste it into its search"))

    def _outcome(self, answer: Answered, result: Corrected) -> str:
        if isinstance(answer.job, LeaveOut) and result.state is State.EXCLUDED:
            text = self.tr("%1 will not be sent")
        elif result.state is State.READY:
            text = self.tr("%1 goes with the next run")
        elif result.code is None:
            text = self.tr("%1 is settled")
        elif isinstance(answer.job, CheckAgain):
            text = self.tr("Checked, %1 still waits")
        else:
            text = self.tr("%1 waits for another reason now")
        number = wording.inert(result.number) or self.tr("The receipt")
        return text.replace("%1", number)


def _is_one_word(problem: Problem) -> bool:
    return ", " not in problem.params.get("word", ", ")


def _first_of(names: str) -> str:
    """A strip joins several names; channels can show one."""
    return names.partition(", ")[0]
