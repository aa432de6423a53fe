"""The page "Rules": VAT, the first day, filed months, how often, and starting with the computer."""

from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.receipt import BANGKOK
from xpeak_desktop.domain.settings import Rules, Settings
from xpeak_desktop.ports import Counted
from xpeak_desktop.services.jobs.keeping import KeepSettings
from xpeak_desktop.services.jobs.room import Answered, Job
from xpeak_desktop.services.jobs.rules import LookAtRules, RulesFacts
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui.calendar_popup import month_moved
from xpeak_desktop.ui.date_button import DateButton
from xpeak_desktop.ui.exception_rows import gift_row, rounding_row, with_exceptions
from xpeak_desktop.ui.keeping import Keeping
from xpeak_desktop.ui.month_chips import MonthChips
from xpeak_desktop.ui.pace_choice import PaceChoice
from xpeak_desktop.ui.scrolling import Scrolling
from xpeak_desktop.ui.segmented import Segmented
from xpeak_desktop.ui.setting_row import SettingList, SettingRow
from xpeak_desktop.ui.start_row import StartRow
from xpeak_desktop.ui.trouble_note import TroubleNote
from xpeak_desktop.ui.wizard_page import Desk, SetupPage

_MARGIN: Final = 40
_MONTHS: Final = 6
"""Months that can be marked as filed, besides those that are marked or have receipts."""

_MOST_MONTHS: Final = 12
_FILED_BY: Final = 15
"""ภ.พ.30 of a month is due by the 15th of the next; on the Web a few days later."""


