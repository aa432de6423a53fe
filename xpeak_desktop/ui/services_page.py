"""The guide's steps 2 and 5.2: the two services that fees are booked through."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop.domain.document import Service
from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.services.jobs.room import Answered, Job
from xpeak_desktop.services.jobs.services import (
    ChooseService,
    CreateService,
    LookAtServices,
    SayRegistered,
    ServicesFound,
)
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import peak_site, theme
from xpeak_desktop.ui.click_path import GuideStep
from xpeak_desktop.ui.scrolling import Scrolling
from xpeak_desktop.ui.service_row import ServiceRow
from xpeak_desktop.ui.trouble_note import TroubleNote
from xpeak_desktop.ui.vat_question import VatQuestion
from xpeak_desktop.ui.widgets import Button, label, panel
from xpeak_desktop.ui.wizard_page import Desk, SetupPage


class ServicesPage(SetupPage):
    """Looks both up as soon as it is seen; a missing one is made with one click, or by hand."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: ServicesFound | None = None
        self._problem: Problem | None = None
        self.rows = {service: ServiceRow(service) for service in Service}
        self.vat = VatQuestion()
        self.vat.hide()
        self.vat.said.connect(self._say)
        self.again = Button(self.tr("Check again"), "refresh")
        self.again.clicked.connect(self._look)
        self.in_peak = Button(self.tr("Open PEAK"), "open")
        self.in_peak.clicked.connect(peak_site.open_peak)
        self._practice = desk.context.practice
        if self._practice:
            self.in_peak.hide()
        self.problem = TroubleNote(desk.context.language, Page.SERVICES)
        self.problem.page_wanted.connect(self.page_wanted)
        self.problem.again.connect(self._look)
        self._steps: dict[Service, GuideStep] = {}
        self._build()
        self.asking.changed.connect(self._on_busy)

    def heading(self) -> str:
        return self.tr("Two services in PEAK")

    def explanation(self) -> str:
        return self.tr("Shipping and COD fees are booked through these two. Both are needed first")

    def _build(self) -> None:
        scrolling = Scrolling(margin=40)
        self.body.addWidget(scrolling)
        scrolling.box.addWidget(self.vat)
        for row in self.rows.values():
            row.create_wanted.connect(self._create)
            row.chosen.connect(self._choose)
            scrolling.box.addWidget(row)
        scrolling.box.addWidget(self.problem)
        scrolling.box.addWidget(self._by_hand())
        scrolling.box.addStretch()

    def _by_hand(self) -> QFrame:
        self._hand = panel()
        head = QHBoxLayout()
        head.setSpacing(8)
        self._hand_title = label(theme.HEADING)
        head.addWidget(self._hand_title)
        head.addStretch()
        head.addWidget(self.in_peak)
        head.addWidget(self.again)
        box = QVBoxLayout(self._hand)
        box.setContentsMargins(20, 14, 16, 18)
        box.setSpacing(10)
        box.addLayout(head)
        self._menu = GuideStep(
            "2.1", self.tr("Open the menu [Products] and choose [Add product/service]")
        )
        box.addWidget(self._menu)
        for number, service in (("2.2", Service.SHIPPING), ("2.3", Service.COD_FEE)):
            words = self.tr("Add “%1”, choose the type [Service] and press [Save]")
            self._steps[service] = GuideStep(number, words.replace("%1", service.value))
            box.addWidget(self._steps[service])
        # Until PEAK has answered nobody knows whether it is needed.
        self._hand.hide()
        return self._hand

    # ------------------------------------------------------------------ what the frame asks

    def valid(self) -> bool:
        return self._found is not None and not self._found.missing()

    def note(self) -> str:
        if self._problem is not None:
            return self.tr("PEAK could not be asked. Check again")
        if self._found is None:
            return self.tr("PEAK could not be asked. Check again") if not self.busy else ""
        missing = self._found.missing()
        if not missing:
            return ""
        if self.vat.isVisibleTo(self):
            return self.tr("Say first whether the shop is registered for VAT")
        if len(missing) > 1:
            return self.tr("Both services are missing")
        return self.tr("The service “%1” is missing").replace("%1", missing[0].value)

    def first(self) -> QWidget | None:
        if self.vat.isVisibleTo(self):
            return self.vat.registered
        for row in self.rows.values():
            if row.create_button.isVisibleTo(self):
                return row.create_button
        return self.problem.first() if self._problem is not None else None

    def entered(self) -> None:
        self._look()

    # ------------------------------------------------------------------ asking PEAK

    @Slot()
    def _look(self) -> None:
        for row in self.rows.values():
            row.show_asking()
        self._ask(LookAtServices())

    @Slot(object)
    def _create(self, service: Service) -> None:
        self.rows[service].show_asking()
        self._ask(CreateService(service))

    @Slot(bool)
    def _say(self, registered: bool) -> None:
        self.vat.hide()
        self._ask(SayRegistered(registered))

    @Slot(object, str)
    def _choose(self, service: Service, peak_id: str) -> None:
        self.rows[service].show_asking()
        self._ask(ChooseService(service, peak_id))

    def _ask(self, job: Job) -> None:
        self._problem = None
        self.problem.show_problem(None)
        # What was pressed may go away while PEAK is asked; the frame finds the next thing to do.
        self.setFocus()
        self.asking.ask(job)

    @Slot()
    def _on_busy(self) -> None:
        """An answer follows at once, unless the person pressed Stop."""
        if not self.busy:
            self._show()

    def take(self, answer: Answered) -> None:
        self._problem = answer.problem
        self.problem.show_problem(answer.problem)
        if isinstance(answer.result, ServicesFound):
            self._found = answer.result
        self._show()
        first = self.first()
        if first is not None:
            first.setFocus()

    def _hand_words(self, missing: int) -> str:
        if missing > 1:
            return self.tr("Or add them yourself in PEAK")
        if missing:
            return self.tr("Or add it yourself in PEAK")
        return self.tr("Changed something in PEAK?")

    def _show(self) -> None:
        missing = self._found.missing() if self._found is not None else ()
        for service, row in self.rows.items():
            if self._found is not None:
                creatable = self._found.with_vat is not None
                first = service in missing[:1]
                row.show_found(self._found.of(service), creatable=creatable, first=first)
            else:
                row.show_unknown()
        asks = self._found is not None and self._found.with_vat is None
        self.vat.setVisible(asks and bool(missing))
        # Nobody can do anything by hand in the practice PEAK, except ask it once more; and where
        # all is right there is nothing to do.
        right = self._found is not None and self._found.right and self._problem is None
        self._hand.setVisible(self._found is None or not (self._practice or right))
        self._menu.setVisible(bool(missing))
        for service, step in self._steps.items():
            step.setVisible(service in missing)
        self._hand_title.setText(self._hand_words(len(missing)))
