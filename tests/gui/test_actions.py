"""Every problem has a button that cures it, or a reason why it has none; and the strip shows it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import NOON, FakeReader, WorkShop, busy_shop, detail_of, receipt_row
from tests.gui.receipts_room import made_up_place
from xpeak_desktop import wording
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Area, Code, Problem
from xpeak_desktop.ledger import telling
from xpeak_desktop.services.jobs.contested import SendFromHere
from xpeak_desktop.services.jobs.corrections import TryAgain
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import i18n, needs
from xpeak_desktop.ui.acting import Acting
from xpeak_desktop.ui.actions import DIALOGS, NO_BUTTON, OFFERS, Do, offer_of, words_of
from xpeak_desktop.ui.choices import question_of
from xpeak_desktop.ui.figures import locale_of
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.needs import Need, gather, joined
from xpeak_desktop.ui.needs_panel import MOST_LINES, NeedsPanel
from xpeak_desktop.ui.place import Going, PlaceName
from xpeak_desktop.ui.receipts_list import ALL, NEEDS_YOU_TAB
from xpeak_desktop.ui.resources import resources_dir
from xpeak_desktop.ui.status_panel import StatusPanel

every_code = pytest.mark.parametrize("code", list(Code), ids=str)


@pytest.fixture(autouse=True)
def english(look: Look) -> Iterator[None]:
    del look
    before = QLocale()
    QLocale.setDefault(locale_of("en"))
    yield
    QLocale.setDefault(before)


@every_code
def test_every_code_has_a_button_or_a_reason_for_none(code: Code) -> None:
    assert (code in OFFERS) is not (code in NO_BUTTON)
    offer = offer_of(code)
    assert (offer.strip is None) is (code in NO_BUTTON)
    assert offer.strip is None or words_of(offer.strip)
    assert NO_BUTTON.get(code, "a reason").count(" ") >= 1


@every_code
def test_what_waits_for_a_person_never_lacks_a_button(code: Code) -> None:
    problem = Problem(code)
    if problem.needs_person and problem.area in (Area.RECEIPT, Area.CASE):
        assert code in OFFERS or code is Code.CANCELLED_BEFORE_SEND


@pytest.mark.parametrize("language", ["en", "th"])
def test_a_button_that_opens_a_page_calls_it_by_its_name(qapp: QApplication, language: str) -> None:
    translate = QCoreApplication.translate
    translators = i18n.install(qapp, language, resources_dir())
    told = {
        Do.SALES: translate("PagesList", "Where sales are"),
        Do.RULES: translate("PagesList", "Shop rules"),
        Do.CHANNELS: translate("Rail", "Channels"),
    }
    words = {do: words_of(do) for do in told}
    for translator in translators:
        qapp.removeTranslator(translator)
    for do, name in told.items():
        assert i18n.plain(name).casefold() in i18n.plain(words[do]).casefold()


@pytest.mark.parametrize("do", list(Do), ids=str)
def test_every_button_has_words_and_is_offered_somewhere(do: Do) -> None:
    assert 0 < len(words_of(do)) <= 28
    offered = {one for offer in OFFERS.values() for one in (offer.strip, *offer.pane)}
    assert do in offered or do is Do.PEAK


@pytest.fixture
def acting(qtbot: QtBot) -> Iterator[tuple[Acting, list[Going], list[Page]]]:
    reader = busy_shop()
    place = made_up_place(reader)
    went: list[Going] = []
    pages: list[Page] = []
    place.going.connect(went.append)
    place.setup_wanted.connect(pages.append)
    yield place.acting, went, pages
    place.close()
    place.deleteLater()


def need(code: Code, **params: str) -> Need:
    return Need(Problem(code, params), 2, 100, NOON, 1195, "RC2611-01195")


def test_the_strips_buttons_go_where_it_is_cured(
    acting: tuple[Acting, list[Going], list[Page]],
) -> None:
    one, went, pages = acting
    one.act_on_need(need(Code.PRODUCT_UNMATCHED, sku="TS-09, GFT-A …"))
    one.act_on_need(need(Code.CHANNEL_UNDECIDED, channel="LINE Pay"))
    one.act_on_need(need(Code.TOTAL_MISMATCH))
    one.act_on_need(need(Code.ALREADY_IN_PEAK))
    assert went == [
        Going(PlaceName.PRODUCTS, "TS-09, GFT-A …"),
        Going(PlaceName.CHANNELS, "LINE Pay"),
        Going(PlaceName.RECEIPTS, "needs:total_mismatch"),
        Going(PlaceName.RECEIPTS, "needs:already_in_peak"),
    ]
    one.act_on_need(replace(need(Code.TOTAL_MISMATCH), receipts=1))
    assert went[-1] == Going(PlaceName.RECEIPTS, "RC2611-01195")
    one.act_on_need(need(Code.SERVICE_MISSING, service="ค่าขนส่ง"))
    one.act_on_need(need(Code.NEGATIVE_OR_ZERO))
    one.act_on_problem(Problem(Code.TOKEN_REFUSED))
    one.act_on_problem(Problem(Code.FOLDER_MISSING))
    assert pages == [Page.SERVICES, Page.RULES, Page.TOKEN, Page.SALES]
    one.act_on_problem(Problem(Code.PEAK_TOTAL_DIFFERS, {}, "RC2611-00003"))
    assert went[-1] == Going(PlaceName.RECEIPTS, "RC2611-00003")


@pytest.mark.parametrize(
    ("code", "do"),
    [(code, do) for code, offer in OFFERS.items() for do in offer.pane if do in DIALOGS],
)
def test_every_dialog_has_choices_and_no_loud_button_that_decides(code: Code, do: Do) -> None:
    question = question_of(do, Problem(code, {"word": "รอโอน"}), detail_of(receipt_row(1)))
    assert question.title
    assert question.choices
    for choice in question.choices:
        # Only asking PEAK once more may be the loud one.
        assert not choice.first or type(choice.job).__name__ == "CheckAgain"


@pytest.mark.parametrize(
    ("total", "note"), [(20_000, "debit note"), (5_000, "credit note"), (10_000, "")]
)
def test_another_total_is_cured_by_a_new_document_or_a_note(total: int, note: str) -> None:
    detail = detail_of(receipt_row(1, total=10_000))
    assert detail.receipt is not None
    changed = replace(detail, later=replace(detail.receipt, total=total))
    question = question_of(Do.CHANGES, Problem(Code.CHANGED_AFTER_SEND), changed)
    assert question.either is bool(note)
    assert question.steps[0 if note else 1].startswith("Void it in" if note else "Open it in")
    assert note in question.steps[1]


# ---------------------------------------------------------------------- the strip


def test_values_are_named_while_they_tell_things_apart() -> None:
    assert joined([{"service": "A"}, {"service": "B"}, {"service": "C"}]) == {"service": "A, B …"}
    assert joined([{"sku": "A"}, {"sku": ""}]) == {"sku": "A"}
    assert joined([{"difference": "0.25"}, {"difference": "0.50"}]) == {}
    assert joined([{"difference": "0.25"}, {"difference": "0.25"}]) == {"difference": "0.25"}
    assert joined([{"missing": "name,address"}, {"missing": "address,tax_id"}]) == {
        "missing": "name,address,tax_id"
    }


@pytest.mark.parametrize(
    ("skus", "said"),
    [
        (["A"], "Product A is not matched with PEAK yet"),
        (["A", "B"], "2 products are not matched with PEAK yet: A, B"),
        (["A", "B", "C"], "3 products are not matched with PEAK yet: A, B and 1 more"),
        # A ledger gives no more examples than that, so nobody knows how many there are.
        ([*"ABCDEFGHIJKL"], "12+ products are not matched with PEAK yet: A, B and 10+ more"),
        ([*"AAAAAAAAAAAB"], "2+ products are not matched with PEAK yet: A, B"),
    ],
)
def test_products_are_counted_as_far_as_they_are_known(skus: list[str], said: str) -> None:
    examples = [{"sku": sku, "name": f"product {n}"} for n, sku in enumerate(skus)]
    assert wording.sentence(Problem(Code.PRODUCT_UNMATCHED, joined(examples)), "en") == said


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        (
            Code.PRODUCT_AMBIGUOUS,
            "sku",
            "3 products are in PEAK more than once: A, B and 1 more",
        ),
        (
            Code.CHANNEL_UNDECIDED,
            "channel",
            "3 new channels, still to be decided: A, B and 1 more",
        ),
    ],
)
def test_whatever_is_named_by_a_few_is_counted(code: Code, name: str, said: str) -> None:
    problem = Problem(code, joined([{name: one} for one in "ABC"]))
    assert wording.sentence(problem, "en") == said
    assert "A, B และอีก 1" in wording.sentence(problem, "th")


def test_the_number_of_examples_from_which_nobody_knows_is_the_ledgers() -> None:
    assert needs._MOST_EXAMPLES == telling._EXAMPLES


def shown(panel: NeedsPanel) -> list[str]:
    return [i18n.plain(one.text()) for one in panel.findChildren(QLabel) if not one.isHidden()]


def test_the_strip_names_what_waits_and_offers_one_button_each(qtbot: QtBot) -> None:
    reader = busy_shop()
    needs = gather(reader)
    panel = NeedsPanel("en")
    qtbot.addWidget(panel)
    panel.show_needs(needs)
    panel.show()
    words = shown(panel)
    assert "2 products are not matched with PEAK yet: GFT-A, TS-09" in words
    assert "RC2611-01195: The totals differ by 0.25 baht, so it waits" in words
    texts = [button.text() for button in panel.buttons]
    assert sorted(texts) == sorted(
        ["Match products", "Send or not?", "Show the sum", "Show receipt"]
    )
    acted: list[Need] = []
    panel.acted.connect(acted.append)
    for button in list(panel.buttons):
        button.click()
    assert [one.problem.code for one in acted] == [one.problem.code for one in needs]


def test_the_strip_shows_five_at_most_and_a_way_to_the_rest(qtbot: QtBot) -> None:
    codes = [code for code in OFFERS if Problem(code).area is Area.RECEIPT][:9]
    rows = [receipt_row(n, State.BLOCKED, code=code) for n, code in enumerate(codes, 1)]
    panel = NeedsPanel("en")
    qtbot.addWidget(panel)
    panel.show_needs(gather(FakeReader(rows)))
    panel.show()
    assert len(panel.buttons) == MOST_LINES
    assert panel.show_all.text() == "Show all, 4 more"
    with qtbot.waitSignal(panel.asked_for_all):
        panel.show_all.click()


def test_where_every_kind_shows_the_way_to_the_receipts_promises_no_more(qtbot: QtBot) -> None:
    codes = [code for code in OFFERS if Problem(code).area is Area.RECEIPT][:MOST_LINES]
    rows = [receipt_row(n, State.BLOCKED, code=code) for n, code in enumerate(codes, 1)]
    panel = NeedsPanel("en")
    qtbot.addWidget(panel)
    panel.show_needs(gather(FakeReader(rows)))
    assert len(panel.buttons) == MOST_LINES
    assert panel.show_all.text() == "See the receipts"


def test_the_keyboard_stays_on_its_kind_when_the_strip_is_read_anew(qtbot: QtBot) -> None:
    needs = gather(busy_shop())
    panel = NeedsPanel("en")
    qtbot.addWidget(panel)
    panel.show_needs(needs)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    button = next(one for one, need in panel.buttons.items() if need is needs[1])
    button.setFocus()
    later = Need(
        needs[1].problem, 9, 900, NOON - timedelta(days=1), needs[1].receipt_id, needs[1].number
    )
    panel.show_needs((later, needs[0]))
    focused = panel.focusWidget()
    assert focused in panel.buttons
    assert panel.buttons[focused] is later


def test_what_stands_in_the_way_has_its_own_button(qtbot: QtBot) -> None:
    panel = StatusPanel("en", scheduled=True)
    qtbot.addWidget(panel)
    acted: list[Problem] = []
    panel.acted.connect(acted.append)
    for code, words in ((Code.OFFLINE, "Try again"), (Code.TOKEN_REFUSED, "Get a new token")):
        panel.show_problem(Problem(code), 12)
        assert panel.button.text() == words
        panel.button.click()
        assert acted[-1].code is code
    panel.show_problem(Problem(Code.PEAK_BUSY), 0)
    assert panel.button.isHidden()


def test_trying_again_wakes_what_rests_and_then_runs(qtbot: QtBot) -> None:
    shop = WorkShop()
    shop.work.gate.set()
    stuck = receipt_row(9, State.READY, code=Code.PEAK_ERROR, stuck=True)
    place = made_up_place(FakeReader([stuck]), shop)
    controller = place.desk.controller
    controller.start()
    with qtbot.waitSignals([place.acting.told, controller.finished]):
        place.acting.act_on_need(need(Code.PEAK_ERROR))
    problem = Problem(Code.PEAK_ERROR)
    with qtbot.waitSignals([place.acting.told, controller.finished]):
        place.acting.act_on_receipt(Do.TRY_AGAIN, problem, detail_of(stuck))
    with qtbot.waitSignals([place.acting.told, controller.finished]):
        place.acting.act_on_problem(problem)
    jobs = [TryAgain(Code.PEAK_ERROR), TryAgain(Code.PEAK_ERROR, stuck.receipt_id)]
    assert (shop.work.done, shop.work.passes) == (jobs, 3)
    controller.wait()
    place.close()
    place.deleteLater()


def test_a_person_can_take_the_sending_over_from_another_computer(qtbot: QtBot) -> None:
    shop = WorkShop()
    shop.work.gate.set()
    place = made_up_place(busy_shop(), shop)
    controller = place.desk.controller
    controller.start()
    with qtbot.waitSignals([place.acting.told, controller.finished]):
        place.acting.act_on_problem(Problem(Code.TOKEN_CONTESTED))
    assert (shop.work.done, shop.work.passes) == ([SendFromHere()], 1)
    controller.wait()
    place.close()
    place.deleteLater()


def test_all_receipts_of_one_reason_are_listed_and_no_others(qtbot: QtBot) -> None:
    off = {"code": Code.TOTAL_MISMATCH, "params": {"difference": "0.25"}}
    reader = busy_shop()
    reader.all += [receipt_row(n, State.BLOCKED, **off) for n in (2001, 2002)]
    place = made_up_place(reader)
    qtbot.addWidget(place)
    place.show()
    place.entered("needs:total_mismatch")
    assert place.tabs.currentIndex() == NEEDS_YOU_TAB
    shown = [place.model.row(n) for n in range(place.model.rowCount())]
    assert {row.receipt_id for row in shown if row} == {1195, 2001, 2002}
    assert place.pane.detail is not None
    assert place.pane.detail.row == place.model.row(place.table.currentIndex().row())
    assert place.list.reason.isVisible()
    assert "Only: " in place.list.reason.text()
    place.list.every_reason.click()
    assert place.model.rowCount() == 7
    assert not place.list.reason.isVisible()


def test_one_reason_is_left_by_another_tab_and_by_its_last_receipt(qtbot: QtBot) -> None:
    reader = busy_shop()
    place = made_up_place(reader)
    qtbot.addWidget(place)
    place.show()
    place.entered("needs:total_mismatch")
    place.tabs.setCurrentIndex(ALL)
    place.tabs.setCurrentIndex(NEEDS_YOU_TAB)
    assert place.model.rowCount() == 5
    place.entered("needs:total_mismatch")
    assert place.model.rowCount() == 1
    reader.all = [row for row in reader.all if row.receipt_id != 1195]
    place.refresh(afresh=True)
    assert place.model.rowCount() == 4
    assert not place.list.reason.isVisible()