class RulesPage(SetupPage):
    """What an answer means stands beside it, in receipts and baht.

    In the set-up every answer is kept at once. Opened alone, the shop is at work by these rules:
    they are kept together, by Done, and leaving the page otherwise drops them.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._language = desk.context.language
        self._today = desk.context.clock.now().astimezone(BANGKOK).date()
        self._facts = RulesFacts(desk.context.settings, self._today)
        self._rules = desk.context.settings.rules
        self._leaving: Job | None = None
        self._unkept = False
        # Apart from ``asking``: what is being kept is not dropped when the page is left.
        self.keeping = Keeping(desk.controller, self)
        self.keeping.answered.connect(self._on_kept)
        self.trouble = TroubleNote(self._language, Page.RULES)
        self.trouble.page_wanted.connect(self.page_wanted)
        self.trouble.again.connect(self._look)
        self._make_controls()
        self._lay_out()
        self._show()

    def _make_controls(self) -> None:
        registered = self.tr("VAT registered?")
        self.vat = Segmented((self.tr("Registered"), self.tr("Not registered")), registered)
        self.vat_row = SettingRow(registered, "", self.vat)
        kind = self.tr("Receipts with VAT count as tax invoices")
        self.invoice = Segmented((self.tr("Yes"), self.tr("No")), kind)
        hint = self.tr("A VAT shop owes a tax invoice for every sale with VAT")
        self.invoice_row = SettingRow(kind, hint, self.invoice)
        start = self.tr("Send from")
        self.start = DateButton(self._language, self._today, start)
        self.start_row = SettingRow(start, "", self.start)
        filed = self.tr("Months already filed (P.P.30)")
        self.months = MonthChips(self._language, filed)
        hint = self.tr("Their receipts wait for you instead of being sent")
        self.months_row = SettingRow(filed, hint, self.months, below=True)
        self.gifts, self.rounded = gift_row(), rounding_row()
        self.gifts.chosen.connect(self._on_changed)
        self.rounded.chosen.connect(self._on_changed)
        self.pace = PaceChoice()
        hint = (
            self.tr("You can also send at any time from Home")
            if self.desk.context.every_minutes > 0
            else self.tr("For your own shop. The practice shop sends when you ask")
        )
        self.pace_row = SettingRow(self.tr("How often to send"), hint, self.pace)
        self.vat.chosen.connect(self._on_changed)
        self.invoice.chosen.connect(self._on_changed)
        self.start.chosen.connect(self._on_changed)
        self.months.marked.connect(self._on_months)
        self.pace.chosen.connect(self._on_changed)

    def _lay_out(self) -> None:
        panel = SettingList()
        for row in (
            self.vat_row, self.invoice_row, self.start_row, self.months_row,
            self.gifts, self.rounded, self.pace_row,
        ):  # fmt: skip
            panel.add(row)
        autostart = self.desk.context.autostart
        self.start_with = StartRow(autostart, self._language) if autostart else None
        if self.start_with is not None:
            panel.add(self.start_with)
        scrolling = Scrolling(_MARGIN)
        scrolling.box.addWidget(self.trouble)
        scrolling.box.addWidget(panel)
        scrolling.box.addStretch()
        self.body.addWidget(scrolling)

    # ------------------------------------------------------------------ what the frame shows

    def heading(self) -> str:
        return self.tr("Shop rules")

    def explanation(self) -> str:
        return self.tr("Ask your accountant if unsure. All can be changed later in Settings")

    def note(self) -> str:
        if self._unkept:
            return self.tr("Kept when you press Done. “Back” leaves all as it was")
        return ""

    def first(self) -> QWidget | None:
        # Opened alone: nothing that an arrow key would change.
        return None if self.alone else self.vat

    def go_to_trouble(self) -> None:
        if self.trouble.isVisible():
            self.trouble.first().setFocus()
        else:
            super().go_to_trouble()

    def entered(self) -> None:
        self._unkept = False
        if self.alone and self.start_with is not None:
            # It acts at once, and stands in the settings anyway.
            self.start_with.hide()
        self._look()

    @Slot()
    def _look(self) -> None:
        self.asking.ask(LookAtRules())

    def check(self) -> Job | None:
        self._leaving = self._wanted()
        return self._leaving

    def take(self, answer: Answered) -> None:
        self.trouble.show_problem(answer.problem)
        if isinstance(answer.result, RulesFacts):
            self._facts = answer.result
            self._today = answer.result.today
            # While something is or will be kept, the page knows better than this answer.
            if not (self.keeping.busy or self._unkept):
                self._rules = answer.result.settings.rules
                self.pace.show_minutes(answer.result.settings.pace.every_minutes)
            self._show()
        elif answer.job is self._leaving and answer.problem is None:
            self.passed.emit()

    # ------------------------------------------------------------------ what a person decides

    def rules(self) -> Rules:
        """The rules as the page shows them."""
        return replace(
            with_exceptions(self._rules, self.gifts, self.rounded),
            vat_registered=self.vat.currentIndex() == 0,
            receipt_with_vat_is_tax_invoice=self.invoice.currentIndex() == 0,
            start_date=self.start.day(),
        )

    def _wanted(self) -> KeepSettings:
        pace = replace(self._facts.settings.pace, every_minutes=self.pace.minutes())
        return KeepSettings(rules=self.rules(), pace=pace)

    @Slot()
    def _on_changed(self) -> None:
        self._rules = self.rules()
        if self.alone:
            self._unkept = True
            self.changed.emit()
        else:
            self.keeping.ask(self._wanted())
        self._explain()

    @Slot(object)
    def _on_months(self, marked: frozenset[str]) -> None:
        self._rules = replace(self._rules, filed_months=marked)
        self._on_changed()

    @Slot(object)
    def _on_kept(self, answer: Answered) -> None:
        self.trouble.show_problem(answer.problem)
        if isinstance(answer.result, Settings):
            self._facts = replace(self._facts, settings=answer.result)

    # ------------------------------------------------------------------ what it means

    def _show(self) -> None:
        rules = self._rules
        self.vat.choose(0 if rules.vat_registered else 1)
        self.invoice.choose(0 if rules.receipt_with_vat_is_tax_invoice else 1)
        self.start.show_day(rules.start_date or self._today.replace(day=1))
        self.months.show_months(self._offered(), rules.filed_months)
        always = self._facts.settings.set_up
        self.gifts.show_rule(self._facts.gifts, sends=rules.zero_totals_allowed, always=always)
        sends = rules.peak_rounding_accepted
        self.rounded.show_rule(self._facts.rounded, sends=sends, always=always)
        self._explain()

    def _offered(self) -> list[date]:
        """The months a person may have filed, oldest first; the one that runs is not over."""
        this = self._today.replace(day=1)
        months = {month_moved(this, -back) for back in range(1, _MONTHS + 1)}
        months |= {month for month, _ in self._facts.months() if month < this}
        marked = {date.fromisoformat(f"{month}-01") for month in self._rules.filed_months}
        return sorted(marked | set(sorted(months)[-_MOST_MONTHS:]))

    def _explain(self) -> None:
        registered = self.vat.currentIndex() == 0
        self._explain_vat(registered=registered)
        self._explain_invoices()
        self._explain_start(registered=registered)
        self.invoice.setEnabled(registered)
        self.invoice_row.setVisible(registered)
        self.months_row.setVisible(registered or bool(self._rules.filed_months))

    def _explain_vat(self, *, registered: bool) -> None:
        taxed = self._facts.taxed_from(self.start.day())
        if registered:
            text = self.tr("Then your sales with VAT belong in the P.P.30 (VAT return)")
            self.vat_row.hint.say(text)
        elif taxed.receipts:
            text = self.tr("%Ln receipts carry VAT, %1. They wait for you", "", taxed.receipts)
            self.vat_row.hint.say(self._with_baht(text, taxed), "warn")
        else:
            self.vat_row.hint.say(self.tr("Then no document is a tax invoice"))

    def _explain_invoices(self) -> None:
        plain = self._facts.plain_from(self.start.day())
        if not plain.receipts:
            self.invoice_row.more.say(self.tr("No such receipt so far"))
        elif self.invoice.currentIndex() == 0:
            text = self.tr("This concerns %Ln receipts, %1", "", plain.receipts)
            self.invoice_row.more.say(self._with_baht(text, plain), "ink2")
        else:
            text = self.tr(
                "%Ln receipts, %1, may be missing from the VAT report. Ask your accountant first",
                "",
                plain.receipts,
            )
            self.invoice_row.more.say(self._with_baht(text, plain), "warn")

    def _explain_start(self, *, registered: bool) -> None:
        before = self._facts.before(self.start.day())
        text = self.tr("No receipt is dated before this day")
        if before.receipts:
            text = self.tr("%Ln receipts before this day, %1, are not sent", "", before.receipts)
        self.start_row.hint.say(self._with_baht(text, before))
        self.start_row.more.say(self._start_warning(registered=registered), "warn")

    def _start_warning(self, *, registered: bool) -> str:
        """A start in a month that was filed, or probably was, is the accountant's matter."""
        start = self.start.day()
        if start > self._today:
            text = self.tr("%1 is still to come: until then nothing is sent")
            return text.replace("%1", wording.date_text(start, self._language))
        month = wording.month_text(start, self._language)
        if start.strftime("%Y-%m") in self._rules.filed_months:
            text = self.tr("%1 is marked as filed: its receipts wait. Ask your accountant first")
            return text.replace("%1", month)
        due = month_moved(start.replace(day=1), 1).replace(day=_FILED_BY)
        if registered and self._today > due:
            text = self.tr("P.P.30 of %1 has probably been filed. Ask your accountant first")
            return text.replace("%1", month)
        return ""

    def _with_baht(self, text: str, counted: Counted) -> str:
        return text.replace("%1", wording.money_text(counted.satang, self._language))
